"""Facts about a camp that is being set up."""

from dataclasses import dataclass

from camp.control.events import CampEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class CampBegun(CampEvent):
    preset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CampChanged(CampEvent):
    """`changed` names the fields that are different now."""

    changed: tuple[str, ...]
