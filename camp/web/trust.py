"""The page on which a device learns to trust the camp's certificate, and what it downloads."""

from typing import cast
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.serialization import Encoding
from flask import Flask, Response, current_app, render_template, request

from camp.core.addresses import is_private
from camp.core.errors import NotFound
from camp.tls.listener import Secure, host_of
from camp.web.context import address
from camp.web.guard import PUBLIC, rule

KIND = "application/x-x509-ca-cert"
"""What makes a phone offer to install the file instead of showing it."""


def secure() -> Secure | None:
    """Return the https listener of this server, if it has one."""
    return cast("Secure | None", current_app.extensions["tls"])


def secure_place() -> str:
    """Return where this page's host answers on https; empty where it does not, or is there."""
    found = secure()
    if found is None or request.is_secure:
        return ""
    return found.address(urlsplit(request.host_url).hostname or "")


def reached() -> dict[str, str | bool]:
    """Return where phones reach the server, and whether they must be prepared for https."""
    found = secure()
    host = host_of(current_app.extensions["config"])
    place = found.address(host) if found else ""
    return {"plain": address(), "place": place, "prepared": bool(found and found.authority)}


def is_hall_only() -> bool:
    """Whether the address of this server means nothing outside the hall."""
    host = host_of(current_app.extensions["config"])
    is_here = host == "localhost" or host.startswith("127.")
    return is_here or is_private(host) or host.endswith((".local", ".lan"))


def register(app: Flask) -> None:
    app.jinja_env.globals.update(secure_place=secure_place, plain_address=address, reached=reached)

    @app.get("/trust")
    @rule(PUBLIC)
    def trust() -> str:
        return render_template("trust.html", secure=secure(), place=reached()["place"])

    @app.get("/trust/ca.crt", endpoint="ca_pem")
    @rule(PUBLIC)
    def ca_pem() -> Response:
        return _file(Encoding.PEM)

    @app.get("/trust/ca.cer", endpoint="ca_der")
    @rule(PUBLIC)
    def ca_der() -> Response:
        return _file(Encoding.DER)

    @app.get("/ok")
    @rule(PUBLIC)
    def ok() -> Response:
        """Say that this phone reaches the server: by hand, and by the test on the page."""
        return Response("The camp's server answers.\n", mimetype="text/plain")


def _file(encoding: Encoding) -> Response:
    found = secure()
    if found is None or found.authority is None:
        raise NotFound
    return Response(found.authority.public_bytes(encoding), mimetype=KIND)
