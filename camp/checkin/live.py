"""The door's topic and its pieces: the counts, the curve, the wall, and the last scans."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.checkin import cards, conflicts, curve, queries
from camp.core.models import Camp
from camp.core.rules import Actor
from camp.web.context import now
from camp.web.pieces import piece, topic

DOOR = topic("camp:{slug}:door", rule="door.counts")


def _camp(session: Session, slug: str) -> Camp:
    return session.scalars(select(Camp).filter_by(slug=slug)).one()


def _counts(session: Session, slug: str) -> dict[str, Any]:
    camp = _camp(session, slug)
    return {"camp": camp, "counts": queries.counts(session, camp.id)}


def _curve(session: Session, slug: str) -> dict[str, Any]:
    camp = _camp(session, slug)
    arrivals = queries.arrivals(session, camp.id)
    expected = queries.expected(session, camp.id)
    return {"camp": camp, "curve": curve.draw(arrivals, expected, camp.zone), "box": curve}


def _wall(session: Session, slug: str) -> dict[str, Any]:
    camp = _camp(session, slug)
    have, expected = queries.checked_in(session, camp.id), queries.expected(session, camp.id)
    return {"camp": camp, "have": have, "cells": max(have, expected)}


def _recent(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    camp = _camp(session, slug)
    return {"camp": camp, "lines": cards.recent(session, camp.id), "now": now()}


def _conflicts(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    camp = _camp(session, slug)
    return {"camp": camp, "conflicts": conflicts.conflicts(session, camp)}


piece(
    "door.counts", on=DOOR, path="/camps/<slug>/door/counts", template="checkin/_counts.html",
    ask=_counts, shared=True,
)  # fmt: skip
piece(
    "door.curve", on=DOOR, path="/camps/<slug>/door/curve", template="checkin/_curve.html",
    ask=_curve, shared=True,
)  # fmt: skip
piece(
    "door.wall", on=DOOR, path="/camps/<slug>/door/wall", template="checkin/_wall.html",
    ask=_wall, shared=True,
)  # fmt: skip
piece(
    "door.bar", on=DOOR, path="/camps/<slug>/door/bar", template="checkin/_bar.html",
    ask=_wall, shared=True,
)  # fmt: skip
piece(
    "door.recent", on=DOOR, path="/camps/<slug>/door/recent", template="checkin/_recent.html",
    ask=_recent, rule="door.read",
)  # fmt: skip
piece(
    "door.conflicts", on=DOOR, path="/camps/<slug>/door/conflicts/list",
    template="checkin/_conflicts.html", ask=_conflicts, rule="door.settle",
)  # fmt: skip
