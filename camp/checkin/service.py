"""The door's verbs: let somebody in, take that back, let in who came without registering."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.checkin import queries
from camp.checkin.arrivals import reckon, take_back
from camp.checkin.events import ScanRefused, StationOpened
from camp.checkin.models import CheckIn, Scan, ScanUndo, Station
from camp.checkin.rules import UNDO_FOR, CampFull, UndoTooLate
from camp.core.errors import NotFound, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.names import fold
from camp.core.phases import require_open
from camp.people.consenting import answer_consent, conduct_of
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
    key: str = ""


def check_in(
    session: Session,
    *,
    camp_id: str,
    code: str | None,
    station: str,
    by: str | None,
    now: datetime,
    scanned_at: datetime | None = None,
    key: str = "",
) -> Outcome:
    """Let in the badge's person, or say why not. `code` is None for a QR that we did not sign.

    A scan is a fact, whatever comes of it; sent twice with its `key` it is one. Raises GateClosed
    only.
    """
    camp = hold(session, camp_id)
    known = scan_with(session, camp_id, key)
    if known is not None:
        return outcome_of(session, known)
    require_open(session, camp, "door")
    look = _Look(station, by, now, scanned_at, key)
    person_id, result = whose(session, camp, code)
    if person_id is None or result == "revoked":
        return _seen(session, camp, person_id, result, look)
    return _admit(session, camp, person_id, look)


def whose(session: Session, camp: Camp, code: str | None) -> tuple[str | None, str]:
    """Return the person of a badge, and what the badge alone makes the door say."""
    badge = queries.badge_with(session, code)
    if badge is None:
        return None, "unknown"
    if badge.camp_id != camp.id:
        return None, "other_camp"
    return badge.person_id, "revoked" if badge.revoked_at else "welcome"


def scan_with(session: Session, camp_id: str, key: str) -> Scan | None:
    return session.scalars(select(Scan).filter_by(camp_id=camp_id, key=key)).one_or_none()


def check_in_person(
    session: Session,
    *,
    camp_id: str,
    person_id: str,
    station: str,
    by: str | None,
    now: datetime,
    scanned_at: datetime | None = None,
    key: str = "",
) -> Outcome:
    """Let in a person who was found by name: no badge, or a phone that is empty."""
    camp = hold(session, camp_id)
    known = scan_with(session, camp_id, key)
    if known is not None:
        return outcome_of(session, known)
    require_open(session, camp, "door")
    if participant_of(session, camp_id, person_id) is None:
        raise NotFound
    return _admit(session, camp, person_id, _Look(station, by, now, scanned_at, key))


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
    key: str = "",
) -> Outcome:
    """Register somebody who came without it, while there is room (rulebook R7), and look at them.

    `facts` holds name, birth_year, phone (E.164 or empty) and region. Raises CampFull, or
    AlreadyRegistered when this name with this phone or birth year is on the list.
    """
    camp = hold(session, camp_id)
    known = scan_with(session, camp_id, key)
    if known is not None:
        return outcome_of(session, known)
    require_open(session, camp, "door")
    if queries.checked_in(session, camp_id) >= camp.capacity:
        raise CampFull
    if _is_listed(session, camp_id, facts):
        raise AlreadyRegistered(words("This name is on the list. Look for it in the search."))
    participant = enrol(session, camp=camp, facts=facts, registration="walk_in", by=by, now=now)
    return _admit(session, camp, participant.person_id, _Look(station, by, now, key=key))


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
    if found.scan_key is not None:
        session.add(
            ScanUndo(
                id=new_id(), camp_id=camp_id, scan_key=found.scan_key, undone_at=now,
                is_offline=False, at=now, by=by,
            )
        )  # fmt: skip
        session.flush()
        reckon(session, camp_id=camp_id, person_id=found.person_id, by=by, now=now)
    else:
        take_back(session, found, by, now)


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
    return _seen(session, camp, person_id, result, look)


def _seen(session: Session, camp: Camp, person_id: str | None, result: str, look: _Look) -> Outcome:
    scan = Scan(
        id=new_id(), camp_id=camp.id, key=look.key or new_id(), person_id=person_id, result=result,
        station=look.station, at=look.now, by=look.by, scanned_at=look.scanned_at,
    )  # fmt: skip
    session.add(scan)
    session.flush()
    if result == "welcome" and person_id:
        reckon(session, camp_id=camp.id, person_id=person_id, by=look.by, now=look.now)
    else:
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
    return outcome_of(session, scan)


def outcome_of(session: Session, scan: Scan) -> Outcome:
    """Return what a scan says now, to whoever sends it again too."""
    told = Outcome(scan.result, scan.id, scan.person_id, None, scan.at, scan.station, scan.by)
    if scan.person_id is None or scan.result not in {"welcome", "already_in"}:
        return told
    inside = queries.check_in_of(session, scan.camp_id, scan.person_id)
    if inside is None:
        return told
    return replace(told, check_in_id=inside.id, at=inside.at, station=inside.station, by=inside.by)
