"""The door's verbs: let somebody in, take that back, let in who came without registering."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.checkin import queries
from camp.checkin.events import CheckInUndone, PersonCheckedIn, ScanRefused, StationOpened
from camp.checkin.models import CheckIn, Scan, Station
from camp.checkin.rules import UNDO_FOR, CampFull, UndoTooLate
from camp.core.errors import NotFound, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.names import fold
from camp.core.phases import require_open
from camp.people.consenting import answer_consent, conduct_of
from camp.people.models import Person
from camp.people.registering import enrol, look_alikes, participant_of
from camp.people.rules import AlreadyRegistered


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the door said. `at`, `station` and `by` are the check-in's where there is one,
    so that a second scan tells when and by whom the first was."""

    result: str
    scan_id: str
    person_id: str | None
    check_in_id: str | None
    at: datetime
    station: str
    by: str | None


@dataclass(frozen=True, slots=True)
class _Look:
    """Somebody at a station looks at a badge. `scanned_at` is recorded and never decides."""

    station: str
    by: str | None
    now: datetime
    scanned_at: datetime | None = None


def check_in(
    session: Session,
    *,
    camp_id: str,
    code: str | None,
    station: str,
    by: str | None,
    now: datetime,
    scanned_at: datetime | None = None,
) -> Outcome:
    """Let in the badge's person, or say why not. `code` is None for a QR that we did not sign.

    A scan is a fact, whatever comes of it. Raises GateClosed only.
    """
    camp = hold(session, camp_id)
    require_open(session, camp, "door")
    look = _Look(station, by, now, scanned_at)
    badge = queries.badge_with(session, code)
    if badge is None:
        return _seen(session, camp, None, "unknown", look)
    if badge.camp_id != camp.id:
        return _seen(session, camp, None, "other_camp", look)
    if badge.revoked_at is not None:
        return _seen(session, camp, badge.person_id, "revoked", look)
    return _admit(session, camp, badge.person_id, look)


def check_in_person(
    session: Session, *, camp_id: str, person_id: str, station: str, by: str | None, now: datetime
) -> Outcome:
    """Let in a person who was found by name: no badge, or a phone that is empty."""
    camp = hold(session, camp_id)
    require_open(session, camp, "door")
    if participant_of(session, camp_id, person_id) is None:
        raise NotFound
    return _admit(session, camp, person_id, _Look(station, by, now))


def agree_and_check_in(
    session: Session,
    *,
    camp_id: str,
    person_id: str,
    answers: Mapping[str, bool],
    station: str,
    by: str | None,
    now: datetime,
) -> Outcome:
    """Keep what a person without a phone answered at the desk, then look at them again.

    `answers` maps kinds of consent to yes or no, given to the newest code of conduct.
    """
    camp = hold(session, camp_id)
    require_open(session, camp, "door")
    if participant_of(session, camp_id, person_id) is None:
        raise NotFound
    conduct = conduct_of(session, camp_id)
    for kind, given in answers.items():
        answer_consent(
            session, camp_id=camp_id, person_id=person_id, kind=kind, given=given, by=by, now=now,
            version=conduct.version if conduct else "",
        )  # fmt: skip
    return _admit(session, camp, person_id, _Look(station, by, now))


def walk_in(
    session: Session,
    *,
    camp_id: str,
    facts: Mapping[str, Any],
    station: str,
    by: str | None,
    now: datetime,
) -> Outcome:
    """Register somebody who came without it, while there is room (rulebook R7), and look at them.

    `facts` holds name, birth_year, phone (E.164 or empty) and region. Raises CampFull, or
    AlreadyRegistered when this name with this phone or birth year is on the list.
    """
    camp = hold(session, camp_id)
    require_open(session, camp, "door")
    if queries.checked_in(session, camp_id) >= camp.capacity:
        raise CampFull
    if _is_listed(session, camp_id, facts):
        raise AlreadyRegistered(words("This name is on the list. Look for it in the search."))
    participant = enrol(session, camp=camp, facts=facts, registration="walk_in", by=by, now=now)
    return _admit(session, camp, participant.person_id, _Look(station, by, now))


def undo(
    session: Session, *, camp_id: str, check_in_id: str, by: str | None, now: datetime
) -> None:
    """Take a check-in back within 60 seconds; twice is once. Raises NotFound or UndoTooLate."""
    hold(session, camp_id)
    found = session.get(CheckIn, check_in_id, populate_existing=True)
    if found is None or found.camp_id != camp_id:
        raise NotFound
    if found.undone_at is not None:
        return
    if now - found.at > UNDO_FOR:
        raise UndoTooLate
    found.undone_at = now
    session.flush()
    record(
        session,
        CheckInUndone(
            camp_id=camp_id,
            by=by,
            person_id=found.person_id,
            station=found.station,
            check_in_id=found.id,
        ),
    )


def open_station(session: Session, *, camp_id: str, name: str, by: str | None) -> Station:
    """Name a door or desk; the same name again is the same station."""
    hold(session, camp_id)
    found = session.scalars(select(Station).filter_by(camp_id=camp_id, name=name)).first()
    if found is None:
        found = Station(id=new_id(), camp_id=camp_id, name=name)
        session.add(found)
        session.flush()
        record(session, StationOpened(camp_id=camp_id, by=by, person_id=None, station=name))
    return found


def _is_listed(session: Session, camp_id: str, facts: Mapping[str, Any]) -> bool:
    alike = look_alikes(
        session, name=facts["name"], phone=facts.get("phone", ""), birth_year=facts["birth_year"]
    )
    # Sisters share their mother's phone: a phone alone is nobody.
    return any(
        person.folded == fold(facts["name"])[:160]
        and participant_of(session, camp_id, person.id) is not None
        for person in alike
    )


def _admit(session: Session, camp: Camp, person_id: str, look: _Look) -> Outcome:
    result = queries.result_for(session, camp, person_id)
    if result != "welcome":
        return _seen(session, camp, person_id, result, look)
    participant = participant_of(session, camp.id, person_id)
    assert participant is not None  # noqa: S101  -- nobody else is welcome
    participant.state = "accepted"
    entered = CheckIn(
        id=new_id(), camp_id=camp.id, person_id=person_id, station=look.station, at=look.now,
        scanned_at=look.scanned_at, by=look.by,
    )  # fmt: skip
    session.add(entered)
    session.flush()
    record(
        session,
        PersonCheckedIn(
            camp_id=camp.id,
            by=look.by,
            person_id=person_id,
            station=look.station,
            check_in_id=entered.id,
        ),
    )
    return _seen(session, camp, person_id, result, look)


def _seen(session: Session, camp: Camp, person_id: str | None, result: str, look: _Look) -> Outcome:
    known = session.get(Person, person_id) if person_id else None
    scan = Scan(
        id=new_id(), camp_id=camp.id, person_id=known.id if known else None, result=result,
        station=look.station, at=look.now, by=look.by,
    )  # fmt: skip
    session.add(scan)
    session.flush()
    if result != "welcome":
        record(
            session,
            ScanRefused(
                camp_id=camp.id,
                by=look.by,
                person_id=scan.person_id,
                station=look.station,
                result=result,
            ),
        )
    inside = queries.check_in_of(session, camp.id, person_id) if person_id else None
    if inside is not None and result in {"welcome", "already_in"}:
        return Outcome(result, scan.id, person_id, inside.id, inside.at, inside.station, inside.by)
    return Outcome(result, scan.id, person_id, None, look.now, look.station, look.by)
