"""Facts mentoring announces."""

from dataclasses import dataclass

from camp.core.events import Event
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorAppointed(Event):
    mentor_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:mentoring",)


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamEvent(Event):
    team_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}:mentoring", f"team:{self.team_id}")


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEvent(TeamEvent):
    """`waiting` are the teams whose place in the queue this may change; the hall sees it too."""

    visit_id: str
    waiting: tuple[str, ...] = ()

    def topics(self, camp: Camp) -> tuple[str, ...]:
        teams = dict.fromkeys((self.team_id, *self.waiting))
        hall = (f"camp:{camp.slug}:mentoring", f"stage:{camp.slug}")
        return (*hall, *(f"team:{team_id}" for team_id in teams))


@dataclass(frozen=True, slots=True, kw_only=True)
class MentorCalled(VisitEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitStarted(VisitEvent):
    mentor_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEnded(VisitEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCancelled(VisitEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWritten(TeamEvent):
    feedback_id: str
    light: str
    materially_helped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesSeen(TeamEvent):
    feedback_ids: tuple[str, ...]
