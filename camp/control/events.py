"""Facts the control room announces."""

from dataclasses import dataclass, field

from camp.core.events import Event
from camp.core.ledger import SEALED
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class CampEvent(Event):
    """A fact that every phone, the stage and the control room see."""

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}", f"stage:{camp.slug}", f"camp:{camp.slug}:control")


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseMoved(CampEvent):
    before: str
    after: str
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseMoveUndone(CampEvent):
    """The switch with the number `move` was taken back: the camp went from `before` to `after`."""

    before: str
    after: str
    move: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseKeyTurned(CampEvent):
    phase: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSet(CampEvent):
    gate: str
    is_open: bool
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErased(CampEvent):
    """Nothing but the opaque id is left of a person. The boards that named them move as well."""

    person_id: str
    reason: str = field(metadata=SEALED)

    def topics(self, camp: Camp) -> tuple[str, ...]:
        here = f"camp:{camp.slug}"
        boards = ("people", "teams", "ideas", "door")
        return (f"person:{self.person_id}", *(f"{here}:{name}" for name in boards))

    @property
    def loses_rights(self) -> str:
        return self.person_id


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentEvent(Event):
    """A fact of the incident log: its words stand in the table alone."""

    incident_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:control",)


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentNoted(IncidentEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentClosed(IncidentEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernEvent(Event):
    """A fact about a concern: its words stand in the table alone, and who wrote them nowhere."""

    concern_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:concerns",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernRaised(ConcernEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernClosed(ConcernEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFenced(CampEvent):
    """The server takes no more writes: this is the last fact before another one takes over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerLeads(CampEvent):
    """This server leads from now on: its copies of an earlier epoch take no more writes."""

    epoch: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineSet(CampEvent):
    name: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalBegun(CampEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class RehearsalWiped(CampEvent):
    files: tuple[str, ...] = ()
    """SHA-256 of the files that grantees had sent to the rehearsal."""
