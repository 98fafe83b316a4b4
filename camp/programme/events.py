"""Facts about a camp's place in a programme."""

from dataclasses import dataclass, field

from camp.core.events import Event
from camp.core.ledger import SEALED
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeJoined(Event):
    """The camp belongs to this programme now."""

    programme_id: str
    name: str = field(metadata=SEALED)

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}", f"camp:{camp.slug}:followup")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeLeft(Event):
    """The camp belongs to no programme now."""

    programme_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}", f"camp:{camp.slug}:followup")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectsExported(Event):
    """Somebody took the list of the programme's projects, with this camp's among them."""

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}",)
