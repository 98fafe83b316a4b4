"""Facts the door announces."""

from dataclasses import dataclass, field

from camp.core.events import Event
from camp.core.ledger import SEALED
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorEvent(Event):
    """A fact at the door; when it is about a person, the person's own pages move too."""

    person_id: str | None
    station: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        door = f"camp:{camp.slug}:door"
        return (door, f"person:{self.person_id}") if self.person_id else (door,)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCheckedIn(DoorEvent):
    check_in_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInUndone(DoorEvent):
    check_in_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckInMoved(DoorEvent):
    """An earlier scan of somebody who is in came from a phone: it counts as the arrival."""

    check_in_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfflineScanKept(DoorEvent):
    """A phone brought what it told a guest without a connection, and what the server found."""

    scan_key: str
    result: str
    found: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanTakenBack(DoorEvent):
    """A phone brought that a scan was taken back without a connection."""

    scan_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorConflictSettled(DoorEvent):
    scan_key: str
    conflict: str
    stays_in: bool
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanRefused(DoorEvent):
    result: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StationOpened(DoorEvent):
    pass
