"""Headers of every answer, and the hosts and proxies that a request may claim."""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, request
from werkzeug.middleware.proxy_fix import ProxyFix

from camp.config import Config
from camp.web.trust import secure_place

POLICY = (
    "default-src 'none'; script-src 'self'{wasm}; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self' ws://{host} wss://{host}{secure}; manifest-src 'self'; "
    "worker-src 'self' blob:; media-src 'self' blob:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
READS_CODES = re.compile(r"/(door|join)|^/rounds/[^/]+/(carried|paper)$|/ideas/paper$")
"""Paths whose pages read QR codes: the camera, and the decoder that is WebAssembly."""


WORKER = "worker"
"""In the name of a script that runs by rules of its own; of other assets a page's rules decide."""


def harden(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    if request.endpoint == "assets" and WORKER not in request.path:
        return response
    scans = bool(READS_CODES.search(request.path))
    wasm = " 'wasm-unsafe-eval'" if scans else ""
    # A page on http may ask whether this device trusts https. Nothing is redirected, and nothing
    # makes a browser insist on https: in the next hall the name may be served without it.
    offer = secure_place()
    response.headers["Content-Security-Policy"] = POLICY.format(
        wasm=wasm, host=request.host, secure=f" {offer}" if offer else ""
    )
    response.headers["Permissions-Policy"] = (
        f"camera={'(self)' if scans else '()'}, microphone=(), geolocation=(), payment=()"
    )
    # Not "no-referrer": with it a form's own POST would carry the origin "null".
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["X-Frame-Options"] = "DENY"
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


class KnownHosts:
    """Answers only to our own names, for pages and sockets alike: a rebound name is refused.

    What a proxy would say about the asker counts only where a proxy of ours is.
    """

    def __init__(
        self, app: Callable[..., Iterable[bytes]], names: Iterable[str], *, behind_proxy: bool
    ) -> None:
        self._app, self._behind_proxy = app, behind_proxy
        self._names = {"localhost", socket.gethostname().lower(), *map(str.lower, names)}

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if not self._behind_proxy:
            for name in [each for each in environ if each.startswith("HTTP_X_FORWARDED_")]:
                del environ[name]
        if self._knows(environ.get("HTTP_HOST", "")):
            return self._app(environ, start)
        start("421 Misdirected Request", [("Content-Type", "text/plain")])
        return [b"This server has another name. Use the address on the poster.\n"]

    def _knows(self, host: str) -> bool:
        name = host.rsplit(":", 1)[0].strip("[]").lower() if not host.endswith("]") else host[1:-1]
        if name in self._names or name.endswith((".local", ".lan", ".test")):
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def register(app: Flask) -> None:
    app.after_request(harden)


def wrap(app: Flask, config: Config, names: Iterable[str]) -> None:
    """Wrap the app, sockets included: call it after Socket.IO has wrapped it.

    `names` are ours besides the trusted ones.
    """
    app.wsgi_app = KnownHosts(  # type: ignore[assignment]
        app.wsgi_app, (*config.trusted_hosts, *names), behind_proxy=config.behind_proxy
    )
    if config.behind_proxy:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_proto=1, x_host=1)  # type: ignore[method-assign]
