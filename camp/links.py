"""Sign-in links and API tokens, for the owner of the data folder."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.ids import derived_pin
from camp.core.models import Camp
from camp.core.rules import PIN_ROLES, Role
from camp.people import signin
from camp.people.models import Appointment, Participant, Person


@dataclass(frozen=True, slots=True)
class SignIn:
    """How one person in one role gets in. `pin` is empty when the person set one of their own."""

    camp: str
    person: str
    name: str
    role: str
    link: str
    token: str
    pin: str


def sign_ins(
    session: Session,
    *,
    secret: bytes,
    address: str,
    now: datetime,
    slug: str | None = None,
    first_only: bool = False,
) -> list[SignIn]:
    """Return a way in for everybody with a role, staff first, making links where there are none.

    `first_only` leaves it at the first person of each role. A rehearsal is told when asked for.
    """
    found = []
    for camp in session.scalars(select(Camp).order_by(Camp.starts_at)):
        if slug == camp.slug or (slug is None and not camp.rehearses):
            for person, role in _people(session, camp, first_only=first_only):
                found.append(_sign_in(session, camp, person, role, secret, address, now))
    return found


def _people(session: Session, camp: Camp, *, first_only: bool) -> list[tuple[Person, str]]:
    staff = session.execute(
        select(Person, Appointment.role)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.camp_id == camp.id)
    ).all()
    order = {role: place for place, role in enumerate(Role)}
    ranked = sorted(staff, key=lambda row: (order[Role(row[1])], row[0].name))
    taking_part = session.scalars(
        select(Person)
        .join(Participant, Participant.person_id == Person.id)
        .where(Participant.camp_id == camp.id, Participant.state == "accepted")
        .where(Person.erased_at.is_(None))
        .order_by(Person.name)
    )
    found = [(row[0], row[1]) for row in ranked] + [(one, "participant") for one in taking_part]
    if not first_only:
        return found
    first = {role: person for person, role in reversed(found)}
    return [(person, role) for role, person in reversed(first.items())]


def _sign_in(
    session: Session,
    camp: Camp,
    person: Person,
    role: str,
    secret: bytes,
    address: str,
    now: datetime,
) -> SignIn:
    page = signin.make_link(session, person_id=person.id, kind="page", now=now)
    api = signin.make_link(session, person_id=person.id, kind="api", now=now)
    session.flush()
    pin = derived_pin(secret, person.id)
    has_derived = bool(person.pin_hash) and camp.is_demo and Role(role) in PIN_ROLES
    return SignIn(
        camp=camp.slug,
        person=person.id,
        name=person.name,
        role=role,
        link=f"{address}/l/{signin.token_of(page, secret)}",
        token=signin.token_of(api, secret),
        pin=pin if has_derived and signin.is_pin(person, pin) else "",
    )
