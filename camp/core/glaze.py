"""A camp's own colour: moved until it can be read on every ground, or refused in words.

The lightness is moved in OKLCH (Ottosson 2020), which leaves the hue as it looks; contrast is that
of WCAG 2, the difference of two colours is CIEDE2000 (Sharma 2005). `coloraide` does the sums.
Grounds, and the colours that mean "look here" and "stop", are those of the style sheet.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from camp.core.errors import Invalid, words

READABLE = 4.5
"""The least contrast of words with their ground."""
APART = 20.0
"""The least difference (CIEDE2000) from what means stop or warn."""
HEX = re.compile(r"#[0-9a-f]{6}")
STEP = 0.01
"""By how much lightness moves at once; OKLCH has 0 to 1."""

DAY: Mapping[str, str] = MappingProxyType({
    "bg": "#f6f9fa", "surface": "#ffffff", "sunken": "#e7eef1", "on": "#ffffff",
    "stop": "#b3123c", "warn": "#f2b01e", "warn-text": "#7a4b00",
})  # fmt: skip
NIGHT: Mapping[str, str] = MappingProxyType({
    "bg": "#071c2c", "surface": "#0e2c42", "sunken": "#051522", "on": "#071c2c",
    "stop": "#ff7a8f", "warn": "#ffc53d", "warn-text": "#ffc53d",
})  # fmt: skip
GROUNDS = ("bg", "surface", "sunken")
MEANINGS = ("stop", "warn", "warn-text")


@dataclass(frozen=True, slots=True)
class Clash:
    """A meaning that a colour would be taken for; `difference` is CIEDE2000, below APART."""

    light: str
    meaning: str
    ours: str
    theirs: str
    difference: float


@dataclass(frozen=True, slots=True)
class Glaze:
    """What a colour becomes by day and by night: roles of the style sheet and their colours."""

    colour: str
    day: Mapping[str, str]
    night: Mapping[str, str]
    clashes: tuple[Clash, ...]

    @property
    def is_moved(self) -> bool:
        """Whether the colour by day is another than the one that was given."""
        return self.day["live"] != self.colour


def read_colour(text: str) -> str:
    """Return a colour as "#" and six small hex digits. Raises Invalid, naming the field."""
    plain = text.strip().lower()
    plain = plain if plain.startswith("#") else f"#{plain}"
    if re.fullmatch(r"#[0-9a-f]{3}", plain):
        plain = "#" + "".join(2 * digit for digit in plain[1:])
    if not HEX.fullmatch(plain):
        fault = words("Write the colour as a # and six digits or letters a to f, such as #1e3fa0.")
        raise Invalid(fields={"colour": [fault]})
    return plain


@lru_cache(maxsize=512)
def glaze(colour: str) -> Glaze:
    """Return what becomes of a colour. With `clashes` it must not be used."""
    day, night = _roles(colour, DAY, -STEP), _roles(colour, NIGHT, STEP)
    clashes = (*_clashes("day", day, DAY), *_clashes("night", night, NIGHT))
    return Glaze(colour, MappingProxyType(day), MappingProxyType(night), clashes)


@lru_cache(maxsize=64)
def nearest(colour: str) -> str:
    """Return the colour most like this one that does not clash: its hue turned, or greyer."""
    given = glaze(colour)
    if not given.clashes:
        return colour
    lightness, chroma, hue = _oklch(colour)
    found = []
    for part in (1.0, 0.7, 0.4, 0.15):
        # Greys have no hue; turning from where stop is finds the rest of the circle.
        for way in (1, -1):
            for turn in range(0, 181, 6):
                tried = _hex(lightness, max(chroma, 0.06) * part, (hue + way * turn) % 360)
                if not glaze(tried).clashes:
                    found.append(tried)
                    break
    return min(found, key=lambda one: difference(one, colour))


def sheet(made: Glaze) -> str:
    """Return the style sheet that gives a camp its colour, to be read after the common one."""
    day, night = _properties(made.day), _properties(made.night)
    dark = f"@media(prefers-color-scheme:dark){{.by-device{{{night}}}}}"
    return f"@layer tokens{{:root,.day{{{day}}}.night{{{night}}}{dark}}}"


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2, 1 to 21."""
    return float(_colour(one).contrast(other, method="wcag21"))


def difference(one: str, other: str) -> float:
    """Return how different two colours look (CIEDE2000); below 20 they may be confused."""
    return float(_colour(one).delta_e(other, method="2000"))


def _roles(colour: str, light: Mapping[str, str], step: float) -> dict[str, str]:
    """Return the roles that a camp's colour takes, each readable on what it stands on."""
    grounds = [light[name] for name in GROUNDS]
    live = _moved(colour, [light["on"], *grounds], step)
    lightness, chroma, hue = _oklch(live)
    # Beyond the first readable lightness, so that a button stands out from a tile.
    action = _moved(_hex(lightness + 5 * step, chroma, hue), [light["on"], *grounds], step)
    firm = _moved(_hex(_oklch(action)[0] + 8 * step, chroma, hue), [light["on"], *grounds], step)
    soft = _hex(0.93 if step < 0 else 0.31, min(chroma, 0.035 if step < 0 else 0.05), hue)
    text = _moved(action, [*grounds, soft], step)
    return {
        "action": text, "action-dark": firm, "action-soft": soft, "on-action": light["on"],
        "live": live, "live-text": text, "live-soft": soft, "on-live": light["on"],
        # On ink, which is dark by day too.
        "live-thread": _moved(colour, [NIGHT["bg"], NIGHT["sunken"], "#0c2233"], STEP),
    }  # fmt: skip


def _moved(colour: str, grounds: list[str], step: float) -> str:
    """Return the colour with its lightness moved by steps until it is readable on all grounds."""
    lightness, chroma, hue = _oklch(colour)
    found = colour
    while any(contrast(found, ground) < READABLE for ground in grounds):
        lightness += step
        # At both ends stand black and white, which are readable on all our grounds.
        found = _hex(min(1.0, max(0.0, lightness)), chroma, hue)
    return found


def _clashes(light: str, roles: Mapping[str, str], theirs: Mapping[str, str]) -> list[Clash]:
    found = [
        Clash(light, meaning, roles[role], theirs[meaning], apart)
        for meaning in MEANINGS
        for role in ("live", "action")
        if (apart := difference(roles[role], theirs[meaning])) < APART
    ]
    return sorted(found, key=lambda clash: clash.difference)[:1]


def _properties(roles: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in roles.items())


def _oklch(colour: str) -> tuple[float, float, float]:
    lightness, chroma, hue = _colour(colour).convert("oklch").coords(nans=False)
    return float(lightness), float(chroma), float(hue)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    # Less chroma, the same lightness and hue, where a screen has no such colour.
    made = _colour("oklch", [min(1.0, max(0.0, lightness)), chroma, hue])
    return str(made.convert("srgb").fit(method="oklch-chroma").to_string(hex=True))


def _colour(*given: Any) -> Any:
    # Read when a colour is asked for: half a second that no other page should wait for.
    from coloraide import Color

    return Color(*given)
