"""Erasing a person: what is theirs goes from every table and log, what was counted stays.

A row that counts (a registration, a seat, a check-in, dots, a ballot) keeps its opaque id and
loses its words; a row that is nothing but personal (a consent, a guardian's form, a login) goes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import CursorResult, delete, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from camp.certificates.models import Certificate, Spelling
from camp.checkin.models import CheckIn, Scan, Settlement
from camp.control.events import PersonErased
from camp.control.leftovers import drop_leftovers
from camp.control.rules import (
    ErasureNotConfirmed,
    KnownElsewhere,
    OwnerStays,
    ReasonNeeded,
    StillTakesPart,
)
from camp.core.db import Base
from camp.core.events import hold, record
from camp.core.ledger import forget, words_of
from camp.core.models import Answered, Camp
from camp.core.names import fold
from camp.core.phases import has_reached
from camp.core.rules import Actor, Role
from camp.core.wiping import camps_of
from camp.followup.models import Agreement
from camp.grants.models import Appeal, Sitting
from camp.ideas.models import Dot, Idea, JoinWish
from camp.jury.models import Ballot, HeldBallot, Juror, JuryConflict
from camp.mentoring.models import Mentor
from camp.people.models import (
    Appointment,
    Badge,
    Consent,
    GuardianForm,
    Link,
    Login,
    Participant,
    Person,
    Withdrawal,
)
from camp.people.models_list import PeopleFile, PeopleImport
from camp.questions.models import Question
from camp.teams.models import Request, Seat
from camp.volunteering.models import Handover

NAMELESS = "—"
"""Stands where the name of somebody who was erased stood."""
SHOWN = 12
"""So many are found at once: who has more typed too little of the name."""

GOES: dict[type[Base], InstrumentedAttribute[Any]] = {
    Consent: Consent.person_id,
    GuardianForm: GuardianForm.person_id,
    Login: Login.person_id,
    Link: Link.person_id,
    Badge: Badge.person_id,
    Appointment: Appointment.person_id,
    Answered: Answered.person_id,
    Spelling: Spelling.person_id,
    PeopleFile: PeopleFile.by,
    JoinWish: JoinWish.participant_id,
}
"""Rows that are nothing but personal, and the column that names the person."""

EMPTIED: tuple[tuple[InstrumentedAttribute[Any], dict[str, Any]], ...] = (
    (Person.id, {
        "name": NAMELESS, "folded": "", "phone": "", "birth_year": None, "birth_date": None,
        "town": "", "language": "", "pin_hash": "",
    }),
    (Participant.person_id, {
        "motivation": "", "skills": [], "speaks": [], "looks_for": "", "needs": [],
    }),
    (Withdrawal.participant_id, {"reason": ""}),
    (Seat.participant_id, {"reason": ""}),
    (Request.participant_id, {"text": ""}),
    (Mentor.person_id, {"expertise": [], "organisation": "", "speaks": []}),
    (Juror.person_id, {"organisation": ""}),
    (JuryConflict.juror_id, {"kind": "other", "text": ""}),
    (Ballot.juror_id, {"comment": "", "reason": ""}),
    (HeldBallot.juror_id, {"comment": "", "reason": ""}),
    (Appeal.by, {"text": ""}),
    (Appeal.decided_by, {"answer": ""}),
    (Certificate.person_id, {"name": NAMELESS}),
    (Handover.by, {"note": ""}),
    (Question.person_id, {"text": "", "state": "hidden"}),
)  # fmt: skip
"""Rows that stay, by the column that names the person (or their place at a camp), and what of
them is emptied. Gender and region stay: the camp's report counts by them."""

