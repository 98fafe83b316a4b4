"""Registering for a camp, by oneself or by a list, and being accepted."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from camp.core.errors import Conflict, Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.names import fold
from camp.core.phases import require_open
from camp.people.badges import issue_badge
from camp.people.events import PersonRegistered, PersonWithdrawn, RegistrationDecided
from camp.people.models import (
    Appointment,
    Badge,
    Consent,
    Link,
    Login,
    Participant,
    Person,
    Withdrawal,
)
from camp.people.rules import AlreadyRegistered
from camp.people.signin import make_link

DECISIONS = ("accepted", "waitlisted", "declined")
PERSON_FIELDS = (
    "phone", "birth_year", "birth_date", "gender", "region", "town", "language",
)  # fmt: skip
PARTICIPANT_FIELDS = ("motivation", "skills", "speaks", "looks_for", "needs")


def register(
    session: Session,
    *,
    camp_id: str,
    facts: Mapping[str, Any],
    by: str | None,
    now: datetime,
    person_id: str | None = None,
) -> Participant:
    """Register somebody through the open form; `person_id` is theirs when they are signed in.

    `facts` holds `name` and any of PERSON_FIELDS and PARTICIPANT_FIELDS. Nobody is merged: who
    looks like somebody known is shown to the organisers. Raises GateClosed or AlreadyRegistered.
    """
    camp = hold(session, camp_id)
    require_open(session, camp, "registration")
    if person_id is None and _is_registered(session, camp, facts):
        raise AlreadyRegistered
    return enrol(
        session, camp=camp, facts=facts, registration="online", by=by, now=now,
        state="applied", person_id=person_id,
    )  # fmt: skip


def enrol(
    session: Session,
    *,
    camp: Camp,
    facts: Mapping[str, Any],
    registration: str,
    by: str | None,
    now: datetime,
    state: str = "accepted",
    person_id: str | None = None,
) -> Participant:
    """Make somebody a participant whatever the gates say; for lists, walk-ins and imports.

    With `person_id` the person is known already, and only what is empty is filled in. Who is
    accepted gets a badge and a link. Raises AlreadyRegistered for a second registration.
    """
    person = _person(session, facts, person_id)
    if participant_of(session, camp.id, person.id) is not None:
        raise AlreadyRegistered
    kept = {name: facts[name] for name in PARTICIPANT_FIELDS if facts.get(name)}
    participant = Participant(
        id=new_id(), camp_id=camp.id, person_id=person.id, state=state,
        registration=registration, applied_at=now, **kept,
    )  # fmt: skip
    session.add(participant)
    session.flush()
    record(session, PersonRegistered(camp_id=camp.id, by=by, person_id=person.id, state=state))
    if state == "accepted":
        _let_in(session, camp, person.id, by, now)
    return participant


def participant_of(session: Session, camp_id: str, person_id: str) -> Participant | None:
    return session.scalars(
        select(Participant).filter_by(camp_id=camp_id, person_id=person_id)
    ).one_or_none()


def look_alikes(
    session: Session, *, name: str, phone: str = "", birth_year: int | None = None, but: str = ""
) -> list[Person]:
    """Return known persons with this phone, or with this name and birth year (rulebook R1)."""
    same = []
    if phone:
        same.append(Person.phone == phone)
    if birth_year:
        same.append((Person.folded == fold(name)[:160]) & (Person.birth_year == birth_year))
    if not same:
        return []
    found = select(Person).where(or_(*same), Person.id != but).order_by(Person.name, Person.id)
    return list(session.scalars(found))


def decide(
    session: Session, *, participant_id: str, state: str, by: str, now: datetime
) -> Participant:
    """Accept, put on the waiting list or decline; decided twice alike it was decided once."""
    participant = session.get(Participant, participant_id)
    if participant is None:
        raise NotFound
    camp = hold(session, participant.camp_id)
    session.refresh(participant)
    if state not in DECISIONS:
        raise Invalid(fields={"state": [words("Accept, put on the waiting list, or decline.")]})
    if participant.state == state:
        return participant
    if participant.state not in {"applied", *DECISIONS}:
        raise Conflict(words("This person has left; there is nothing to decide any more."))
    participant.state = state
    fact = RegistrationDecided(camp_id=camp.id, by=by, person_id=participant.person_id, state=state)
    record(session, fact)
    if state == "accepted":
        _let_in(session, camp, participant.person_id, by, now)
    return participant


def decide_all(
    session: Session, *, camp_id: str, participant_ids: Sequence[str], state: str, by: str,
    now: datetime,
) -> None:  # fmt: skip
    hold(session, camp_id)
    for participant_id in participant_ids:
        participant = session.get(Participant, participant_id)
        if participant is None or participant.camp_id != camp_id:
            raise NotFound
        decide(session, participant_id=participant_id, state=state, by=by, now=now)


def withdraw(
    session: Session, *, camp_id: str, person_id: str, reason: str, by: str, now: datetime
) -> None:
    """Let a participant go for good. What they wrote and did stays."""
    hold(session, camp_id)
    participant = participant_of(session, camp_id, person_id)
    if participant is None:
        raise NotFound
    if participant.state == "withdrawn":
        return
    participant.state = "withdrawn"
    session.merge(
        Withdrawal(participant_id=participant.id, camp_id=camp_id, at=now, reason=reason.strip())
    )
    record(session, PersonWithdrawn(camp_id=camp_id, by=by, person_id=person_id))


def merge(
    session: Session, *, participant_id: str, person_id: str, by: str, now: datetime
) -> Participant:
    """Say that a registration is a known person's: the registration moves to that person.

    Only an organiser says so. Raises AlreadyRegistered when the person has one at this camp.
    """
    participant = session.get(Participant, participant_id)
    if participant is None or session.get(Person, person_id) is None:
        raise NotFound
    camp = hold(session, participant.camp_id)
    session.refresh(participant)
    if participant.person_id == person_id:
        return participant
    if participant.state not in {"applied", "waitlisted", "declined"}:
        raise Conflict(words("Merge before you accept: this person has a badge already."))
    if participant_of(session, camp.id, person_id) is not None:
        raise AlreadyRegistered(words("That person is registered for this camp already."))
    doubled = participant.person
    _fill(session.get_one(Person, person_id), _facts_of(doubled))
    participant.person_id = person_id
    session.flush()
    session.refresh(participant)
    _take_over(session, doubled.id, person_id)
    record(
        session,
        PersonRegistered(camp_id=camp.id, by=by, person_id=person_id, state=participant.state),
    )
    return participant


def _take_over(session: Session, doubled_id: str, person_id: str) -> None:
    """Move the answers of a doubled person and forget it, unless another camp knows it."""
    known = (Participant, Appointment, Badge)
    if any(
        session.scalar(select(one.id).filter_by(person_id=doubled_id).limit(1)) for one in known
    ):
        return
    session.execute(update(Consent).filter_by(person_id=doubled_id).values(person_id=person_id))
    # Whoever typed the form is not signed in as the known person by our saying so.
    for kind in (Link, Login):
        session.execute(delete(kind).filter_by(person_id=doubled_id))
    session.execute(delete(Person).filter_by(id=doubled_id))


def _let_in(session: Session, camp: Camp, person_id: str, by: str | None, now: datetime) -> None:
    issue_badge(session, camp_id=camp.id, person_id=person_id, by=by, now=now)
    make_link(session, person_id=person_id, kind="page", now=now)


def _is_registered(session: Session, camp: Camp, facts: Mapping[str, Any]) -> bool:
    """Return whether the same name with the same phone registered before."""
    known = look_alikes(
        session, name=facts["name"], phone=facts.get("phone", ""),
        birth_year=facts.get("birth_year"),
    )  # fmt: skip
    return any(
        person.folded == fold(facts["name"])[:160]
        and participant_of(session, camp.id, person.id) is not None
        for person in known
    )


def new_person(session: Session, facts: Mapping[str, Any]) -> Person:
    """Make a person of `name` and whatever of PERSON_FIELDS is known. Raises Invalid."""
    name = " ".join(str(facts.get("name", "")).split())
    if not name:
        raise Invalid(fields={"name": [words("Write the name.")]})
    person = Person(id=new_id(), name=name[:120], folded=fold(name)[:160])
    _fill(person, facts)
    session.add(person)
    session.flush()
    return person


def _person(session: Session, facts: Mapping[str, Any], person_id: str | None) -> Person:
    if person_id is None:
        return new_person(session, facts)
    person = session.get_one(Person, person_id)
    _fill(person, facts)
    return person


def _fill(person: Person, facts: Mapping[str, Any]) -> None:
    for name in PERSON_FIELDS:
        if facts.get(name) and not getattr(person, name):
            setattr(person, name, facts[name])
    born: date | None = person.birth_date
    if born is not None and person.birth_year is None:
        person.birth_year = born.year


def _facts_of(person: Person) -> dict[str, Any]:
    return {name: getattr(person, name) for name in PERSON_FIELDS}
