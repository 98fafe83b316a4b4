"""Who is in follows from the scans alone, so that it does not matter which came first.

A scan lets its person in while nobody took it back. The earliest such scan is the arrival; of
two phones that come back from a lost connection either may be heard first.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from camp.checkin.events import CheckInMoved, CheckInUndone, PersonCheckedIn
from camp.checkin.models import CheckIn, Scan, ScanUndo, Settlement
from camp.checkin.queries import check_in_of
from camp.checkin.rules import UNDO_FOR
from camp.core.events import record
from camp.core.ids import new_id
from camp.people.registering import participant_of


def entries(session: Session, camp_id: str, person_id: str = "") -> list[Scan]:
    """Return the scans that let somebody in and count, the first first."""
    settled = select(Settlement.scan_key).filter_by(camp_id=camp_id, stays_in=False)
    asked = select(Scan).where(
        Scan.camp_id == camp_id, Scan.result == "welcome", Scan.key.not_in(settled)
    )
    if person_id:
        asked = asked.where(Scan.person_id == person_id)
    undos = undos_of(session, camp_id, person_id)
    found = [scan for scan in session.scalars(asked) if not is_undone(scan, undos[scan.key])]
    return sorted(found, key=lambda scan: scan.order)


def undos_of(session: Session, camp_id: str, person_id: str = "") -> Mapping[str, list[ScanUndo]]:
    """Return by scan who took it back, whether it counts or not, the first first."""
    asked = (
        select(ScanUndo)
        .join(Scan, and_(ScanUndo.camp_id == Scan.camp_id, ScanUndo.scan_key == Scan.key))
        .where(Scan.camp_id == camp_id, Scan.result == "welcome")
        .order_by(ScanUndo.undone_at, ScanUndo.by)
    )
    if person_id:
        asked = asked.where(Scan.person_id == person_id)
    found = defaultdict(list)
    for undo in session.scalars(asked):
        found[undo.scan_key].append(undo)
    return found


def is_undone(scan: Scan, undos: Iterable[ScanUndo]) -> bool:
    """Return whether the scan was taken back in time, by whoever made it.

    Without a connection a device's clock measures itself.
    """
    return any(
        not undo.is_offline
        or (undo.by == scan.by and abs(undo.undone_at - (scan.scanned_at or scan.at)) <= UNDO_FOR)
        for undo in undos
    )


def reckon(
    session: Session, *, camp_id: str, person_id: str, by: str | None, now: datetime
) -> CheckIn | None:
    """Bring the person's check-in in line with their scans and return the one that counts."""
    counting = check_in_of(session, camp_id, person_id)
    if counting is not None and counting.scan_key is None:
        return counting
    scans = entries(session, camp_id, person_id)
    if counting is not None and counting.scan_key not in {scan.key for scan in scans}:
        take_back(session, counting, by, now)
        counting = None
    if not scans:
        return None
    first = scans[0]
    if counting is None:
        return _come_in(session, first, person_id)
    if counting.scan_key != first.key:
        _follow(counting, first)
        session.flush()
        record(
            session,
            CheckInMoved(
                camp_id=camp_id, by=first.by, person_id=person_id, station=first.station,
                check_in_id=counting.id,
            ),
        )  # fmt: skip
    return counting


def take_back(session: Session, check_in: CheckIn, by: str | None, now: datetime) -> None:
    check_in.undone_at = now
    session.flush()
    record(
        session,
        CheckInUndone(
            camp_id=check_in.camp_id, by=by, person_id=check_in.person_id,
            station=check_in.station, check_in_id=check_in.id,
        ),
    )  # fmt: skip


def _come_in(session: Session, scan: Scan, person_id: str) -> CheckIn:
    participant = participant_of(session, scan.camp_id, person_id)
    if participant is not None and participant.state == "no_show":
        participant.state = "accepted"
    made = CheckIn(id=new_id(), camp_id=scan.camp_id, person_id=person_id)
    _follow(made, scan)
    session.add(made)
    session.flush()
    record(
        session,
        PersonCheckedIn(
            camp_id=scan.camp_id, by=scan.by, person_id=person_id, station=scan.station,
            check_in_id=made.id,
        ),
    )  # fmt: skip
    return made


def _follow(check_in: CheckIn, scan: Scan) -> None:
    check_in.station, check_in.by, check_in.scan_key = scan.station, scan.by, scan.key
    check_in.at, check_in.scanned_at = scan.at, scan.scanned_at