STAYS: tuple[InstrumentedAttribute[Any], ...] = (
    Participant.person_id, CheckIn.person_id, Seat.participant_id, Idea.author_id,
    Dot.participant_id, Ballot.juror_id,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Traces:
    """What is known of a person: how many rows go or lose their words, and how many stay."""

    person: Person
    camps: tuple[Camp, ...]
    goes: dict[str, int] = field(default_factory=dict)
    """Consents, guardian's forms, ways in, comments and entries of the logs."""
    stays: dict[str, int] = field(default_factory=dict)
    """By table: registrations, check-ins, seats, ideas, dots, ballots."""


def traces(session: Session, *, person_id: str) -> Traces:
    """Return what an erasure of the person would reach. Nothing is changed."""
    person = session.get_one(Person, person_id)
    ids = _ids(session, person_id)
    count = _counter(session, ids)
    return Traces(
        person=person,
        camps=tuple(session.get_one(Camp, camp) for camp in sorted(camps_of(session, person_id))),
        goes={
            "consent": count(Consent.person_id),
            "guardian_form": count(GuardianForm.person_id),
            "way_in": sum(map(count, (Login.person_id, Link.person_id, Badge.person_id))),
            "comment": count(Ballot.juror_id, Ballot.comment != "")
            + count(HeldBallot.juror_id, HeldBallot.comment != ""),
            "ledger": sum(1 for _ in words_of(session, ids)),
        },
        stays={column.class_.__tablename__: count(column) for column in STAYS},
    )


def check_erasable(session: Session, *, person_id: str, who: Actor) -> None:
    """Raise OwnerStays, KnownElsewhere or StillTakesPart for somebody who cannot be erased now."""
    person = session.get_one(Person, person_id)
    owned = select(Appointment.id).filter_by(person_id=person_id, role=Role.OWNER).limit(1)
    if person.starts_camps or person_id == who.person_id or session.scalar(owned):
        raise OwnerStays
    for camp_id in sorted(camps_of(session, person_id)):
        camp = session.get_one(Camp, camp_id)
        if not (who.starts_camps or who.has(camp_id, Role.OWNER)):
            raise KnownElsewhere
        if not camp.rehearses and _is_needed(session, camp, person_id):
            raise StillTakesPart(camp=camp.name)


def erase(
    session: Session,
    *,
    camp_id: str,
    person_id: str,
    name: str,
    reason: str,
    who: Actor,
    now: datetime,
) -> None:
    """Forget a person in all camps, for a reason. Once erased, it changes nothing more.

    `name` is what the owner typed to confirm. Raises ReasonNeeded, ErasureNotConfirmed and what
    `check_erasable` raises.
    """
    hold(session, camp_id)
    person = session.get_one(Person, person_id)
    if person.erased_at is not None:
        return
    check_erasable(session, person_id=person_id, who=who)
    if not reason.strip():
        raise ReasonNeeded
    if fold(name) != person.folded:
        raise ErasureNotConfirmed(fields={"name": [ErasureNotConfirmed.title]})
    camps = sorted({camp_id, *camps_of(session, person_id)})
    for one in camps:
        hold(session, one)
    ids = _ids(session, person_id)
    drop_leftovers(session, person_id)
    _forget_agreements(session, person.folded, camps)
    _empty(session, ids)
    _forget_notes(session, person_id)
    _forget_lists(session, person_id)
    forget(session, ids)
    person.erased_at, person.pin_errors, person.pin_rests_until = now, 0, None
    session.flush()
    session.expire_all()
    for one in camps:
        record(
            session,
            PersonErased(camp_id=one, by=who.person_id, person_id=person_id, reason=reason.strip()),
        )


def _ids(session: Session, person_id: str) -> frozenset[str]:
    """Return the person's id and those of their places at camps: all that a row names them by."""
    places = (
        session.scalars(select(model.id).filter_by(person_id=person_id))
        for model in (Participant, Mentor, Juror)
    )
    return frozenset([person_id]).union(*places)


def _counter(session: Session, ids: frozenset[str]) -> Callable[..., int]:
    def count(column: InstrumentedAttribute[Any], *more: Any) -> int:
        asked = select(func.count()).select_from(column.class_).where(column.in_(ids), *more)
        return session.scalar(asked) or 0

    return count


def _is_needed(session: Session, camp: Camp, person_id: str) -> bool:
    """Return whether a camp that is not over still counts on the person."""
    if has_reached(camp, "appeals"):
        return False
    state = session.scalar(
        select(Participant.state).filter_by(camp_id=camp.id, person_id=person_id)
    )
    works = select(Appointment.id).filter_by(camp_id=camp.id, person_id=person_id).limit(1)
    return state in {"applied", "accepted", "waitlisted"} or session.scalar(works) is not None


def _empty(session: Session, ids: frozenset[str]) -> None:
    scans = select(Scan.key).where(Scan.person_id.in_(ids))
    _run(session, update(Settlement).where(Settlement.scan_key.in_(scans)).values(reason=""))
    # A draft that nobody else has seen is no idea of the camp yet.
    drafts = update(Idea).where(Idea.author_id.in_(ids), Idea.state == "draft")
    blank = {"title": NAMELESS, "problem": "", "who": "", "solution": "", "glosses": {}, "tags": []}
    _run(session, drafts.values(**blank))
    for column, values in EMPTIED:
        _run(session, update(column.class_).where(column.in_(ids)).values(**values))
    for model, column in GOES.items():
        _run(session, delete(model).where(column.in_(ids)))


def _run(session: Session, statement: Any) -> CursorResult[Any]:
    found: CursorResult[Any] = session.connection().execute(statement)
    return found


def _forget_notes(session: Session, person_id: str) -> None:
    for sitting in session.scalars(select(Sitting)):
        notes = [
            {**note, "text": "…"} if note.get("by") == person_id else note for note in sitting.notes
        ]
        if notes != sitting.notes:
            sitting.notes = notes


def _forget_agreements(session: Session, folded: str, camps: Sequence[str]) -> None:
    """Take the person's name out of agreements: who signed, and which person received money."""
    for one in session.scalars(select(Agreement).where(Agreement.camp_id.in_(camps))):
        if folded in fold(one.signatory):
            one.signatory = NAMELESS
        if folded in fold(one.payee) and not one.to_organisation:
            one.payee = NAMELESS


def _forget_lists(session: Session, person_id: str) -> None:
    """Drop what lists changed of the person, and what the door had said of them at a handover."""
    for taken in session.scalars(select(PeopleImport)):
        changes = [change for change in taken.changes if change[0] != person_id]
        if changes != taken.changes:
            taken.changes = changes
    for handover in session.scalars(select(Handover)):
        if person_id in handover.open_cases:
            rest = handover.open_cases.items()
            handover.open_cases = {who: said for who, said in rest if who != person_id}


def found_people(session: Session, camp: Camp, query: str) -> Iterator[Person]:
    """Return whom the camp knows by this name, those who were erased left out."""
    here = or_(
        Person.id.in_(select(Participant.person_id).filter_by(camp_id=camp.id)),
        Person.id.in_(select(Appointment.person_id).filter_by(camp_id=camp.id)),
        Person.id.in_(select(Juror.person_id).filter_by(camp_id=camp.id)),
        Person.id.in_(select(Mentor.person_id).filter_by(camp_id=camp.id)),
    )
    wanted = fold(query)
    rows = session.scalars(
        select(Person).where(here, Person.erased_at.is_(None)).order_by(Person.folded, Person.id)
    )
    return islice((person for person in rows if wanted and wanted in person.folded), SHOWN)
