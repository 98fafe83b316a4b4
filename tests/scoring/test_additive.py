"""How sure the additive fit is: least squares, against an explicit design and by simulation."""

from collections.abc import Iterator

import numpy as np
import pytest

from scoring import Ballot, BallotTable, Criterion, Fit, Rubric, fit, outlook
from tests.scoring.cells import ONE, single

HUNDRED = Rubric((0, 100), (Criterion("all", 1),))
CELLS = {
    ("A", "J1"): 8.0, ("A", "J2"): 4.0, ("A", "J3"): 7.0, ("B", "J1"): 6.0, ("B", "J2"): 3.0,
    ("C", "J2"): 5.0, ("C", "J3"): 9.0, ("D", "J1"): 2.0, ("D", "J3"): 1.0,
}  # fmt: skip


def test_errors_are_those_of_least_squares_with_effects_that_sum_to_zero() -> None:
    projects, jurors = ("A", "B", "C", "D"), ("J1", "J2", "J3")
    design = np.array(
        [
            [float(p == one) for one in projects]
            + [float(j == one) - float(j == "J3") for one in jurors[:2]]
            for p, j in CELLS
        ]
    )
    points = 10 * np.array(list(CELLS.values()))
    found, squares, *_ = np.linalg.lstsq(design, points, rcond=None)
    freedom = len(points) - design.shape[1]
    wide = squares[0] / freedom * 3  # Student's t with three degrees of freedom
    expected = wide * np.linalg.inv(design.T @ design)[:4, :4]

    fitted = fit(single(CELLS), ONE, "additive")

    assert freedom == 3
    assert list(fitted.scores.values()) == pytest.approx(found[:4])
    assert fitted.posterior
    assert fitted.posterior.covariance == pytest.approx(expected)


@pytest.mark.parametrize(
    "cells",
    [
        {("A", "J1"): 8, ("A", "J2"): 4, ("B", "J1"): 6, ("C", "J2"): 5},
        {("A", "J1"): 8, ("A", "J2"): 4, ("B", "J1"): 6, ("B", "J2"): 2},
        {},
    ],
)
def test_no_interval_where_nothing_tells_how_far_a_ballot_strays(
    cells: dict[tuple[str, str], float],
) -> None:
    fitted = fit(single(cells), ONE, "additive")

    assert fitted.low == fitted.high == {}
    assert outlook(fitted, 1) is None


def test_groups_that_no_juror_links_are_each_as_sure_as_alone() -> None:
    other = {(f"X{p}", f"X{j}"): mark for (p, j), mark in CELLS.items()}
    alone = fit(single(CELLS), ONE, "additive").posterior
    both = fit(single(CELLS | other), ONE, "additive").posterior

    assert alone
    assert both
    # Twice the ballots: six degrees of freedom widen by 6 / 4 and not by 3.
    assert both.covariance[:4, :4] == pytest.approx(alone.covariance / 2)
    assert not both.covariance[:4, 4:].any()


def test_nine_intervals_in_ten_hold_the_truth() -> None:
    held = [inside for one in range(150) for inside in _held(np.random.default_rng(one))]

    assert np.mean(held) == pytest.approx(0.9, abs=0.025)


def _held(random: np.random.Generator, projects: int = 10, jurors: int = 7) -> Iterator[bool]:
    """Whether each interval of a simulated camp, with one ballot in ten missing, is right."""
    quality, severity = random.normal(55, 8, projects), random.normal(0, 8, jurors)
    marks = quality[:, None] + severity + random.normal(0, 7, (projects, jurors))
    given = random.random((projects, jurors)) < 0.9
    fitted = fit(
        BallotTable(
            Ballot(f"J{j}", f"P{p}", {"all": float(np.clip(marks[p, j], 0, 100))})
            for p, j in np.argwhere(given).tolist()
        ),
        HUNDRED,
        "additive",
    )
    middle, truth = np.mean(list(fitted.scores.values())), quality - quality.mean()
    for row, (low, high) in enumerate(_ends(fitted)):
        yield bool(low - middle <= truth[row] <= high - middle)


def _ends(fitted: Fit) -> list[tuple[float, float]]:
    return [(fitted.low[project], fitted.high[project]) for project in fitted.scores]
