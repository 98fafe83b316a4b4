"""Taking the last switch of the phase back, while everybody still looks up (30 seconds).

It is offered where the switch did nothing that stays: gates, the lock of the teams, an opened
round that nobody has touched. What was sealed, published, offered or wiped is never undone here.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.control import entry
from camp.control.events import GateSet, PhaseMoved, PhaseMoveUndone
from camp.control.rules import PhaseChanged, SwitchStays, UndoIsOver, may_leave
from camp.core.errors import Forbidden
from camp.core.events import hold, record
from camp.core.models import Camp, Gate, LogEntry
from camp.core.rules import Actor
from camp.jury.rounds import is_as_opened
from camp.people.models import Person

WINDOW = timedelta(seconds=30)
SWITCHES = (PhaseMoved.__name__, PhaseMoveUndone.__name__)
FREE = frozenset({
    ("draft", "call"), ("call", "selection"), ("selection", "checkin"), ("checkin", "ideas"),
    ("ideas", "voting"), ("voting", "forming"), ("forming", "build"), ("build", "locked"),
    ("locked", "jury"), ("followup", "closed"),
    ("call", "draft"), ("selection", "call"), ("checkin", "selection"), ("voting", "ideas"),
    ("forming", "ideas"), ("forming", "voting"), ("locked", "build"),
})  # fmt: skip
"""Switches, from and to, that can be undone. The others seal, publish, offer or wipe."""


@dataclass(frozen=True, slots=True)
class Switch:
    """The camp's last switch: its number in the log, who made it and when, and how it stands.

    `ends` is when the undo ends, None when there is none for this reader.
    """

    move: int
    before: str
    after: str
    by: str
    at: datetime
    is_undo: bool
    ends: datetime | None


def last_switch(session: Session, camp: Camp, who: Actor, now: datetime) -> Switch | None:
    """Return the last switch as `who` sees it; None in a camp that was never moved."""
    found = _last(session, camp.id)
    if not found:
        return None
    last = found[0]
    before, after = last.facts["before"], last.facts["after"]
    ends = last.at + WINDOW
    is_free = (
        now < ends
        and may_leave(who, camp.id, before, after)
        and not _stays(session, camp, last, _number(found[1:]))
    )
    name = session.scalar(select(Person.name).where(Person.id == last.person_id))
    return Switch(
        last.seq, before, after, name or "", last.at, last.kind == PhaseMoveUndone.__name__,
        ends if is_free else None,
    )  # fmt: skip


def undo_move(session: Session, *, camp_id: str, move: int, actor: Actor, now: datetime) -> Camp:
    """Take back the switch with the number `move`; who may make a switch may undo it.

    The phase is as before, and so are gates that had been set by hand. What happened in between
    stays. Sent twice it changes nothing. Raises PhaseChanged when the camp was switched again,
    UndoIsOver after 30 seconds, SwitchStays, or Forbidden.
    """
    camp = hold(session, camp_id)
    found = _last(session, camp_id)
    last = found[0] if found else None
    if last is not None and last.facts.get("move") == move:
        return camp
    if last is None or last.seq != move:
        raise PhaseChanged(phase=camp.phase)
    before, after = last.facts["before"], last.facts["after"]
    if not may_leave(actor, camp_id, before, after):
        raise Forbidden
    earlier = _number(found[1:])
    if _stays(session, camp, last, earlier):
        raise SwitchStays(phase=camp.phase)
    if now >= last.at + WINDOW:
        raise UndoIsOver(phase=camp.phase)
    entry.enter(session, camp, before, entry.Move(actor, "", now))
    camp.phase = before
    fact = PhaseMoveUndone(
        camp_id=camp_id, by=actor.person_id, before=after, after=before, move=move
    )
    record(session, fact)
    _set_gates_again(session, camp, earlier, actor.person_id)
    return camp


def _last(session: Session, camp_id: str) -> list[LogEntry]:
    """Return the last two switches, the newest first."""
    wanted = select(LogEntry).where(LogEntry.camp_id == camp_id, LogEntry.kind.in_(SWITCHES))
    return list(session.scalars(wanted.order_by(LogEntry.seq.desc()).limit(2)))


def _number(found: list[LogEntry]) -> int:
    return found[0].seq if found else 0


def _stays(session: Session, camp: Camp, last: LogEntry, earlier: int) -> bool:
    """Whether something rests on the switch that an undo would lose."""
    way = (last.facts["before"], last.facts["after"])
    if last.kind != PhaseMoved.__name__ or way not in FREE or camp.phase != way[1]:
        return True
    if way == ("forming", "build"):
        return _ended_requests(session, camp.id, earlier, last.seq)
    if way == ("locked", "jury"):
        round_ = entry.round_of(session, camp)
        return round_ is not None and not is_as_opened(session, round_)
    return False


def _ended_requests(session: Session, camp_id: str, earlier: int, until: int) -> bool:
    """Whether the lock of the teams told somebody that the request for a seat has ended."""
    ended = session.scalars(
        select(LogEntry).where(
            LogEntry.camp_id == camp_id, LogEntry.kind == "SeatRequestEnded",
            LogEntry.seq > earlier, LogEntry.seq < until,
        )
    )  # fmt: skip
    return any(one.facts.get("why") == "locked" for one in ended)


def _set_gates_again(session: Session, camp: Camp, since: int, by: str) -> None:
    """Set what was opened or shut by hand since the switch before as it was, the last word each."""
    said = session.scalars(
        select(LogEntry)
        .where(
            LogEntry.camp_id == camp.id,
            LogEntry.kind == GateSet.__name__,
            LogEntry.seq > since,
        )
        .order_by(LogEntry.seq)
    )
    for gate, told in {one.facts["gate"]: one.told for one in said}.items():
        session.merge(Gate(camp_id=camp.id, name=gate, is_open=told["is_open"]))
        fact = GateSet(
            camp_id=camp.id, by=by, gate=gate, is_open=told["is_open"], reason=told["reason"]
        )
        record(session, fact)
