"""Facts the schedule announces."""

from dataclasses import dataclass

from camp.core.events import Event
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class ScheduleEvent(Event):
    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}",)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAdded(ScheduleEvent):
    item_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChanged(ScheduleEvent):
    item_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDropped(ScheduleEvent):
    item_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementEvent(Event):
    """Phones hear of every announcement, the projector of those that are for it."""

    announcement_id: str
    on_stage: bool

    def topics(self, camp: Camp) -> tuple[str, ...]:
        stage = (f"stage:{camp.slug}",) if self.on_stage else ()
        return (f"camp:{camp.slug}", *stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementMade(AnnouncementEvent):
    audience: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementTakenBack(AnnouncementEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerEvent(Event):
    timer_id: str

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}", f"stage:{camp.slug}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerStarted(TimerEvent):
    timer_kind: str
    subject: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerPaused(TimerEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerResumed(TimerEvent):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerExtended(TimerEvent):
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerStopped(TimerEvent):
    pass
