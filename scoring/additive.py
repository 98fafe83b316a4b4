"""The additive fit: least squares y = mu + team + juror, nothing shrunk."""

import numpy as np

from scoring.cells import Cells
from scoring.henderson import Array
from scoring.panels import Group
from scoring.posterior import widened

EXACT = 1e-12
"""Square points a ballot, below which the ballots follow the fit to the last digit."""


def juror_effects(cells: Cells, groups: tuple[Group, ...]) -> Array:
    """Least-squares juror effects, (J,), summing to zero in every group.

    Two-way layout on the composites (Burges and Platt's model without the penalty). With
    complete ballots it is monotone: raising a mark never lowers the project's score, nor its
    lead over any other project. (Seen as a network with a unit resistor per ballot, the effect
    of ballot (p, j) on score p less score q is the current from p into j when p is the source
    and q the sink; the source has the highest potential, so that current is never negative.)
    """
    judged = cells.judged
    residual = judged * (cells.points - cells.raw_means()[:, None])
    # What is left without the projects is singular along "everybody in a group is one stricter".
    # Adding a one for each pair of the same group fixes that sum at zero.
    return np.linalg.solve(_jurors_alone(cells) + _together(cells, groups), residual.sum(0))


def covariance(cells: Cells, groups: tuple[Group, ...], effects: Array) -> Array | None:
    """Covariance of the scores' errors by least squares, (P, P) in square points.

    A score is a plain mean less its jurors' mean effect, and the two are independent:
    V = s2 (1 / n_p + N L+ N'), with L+ the pseudo-inverse of the jurors' own equations and N the
    share of each juror in a panel. Across groups it rests on the same assumption as the order
    does: their panels are equally strict.

    Returns
    -------
    (P, P) or None
        None where the ballots are no more than the numbers fitted to them, or follow those to the
        last digit: then nothing tells how far a ballot strays.
    """
    judged = cells.judged
    freedom = int(judged.sum()) - sum(judged.shape) + len(groups)
    share = judged / judged.sum(1)[:, None]
    scores = cells.raw_means() - share @ effects
    strays = float((judged * (cells.points - scores[:, None] - effects) ** 2).sum())
    if freedom < 1 or strays < EXACT * judged.sum():
        return None
    together = _together(cells, groups)
    jurors = np.linalg.inv(_jurors_alone(cells) + together) - together / together.sum(0) ** 2
    unscaled = np.diag(1 / judged.sum(1)) + share @ jurors @ share.T
    found: Array = widened(strays / freedom, freedom) * unscaled
    return found


def _jurors_alone(cells: Cells) -> Array:
    """Equations of the jurors after the projects are eliminated, (J, J)."""
    judged = cells.judged
    alone: Array = np.diag(judged.sum(0)) - judged.T @ (judged / judged.sum(1)[:, None])
    return alone


def _together(cells: Cells, groups: tuple[Group, ...]) -> Array:
    """One for each pair of jurors of the same group, (J, J)."""
    number = {juror: n for n, group in enumerate(groups) for juror in group.jurors}
    member = np.array([number[juror] for juror in cells.jurors])
    together: Array = (member[:, None] == member[None, :]).astype(np.float64)
    return together
