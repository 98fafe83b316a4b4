"""What the places could have been: rank ranges, chances of being funded, and too close to call."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.model import Fit
from scoring.posterior import Posterior

DRAWS = 1000
SEED = 20_240_901
CLOSE = 0.8416212335729143
"""Two projects are too close to call when the better one is better with a chance below 0.80:
when it leads by less than so many standard errors of the difference."""


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
        Of any mode; "mean" holds no errors, and "additive" none where it cannot.
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
    order = best_first(drawn(known, draws))
    size = order.shape[1]
    # How often each project stood at each place, (P places, P projects).
    seen = np.bincount((order + size * np.arange(size)).ravel(), minlength=size * size)
    reached = np.vstack([np.zeros(size), seen.reshape(size, size).cumsum(0)]) / draws
    chance = reached[min(top_k, size)]
    low, high = (np.argmax(reached[1:] >= share, axis=0) + 1 for share in (0.05, 0.95))
    return Outlook(
        top_k=top_k,
        rank_low={project: int(place) for project, place in zip(known.projects, low, strict=True)},
        rank_high={
            project: int(place) for project, place in zip(known.projects, high, strict=True)
        },
        p_top_k={project: float(p) for project, p in zip(known.projects, chance, strict=True)},
        bands=_bands(known),
    )


def drawn(known: Posterior, draws: int = DRAWS) -> NDArray[np.float32]:
    """Likely scores of all projects together, (draws, P).

    The numbers are the same each time and follow the projects' scores, not their names: other
    names, or ballots in another order, give the same chances.
    """
    spread = np.round(np.diag(known.covariance), 9)
    order = np.lexsort((spread, -np.round(known.means, 9)))
    covariance = known.covariance[np.ix_(order, order)]
    # Cholesky needs full rank, which few ballots do not give.
    covariance[np.diag_indices_from(covariance)] += 1e-9 * np.trace(covariance) + 1e-18
    # Every error comes with its opposite: half the numbers, and steadier chances. Seven digits
    # are enough to see who is ahead.
    root = np.linalg.cholesky(covariance).T.astype(np.float32)
    rng = np.random.default_rng(SEED)
    normal = rng.standard_normal(((draws + 1) // 2, len(order)), dtype=np.float32)
    error = normal @ root
    scores = np.empty((2 * len(normal), len(order)), dtype=np.float32)
    mean = known.means[order].astype(np.float32)
    scores[: len(normal), order] = mean + error
    scores[len(normal) :, order] = mean - error
    return scores[:draws]


def best_first(scores: NDArray[np.float32]) -> NDArray[np.intp]:
    """Projects of every draw from the best down, (draws, P)."""
    return np.argsort(-scores, axis=1)


def _bands(known: Posterior) -> tuple[tuple[str, ...], ...]:
    """Walk down the order; a project joins the band above when it is close to all in it."""
    bands: list[list[int]] = []
    close = _too_close(known)
    for row in _best_first(known):
        if bands and close[bands[-1], row].all():
            bands[-1].append(row)
        else:
            bands.append([row])
    return tuple(tuple(known.projects[row] for row in band) for band in bands)


def _too_close(known: Posterior) -> NDArray[np.bool_]:
    """Whether two projects cannot be told apart, (P, P)."""
    own = np.diag(known.covariance)
    square = own[:, None] + own[None, :] - 2 * known.covariance
    lead = np.abs(known.means[:, None] - known.means[None, :])
    close: NDArray[np.bool_] = lead <= CLOSE * np.sqrt(np.maximum(square, 0.0)) + 1e-9
    return close


def _best_first(known: Posterior) -> Sequence[int]:
    means = known.means
    return sorted(range(len(means)), key=lambda row: (-round(float(means[row]), 9), row))
