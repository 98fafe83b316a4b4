"""The what-if's envelope a step down and a step up: links that keep every other term."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from camp.core.money import to_major, to_minor
from camp.grants.forms import PREVIEWED, written

STEPS = 20
"""About how many steps lead from nothing to the envelope."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Amounts are whole minor units; `down` and `up` are queries, `down` "" at the bottom."""

    size: int
    down: str
    up: str
    low: int
    """Ends of a range to draw the envelope on, and the envelope there; in major units."""
    high: int
    now: int
    by: int


def steps(
    args: Mapping[str, str], currency: str, *, envelope: int, published: int, asks: int
) -> Steps | None:
    """Return how the envelope may be moved; None where there is no money to go by."""
    goal = published or envelope or asks
    # A step is a round sum of whole major units: 5 million soum of 150.
    whole = int(to_major(goal, currency)) // STEPS
    by = max(
        (
            size * 10**power
            for power in range(16)
            for size in (1, 2, 5)
            if size * 10**power <= whole
        ),
        default=0,
    )
    if not by:
        return None
    size = to_minor(by, currency)
    kept = {name: args[name] for name in PREVIEWED if name != "envelope" and args.get(name)}

    def query(amount: int) -> str:
        return urlencode({"envelope": written(amount, currency), **kept})

    most = -(-max(goal, envelope, asks) // size)
    return Steps(
        size=size,
        down=query(envelope - size) if envelope > size else "",
        up=query(envelope + size),
        low=by,
        high=most * by,
        now=int(to_major(envelope, currency)),
        by=by,
    )
