"""Facts about shifts."""

from dataclasses import dataclass

from camp.core.events import Event
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftEvent(Event):
    shift_id: str
    person_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:door", f"person:{self.person_id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPlanned(ShiftEvent):
    desk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftDropped(ShiftEvent):
    desk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftHandedOver(ShiftEvent):
    desk: str
    came_in: int
    inside: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursConfirmed(ShiftEvent):
    minutes: int
