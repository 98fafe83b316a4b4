"""Facts the stage announces."""

from dataclasses import dataclass

from camp.core.events import Event
from camp.core.models import Camp


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEvent(Event):
    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"stage:{camp.slug}",)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealEvent(StageEvent):
    """A fact that phones follow too."""

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"stage:{camp.slug}", f"camp:{camp.slug}:reveal")


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneShown(StageEvent):
    scene: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealStepped(RevealEvent):
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RevealRehearsed(RevealEvent):
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StageBlackened(StageEvent):
    is_black: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StageLit(StageEvent):
    is_light: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSet(RevealEvent):
    """An option of the projectors changed: its name and what it is now, in words."""

    option: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HallMeasured(StageEvent):
    """Depth of the hall and width of the image, in centimetres."""

    depth: int
    width: int
