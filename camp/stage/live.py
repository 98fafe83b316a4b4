"""What the projector shows, and the remote that drives it."""

from collections.abc import Mapping
from math import ceil, sqrt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.checkin import queries as door
from camp.core.models import Camp
from camp.core.rules import Actor
from camp.schedule import queries as schedule
from camp.stage import queries, scenes
from camp.stage.rules import SCENES
from camp.web.context import address, camp, now
from camp.web.pieces import piece, topic

LEAST_CELLS = 60
WALL_SHAPE = 1150 / 1080
"""Width by height of the wall beside the QR."""


def _prepare(session: Session, arguments: Mapping[str, str]) -> None:
    scenes.prepare(session, session.scalars(select(Camp).filter_by(slug=arguments["slug"])).one())


STAGE = topic("stage:{slug}", rule="stage.show", prepare=_prepare)
CAMP = topic("camp:{slug}", rule="camp.read")
DOOR = topic("camp:{slug}:door", rule="door.counts")
CONTROL = topic("camp:{slug}:control", rule="camp.control")


def show_scene(session: Session, slug: str) -> dict[str, Any]:
    return {**scenes.show(session, camp(), now()), "join": join_address(), "host": address()}


def join_address() -> str:
    """Return where the wall's QR leads, in capitals: these make a QR of larger squares."""
    return f"{address()}/j/{camp().code}".upper()


def show_wall(session: Session, slug: str) -> dict[str, Any]:
    have, expected = door.checked_in(session, camp().id), door.expected(session, camp().id)
    cells = max(have, expected, LEAST_CELLS)
    return {
        "have": have,
        "expected": max(have, expected),
        "cells": cells,
        "columns": ceil(sqrt(cells * WALL_SHAPE)),
    }


def show_now(session: Session, slug: str) -> dict[str, Any]:
    at = now()
    present, upcoming = schedule.now_and_next(session, camp().id, at)
    changes = [item.starts_at for item in upcoming[:1]] + ([present.ends_at] if present else [])
    return {
        "present": present, "upcoming": upcoming, "now": at, "camp": camp(), "host": address(),
        "changes_at": min(changes, default=None),
    }  # fmt: skip


def show_remote(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    stage = queries.stage_of(session, camp().id)
    return {
        "stage": stage,
        "scenes": SCENES,
        "last": queries.last_step(session, camp()),
        "camp": camp(),
    }


piece("stage.scene", on=STAGE, path="/camps/<slug>/stage/scene",
      template="stage/_scene.html", ask=show_scene, shared=True)  # fmt: skip
piece("stage.wall", on=DOOR, path="/camps/<slug>/stage/wall",
      template="stage/_wall.html", ask=show_wall, shared=True)  # fmt: skip
piece("stage.now", on=CAMP, path="/camps/<slug>/stage/now",
      template="stage/_now.html", ask=show_now, shared=True)  # fmt: skip
piece("stage.remote", on=CONTROL, path="/camps/<slug>/stage/remote",
      template="stage/_remote.html", ask=show_remote, rule="stage.drive")  # fmt: skip
