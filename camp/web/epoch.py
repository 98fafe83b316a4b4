"""How an old server learns that a restored copy has taken over: its visitors carry the news.

Every answer to a browser keeps the latest epoch that it saw in a cookie, so forms without scripts
and sockets carry it as well; programs get it in `Camp-Epoch` and may send it. It is signed with the
key that all copies share, so nobody else can fence a server.
"""

import base64
import binascii
import json
from functools import partial
from typing import cast

from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import OperationalError

from camp.core.ids import is_signed, sign
from camp.core.server import Epoch, learn, standing
from camp.web.context import address, db, machine, now, secret

HEADER = "Camp-Epoch"
COOKIES = ("camp_epoch", "__Host-camp-epoch")
FOR_A_YEAR = 31_536_000


def spell(epoch: Epoch, key: bytes) -> str:
    """Return the epoch as one signed word, which a cookie and a header can hold."""
    said = json.dumps([epoch.number, epoch.name, epoch.address])
    word = base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")
    return f"{word}.{sign(key, 'epoch', word)}"


def read(word: str, key: bytes) -> Epoch | None:
    """Return the epoch that a copy with our key has signed, else nothing."""
    said, _, signature = word.partition(".")
    if not is_signed(key, "epoch", said, signature):
        return None
    try:
        padded = said + "=" * (-len(said) % 4)
        return Epoch(*json.loads(base64.urlsafe_b64decode(padded)))
    except (binascii.Error, ValueError, TypeError):
        return None


def own() -> Epoch:
    """Return this server's epoch, as `look` last saw it."""
    found: Epoch | None = current_app.extensions.get("epoch")
    return found or look(current_app._get_current_object())  # type: ignore[attr-defined]


def look(app: Flask) -> Epoch:
    """Read who this server is: a command may have changed it while it serves."""
    with app.app_context(), db().read() as session:
        server = standing(session)
        app.extensions["epoch"] = Epoch(server.epoch, server.name, address())
        app.extensions["machine"].is_fenced = server.fenced_at is not None
    return cast("Epoch", app.extensions["epoch"])


def listen() -> None:
    """Fence this server when the request carries a later epoch."""
    heard = [request.headers.get(HEADER, ""), *(request.cookies.get(name, "") for name in COOKIES)]
    known = [found for word in heard if word and (found := read(word, secret()))]
    g.epoch_seen = latest = max(known, default=None)
    if latest is None or latest <= own() or machine().heard == latest:
        return
    try:
        machine().is_fenced = db().write(partial(learn, other=latest, now=now()), past_fence=True)
        machine().heard = latest
    except OperationalError as error:
        # A disk that is full takes no other write either; the next visitor tells it again.
        current_app.logger.warning("could not note the later epoch: %s", error)


def tell(response: Response) -> Response:
    if request.endpoint in {"assets", "static"}:
        return response
    mine = own()
    word = spell(mine, secret())
    response.headers[HEADER] = word
    seen: Epoch | None = g.get("epoch_seen")
    name = COOKIES[request.is_secure]
    is_later = seen is None or mine >= seen
    if is_later and request.cookies.get(name) != word and "Authorization" not in request.headers:
        response.set_cookie(
            name, word, max_age=FOR_A_YEAR, secure=request.is_secure, httponly=True, samesite="Lax"
        )
    return response


def register(app: Flask) -> None:
    app.before_request(listen)
    app.after_request(tell)
