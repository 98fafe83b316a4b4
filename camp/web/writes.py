"""How a door writes: one verb, one answer, and the same answer again when it arrives twice.

Programs send an `Idempotency-Key` header, forms a hidden `key`. The answer is stored in the verb's
own transaction, scoped to the person: the same key with the same content gives the same answer,
with other content it is refused.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Any, TypeVar

from flask import Flask, Response, current_app, json, redirect, request
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from camp.core import answered
from camp.core.errors import CampError, Conflict, Invalid, KeyReused, words
from camp.core.server import Fenced
from camp.web.context import actor, db, now

T = TypeVar("T")
KEY = re.compile(r"[0-9A-Za-z-]{1,36}")


class OtherLogin(CampError):
    """What waited on a phone was written by somebody else than who is signed in there now."""

    slug, status = "other-login", 401
    title = words("Somebody else is signed in on this phone. What you wrote waits for you.")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a door says after a write: a JSON body for programs, a place to go for people.

    `revision` is that of the thing that a form changed, 0 where nobody counts: a page that saves
    by itself writes over it next.
    """

    status: int = 204
    body: Any = None
    location: str = ""
    revision: int = 0


_KEPT = [one.name for one in fields(Answer)]


def write(
    verb: Callable[[Session], T], answer: Callable[[T], Answer] | Answer | None = None
) -> Response:
    """Run `verb`, and answer once it is durable.

    `answer` may be made from the verb's result; it runs in the writer, so it must not ask for the
    request. Without one a program hears 204, and a form goes back to where it came from.
    """
    key, content, who = _key(), _content(), actor().person_id or "-"

    def once(session: Session) -> Answer:
        stored = answered.find(session, who, key) if key else None
        if stored is not None:
            if stored.request != content:
                raise KeyReused
            return Answer(**stored.body) if stored.body else Answer()
        result = verb(session)
        made = answer(result) if callable(answer) else answer or Answer()
        if key:
            body = {name: getattr(made, name) for name in _KEPT}
            answered.keep(session, who, key, request=content, status=made.status, body=body, at=at)
        return made

    at = now()
    try:
        return respond(db().write(once))
    except IntegrityError:
        # Another worker was faster with the same key or with the same seat: look again, once.
        try:
            return respond(db().write(once))
        except IntegrityError as error:
            raise Conflict from error


def note(verb: Callable[[Session], Any]) -> None:
    """Write what a page can go without: where no write is taken, reading goes on."""
    try:
        db().write(verb)
    except (Fenced, OperationalError) as error:
        current_app.logger.warning("left out: %s", error)


def respond(answer: Answer) -> Response:
    if is_api():
        if answer.body is None:
            return Response(status=204)
        return Response(json.dumps(answer.body), answer.status, mimetype="application/json")
    location = answer.location or _came_from()
    if request.headers.get("Camp-Form"):
        response = Response(status=204, headers={"Camp-Location": location})
        if answer.revision:
            response.headers["Camp-Revision"] = str(answer.revision)
        return response
    made = redirect(location, 303)
    assert isinstance(made, Response)  # noqa: S101  -- werkzeug's type is the base class
    return made


def is_api() -> bool:
    return request.path.startswith("/api/")


def local(path: str) -> str:
    """Return `path` if it is a place of ours, else the front page."""
    # Browsers drop tabs and line ends, and read a backslash as a slash.
    strange = path.startswith("//") or any(letter < " " or letter == "\\" for letter in path)
    return path if path.startswith("/") and not strange else "/"


def _came_from() -> str:
    return local(request.form.get("back", "")) if request.form.get("back") else local(request.path)


def _key() -> str:
    key = request.headers.get("Idempotency-Key") or request.form.get("key", "")
    if is_api() and not key:
        raise Invalid(words("Send an Idempotency-Key header with every write."))
    if len(key) > 36:
        raise Invalid(words("An Idempotency-Key is a UUID."))
    return key


def _content() -> str:
    if request.form:
        kept = sorted(
            (name, value)
            for name, value in request.form.items(multi=True)
            if name not in {"csrf", "key", "back"}
        )
        sent = json.dumps(kept).encode()
    else:
        sent = request.get_data(cache=True)
    return fingerprint(request.method, request.path, sent)


def fingerprint(method: str, path: str, sent: bytes) -> str:
    """Return what tells one request from another with the same key."""
    return sha256(b"\0".join([method.encode(), path.encode(), sent])).hexdigest()


def check_writer() -> None:
    """Refuse what a phone kept for one person and sends while another is signed in."""
    writer = request.headers.get("Camp-Person")
    if writer is not None and writer != actor().person_id:
        raise OtherLogin


def echo_key(response: Response) -> Response:
    """Send the key back: a captive portal cannot, so its page is never taken for our answer."""
    key = request.headers.get("Idempotency-Key", "")
    if KEY.fullmatch(key):
        response.headers["Idempotency-Key"] = key
    return response


def register(app: Flask) -> None:
    app.before_request(check_writer)
    app.after_request(echo_key)
