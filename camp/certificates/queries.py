"""Who earned which certificate, whose name is confirmed, and what a serial number stands for."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.certificates.models import Certificate, Spelling
from camp.certificates.rules import KINDS
from camp.checkin.models import Scan
from camp.checkin.queries import checked_in_ids
from camp.core.ids import read_code
from camp.core.models import Camp
from camp.core.rules import JURY, Role
from camp.jury.board import GONE
from camp.jury.models import Ballot, Juror
from camp.mentoring.models import Mentor, Visit
from camp.people.models import Appointment, Participant, Person
from camp.teams.models import Seat, Team

HELPERS = frozenset({Role.VOLUNTEER, Role.DOOR_LEAD})


@dataclass(frozen=True, slots=True)
class Line:
    """A person and a kind of certificate: earned or not, spelled or not, given or not."""

    person: Person
    kind: str
    is_earned: bool
    spelled: str
    """The confirmed spelling, or nothing."""
    certificate: Certificate | None
    """The one that counts now."""

    @property
    def pair(self) -> tuple[str, str]:
        return self.person.id, self.kind

    @property
    def is_given(self) -> bool:
        """Whether there is one with the name as it is spelled now."""
        return self.certificate is not None and self.certificate.name == self.spelled

    @property
    def is_ready(self) -> bool:
        return self.is_earned and bool(self.spelled) and not self.is_given


def lines(session: Session, camp: Camp) -> list[Line]:
    """Return a line for every certificate that is thinkable, by kind and name.

    A participant earns one by coming and having a seat in a team that is judged, a juror by a
    submitted ballot, a mentor by a visit to a team, a volunteer by a scan at the door. Whoever
    helped otherwise gets theirs one by one.
    """
    earned: dict[str, set[str]] = {
        "participant": _in_teams(session, camp) & set(checked_in_ids(session, camp.id)),
        "volunteer": _scanned(session, camp),
        "mentor": _mentored(session, camp),
        "juror": _judged(session, camp),
    }
    spelled = {
        one.person_id: one.name
        for one in session.scalars(select(Spelling).filter_by(camp_id=camp.id))
    }
    counting = {
        (one.person_id, one.kind): one
        for one in session.scalars(
            select(Certificate)
            .filter_by(camp_id=camp.id, revoked_at=None)
            .order_by(Certificate.given_at)
        )
    }
    found = [
        Line(
            person=person,
            kind=kind,
            is_earned=person.id in earned[kind],
            spelled=spelled.get(person.id, ""),
            certificate=counting.get((person.id, kind)),
        )
        for kind, people in _thinkable(session, camp).items()
        for person in people.values()
    ]
    return sorted(found, key=lambda line: (KINDS.index(line.kind), line.person.folded))


def people_of(session: Session, camp: Camp) -> set[str]:
    """Return the ids of everybody who may get a certificate here."""
    return {person_id for people in _thinkable(session, camp).values() for person_id in people}


def _thinkable(session: Session, camp: Camp) -> dict[str, dict[str, Person]]:
    kinds: dict[str, dict[str, Person]] = {kind: {} for kind in KINDS}
    accepted = select(Participant).filter_by(camp_id=camp.id, state="accepted")
    for one in session.scalars(accepted):
        kinds["participant"][one.person_id] = one.person
    appointed = session.execute(
        select(Person, Appointment.role)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.camp_id == camp.id)
    )
    for person, role in appointed:
        kind = "volunteer" if role in HELPERS else "juror" if role in JURY else role
        if kind in kinds and kind != "participant":
            kinds[kind][person.id] = person
    return kinds


def _in_teams(session: Session, camp: Camp) -> set[str]:
    return set(
        session.scalars(
            select(Participant.person_id)
            .join(Seat, Seat.participant_id == Participant.id)
            .join(Team, Team.id == Seat.team_id)
            .where(Participant.camp_id == camp.id, Seat.left_at.is_(None), Team.state.not_in(GONE))
        )
    )


def _scanned(session: Session, camp: Camp) -> set[str]:
    found = session.scalars(select(Scan.by).filter_by(camp_id=camp.id).distinct())
    return {by for by in found if by}


def _mentored(session: Session, camp: Camp) -> set[str]:
    return set(
        session.scalars(
            select(Mentor.person_id)
            .join(Visit, Visit.mentor_id == Mentor.id)
            .where(Mentor.camp_id == camp.id, Visit.started_at.is_not(None))
        )
    )


def _judged(session: Session, camp: Camp) -> set[str]:
    return set(
        session.scalars(
            select(Juror.person_id)
            .join(Ballot, Ballot.juror_id == Juror.id)
            .where(Juror.camp_id == camp.id, Ballot.state == "submitted")
        )
    )


def spelling_of(session: Session, camp_id: str, person_id: str) -> Spelling | None:
    return session.scalars(
        select(Spelling).filter_by(camp_id=camp_id, person_id=person_id)
    ).one_or_none()


def own(session: Session, camp_id: str, person_id: str) -> list[Certificate]:
    """Return the person's certificates of the camp that count, the oldest first."""
    return list(
        session.scalars(
            select(Certificate)
            .filter_by(camp_id=camp_id, person_id=person_id, revoked_at=None)
            .order_by(Certificate.given_at, Certificate.kind)
        )
    )


def by_serial(session: Session, serial: str) -> tuple[Certificate, Camp] | None:
    """Return a certificate, called back or not, and its camp; the serial as it was typed."""
    found = session.scalars(
        select(Certificate).filter_by(serial=read_code(serial)[:12])
    ).one_or_none()
    return (found, session.get_one(Camp, found.camp_id)) if found else None
