"""The additive fit: least squares y = mu + team + juror, nothing shrunk."""

import numpy as np

from scoring.cells import Cells
from scoring.henderson import Array
from scoring.panels import Group


def juror_effects(cells: Cells, groups: tuple[Group, ...]) -> Array:
    """Least-squares juror effects, (J,), summing to zero in every group.

    Two-way layout on the composites (Burges and Platt's model without the penalty). With
    complete ballots it is monotone: raising a mark never lowers the project's score, nor its
    lead over any other project. (Seen as a network with a unit resistor per ballot, the effect
    of ballot (p, j) on score p less score q is the current from p into j when p is the source
    and q the sink; the source has the highest potential, so that current is never negative.)
    """
    judged = cells.judged
    share = judged / judged.sum(1)[:, None]
    residual = judged * (cells.points - cells.raw_means()[:, None])
    number = {juror: n for n, group in enumerate(groups) for juror in group.jurors}
    member = np.array([number[juror] for juror in cells.jurors])
    # Projects are eliminated; what is left is singular along "everybody in a group is one
    # stricter". Adding a one for each pair of the same group fixes that sum at zero.
    system = np.diag(judged.sum(0)) - judged.T @ share
    system += (member[:, None] == member[None, :]).astype(np.float64)
    return np.linalg.solve(system, residual.sum(0))
