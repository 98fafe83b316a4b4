"""What each scene shows, and nothing more: what a scene does not show is not asked for."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.ledger import root_at
from camp.core.models import Camp
from camp.grants import results, reveal
from camp.grants.ranking import final_round, ranking
from camp.grants.reveal import Lifted
from camp.ideas import queries as ideas
from camp.jury import queries as jury
from camp.jury.board import Board, board
from camp.jury.events import ResultSealed, RoundFrozen
from camp.jury.models import Round
from camp.jury.sight import public_sight
from camp.jury.standings import warm
from camp.schedule import queries as schedule
from camp.schedule.models import Announcement, Item
from camp.stage import queries
from camp.stage.models import Stage
from camp.teams.models import Team

PAGE = 10
ROWS = 8
"""Tiles and rows on one page; more turn by themselves."""
VEILED, SHOWN = 3, 7
"""Rows of the reveal above and below the lifted one, when there are more than fit."""
PARTS = ("pitch", "questions", "score")


def show(session: Session, camp: Camp, now: datetime) -> dict[str, Any]:
    """Return the scene that the camp's projectors show."""
    stage = queries.stage_of(session, camp.id)
    found = {"stage": stage, "camp": camp, "now": now}
    ask = ASKS.get(stage.scene)
    return found if ask is None or stage.is_black else {**found, **ask(session, camp, stage, now)}


def _pitch(session: Session, camp: Camp, _stage: Stage, now: datetime) -> Mapping[str, Any]:
    card, _ = ideas.on_stage(session, camp)
    timer = schedule.running_timer(session, camp.id)
    left = schedule.remaining(timer, now) if timer else 0
    found: dict[str, Any] = {
        "timer": timer, "left": left, "ends": now + timedelta(seconds=left), "card": card,
        "parts": [], "slot": None,
    }  # fmt: skip
    stand = _stand(session, camp)
    if card is None and stand is not None and stand.round_.state == "open":
        slot, after = stand.now, stand.following
        found |= {
            "slot": slot,
            "team": stand.teams[slot.team_id] if slot else None,
            "after": stand.teams[after.team_id] if after else None,
            "place": stand.slots.index(slot) + 1 if slot else 0,
            "places": len(stand.slots),
            "parts": _parts(camp, timer.kind if timer else ""),
        }
    return found


def _parts(camp: Camp, running: str) -> list[dict[str, Any]]:
    """Return the parts of a pitch with their minutes: done, now or still to come."""
    rules = camp.settings
    minutes = (rules.pitch_minutes, rules.question_minutes, rules.score_minutes)
    at = PARTS.index(running) if running in PARTS else -1
    return [
        {"kind": kind, "minutes": many, "state": "done" if n < at else "now" if n == at else ""}
        for n, (kind, many) in enumerate(zip(PARTS, minutes, strict=True))
    ]


def _jury(session: Session, camp: Camp, _stage: Stage, _now: datetime) -> Mapping[str, Any]:
    stand = _stand(session, camp)
    if stand is None or stand.round_.state == "prepared":
        return {"stand": None}
    states = {
        slot.team_id: "done"
        if stand.is_complete(slot.team_id)
        else "now"
        if slot.state == "now"
        else "waiting"
        for slot in stand.slots
    }
    return {
        "stand": stand,
        "states": states,
        "pages": _pages(stand.slots, PAGE),
        "done": sum(state == "done" for state in states.values()),
        "results_at": _results_at(session, camp),
        "root": _root(session, camp, stand),
    }


def _standing(session: Session, camp: Camp, _stage: Stage, _now: datetime) -> Mapping[str, Any]:
    stand = _stand(session, camp)
    if stand is None:
        return {"seen": None}
    seen = public_sight(stand, camp, quick=True)
    rows = [row for row in seen.teams if row["place"]]
    return {
        "seen": seen,
        "stand": stand,
        "pages": _pages(rows, ROWS),
        "waiting": len(stand.slots) - len(rows),
        "results_at": _results_at(session, camp),
        "root": _root(session, camp, stand),
    }


def prepare(session: Session, camp: Camp) -> None:
    """Make what the scene that is shown takes long to make."""
    if queries.stage_of(session, camp.id).scene == "standing":
        stand = _stand(session, camp)
        if stand is not None:
            warm(stand, camp.settings)


def _reveal(session: Session, camp: Camp, stage: Stage, _now: datetime) -> Mapping[str, Any]:
    """Return the steps that were reached: what comes later is not read into the answer."""
    last = queries.last_step(session, camp)
    round_ = final_round(session, camp.id)
    if not last or round_ is None:
        return {"last": 0}
    step = min(stage.step, last)
    lifted = reveal.reveal_steps(session, round_.id, step)[::-1]
    veiled = list(range(1, last - step + 1))
    if last > PAGE:
        veiled, lifted = veiled[-VEILED:], lifted[:SHOWN]
    return {
        "last": last,
        "step": step,
        "lifted": lifted,
        "line_above": _line_above(lifted),
        "veiled": veiled,
        "digest": ranking(session, camp, round_).seal,
        "currency": camp.currency,
    }


def _line_above(lifted: list[Lifted]) -> str:
    """Return the team above which the grants begin, once an award stands right above it."""
    for above, below in pairwise(lifted):
        if above.decision == "award" and below.decision != "award":
            return below.team_id
    return ""


def _grants(session: Session, camp: Camp, _stage: Stage, _now: datetime) -> Mapping[str, Any]:
    result = results.public_result(session, camp)
    return {"result": result, "pages": _pages(result.awards, ROWS) if result else []}


def _announcement(session: Session, camp: Camp, _stage: Stage, _now: datetime) -> Mapping[str, Any]:
    said = session.scalars(
        select(Announcement)
        .filter_by(camp_id=camp.id, on_stage=True, taken_back_at=None)
        .order_by(Announcement.at.desc(), Announcement.id)
        .limit(1)
    ).first()
    return {"said": said}


def _teams(session: Session, camp: Camp, _stage: Stage, _now: datetime) -> Mapping[str, Any]:
    any_team = session.scalars(select(Team.id).filter_by(camp_id=camp.id).limit(1)).first()
    return {"has_teams": any_team is not None}


ASKS: dict[str, Callable[[Session, Camp, Stage, datetime], Mapping[str, Any]]] = {
    "pitch": _pitch,
    "jury": _jury,
    "standing": _standing,
    "reveal": _reveal,
    "grants": _grants,
    "announcement": _announcement,
    "teams": _teams,
}


def _stand(session: Session, camp: Camp) -> Board | None:
    round_: Round | None = jury.current_round(session, camp.id)
    return board(session, round_.id) if round_ else None


def _results_at(session: Session, camp: Camp) -> datetime | None:
    """Return when the schedule has the ceremony."""
    return session.scalars(
        select(Item.starts_at)
        .filter_by(camp_id=camp.id, kind="ceremony")
        .order_by(Item.starts_at.desc())
        .limit(1)
    ).first()


def _root(session: Session, camp: Camp, stand: Board) -> str:
    """Return the ledger's root at the closure, else at the freeze, "" before both."""
    if stand.round_.state == "closed":
        return root_at(session, camp.id, ResultSealed.__name__)
    frozen = stand.round_.frozen_at is not None
    return root_at(session, camp.id, RoundFrozen.__name__) if frozen else ""


def _pages(things: Any, size: int) -> list[Any]:
    return [things[at : at + size] for at in range(0, len(things), size)]
