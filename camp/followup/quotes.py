"""Quotes of a receipt: how many its amount asks for, and whether they are there (R56)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from camp.core.settings import Settings
from camp.followup.models import Evidence, Receipt

QUOTE = "quote"
MOST = 3


@dataclass(frozen=True, slots=True)
class Quotes:
    """Files of one receipt: `own` shows what was bought, `found` what others asked for it."""

    own: Sequence[Evidence]
    found: Sequence[Evidence]
    want: int

    @property
    def missing(self) -> int:
        return max(0, self.want - len(self.found))


def wanted(settings: Settings, amount: int) -> int:
    """Return how many quotes a purchase of `amount` minor units needs."""
    if 0 < settings.quotes_three_from <= amount:
        return 3
    return 2 if 0 < settings.quotes_two_from <= amount else 0


def quotes_of(settings: Settings, receipt: Receipt, files: Iterable[Evidence]) -> Quotes:
    every = list(files)
    return Quotes(
        own=[one for one in every if one.kind != QUOTE],
        found=[one for one in every if one.kind == QUOTE],
        want=wanted(settings, receipt.amount),
    )


def unquoted(
    settings: Settings, receipts: Iterable[Receipt], files: Mapping[str, list[Evidence]]
) -> frozenset[str]:
    """Return the ids of the receipts that count for nothing until their quotes are there."""
    return frozenset(
        one.id for one in receipts if quotes_of(settings, one, files.get(one.id, [])).missing
    )
