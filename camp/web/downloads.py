"""Files that leave as answers, to be kept."""

import json
from typing import Any

from flask import Response


def sheet_file(text: str, name: str) -> Response:
    """Return a table as `name`.csv."""
    # A spreadsheet takes a file without this mark for a Latin alphabet.
    return _file(text.encode("utf-8-sig"), "text/csv", f"{name}.csv")


def json_file(told: Any, name: str) -> Response:
    """Return data as `name`.json."""
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return _file(text.encode(), "application/json", f"{name}.json")


def _file(content: bytes, media: str, name: str) -> Response:
    head = f'attachment; filename="{name}"'
    return Response(content, mimetype=media, headers={"Content-Disposition": head})
