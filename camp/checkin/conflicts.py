"""What phones did without a connection and the server would have done otherwise.

Nothing here is kept: conflicts follow from the scans, so that two phones may come back in any order
and leave the same list. What the door lead says of one is kept, and takes it off.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.checkin.arrivals import entries, undos_of
from camp.checkin.models import CheckIn, Scan, ScanUndo, Settlement
from camp.checkin.rules import CONFLICTS
from camp.core.models import Camp
from camp.people.models import Badge, Participant, Person


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two sides of a conflict: which door, when, and by whom."""

    station: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """`here` is the scan that is asked about, `other` what it stands against, if that is a scan.

    `since` is when a badge was revoked or a scan taken back. `name` is empty for nobody known.
    """

    kind: str
    scan_key: str
    person_id: str | None
    name: str
    here: Side
    other: Side | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Door:
    """All that the conflicts of a camp follow from, read at once."""

    camp: Camp
    entries: list[Scan]
    people: dict[str, Person]
    brought: dict[str, CheckIn]
    revoked: dict[str, datetime]
    late: list[tuple[Scan, ScanUndo]]

    def side(self, scan: Scan) -> Side:
        by = self.people.get(scan.by or "")
        return Side(scan.station, scan.at, by.name if by else "")

    def conflict(
        self, kind: str, scan: Scan, other: Side | None = None, since: datetime | None = None
    ) -> Conflict:
        person = self.people.get(scan.person_id or "")
        name = person.name if person else ""
        return Conflict(kind, scan.key, scan.person_id, name, self.side(scan), other, since)


def conflicts(session: Session, camp: Camp) -> list[Conflict]:
    """Return what is not settled yet, by kind and time."""
    door = _read(session, camp)
    rows = session.scalars(select(Settlement).filter_by(camp_id=camp.id))
    settled = {(one.scan_key, one.kind) for one in rows}
    found = [
        *_judged_otherwise(door),
        *_came_again(door),
        *_too_many(door),
        *_alike(door),
        *(door.conflict("late_undo", scan, since=undo.undone_at) for scan, undo in door.late),
    ]
    left = [one for one in found if (one.scan_key, one.kind) not in settled]
    return sorted(left, key=lambda one: (CONFLICTS.index(one.kind), one.here.at, one.scan_key))


def _judged_otherwise(door: _Door) -> Iterator[Conflict]:
    for scan in door.entries:
        if not scan.is_offline:
            continue
        if scan.found != "welcome":
            since = door.revoked.get(scan.person_id or "") if scan.found == "revoked" else None
            yield door.conflict(scan.found, scan, since=since)
        if scan.list_version is None:
            yield door.conflict("no_list", scan)


def _came_again(door: _Door) -> Iterator[Conflict]:
    by_person = defaultdict(list)
    for scan in door.entries:
        if scan.person_id:
            by_person[scan.person_id].append(scan)
    for person_id, scans in by_person.items():
        brought = door.brought.get(person_id)
        if brought is not None:
            first, later = Side(brought.station, brought.at, ""), scans
        else:
            first, later = door.side(scans[0]), scans[1:]
        for scan in later:
            yield door.conflict("again", scan, other=first)


def _too_many(door: _Door) -> Iterator[Conflict]:
    first = {scan.person_id: scan for scan in reversed(door.entries) if scan.person_id}
    over = len({*first, *door.brought}) - door.camp.capacity
    told = sorted(
        (one for who, one in first.items() if one.is_offline and who not in door.brought),
        key=lambda scan: scan.order,
    )
    for scan in told[-over:] if over > 0 else []:
        yield door.conflict("full", scan)


def _alike(door: _Door) -> Iterator[Conflict]:
    """Walk-ins who look like somebody of this camp: the same name, and phone or year of birth."""
    called = defaultdict(list)
    for person in door.people.values():
        called[person.folded].append(person)
    first = {scan.person_id: scan for scan in reversed(door.entries)}
    for scan in door.entries:
        if not (scan.is_offline and scan.is_walk_in and scan.person_id):
            continue
        one = door.people[scan.person_id]
        others = [other for other in called[one.folded] if _is_like(one, other)]
        # Of two walk-ins that are alike the later one is asked about.
        before = [
            other for other in others
            if not (first.get(other.id) and first[other.id].is_walk_in
                    and first[other.id].order > scan.order)
        ]  # fmt: skip
        if before:
            seen = sorted(
                (first[other.id] for other in before if other.id in first),
                key=lambda scan: scan.order,
            )
            yield door.conflict("alike", scan, other=door.side(seen[0]) if seen else None)


def _is_like(one: Person, other: Person) -> bool:
    same_phone = bool(one.phone) and one.phone == other.phone
    return one.id != other.id and (same_phone or one.birth_year == other.birth_year)


def _read(session: Session, camp: Camp) -> _Door:
    scans = entries(session, camp.id)
    undos = undos_of(session, camp.id)
    # Whoever still counts was taken back in vain.
    late = [(scan, undos[scan.key][0]) for scan in scans if undos[scan.key]]
    brought = session.scalars(
        select(CheckIn).filter_by(camp_id=camp.id, undone_at=None, scan_key=None)
    )
    revoked = session.scalars(
        select(Badge).filter_by(camp_id=camp.id).where(Badge.revoked_at.is_not(None))
    )
    return _Door(
        camp, scans, _people(session, camp, scans), {one.person_id: one for one in brought},
        {one.person_id: one.revoked_at for one in revoked if one.revoked_at}, late,
    )  # fmt: skip


def _people(session: Session, camp: Camp, scans: Iterable[Scan]) -> dict[str, Person]:
    """Return the camp's participants, and who stood at the doors."""
    here = select(Participant.person_id).filter_by(camp_id=camp.id)
    at_doors = {scan.by for scan in scans if scan.by}
    found = select(Person).where(Person.id.in_(here) | Person.id.in_(at_doors))
    return {one.id: one for one in session.scalars(found)}
