"""How likely it is that each project is funded, by drawing likely scores and walking the line."""

from collections.abc import Mapping

import numpy as np

from scoring.model import Fit
from scoring.ranks import DRAWS, best_first, drawn


def funding_odds(
    fitted: Fit,
    asks: Mapping[str, int],
    *,
    envelope: int,
    rule: str = "stop",
    partial_min_share: float = 1.0,
    min_award: int = 0,
    draws: int = DRAWS,
) -> dict[str, float] | None:
    """Chance of an award, full or partial, by project.

    Parameters
    ----------
    fitted : Fit
        Projects without an ask are walked past, as in `scoring.propose`.
    asks : mapping of project to minor units
    envelope, partial_min_share, min_award
        As in `scoring.propose`.
    rule : str
        "stop" or "skip".
    draws : int
        A chance carries an error of at most 0.5 / sqrt(draws).

    Returns
    -------
    dict or None
        None when the mode does not say how sure it is, or the rule is another.
    """
    known = fitted.posterior
    if known is None or rule not in {"stop", "skip"}:
        return None
    order = best_first(drawn(known, draws))
    ask = np.array([asks.get(project, 0) for project in known.projects])[order]
    left, stopped = np.full(draws, envelope), np.zeros(draws, dtype=bool)
    funded = np.zeros(order.shape, dtype=bool)
    for place in range(order.shape[1]):
        asked = ask[:, place]
        part = (left >= partial_min_share * asked) & (left >= max(min_award, 1))
        award = np.where(asked <= left, asked, np.where(part, left, 0))
        award[stopped | (asked == 0)] = 0
        funded[:, place] = award > 0
        left = left - award
        if rule == "stop":
            stopped |= (award == 0) & (asked > 0)
    counts = np.bincount(order[funded], minlength=len(known.projects)) / draws
    return dict(zip(known.projects, counts.tolist(), strict=True))
