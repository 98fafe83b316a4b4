"""What the projector shows, what phones see of it, and the remote that drives it."""

from collections.abc import Mapping
from math import ceil, sqrt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.checkin import queries as door
from camp.core.models import Camp
from camp.core.rules import Actor
from camp.ideas import queries as ideas
from camp.ideas import tally
from camp.questions import queries as questions
from camp.questions.live import QUESTIONS
from camp.schedule import queries as schedule
from camp.stage import acts, crowd, queries, scenes
from camp.stage.rules import SCENES, digit
from camp.teams import queries as teams
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
IDEAS = topic("camp:{slug}:ideas", rule="ideas.read")
TEAMS = topic("camp:{slug}:teams", rule="teams.read")
REVEAL = topic("camp:{slug}:reveal", rule="home.read")
CONTROL = topic("camp:{slug}:control", rule="camp.control")


def show_scene(session: Session, slug: str) -> dict[str, Any]:
    here = camp()
    return {
        **scenes.show(session, here, now()),
        "join": join_address(),
        "vote": f"{address()}/camps/{slug}/ideas",
        "ask": f"{address()}/camps/{slug}/questions",
        "host": address(),
    }


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


def show_skills(session: Session, slug: str) -> dict[str, Any]:
    return {
        "skills": crowd.skills(session, camp().id),
        "have": door.checked_in(session, camp().id),
        "least": _sizes(session).least,
    }


def show_ideas(session: Session, slug: str) -> dict[str, Any]:
    """Return the wall: the newest first, or the most dots once these are open."""
    counts = tally.public_tally(session, camp().id, ideas.voting(session, camp().id))
    cards = ideas.board(session, camp())
    if counts is None:
        cards.sort(key=lambda card: card.idea.made_at, reverse=True)
    else:
        cards.sort(key=lambda card: -counts.get(card.idea.id, tally.Count()).dots)
    many = _sizes(session).cards
    return {"pages": _pages(cards, many), "counts": counts, "settings": camp().settings}


def show_questions(session: Session, slug: str) -> dict[str, Any]:
    item = questions.cafe(session, camp().id, now())
    lines = questions.lines(session, item.id, ("now", "live")) if item else []
    put = next((line for line in lines if line.question.state == "now"), None)
    waiting = [line for line in lines if line is not put]
    # A question is long: three stand on a page that holds eight rows of a board; the one that is
    # put to the speaker takes the place of one.
    many = (3 if _sizes(session).rows == 8 else 2) - (put is not None)
    return {"item": item, "lines": lines, "put": put, "pages": _pages(waiting, many)}


def show_teams(session: Session, slug: str) -> dict[str, Any]:
    at = now()
    cards = teams.cards(session, camp(), at)
    return {
        "pages": _pages(cards, _sizes(session).tiles),
        "free": sum(card.free for card in cards),
        "lock_at": teams.lock_at(session, camp()),
        "at": at,
    }


def show_now(session: Session, slug: str) -> dict[str, Any]:
    at = now()
    present, upcoming = schedule.now_and_next(session, camp().id, at)
    changes = [item.starts_at for item in upcoming[:1]] + ([present.ends_at] if present else [])
    return {
        "present": present, "upcoming": upcoming, "now": at, "camp": camp(), "host": address(),
        "changes_at": min(changes, default=None),
    }  # fmt: skip


def show_mirror(session: Session, slug: str) -> Mapping[str, Any]:
    return {**acts.mirror(session, camp()), "camp": camp()}


def show_remote(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    stage = queries.stage_of(session, camp().id)
    at = SCENES.index(stage.scene)
    return {
        "stage": stage,
        "options": stage.options,
        "sizes": stage.options.sizes,
        "scenes": [(one, digit(one)) for one in SCENES],
        "before": SCENES[max(0, at - 1)],
        "after": SCENES[min(at + 1, len(SCENES) - 1)],
        "last": queries.length(queries.script_of(session, camp(), stage), stage),
        "camp": camp(),
    }


def _sizes(session: Session) -> Any:
    return queries.stage_of(session, camp().id).options.sizes


def _pages(things: list[Any], size: int) -> list[list[Any]]:
    return [things[at : at + size] for at in range(0, len(things), size)]


piece("stage.scene", on=STAGE, path="/camps/<slug>/stage/scene",
      template="stage/_scene.html", ask=show_scene, shared=True)  # fmt: skip
piece("stage.wall", on=DOOR, path="/camps/<slug>/stage/wall",
      template="stage/_wall.html", ask=show_wall, shared=True)  # fmt: skip
piece("stage.skills", on=DOOR, path="/camps/<slug>/stage/skills",
      template="stage/_skills.html", ask=show_skills, shared=True)  # fmt: skip
piece("stage.ideas", on=IDEAS, path="/camps/<slug>/stage/ideas",
      template="stage/_ideas.html", ask=show_ideas, shared=True)  # fmt: skip
piece("stage.questions", on=QUESTIONS, path="/camps/<slug>/stage/questions",
      template="stage/_questions.html", ask=show_questions, shared=True)  # fmt: skip
piece("stage.teams", on=TEAMS, path="/camps/<slug>/stage/teams",
      template="stage/_teams.html", ask=show_teams, shared=True)  # fmt: skip
piece("stage.now", on=CAMP, path="/camps/<slug>/stage/now",
      template="stage/_now.html", ask=show_now, shared=True)  # fmt: skip
piece("stage.mirror", on=REVEAL, path="/camps/<slug>/stage/mirror",
      template="stage/_mirror.html", ask=show_mirror, shared=True)  # fmt: skip
piece("stage.remote", on=CONTROL, path="/camps/<slug>/stage/remote",
      template="stage/_remote.html", ask=show_remote, rule="stage.drive")  # fmt: skip
