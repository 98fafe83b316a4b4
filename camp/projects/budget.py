"""A team's budget: lines that sum, the own part, the ask, and what a grant does not pay.

Amounts inside a budget are in major units as people write them (1 600 000 soum, 14.50 dollars);
the ask is in minor units of the camp's currency.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from babel.numbers import get_currency_precision

from camp.core.errors import Invalid, words
from camp.core.models import Camp
from camp.core.money import as_number

CATEGORIES = (
    "equipment", "materials", "services", "training", "travel",
    "communication", "monitoring", "safety", "stipend",
)  # fmt: skip
ROUNDED = Decimal("0.005")
"""How far a total that somebody sends may be from its line's own."""
INELIGIBLE = ("land", "debts", "fines", "politics")
"""What a grant does not pay: such a line is flagged unless the team bears it alone."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its sums, in major units of the budget's currency."""

    category: str
    item: str
    quantity: Decimal
    unit_cost: Decimal
    own_contribution: Decimal

    @property
    def total(self) -> Decimal:
        return self.quantity * self.unit_cost

    @property
    def requested(self) -> Decimal:
        return self.total - self.own_contribution

    @property
    def is_ineligible(self) -> bool:
        return self.category in INELIGIBLE and self.requested > 0


@dataclass(frozen=True, slots=True)
class Budget:
    """A budget as the server adds it up. `ask` is in minor units of the camp's currency."""

    currency: str
    rate: Decimal | None
    rate_date: str
    lines: tuple[Line, ...]
    ask: int

    @property
    def total(self) -> Decimal:
        return sum((line.total for line in self.lines), Decimal(0))

    @property
    def own_contribution(self) -> Decimal:
        return sum((line.own_contribution for line in self.lines), Decimal(0))

    @property
    def requested(self) -> Decimal:
        return self.total - self.own_contribution

    @property
    def ineligible(self) -> tuple[int, ...]:
        """Numbers of the lines, from 1, that a grant does not pay."""
        return tuple(n for n, line in enumerate(self.lines, 1) if line.is_ineligible)


def add_up(raw: Mapping[str, Any] | None, camp: Camp) -> Budget:
    """Return the budget with its sums. Raises Invalid when a line does not add up (R32)."""
    raw = raw or {}
    currency = str(raw.get("currency") or camp.currency)
    rate = Decimal(str(raw["rate"])) if raw.get("rate") else None
    lines = tuple(_line(n, given, currency) for n, given in enumerate(raw.get("lines") or [], 1))
    requested = sum((line.requested for line in lines), Decimal(0))
    if lines and currency != camp.currency and rate is None:
        raise _wrong(words("Give the rate of your currency to the camp's."))
    in_camp = requested * (rate if rate is not None and currency != camp.currency else 1)
    minor = in_camp.scaleb(get_currency_precision(camp.currency))
    ask = int(minor.to_integral_value(ROUND_HALF_UP))
    return Budget(currency, rate, str(raw.get("rate_date") or ""), lines, ask)


def within_limits(ask: int, camp: Camp) -> bool:
    """Return whether an ask is one that this camp can award; a limit of 0 is none."""
    top = camp.settings.max_award
    return ask > 0 and ask >= camp.settings.min_award and (not top or ask <= top)


def plain(raw: Mapping[str, Any] | None, camp: Camp) -> dict[str, Any]:
    """Return a budget as it is kept: numbers as JSON has them, sums left to `add_up`."""
    made = add_up(raw, camp)
    return {
        "currency": made.currency,
        "rate": as_number(made.rate) if made.rate is not None else None,
        "rate_date": made.rate_date,
        "lines": [
            {
                "category": line.category, "item": line.item, "quantity": as_number(line.quantity),
                "unit_cost": as_number(line.unit_cost),
                "own_contribution": as_number(line.own_contribution),
            }
            for line in made.lines
        ],
    }  # fmt: skip


def _line(n: int, given: Mapping[str, Any], currency: str) -> Line:
    line = Line(
        category=str(given.get("category") or ""),
        item=str(given.get("item") or ""),
        quantity=Decimal(str(given.get("quantity") or 0)),
        unit_cost=Decimal(str(given.get("unit_cost") or 0)),
        own_contribution=Decimal(str(given.get("own_contribution") or 0)),
    )
    if min(line.quantity, line.unit_cost, line.own_contribution) < 0:
        raise _wrong(words("Line %(n)s: amounts cannot be below zero."), n=n)
    if line.own_contribution > line.total:
        raise _wrong(words("Line %(n)s: your own part is more than the whole line."), n=n)
    places = get_currency_precision(currency)
    for amount in (line.unit_cost, line.own_contribution):
        if amount.scaleb(places) != amount.scaleb(places).to_integral_value():
            raise _wrong(words("Line %(n)s: too many digits after the point."), n=n)
    for name, right in (("total", line.total), ("requested", line.requested)):
        if given.get(name) is not None and abs(Decimal(str(given[name])) - right) > ROUNDED:
            raise _wrong(words("Line %(n)s does not add up."), n=n)
    return line


def _wrong(sentence: str, **facts: object) -> Invalid:
    return Invalid(sentence, fields={"budget": [sentence % facts if facts else sentence]}, **facts)
