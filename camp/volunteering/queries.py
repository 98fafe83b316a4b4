"""Questions about shifts: one's own, those of a camp, and what a desk has open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.checkin import queries as door
from camp.checkin.models import CheckIn, Scan
from camp.core.errors import NotFound
from camp.core.rules import Role
from camp.people.models import Appointment, Person
from camp.volunteering.models import Handover, Hours, Shift
from camp.volunteering.rules import SOON

OPEN = ("needs_guardian", "needs_consent", "full")
"""Outcomes after which somebody of the list still waits."""


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody whom the door sent away and who is not in yet."""

    person_id: str
    name: str
    result: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """A shift as a page shows it: who, with how many, how it ended and what was confirmed."""

    shift: Shift
    name: str
    together: int
    handover: Handover | None
    hours: Hours | None


def shift_of(session: Session, camp_id: str, shift_id: str) -> Shift:
    found = session.get(Shift, shift_id)
    if found is None or found.camp_id != camp_id:
        raise NotFound
    return found


def turns(session: Session, camp_id: str) -> list[Turn]:
    """Return the camp's shifts in the order of their begin."""
    return _turns(session, camp_id, _shifts(session, camp_id))


def present(session: Session, camp_id: str, person_id: str, now: datetime) -> Turn | None:
    """Return the person's shift that runs, else the next one that begins soon."""
    mine = [one for one in _shifts(session, camp_id) if one.person_id == person_id]
    ended = set(session.scalars(select(Handover.shift_id).filter_by(camp_id=camp_id)))
    ahead = [
        one
        for one in mine
        if one.id not in ended and one.ends_at > now and one.starts_at - now < SOON
    ]
    # Who stays until the next comes hands over after the end.
    late = [one for one in mine if one.id not in ended and one.ends_at <= now]
    chosen = ahead[:1] or late[-1:]
    return next(iter(_turns(session, camp_id, chosen)), None)


def last_handover(session: Session, camp_id: str, desk: str) -> tuple[Handover, str] | None:
    """Return what the shift before left at a desk, and who left it."""
    row = session.execute(
        select(Handover, Person.name)
        .join(Shift, Shift.id == Handover.shift_id)
        .join(Person, Person.id == Shift.person_id)
        .where(Shift.camp_id == camp_id, Shift.desk == desk)
        .order_by(Handover.at.desc())
        .limit(1)
    ).one_or_none()
    return (row[0], row[1]) if row else None


def came_in_at(session: Session, camp_id: str, desk: str, since: datetime) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(CheckIn)
            .where(
                CheckIn.camp_id == camp_id,
                CheckIn.station == desk,
                CheckIn.undone_at.is_(None),
                CheckIn.at >= since,
            )
        )
        or 0
    )


def open_cases(session: Session, camp_id: str) -> list[Case]:
    """Return who was sent away at any door and is not in: the last look at each decides."""
    inside = door.checked_in_ids(session, camp_id)
    last: dict[str, Case] = {}
    rows = session.execute(
        select(Scan.result, Scan.at, Person.id, Person.name)
        .join(Person, Person.id == Scan.person_id)
        .where(Scan.camp_id == camp_id)
        .order_by(Scan.at, Scan.id)
    )
    for result, at, person_id, name in rows:
        last[person_id] = Case(person_id, name, result, at)
    return [one for one in last.values() if one.result in OPEN and one.person_id not in inside]


def volunteers(session: Session, camp_id: str) -> list[Person]:
    """Return who may have a shift: volunteers and door leads, by name."""
    return list(
        session.scalars(
            select(Person)
            .join(Appointment, Appointment.person_id == Person.id)
            .where(
                Appointment.camp_id == camp_id,
                Appointment.role.in_([Role.VOLUNTEER.value, Role.DOOR_LEAD.value]),
            )
            .order_by(Person.folded, Person.id)
        ).unique()
    )


def _shifts(session: Session, camp_id: str) -> list[Shift]:
    found = select(Shift).filter_by(camp_id=camp_id)
    return list(session.scalars(found.order_by(Shift.starts_at, Shift.desk, Shift.id)))


def _turns(session: Session, camp_id: str, shifts: Sequence[Shift]) -> list[Turn]:
    every = _shifts(session, camp_id)
    ended = {
        one.shift_id: one for one in session.scalars(select(Handover).filter_by(camp_id=camp_id))
    }
    hours = {one.shift_id: one for one in session.scalars(select(Hours).filter_by(camp_id=camp_id))}
    ids = {one.person_id for one in shifts}
    names = {one.id: one.name for one in session.scalars(select(Person).where(Person.id.in_(ids)))}
    return [
        Turn(
            shift,
            names[shift.person_id],
            sum((one.desk, one.starts_at) == (shift.desk, shift.starts_at) for one in every),
            ended.get(shift.id),
            hours.get(shift.id),
        )
        for shift in shifts
    ]
