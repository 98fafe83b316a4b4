"""Facts about a camp's place in a programme."""

from dataclasses import dataclass, field

from camp.core.events import Event
from camp.core.ledger import SEALED
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeEvent(Event):
    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeJoined(ProgrammeEvent):
    """The camp belongs to this programme now."""

    programme_id: str
    name: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeLeft(ProgrammeEvent):
    """The camp belongs to no programme now."""

    programme_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectsExported(ProgrammeEvent):
    """Somebody took the list of the programme's projects, with this camp's among them."""
