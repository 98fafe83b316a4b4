"""A camp and a project as the programme's page shows them. Nothing here is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from camp.core.models import Camp

WORST_FIRST = (
    "late", "suspended", "offered", "accepted", "contracted", "completed", "cancelled",
)  # fmt: skip
"""States of a project: those of an award that stands or was paid, and a report that is late."""


@dataclass(frozen=True, slots=True)
class CampCard:
    """A camp in numbers; `camp` is None when it was held on another server.

    `waits` counts what waits for an officer, None where the reader may not look; `is_told` says
    whether donors have a page of it.
    """

    name: str
    names: Mapping[str, str]
    starts: date
    ends: date
    phase: str
    region: str
    people: int
    ideas: int
    teams: int
    grants: int
    camp: Camp | None = None
    waits: int | None = None
    is_told: bool = False


@dataclass(frozen=True, slots=True)
class Project:
    """A grant and how it fares; `results` are the numbers of its accepted reports.

    Amounts are whole minor units. `state` is one of WORST_FIRST, or a word that a folder told.
    `award_id` is empty where the reader may not look closer.
    """

    name: str
    camp: str
    camp_names: Mapping[str, str]
    region: str
    currency: str
    awarded: int
    paid: int
    state: str
    results: Mapping[str, int]
    award_id: str = ""
    written: str = ""
    """The language of the camp's own name, where it is known."""

    @property
    def harm(self) -> int:
        return WORST_FIRST.index(self.state) if self.state in WORST_FIRST else len(WORST_FIRST)
