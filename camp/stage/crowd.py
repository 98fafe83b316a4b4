"""Scenes about everybody: who can do what, who waits for a mentor, whom the camp thanks."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.checkin import queries as door
from camp.core.clock import local
from camp.core.models import Camp, Deadline
from camp.core.names import shown
from camp.core.rules import Role
from camp.mentoring import queries as mentoring
from camp.mentoring.models import Visit
from camp.people.models import Appointment, Consent, Participant, Person
from camp.teams.models import Team

HELPERS = (Role.VOLUNTEER, Role.DOOR_LEAD)
QUEUE = 4
"""Waiting teams that are named; of the others only the number is told."""


@dataclass(frozen=True, slots=True)
class Queue:
    """Teams that are with a mentor now, and those that wait, the longest wait first."""

    now: tuple[Team, ...]
    waiting: tuple[Team, ...]
    more: int


def skills(session: Session, camp_id: str) -> list[tuple[str, int]]:
    """Return how many of those who are in bring each skill, the most first. No names."""
    here = door.checked_in_ids(session, camp_id)
    found = session.execute(
        select(Participant.person_id, Participant.skills).filter_by(
            camp_id=camp_id, state="accepted"
        )
    )
    counted = Counter(
        skill for person, brings in found if person in here for skill in set(brings)
    )  # fmt: skip
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def deadline(session: Session, camp_id: str) -> datetime | None:
    """Return when the teams must have handed in."""
    found = session.get(Deadline, (camp_id, "submission"))
    return found.at if found else None


def queue(session: Session, camp_id: str, now: datetime) -> Queue:
    waiting = [one.team for one in mentoring.waiting(session, camp_id, now)]
    present = session.scalars(
        select(Team)
        .join(Visit, Visit.team_id == Team.id)
        .where(Visit.camp_id == camp_id, Visit.state == "now")
        .order_by(Team.number)
    )
    return Queue(
        tuple(dict.fromkeys(present)), tuple(waiting[:QUEUE]), max(0, len(waiting) - QUEUE)
    )


def thanked(session: Session, camp: Camp) -> list[str]:
    """Return the names of all volunteers as the hall may read them, in order.

    Whole is the name of an adult who agreed that their data are used; everybody else is a first
    name and an initial (rulebook R64).
    """
    first_day = local(camp.starts_at, camp.timezone).date()
    people = session.scalars(
        select(Person)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.camp_id == camp.id, Appointment.role.in_(HELPERS))
        .order_by(Person.folded, Person.id)
    )
    answers = session.scalars(
        select(Consent).filter_by(camp_id=camp.id, kind="data").order_by(Consent.id)
    )
    agreed = {one.person_id: one.given for one in answers}
    return [
        one.name if agreed.get(one.id) and not one.is_minor_on(first_day) else shown(one.name)
        for one in dict.fromkeys(people)
    ]
