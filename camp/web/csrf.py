"""A form counts only when it comes from a page of ours.

A form carries a token signed for its login (or for the visitor's own cookie); a script's request
carries a header that no other site can send without asking first.
"""

from uuid import uuid4

from flask import Flask, g, request

from camp.core.errors import CampError, words
from camp.core.ids import is_signed, new_id, sign
from camp.web.context import actor, secret
from camp.web.identity import is_program

SAFE = {"GET", "HEAD", "OPTIONS"}


class FormExpired(CampError):
    slug, status = "form-expired", 403
    title = words("This page was open for too long. Load it again; what you typed is kept.")


def visitor_cookie() -> str:
    """Return the cookie's name: as the login's, it is another one on https."""
    return "__Host-camp_visitor" if request.is_secure else "camp_visitor"


def csrf_token() -> str:
    return sign(secret(), "form", _bearer())


def _bearer() -> str:
    if actor().login_id:
        return actor().login_id
    if "visitor" not in g:
        g.visitor = request.cookies.get(visitor_cookie()) or new_id()
    return str(g.visitor)


def check() -> None:
    if request.method in SAFE or is_program():
        return
    if request.headers.get("Idempotency-Key") and request.is_json:
        return
    if not is_signed(secret(), "form", _bearer(), request.form.get("csrf", "")):
        raise FormExpired


def register(app: Flask) -> None:
    app.before_request(check)
    app.jinja_env.globals.update(csrf_token=csrf_token, new_key=lambda: str(uuid4()))

    @app.after_request
    def remember_visitor(response):  # type: ignore[no-untyped-def]
        if "visitor" in g and not request.cookies.get(visitor_cookie()):
            response.set_cookie(
                visitor_cookie(), g.visitor, max_age=86_400, secure=request.is_secure,
                httponly=True, samesite="Lax", path="/",
            )  # fmt: skip
        return response
