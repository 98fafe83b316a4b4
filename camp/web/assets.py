"""Where the built style sheets, scripts and fonts are: hashed names, served compressed."""

import json
from functools import cache
from pathlib import Path

from flask import Flask, Response, request, send_from_directory

from camp.web.guard import PUBLIC, rule

DIST = Path(__file__).parent.parent / "static" / "dist"
FOREVER = "public, max-age=31536000, immutable"


@cache
def manifest() -> dict[str, str]:
    """Return logical names and their files. Raises FileNotFoundError when nothing is built."""
    found: dict[str, str] = json.loads((DIST / "manifest.json").read_text())
    return found


def asset(name: str) -> str:
    return f"/assets/{manifest()[name]}"


def register(app: Flask) -> None:
    app.jinja_env.globals["asset"] = asset

    @app.get("/assets/<path:name>")
    @rule(PUBLIC)
    def assets(name: str) -> Response:
        for encoding, suffix in (("br", ".br"), ("gzip", ".gz")):
            takes = encoding in request.headers.get("Accept-Encoding", "")
            if takes and (DIST / f"{name}{suffix}").is_file():
                response = send_from_directory(DIST, name + suffix)
                response.headers["Content-Encoding"] = encoding
                response.mimetype = _kind(name)
                break
        else:
            response = send_from_directory(DIST, name)
        response.headers["Cache-Control"] = FOREVER
        response.headers["Vary"] = "Accept-Encoding"
        return response


def _kind(name: str) -> str:
    kinds = {".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm"}
    return kinds.get(Path(name).suffix, "application/octet-stream")
