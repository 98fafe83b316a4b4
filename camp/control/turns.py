"""When one's own team pitches to the jury, as its members' phones say it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.core.rules import Actor
from camp.jury import queries as jury
from camp.jury.models import Slot
from camp.schedule import queries as schedule
from camp.schedule.models import Timer
from camp.teams import queries as teams
from camp.teams.models import Team
from camp.teams.rules import IN_PLAY


@dataclass(frozen=True, slots=True)
class Turn:
    """Who is on stage, who follows, and the reader's own place, 0 without a team in the order.

    `ahead` counts the teams before it that have not ended; `minutes` is how long they take.
    """

    on_stage: Team | None
    following: Team | None
    place: int = 0
    of: int = 0
    ahead: int = 0
    minutes: int = 0
    is_on: bool = False
    is_done: bool = False
    timer: Timer | None = None
    ends: datetime | None = None

    @property
    def is_next(self) -> bool:
        return bool(self.place) and not (self.ahead or self.is_on or self.is_done)


def turn(session: Session, camp: Camp, who: Actor, now: datetime) -> Turn | None:
    """Return the order of the pitches for one reader; None while there is none."""
    if camp.phase not in {"locked", "jury"}:
        return None
    seat = teams.own_team(session, camp.id, who)
    mine = seat.team_id if seat else ""
    round_ = jury.current_round(session, camp.id)
    if round_ is None or round_.panel != "full" or round_.state != "open":
        return None if camp.phase == "jury" else _before(session, camp, mine)
    slots = jury.pitch_order(session, round_.id)
    running = [team for slot, team in slots if slot.state == "now"]
    waiting = [team for slot, team in slots if slot.state == "waiting"]
    timer = schedule.running_timer(session, camp.id)
    found: dict[str, Any] = {
        "on_stage": running[0] if running else None,
        "following": waiting[0] if waiting else None,
        "timer": timer,
        "ends": now + timedelta(seconds=schedule.remaining(timer, now)) if timer else None,
    }
    place = next((n for n, (slot, _) in enumerate(slots, 1) if slot.team_id == mine), 0)
    if not place:
        return Turn(**found)
    slot: Slot = slots[place - 1][0]
    ahead = sum(one.state != "done" for one, _ in slots[: place - 1])
    return Turn(
        **found, place=place, of=len(slots), ahead=ahead, minutes=ahead * _minutes(camp),
        is_on=slot.state == "now", is_done=slot.state == "done",
    )  # fmt: skip


def _before(session: Session, camp: Camp, team_id: str) -> Turn | None:
    """Return the place by the tech check, while the jury has not begun."""
    order = session.scalars(
        select(Team)
        .where(Team.camp_id == camp.id, Team.pitch_order.is_not(None), Team.state.in_(IN_PLAY))
        .order_by(Team.pitch_order)
    ).all()
    place = next((n for n, one in enumerate(order, 1) if one.id == team_id), 0)
    # Nobody goes to the stage yet, the first neither.
    return Turn(None, order[0], place=place, of=len(order), ahead=place) if place else None


def _minutes(camp: Camp) -> int:
    """Return how long a team's whole turn takes."""
    rules = camp.settings
    return rules.pitch_minutes + rules.question_minutes + rules.score_minutes
