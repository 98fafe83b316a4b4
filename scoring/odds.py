"""How likely it is that each project is funded, by drawing likely scores and walking the line."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.model import Fit
from scoring.posterior import Posterior
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
    funded = _walked(known, order, asks, envelope, rule, partial_min_share, min_award)
    counts = np.bincount(order[funded], minlength=len(known.projects)) / draws
    return dict(zip(known.projects, counts.tolist(), strict=True))


@dataclass(frozen=True, slots=True)
class OtherJury:
    """What an equally likely jury would have given one project: points of 100, place, an award."""

    points: float
    place: int
    funded: bool


def other_juries(
    fitted: Fit,
    asks: Mapping[str, int],
    project: str,
    *,
    envelope: int,
    rule: str = "stop",
    partial_min_share: float = 1.0,
    min_award: int = 0,
    count: int = 20,
    draws: int = DRAWS,
) -> tuple[OtherJury, ...]:
    """Return some of the draws behind `funding_odds`, as many with an award as the chance says.

    Arguments as there; empty where it returns None. The same each time.
    """
    known = fitted.posterior
    if known is None or rule not in {"stop", "skip"} or project not in known.projects:
        return ()
    scores = drawn(known, draws)
    order = best_first(scores)
    row = known.projects.index(project)
    place = (order == row).argmax(axis=1)
    walked = _walked(known, order, asks, envelope, rule, partial_min_share, min_award)
    funded = walked[np.arange(draws), place]
    many = round(count * float(funded.mean()))
    chosen = [*np.flatnonzero(funded)[:many], *np.flatnonzero(~funded)[: count - many]]
    return tuple(
        OtherJury(float(scores[draw, row]), int(place[draw]) + 1, bool(funded[draw]))
        for draw in sorted(chosen)
    )


def _walked(
    known: Posterior,
    order: NDArray[np.intp],
    asks: Mapping[str, int],
    envelope: int,
    rule: str,
    partial_min_share: float,
    min_award: int,
) -> NDArray[np.bool_]:
    """Walk the funding line down every draw; return which places get an award, like `order`."""
    ask = np.array([asks.get(project, 0) for project in known.projects])[order]
    draws = len(order)
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
    return funded
