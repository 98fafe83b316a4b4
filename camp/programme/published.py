"""What the officers of a programme's camps published for donors, and nothing else."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from camp.core.errors import NotFound
from camp.core.models import Camp, Programme
from camp.followup import donors
from camp.followup.models import DonorPage
from camp.programme.queries import camps_of


@dataclass(frozen=True, slots=True)
class Published:
    """Pages of camps, the earliest first, and their sums; money by currency, in minor units.

    `numbers` leaves out what a page did not show, so it holds nothing that no page holds.
    """

    programme: Programme
    pages: Sequence[tuple[Camp, DonorPage]]
    awarded: Mapping[str, int]
    paid: Mapping[str, int]
    numbers: Mapping[str, int]

    @property
    def projects(self) -> list[tuple[Camp, dict[str, Any]]]:
        return [(camp, one) for camp, page in self.pages for one in page.figures["projects"]]


def page(session: Session, camp: Camp) -> Published:
    """Return what is published now. Raises NotFound without a programme, or while nothing is."""
    programme = session.get(Programme, camp.programme_id) if camp.programme_id else None
    if programme is None or camp.rehearses:
        raise NotFound
    camps = camps_of(session, programme.id)
    found = [(one, donors.latest(session, one.id)) for one in camps]
    pages = [(one, made) for one, made in found if made is not None]
    if not pages:
        raise NotFound
    awarded, paid, numbers = Counter[str](), Counter[str](), Counter[str]()
    for one, made in pages:
        awarded[one.currency] += made.figures["awarded"]
        paid[one.currency] += made.figures["paid"]
        told = made.figures["indicators"].items()
        numbers.update({name: count for name, count in told if count and name != "co_funding"})
    return Published(programme, pages, awarded, paid, numbers)
