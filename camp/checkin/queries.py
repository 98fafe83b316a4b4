"""Questions about who is in, who is expected, and what each station has seen."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from camp.checkin.models import CheckIn, Scan, Station
from camp.checkin.rules import EXPECTED
from camp.core.models import Camp
from camp.core.names import matches
from camp.people.consenting import standing
from camp.people.models import Badge, Consent, Participant, Person


@dataclass(frozen=True, slots=True)
class StationCount:
    """A station with its welcomes that count, and its last scan of any outcome."""

    name: str
    welcomes: int
    last_at: datetime | None
    last_by: str


@dataclass(frozen=True, slots=True)
class Counts:
    """People in the building and expected; minors and no-photo people are those who are in."""

    checked_in: int
    expected: int
    capacity: int
    minors: int
    no_photo: int
    waits_for_guardian: int
    stations: tuple[StationCount, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A person that a name search found."""

    person_id: str
    name: str
    town: str
    is_in: bool


def check_in_of(session: Session, camp_id: str, person_id: str) -> CheckIn | None:
    """Return the person's check-in that counts."""
    return session.scalars(
        select(CheckIn).filter_by(camp_id=camp_id, person_id=person_id, undone_at=None)
    ).one_or_none()


def is_checked_in(session: Session, camp_id: str, person_id: str) -> bool:
    return check_in_of(session, camp_id, person_id) is not None


def checked_in_ids(session: Session, camp_id: str) -> set[str]:
    """Return the ids of the persons who are in."""
    found = select(CheckIn.person_id).filter_by(camp_id=camp_id, undone_at=None)
    return set(session.scalars(found))


def checked_in(session: Session, camp_id: str) -> int:
    found = select(func.count()).select_from(CheckIn).filter_by(camp_id=camp_id, undone_at=None)
    return session.scalar(found) or 0


def expected(session: Session, camp_id: str) -> int:
    """Return how many are expected: the accepted, walk-ins among them."""
    found = select(func.count()).select_from(Participant)
    return session.scalar(found.filter_by(camp_id=camp_id, state="accepted")) or 0


def badge_with(session: Session, code: str | None) -> Badge | None:
    return session.scalars(select(Badge).filter_by(code=code)).one_or_none() if code else None


def result_for(session: Session, camp: Camp, person_id: str) -> str:
    """Return what the door says to somebody whose badge is in order."""
    result = standing_of(session, camp, person_id)
    if result != "welcome":
        return result
    if is_checked_in(session, camp.id, person_id):
        return "already_in"
    return "full" if checked_in(session, camp.id) >= camp.capacity else "welcome"


def standing_of(session: Session, camp: Camp, person_id: str) -> str:
    """Return why somebody may not come in, whoever else is in; else "welcome"."""
    participant = session.scalars(
        select(Participant).filter_by(camp_id=camp.id, person_id=person_id)
    ).one_or_none()
    if participant is None:
        return "unknown"
    if participant.state not in EXPECTED:
        return "withdrawn"
    answered = standing(session, camp, participant.person)
    if answered.needs_guardian:
        return "needs_guardian"
    # A camp without a code of conduct has asked nobody for anything.
    if answered.version and answered.missing:
        return "needs_consent"
    return "welcome"


def search(session: Session, camp_id: str, text: str) -> list[Found]:
    """Return the participants whose name begins with the words of `text`, in any script."""
    if not text.strip():
        return []
    rows = session.scalars(
        select(Participant)
        .where(Participant.camp_id == camp_id, Participant.state.in_(EXPECTED))
        .join(Participant.person)
        .order_by(Person.folded, Person.id)
    )
    here = checked_in_ids(session, camp_id)
    return [
        Found(row.person_id, row.person.name, row.person.town, row.person_id in here)
        for row in rows
        if matches(text, row.person.name)
    ]


def stations(session: Session, camp_id: str) -> list[Station]:
    found = select(Station).filter_by(camp_id=camp_id).order_by(Station.name, Station.id)
    return list(session.scalars(found))


def arrivals(session: Session, camp_id: str) -> list[datetime]:
    """Return when each person who is in came, the first first."""
    found = select(CheckIn.at).filter_by(camp_id=camp_id, undone_at=None).order_by(CheckIn.at)
    return list(session.scalars(found))


def counts(session: Session, camp_id: str) -> Counts:
    camp = session.get_one(Camp, camp_id)
    first_day = camp.starts_at.astimezone(camp.zone).date()
    here = list(
        session.scalars(
            select(Person)
            .join(CheckIn, CheckIn.person_id == Person.id)
            .where(CheckIn.camp_id == camp_id, CheckIn.undone_at.is_(None))
        )
    )
    yes = photographed(session, camp_id)
    return Counts(
        checked_in=len(here),
        expected=expected(session, camp_id),
        capacity=camp.capacity,
        minors=sum(person.is_minor_on(first_day) for person in here),
        no_photo=sum(person.id not in yes for person in here),
        waits_for_guardian=_waiting(session, camp_id, {person.id for person in here}),
        stations=tuple(_by_station(session, camp_id)),
    )


def photographed(session: Session, camp_id: str) -> set[str]:
    """Return the ids of the persons who may be photographed: their newest answer is yes."""
    rows = session.execute(
        select(Consent.person_id, Consent.given)
        .filter_by(camp_id=camp_id, kind="photo")
        .order_by(Consent.id)
    )
    newest = {person_id: given for person_id, given in rows}  # noqa: C416  -- rows are no pairs
    return {person_id for person_id, given in newest.items() if given}


def _waiting(session: Session, camp_id: str, here: set[str]) -> int:
    rows = session.execute(
        select(Scan.person_id, Scan.result).filter_by(camp_id=camp_id).order_by(Scan.at, Scan.id)
    )
    last = {person_id: result for person_id, result in rows}  # noqa: C416  -- as above
    return sum(
        result == "needs_guardian" and person_id not in here for person_id, result in last.items()
    )


def _by_station(session: Session, camp_id: str) -> list[StationCount]:
    counted = session.execute(
        select(CheckIn.station, func.count())
        .filter_by(camp_id=camp_id, undone_at=None)
        .group_by(CheckIn.station)
    )
    welcomed = {name: count for name, count in counted}  # noqa: C416  -- as above
    scanner = aliased(Person)
    seen = session.execute(
        select(Scan.station, Scan.at, scanner.name)
        .outerjoin(scanner, scanner.id == Scan.by)
        .where(Scan.camp_id == camp_id)
        .order_by(Scan.at, Scan.id)
    )
    last = {name: (at, by or "") for name, at, by in seen}
    names = {station.name for station in stations(session, camp_id)} | set(welcomed) | set(last)
    return [
        StationCount(name, welcomed.get(name, 0), *last.get(name, (None, "")))
        for name in sorted(names)
    ]
