"""Money in whole minor units of a currency (ISO 4217), and nothing else."""

from dataclasses import dataclass
from decimal import Decimal

from babel.numbers import get_currency_precision


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """`Money(1_500_000_00, "UZS")` is one and a half million soum."""

    minor: int
    currency: str


def to_minor(amount: Decimal | int | float | str, currency: str) -> int:
    """Return `amount` of major units in minor ones.

    Raises ValueError when it has more decimals than the currency.
    """
    scaled = Decimal(str(amount)).scaleb(get_currency_precision(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{amount} has more decimals than {currency}")
    return int(scaled)


def to_major(minor: int, currency: str) -> Decimal:
    return Decimal(minor).scaleb(-get_currency_precision(currency))


def as_number(amount: Decimal | float) -> int | float:
    """Return `amount` as JSON carries it: whole where it is whole."""
    return int(amount) if amount == int(amount) else float(amount)
