"""What each scene shows, and nothing more: what a scene does not show is not asked for."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.ledger import root_at
from camp.core.models import Camp
from camp.grants import results
from camp.ideas import queries as ideas
from camp.jury import queries as jury
from camp.jury.board import Board, board
from camp.jury.events import ResultSealed, RoundFrozen
from camp.jury.models import Round
from camp.jury.sight import public_sight
from camp.jury.standings import warm
from camp.schedule import debates
from camp.schedule import queries as schedule
from camp.schedule.models import Announcement, Item
from camp.stage import acts, crowd, queries, standing
from camp.stage.models import Stage
from camp.teams.models import Team

COVERED = 3
"""Rows of the board under the words of the freeze."""
COLUMNS = 2
"""Awards stand side by side."""
PARTS = ("pitch", "questions", "score")


def show(session: Session, camp: Camp, now: datetime) -> dict[str, Any]:
    """Return the scene that the camp's projectors show."""
    stage = queries.stage_of(session, camp.id)
    found = {"stage": stage, "camp": camp, "now": now, "sizes": stage.options.sizes}
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


def _jury(session: Session, camp: Camp, stage: Stage, _now: datetime) -> Mapping[str, Any]:
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
        "pages": _pages(stand.slots, stage.options.sizes.tiles),
        "done": sum(state == "done" for state in states.values()),
        "results_at": _results_at(session, camp),
        "root": _root(session, camp, stand),
    }


def _standing(session: Session, camp: Camp, stage: Stage, _now: datetime) -> Mapping[str, Any]:
    stand = _stand(session, camp)
    if stand is None:
        return {"seen": None}
    seen = public_sight(stand, camp, quick=True)
    board_ = standing.shown(session, camp, seen)
    # The words of the freeze need the lower rows' place.
    rows = stage.options.sizes.rows - (COVERED if seen.kind == "frozen" else 0)
    return {
        "seen": seen,
        "stand": stand,
        "board": board_,
        "pages": _pages(board_.drawing.lines, rows),
        "waiting": len(stand.slots) - len(board_.drawing.lines),
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
    return acts.show(session, camp, stage)


def _grants(session: Session, camp: Camp, stage: Stage, _now: datetime) -> Mapping[str, Any]:
    result = results.public_result(session, camp)
    if result is None:
        return {"result": None}
    rows = stage.options.sizes.rows
    pages = _pages(result.awards, rows - rows % COLUMNS)
    return {"result": result, "pages": pages, "note": f"grants:{result.version}", "tunes": "grant"}


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


def _work(session: Session, camp: Camp, _stage: Stage, now: datetime) -> Mapping[str, Any]:
    return {
        "ends": crowd.deadline(session, camp.id),
        "queue": crowd.queue(session, camp.id, now),
        **_announcement(session, camp, _stage, now),
    }


def _debate(session: Session, camp: Camp, _stage: Stage, now: datetime) -> Mapping[str, Any]:
    stands = debates.debate(session, camp.id, now)
    left = schedule.remaining(stands.timer, now) if stands.timer else 0
    return {
        "debate": stands, "left": left, "ends": now + timedelta(seconds=left),
        "spans": {side: timedelta(seconds=spare) for side, spare in stands.left.items()},
    }  # fmt: skip


def _thanks(session: Session, camp: Camp, _stage: Stage, _now: datetime) -> Mapping[str, Any]:
    return {"names": crowd.thanked(session, camp)}


ASKS: dict[str, Callable[[Session, Camp, Stage, datetime], Mapping[str, Any]]] = {
    "pitch": _pitch,
    "jury": _jury,
    "standing": _standing,
    "reveal": _reveal,
    "grants": _grants,
    "announcement": _announcement,
    "teams": _teams,
    "work": _work,
    "debate": _debate,
    "thanks": _thanks,
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
