"""What belongs to the request: the database, the clock, the key, who is asking and which camp."""

from datetime import datetime
from typing import cast

from flask import current_app, g

from camp.config import Config
from camp.core.machine import Machine
from camp.core.models import Camp
from camp.core.rules import Actor
from camp.core.work import Database


def db() -> Database:
    return cast("Database", current_app.extensions["db"])


def now() -> datetime:
    return cast("datetime", current_app.extensions["clock"]())


def secret() -> bytes:
    return cast("bytes", current_app.extensions["secret"])


def machine() -> Machine:
    return cast("Machine", current_app.extensions["machine"])


def address() -> str:
    """Return how phones reach this server, for QR codes; the page itself may be open elsewhere."""
    config: Config = current_app.extensions["config"]
    return config.reached_at()


def actor() -> Actor:
    return cast("Actor", g.get("actor") or Actor())


def camp() -> Camp:
    """Return the camp of the URL, read when the request began."""
    return cast("Camp", g.camp)
