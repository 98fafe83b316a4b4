"""A debate on the hall's clock: turns in a format's order, and each side's own time to prepare.

Nothing is kept besides the clocks: a clock's `kind` says its turn, its `subject` is the item on
the schedule. The first turn begins anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, words
from camp.core.events import hold
from camp.schedule.models import Item, Timer
from camp.schedule.rules import FORMATS, Format, PrepUsedUp, Speech
from camp.schedule.timers import ran, start_timer

EARLY = timedelta(minutes=15)
"""How long before its time on the schedule a debate may begin."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What a clock runs for: "kp-3" is the third speech, "kp-prep-A" a side that prepares."""

    name: str
    """Of the format."""
    at: int = 0
    """The speech, from 1; 0 where a side prepares."""
    side: str = ""

    @classmethod
    def of(cls, timer: Timer) -> "Turn":
        name, _, rest = timer.kind.partition("-")
        return cls(name, int(rest)) if rest.isdecimal() else cls(name, side=rest.rpartition("-")[2])

    @property
    def kind(self) -> str:
        return f"{self.name}-{self.at}" if self.at else f"{self.name}-prep-{self.side}"


@dataclass(frozen=True, slots=True)
class Debate:
    """Where a debate stands."""

    item: Item | None
    """On the schedule; none where nothing of this kind has begun there."""
    name: str
    """Of the format; "" before the first turn."""
    at: int
    """The turn that runs or ran last, from 1; 0 before the first."""
    preparing: str
    """The side whose time to prepare runs."""
    left: dict[str, int]
    """Seconds to prepare that each side has left, in the order of the sides."""
    timer: Timer | None
    """The clock, if the one that runs in the hall is the debate's."""

    @property
    def format(self) -> Format | None:
        return FORMATS.get(self.name)

    @property
    def speech(self) -> Speech | None:
        return self.format.turns[self.at - 1] if self.format and self.at else None

    @property
    def following(self) -> Speech | None:
        more = self.format.turns[self.at :] if self.format else ()
        return more[0] if more else None


def debate(session: Session, camp_id: str, now: datetime) -> Debate:
    """Return the debate that is on, or that would begin now."""
    item = session.scalars(
        select(Item)
        .where(Item.camp_id == camp_id, Item.kind == "debate", Item.starts_at <= now + EARLY)
        .order_by(Item.starts_at.desc(), Item.id)
        .limit(1)
    ).first()
    clocks = _clocks(session, camp_id, item.id if item else "")
    turns = [Turn.of(one) for one in clocks]
    name = turns[-1].name if turns else ""
    last = clocks[-1] if clocks and clocks[-1].ended_at is None else None
    return Debate(
        item, name,
        at=next((one.at for one in reversed(turns) if one.at), 0),
        preparing=turns[-1].side if last else "",
        left=_left(clocks, name, now),
        timer=last,
    )  # fmt: skip


def start_turn(
    session: Session, *, camp_id: str, name: str, turn: int, by: str | None, now: datetime
) -> Timer:
    """Begin a turn's clock; the one that runs ends. A turn that runs already goes on."""
    hold(session, camp_id)
    form = FORMATS.get(name)
    if form is None or not 1 <= turn <= len(form.turns):
        raise Invalid(fields={"turn": [words("This format has no such turn.")]})
    seconds = form.turns[turn - 1].minutes * 60
    return _start(session, camp_id, Turn(name, turn), seconds, by, now)


def start_prep(
    session: Session, *, camp_id: str, name: str, side: str, by: str | None, now: datetime
) -> Timer:
    """Let a side prepare for what it has left. Raises PrepUsedUp."""
    hold(session, camp_id)
    form = FORMATS.get(name)
    if form is None or not form.prep_minutes or side not in form.sides:
        raise Invalid(fields={"side": [words("This format has no such time to prepare.")]})
    stands = debate(session, camp_id, now)
    left = stands.left[side] if stands.name == name else form.prep_minutes * 60
    if not left:
        raise PrepUsedUp
    return _start(session, camp_id, Turn(name, side=side), left, by, now)


def _start(
    session: Session, camp_id: str, turn: Turn, seconds: int, by: str | None, now: datetime
) -> Timer:
    stands = debate(session, camp_id, now)
    if stands.timer is not None and stands.timer.kind == turn.kind:
        return stands.timer
    return start_timer(
        session, camp_id=camp_id, kind=turn.kind, subject=stands.item.id if stands.item else "",
        seconds=seconds, by=by, now=now,
    )  # fmt: skip


def _clocks(session: Session, camp_id: str, subject: str) -> list[Timer]:
    """Return the clocks of the debate in order, from its first turn or what came before it."""
    found = [
        one
        for one in session.scalars(
            select(Timer)
            .filter_by(camp_id=camp_id, subject=subject)
            .order_by(Timer.started_at, Timer.ended_at.is_(None), Timer.ended_at, Timer.id)
        )
        if Turn.of(one).name in FORMATS
    ]
    first = max((n for n, one in enumerate(found) if Turn.of(one).at == 1), default=0)
    return found[first:]


def _left(clocks: list[Timer], name: str, now: datetime) -> dict[str, int]:
    form = FORMATS.get(name)
    if form is None or not form.prep_minutes:
        return {}
    used = dict.fromkeys(form.sides, 0)
    for one in clocks:
        turn = Turn.of(one)
        if turn.name == name and turn.side:
            used[turn.side] += ran(one, now)
    return {side: max(0, form.prep_minutes * 60 - spent) for side, spent in used.items()}
