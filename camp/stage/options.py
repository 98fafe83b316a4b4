"""How a camp's projectors are set up: the hall, quiet or moving, with sound, and the ceremony."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from camp.stage.hall import Sizes, sizes

SPEEDS = (0.5, 0.75, 1.0, 1.5, 2.0)
WAYS = ("teams", "jurors")
"""The two ceremonies: team by team from the last, or juror by juror."""
CHOICES: Mapping[str, tuple[Any, ...]] = {
    "calm": (False, True),
    "sound": (False, True),
    "names_jurors": (False, True),
    "way": WAYS,
    "speed": SPEEDS,
}
DEPTHS, WIDTHS = (2.0, 100.0), (0.5, 20.0)
"""Metres that a hall may be deep and an image wide."""


@dataclass(frozen=True, slots=True)
class Options:
    depth: float = 15.0
    width: float = 3.0
    """Metres from the image to the back row, and of the image from left to right."""
    is_measured: bool = False
    calm: bool = False
    """Nothing moves: every change is a cut."""
    sound: bool = False
    names_jurors: bool = False
    way: str = "teams"
    speed: float = 1.0
    """Twice as fast is 2."""
    rehearsal: str = ""
    """The seed of a rehearsal while one is on."""
    cuts: bool = False
    """Whether the present step of the reveal is shown without its movement."""

    @property
    def sizes(self) -> Sizes:
        return sizes(self.depth, self.width)

    @property
    def faster(self) -> float:
        return next((one for one in SPEEDS if one > self.speed), self.speed)

    @property
    def slower(self) -> float:
        return next((one for one in reversed(SPEEDS) if one < self.speed), self.speed)


def options(details: Mapping[str, Any]) -> Options:
    names = {field.name for field in fields(Options)}
    return Options(**{name: value for name, value in details.items() if name in names})
