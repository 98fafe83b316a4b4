"""Where projects live: awards by the region of their leads, who stand for their project's place."""

from collections.abc import Iterable
from dataclasses import dataclass

from camp.followup.queries import Grant
from camp.followup.rules import LIVE


@dataclass(frozen=True, slots=True)
class Place:
    """A region ("" where nobody said one); amounts are whole minor units."""

    region: str
    projects: int
    awarded: int
    paid: int


def places(grants: Iterable[Grant]) -> list[Place]:
    """Return the regions of all awards that stand, where most projects are first."""
    found: dict[str, list[Grant]] = {}
    for one in grants:
        if one.award.state in LIVE:
            found.setdefault(one.lead.region if one.lead else "", []).append(one)
    made = [
        Place(
            region, len(here), sum(one.award.amount for one in here), sum(one.paid for one in here)
        )
        for region, here in found.items()
    ]
    return sorted(made, key=lambda place: (-place.projects, -place.awarded, place.region))
