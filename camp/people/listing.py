"""Lists of people for those who organise: registrations, staff, links, the photographer's list."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.events import hold
from camp.core.models import Camp
from camp.core.names import matches
from camp.core.rules import Role
from camp.people.models import Appointment, Consent, GuardianForm, Link, Participant, Person
from camp.people.signin import make_link, token_of

ORDER = ("applied", "waitlisted", "accepted", "declined", "withdrawn", "no_show", "expelled")


@dataclass(frozen=True, slots=True)
class Listed:
    """A registration as the organisers see it; `alike` are known persons it may be."""

    participant: Participant
    alike: tuple[Person, ...]
    waits_for_guardian: bool
    no_photo: bool


def registrations(
    session: Session, camp: Camp, *, state: str = "", query: str = ""
) -> list[Listed]:
    """Return the registrations, those that wait for a decision first. Six statements at most."""
    everybody = list(session.scalars(select(Participant).filter_by(camp_id=camp.id)))
    shown = [
        one
        for one in everybody
        if (not state or one.state == state) and (not query or matches(query, one.person.name))
    ]
    known = _alike(session, shown)
    forms = set(
        session.scalars(select(GuardianForm.person_id).filter_by(camp_id=camp.id, given=True))
    )
    photo = _photo_answers(session, camp)
    day = camp.starts_at.astimezone(camp.zone).date()
    shown.sort(key=lambda one: (ORDER.index(one.state), one.applied_at, one.person.folded))
    return [
        Listed(
            participant=one,
            alike=tuple(known.get(one.id, ())),
            waits_for_guardian=one.person.is_minor_on(day) and one.person_id not in forms,
            no_photo=photo.get(one.person_id) is False,
        )
        for one in shown
    ]


def counts(session: Session, camp: Camp) -> Counter[str]:
    return Counter(session.scalars(select(Participant.state).filter_by(camp_id=camp.id)))


def _alike(session: Session, shown: Sequence[Participant]) -> dict[str, list[Person]]:
    """Return persons with the phone, or name and year, of those who wait, in two statements."""
    waiting = [one for one in shown if one.state in {"applied", "waitlisted"}]
    phones = {one.person.phone for one in waiting if one.person.phone}
    names = {one.person.folded for one in waiting}
    if not waiting:
        return {}
    persons = list(session.scalars(select(Person).where(Person.phone.in_(phones))))
    persons += session.scalars(select(Person).where(Person.folded.in_(names)))
    found: dict[str, list[Person]] = {}
    for one in waiting:
        mine = one.person
        same = {
            other.id: other
            for other in persons
            if other.id != mine.id
            and (
                (mine.phone and other.phone == mine.phone)
                or (
                    other.folded == mine.folded
                    and mine.birth_year
                    and other.birth_year == mine.birth_year
                )
            )
        }
        found[one.id] = sorted(same.values(), key=lambda person: (person.name, person.id))
    return found


def _photo_answers(session: Session, camp: Camp) -> dict[str, bool]:
    rows = session.scalars(
        select(Consent).filter_by(camp_id=camp.id, kind="photo").order_by(Consent.id)
    )
    return {row.person_id: row.given for row in rows}


def staff(session: Session, camp: Camp) -> list[tuple[Person, list[str]]]:
    """Return everybody with a role besides taking part, and their roles."""
    rows = session.execute(
        select(Person, Appointment.role)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.camp_id == camp.id)
        .order_by(Person.folded, Person.id)
    )
    order = list(Role)
    found: dict[str, tuple[Person, list[str]]] = {}
    for person, role in rows:
        found.setdefault(person.id, (person, []))[1].append(role)
    for _, roles in found.values():
        roles.sort(key=lambda role: order.index(Role(role)))
    return sorted(found.values(), key=lambda pair: order.index(Role(pair[1][0])))


@dataclass(frozen=True, slots=True)
class Key:
    """A personal link for paper."""

    name: str
    role: str
    token: str


def print_links(
    session: Session, *, camp_id: str, who: str, secret: bytes, now: datetime
) -> list[Key]:
    """Return the links of `staff` or `participants`, made where there are none."""
    camp = hold(session, camp_id)
    if who == "participants":
        rows = [
            (one.participant.person, str(Role.PARTICIPANT))
            for one in registrations(session, camp, state="accepted")
        ]
    else:
        rows = [(person, roles[0]) for person, roles in staff(session, camp)]
    rows = [row for row in rows if row[0].erased_at is None]
    ids = [person.id for person, _ in rows]
    links = {
        link.person_id: link
        for link in session.scalars(
            select(Link).where(
                Link.person_id.in_(ids), Link.kind == "page", Link.revoked_at.is_(None)
            )
        )
    }
    for person_id in ids:
        if person_id not in links:
            links[person_id] = make_link(session, person_id=person_id, kind="page", now=now)
    return [Key(person.name, role, token_of(links[person.id], secret)) for person, role in rows]
