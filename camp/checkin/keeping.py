"""What phones did at the door without a connection: kept whatever the server thinks of it.

Facts of the door are never refused. Each may come twice, late, and before or after any other; what
the server would have said otherwise becomes a conflict for the door lead (`conflicts.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.checkin import queries
from camp.checkin.arrivals import reckon
from camp.checkin.events import DoorConflictSettled, OfflineScanKept, ScanTakenBack
from camp.checkin.models import Scan, ScanUndo, Settlement
from camp.checkin.rules import CLOSED, CONFLICTS
from camp.checkin.service import Outcome, outcome_of, scan_with, whose
from camp.core.errors import NotFound
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.phases import open_gates
from camp.people.registering import enrol, participant_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A scan and what the phone told the guest: of a badge, a person found by name, or a walk-in.

    `scanned_at` is the device's time. `list_version` is that of the signed list which the phone
    decided by, None when it showed none of ours.
    """

    key: str
    station: str
    result: str
    scanned_at: datetime
    list_version: int | None
    code: str | None = None
    person_id: str = ""
    walk_in: Mapping[str, Any] | None = None


def keep_scan(
    session: Session, *, camp_id: str, told: Told, by: str | None, now: datetime
) -> Outcome:
    """Keep what a phone told a guest. Raises nothing: it has happened."""
    camp = hold(session, camp_id)
    scan = scan_with(session, camp_id, told.key)
    if scan is not None and scan.is_offline:
        return outcome_of(session, scan)
    person_id, found = _look(session, camp, told, scan, by, now)
    if scan is None:
        scan = Scan(
            id=new_id(), camp_id=camp_id, key=told.key, person_id=person_id, station=told.station,
            by=by, is_walk_in=told.walk_in is not None,
        )  # fmt: skip
        session.add(scan)
    # The server may have answered this scan itself, too late for the phone to hear: what counts
    # is what the guest was told.
    before, scan.person_id = scan.person_id, person_id or scan.person_id
    scan.result, scan.found, scan.list_version = told.result, found, told.list_version
    scan.scanned_at, scan.received_at = told.scanned_at, now
    scan.at = min(told.scanned_at, now)
    session.flush()
    record(
        session,
        OfflineScanKept(
            camp_id=camp_id, by=by, person_id=scan.person_id, station=scan.station,
            scan_key=scan.key, result=scan.result, found=found,
        ),
    )  # fmt: skip
    for one in sorted({one for one in (before, scan.person_id) if one}):
        reckon(session, camp_id=camp_id, person_id=one, by=by, now=now)
    return outcome_of(session, scan)


def keep_undo(
    session: Session,
    *,
    camp_id: str,
    scan_key: str,
    station: str,
    undone_at: datetime,
    by: str | None,
    now: datetime,
) -> None:
    """Keep that a scan was taken back on a phone; the scan itself may come later."""
    hold(session, camp_id)
    said = {"camp_id": camp_id, "scan_key": scan_key, "undone_at": undone_at, "by": by}
    if session.scalars(select(ScanUndo).filter_by(is_offline=True, **said)).first() is not None:
        return
    session.add(ScanUndo(id=new_id(), is_offline=True, at=now, **said))
    session.flush()
    scan = scan_with(session, camp_id, scan_key)
    person_id = scan.person_id if scan else None
    record(
        session,
        ScanTakenBack(
            camp_id=camp_id, by=by, person_id=person_id, station=station, scan_key=scan_key
        ),
    )
    if person_id:
        reckon(session, camp_id=camp_id, person_id=person_id, by=by, now=now)


def settle(
    session: Session,
    *,
    camp_id: str,
    scan_key: str,
    kind: str,
    stays_in: bool,
    reason: str,
    by: str,
    now: datetime,
) -> None:
    """Say whether the guest of a scan stays in. The first word counts; sent again it is one."""
    hold(session, camp_id)
    scan = scan_with(session, camp_id, scan_key)
    if scan is None or kind not in CONFLICTS:
        raise NotFound
    if session.get(Settlement, (camp_id, scan_key, kind)) is not None:
        return
    session.add(
        Settlement(
            camp_id=camp_id, scan_key=scan_key, kind=kind, stays_in=stays_in, reason=reason,
            at=now, by=by,
        )
    )  # fmt: skip
    session.flush()
    record(
        session,
        DoorConflictSettled(
            camp_id=camp_id, by=by, person_id=scan.person_id, station=scan.station,
            scan_key=scan_key, conflict=kind, stays_in=stays_in, reason=reason,
        ),
    )  # fmt: skip
    if scan.person_id:
        reckon(session, camp_id=camp_id, person_id=scan.person_id, by=by, now=now)


def _look(
    session: Session, camp: Camp, told: Told, scan: Scan | None, by: str | None, now: datetime
) -> tuple[str | None, str]:
    """Return whom the scan is about, and what the server says of them, whoever else is in."""
    person_id: str | None
    if told.walk_in is not None:
        # Answered here before, too late for the phone: then they are registered already.
        known = scan.person_id if scan else None
        person_id, found = known or _enrol(session, camp, told.walk_in, by, now), "welcome"
    elif told.person_id:
        listed = participant_of(session, camp.id, told.person_id) is not None
        person_id, found = (told.person_id, "welcome") if listed else (None, "unknown")
    else:
        person_id, found = whose(session, camp, told.code)
    if person_id and found == "welcome":
        found = queries.standing_of(session, camp, person_id)
    if found == "welcome" and "door" not in open_gates(session, camp):
        found = CLOSED
    return person_id, found


def _enrol(
    session: Session, camp: Camp, facts: Mapping[str, Any], by: str | None, now: datetime
) -> str:
    # Two doors may have registered one person: they are shown as alike, and never merged here.
    made = enrol(session, camp=camp, facts=facts, registration="walk_in", by=by, now=now)
    return made.person_id
