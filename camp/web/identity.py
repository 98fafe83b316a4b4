"""Who is asking: the login cookie of a device, or a program's bearer token."""

from datetime import timedelta
from functools import partial

from flask import Flask, Response, g, request

from camp.core.rules import Actor
from camp.people import signin
from camp.web.context import db, now, secret

FOR = timedelta(days=120)


def cookie_name() -> str:
    """Return the cookie's name: cookies ignore ports, so http and https must not share one."""
    return "__Host-camp" if request.is_secure else "camp_lan"


def keep_login(response: Response, token: str) -> Response:
    response.set_cookie(
        cookie_name(),
        token,
        max_age=int(FOR.total_seconds()),
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response


def forget_login(response: Response) -> Response:
    response.delete_cookie(cookie_name(), path="/", secure=request.is_secure, httponly=True)
    return response


def who_asks(token: str | None = None) -> Actor:
    """Return who sent the request (or opened the socket with `token`), a visitor if nobody did."""
    bearer = token or request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    with db().read() as session:
        if bearer:
            person = signin.person_of(session, token=bearer, kind="api", secret=secret())
            return signin.actor_of(session, person.id, pin_given=True)
        found = signin.actor_of_login(session, request.cookies.get(cookie_name(), ""))
    if found is None:
        return Actor()
    who, login = found
    if now() - login.seen_at > signin.SEEN_EVERY:
        db().write(partial(signin.seen, login_id=login.id, now=now()))
    return who


def is_program() -> bool:
    return "Authorization" in request.headers


def register(app: Flask) -> None:
    @app.before_request
    def identify() -> None:
        if request.endpoint != "static":
            g.actor = who_asks()
