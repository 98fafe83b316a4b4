"""What is written for one request leaves compressed, where that can give no secret away."""

import zlib

import brotli
from flask import Flask, Response, request

KINDS = {"text/html", "application/json", "application/problem+json", "image/svg+xml"}
LEAST = 800
"""Bytes; below it a packet is sent all the same."""
OURS = {"same-origin", "none"}
"""What a browser says of a request that no other site has caused."""


def compress(response: Response) -> Response:
    """Compress the answer for whoever takes it; docs/decisions/026 says for whom not."""
    if response.mimetype not in KINDS or response.is_streamed or response.direct_passthrough:
        return response
    response.vary.add("Accept-Encoding")
    if _is_asked_by_us() and "Content-Encoding" not in response.headers:
        _encode(response)
    return response


def _is_asked_by_us() -> bool:
    """Whether no other site can have caused this request and measure its answer."""
    return not request.is_secure or request.headers.get("Sec-Fetch-Site") in OURS


def _encode(response: Response) -> None:
    content = response.get_data()
    takes = request.accept_encodings
    if len(content) < LEAST:
        return
    if takes["br"] > 0:
        # A fourteenth smaller than 4; above 5 the time grows and the answer does not shrink.
        response.set_data(brotli.compress(content, mode=brotli.MODE_TEXT, quality=5))
        response.headers["Content-Encoding"] = "br"
    elif takes["gzip"] > 0:
        made = zlib.compressobj(6, wbits=31)
        response.set_data(made.compress(content) + made.flush())
        response.headers["Content-Encoding"] = "gzip"


def register(app: Flask) -> None:
    app.after_request(compress)
