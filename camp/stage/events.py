"""Facts the stage announces."""

from dataclasses import dataclass

from camp.core.events import Event
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEvent(Event):
    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"stage:{camp.slug}",)


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneShown(StageEvent):
    scene: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealStepped(StageEvent):
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageBlackened(StageEvent):
    is_black: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLit(StageEvent):
    is_light: bool
