"""Facts about a camp that is being set up."""

from dataclasses import dataclass
from typing import Any

from camp.control.events import CampEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class CampBegun(CampEvent):
    preset: str
    rules: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CampChanged(CampEvent):
    """`changed` names the fields that are different now, `rules` has the settings among them."""

    changed: tuple[str, ...]
    rules: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class LookChanged(CampEvent):
    """`colour` is "#" and six digits, `logo` the mark of the file; both empty for none."""

    colour: str
    logo: str
