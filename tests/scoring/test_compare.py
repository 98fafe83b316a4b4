"""The two rankings that ours is compared with."""

import numpy as np
import pytest

from scoring.cells import cells
from scoring.compare import pairwise, z_scores
from tests.scoring.cells import ONE, single


def test_z_scores_are_in_each_jurors_own_deviations() -> None:
    # J1: 2, 4, 6, mean 4, sd 2. J2 gives everybody 9, J3 one ballot: they say nothing.
    table = single(
        {("A", "J1"): 2, ("B", "J1"): 4, ("C", "J1"): 6, ("A", "J2"): 9, ("B", "J2"): 9}
        | {("C", "J3"): 1}
    )

    assert z_scores(cells(table, ONE)).tolist() == [-0.5, 0.0, 0.5]


def test_pairwise_strengths_fit_the_wins() -> None:
    # A beats B with three jurors of four. Half a win and loss against strength 1 is added.
    over = {("B", "J0"): 9} | {("B", f"J{n}"): 1 for n in (1, 2, 3)}
    table = single({("A", f"J{n}"): 5 for n in range(4)} | over)

    a, b = np.exp(pairwise(cells(table, ONE), rounds=500))

    # At the maximum expected wins are the wins: 4 a/(a+b) + a/(a+1) = 3.5, and 1.5 for B.
    assert 4 * a / (a + b) + a / (a + 1) == pytest.approx(3.5)
    assert 4 * b / (a + b) + b / (b + 1) == pytest.approx(1.5)
