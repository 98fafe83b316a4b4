"""Who is asking: the login cookie of a device, or a program's bearer token."""

from datetime import datetime, timedelta
from functools import partial
from typing import Protocol, cast

from flask import Flask, Response, current_app, g, request
from sqlalchemy.orm import Session

from camp.core.rules import Actor
from camp.web.context import db, now, secret
from camp.web.writes import note

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


class Directory(Protocol):
    """Who people are: the people room answers, this side of the house only asks."""

    def of_token(self, session: Session, token: str, secret: bytes) -> Actor: ...

    def of_login(self, session: Session, token: str, now: datetime) -> tuple[Actor, bool]:
        """Return who holds a login, and whether it should be noted that it was seen."""
        ...

    def seen(self, session: Session, *, login_id: str, now: datetime) -> None: ...

    def revoked(self, session: Session, login_ids: set[str]) -> set[str]: ...


def directory(app: Flask | None = None) -> Directory:
    return cast("Directory", (app or current_app).extensions["directory"])


def who_asks(token: str | None = None) -> Actor:
    """Return who sent the request (or opened the socket with `token`), a visitor if nobody did."""
    bearer = token or request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    people = directory()
    with db().read() as session:
        if bearer:
            return people.of_token(session, bearer, secret())
        who, is_old = people.of_login(session, request.cookies.get(cookie_name(), ""), now())
    if is_old:
        note(partial(people.seen, login_id=who.login_id, now=now()))
    return who


def is_program() -> bool:
    return "Authorization" in request.headers


def register(app: Flask) -> None:
    @app.before_request
    def identify() -> None:
        if request.endpoint != "static":
            g.actor = who_asks()
