"""Facts the projects room announces."""

from dataclasses import dataclass, field

from camp.core.events import Event
from camp.core.ledger import SEALED
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectEvent(Event):
    """A fact about what one team hands in: its own pages and the organisers' board move."""

    team_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"team:{self.team_id}", f"camp:{camp.slug}:teams")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSaved(ProjectEvent):
    """Somebody wrote in the draft: only the team's own pages move."""

    section: str
    revision: int

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"team:{self.team_id}",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectSubmitted(ProjectEvent):
    submission_id: str
    version: int
    is_late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LateVersionAccepted(ProjectEvent):
    submission_id: str
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class LateVersionRefused(ProjectEvent):
    submission_id: str
    reason: str = field(metadata=SEALED)


@dataclass(frozen=True, slots=True, kw_only=True)
class TechChecked(ProjectEvent):
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PitchMoved(ProjectEvent):
    place: int
    reason: str = field(metadata=SEALED)
