"""What the places could have been: rank ranges, chances of being funded, and too close to call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import erf, sqrt

import numpy as np

from scoring.henderson import Array
from scoring.model import Fit
from scoring.posterior import Posterior

DRAWS = 1000
SEED = 20_240_901
CLOSE = 0.80
"""Two projects are too close to call when the better one is better with less than this chance."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """How firm an order is. Mappings are by project, sorted.

    Attributes
    ----------
    rank_low, rank_high : mapping of project to place
        Best and worst place of the 90 % rank range, 1 = first.
    p_top_k : mapping of project to probability
        Of standing among the best `top_k`, 0..1.
    bands : tuple of tuple of projects
        All projects in the order of their scores. A band of several holds projects of which
        every pair is too close to call; a band of one stands alone.
    """

    top_k: int
    rank_low: Mapping[str, int]
    rank_high: Mapping[str, int]
    p_top_k: Mapping[str, float]
    bands: tuple[tuple[str, ...], ...]


def outlook(fitted: Fit, top_k: int, *, draws: int = DRAWS) -> Outlook | None:
    """Draw likely scores and count places.

    Parameters
    ----------
    fitted : Fit
        Of mode "full" or "severity".
    top_k : int
        How many will be funded, >= 0.
    draws : int
        A probability carries an error of at most 0.5 / sqrt(draws).

    Returns
    -------
    Outlook or None
        None when the mode does not say how sure it is, or there is no ballot.
    """
    known = fitted.posterior
    if known is None:
        return None
    places = _places(drawn(known, draws))
    low, high = np.quantile(places, [0.05, 0.95], axis=0, method="nearest")
    chance = (places <= top_k).mean(0)
    return Outlook(
        top_k=top_k,
        rank_low={project: int(place) for project, place in zip(known.projects, low, strict=True)},
        rank_high={
            project: int(place) for project, place in zip(known.projects, high, strict=True)
        },
        p_top_k={project: float(p) for project, p in zip(known.projects, chance, strict=True)},
        bands=_bands(known),
    )


def drawn(known: Posterior, draws: int = DRAWS) -> Array:
    """Likely scores of all projects together, (draws, P).

    The numbers are the same each time and follow the projects' scores, not their names: other
    names, or ballots in another order, give the same chances.
    """
    spread = np.round(np.diag(known.covariance), 9)
    order = np.lexsort((spread, -np.round(known.means, 9)))
    covariance = known.covariance[np.ix_(order, order)]
    # A trace of its own diagonal keeps a matrix of rank below P within reach of Cholesky.
    covariance[np.diag_indices_from(covariance)] += 1e-9 * np.trace(covariance) + 1e-18
    normal = np.random.default_rng(SEED).standard_normal((draws, len(order)))
    scores = np.empty_like(normal)
    scores[:, order] = known.means[order] + normal @ np.linalg.cholesky(covariance).T
    return scores


def chance_above(known: Posterior, one: int, other: int) -> float:
    """Probability that project number `one` is better than project number `other`."""
    v = known.covariance
    error = sqrt(max(v[one, one] + v[other, other] - 2 * v[one, other], 0.0))
    lead = float(known.means[one] - known.means[other])
    if error == 0:
        return 0.5 if lead == 0 else float(lead > 0)
    return 0.5 * (1 + erf(lead / error / sqrt(2)))


def _places(scores: Array) -> Array:
    """Place of every project in every draw, (draws, P), 1 = first."""
    order = np.argsort(-scores, axis=1)
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.arange(1, scores.shape[1] + 1)[None, :], axis=1)
    return places.astype(np.float64)


def _bands(known: Posterior) -> tuple[tuple[str, ...], ...]:
    """Walk down the order; a project joins the band above when it is close to all in it."""
    bands: list[list[int]] = []
    for row in _best_first(known):
        if bands and all(chance_above(known, one, row) < CLOSE for one in bands[-1]):
            bands[-1].append(row)
        else:
            bands.append([row])
    return tuple(tuple(known.projects[row] for row in band) for band in bands)


def _best_first(known: Posterior) -> Sequence[int]:
    means = known.means
    return sorted(range(len(means)), key=lambda row: (-round(float(means[row]), 9), row))
