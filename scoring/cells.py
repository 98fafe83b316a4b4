"""The ballots of a round as a table of points: a row per project, a column per juror."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from scoring.ballots import Ballot, BallotTable
from scoring.henderson import Array
from scoring.rubric import Rubric

DECIMALS = 10
"""Sums that should be equal are made so by rounding: the noise of a sum is far below."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Composites of the ballots that count.

    Attributes
    ----------
    projects, jurors : tuple of str
        With at least one ballot that counts, sorted.
    points : (P, J)
        Composite in points 0..100; zero where there is no ballot.
    judged : (P, J)
        1 where there is a ballot, else 0.
    means : (C,)
        Mean mark of every criterion over the table; NaN for one that nobody marked.
    """

    projects: tuple[str, ...]
    jurors: tuple[str, ...]
    points: Array
    judged: Array
    means: Array

    @property
    def panels(self) -> dict[str, tuple[str, ...]]:
        """Jurors of every project, sorted."""
        found: dict[str, list[str]] = {project: [] for project in self.projects}
        for row, column in np.argwhere(self.judged).tolist():
            found[self.projects[row]].append(self.jurors[column])
        return {project: tuple(jurors) for project, jurors in found.items()}

    def raw_means(self) -> Array:
        """Plain mean of every project's points, (P,)."""
        means: Array = self.points.sum(1) / self.judged.sum(1)
        return means


def cells(table: BallotTable, rubric: Rubric, exclude: Collection[str] = frozenset()) -> Cells:
    """Lay the ballots out; those of `exclude`, and those without a mark that counts, stay away.

    Raises ValueError for a mark outside the scale.
    """
    keys = rubric.keys
    counted = [b for b in table if b.juror not in exclude and not b.marks.keys().isdisjoint(keys)]
    marks = np.array([[b.marks.get(key, np.nan) for key in keys] for b in counted], dtype=float)
    marks = marks.reshape(len(counted), len(keys))
    _check(marks, counted, rubric)
    means = column_means(marks)
    points = rubric.points(1.0) * composites(marks, means, rubric)
    rows = {project: row for row, project in enumerate(dict.fromkeys(b.project for b in counted))}
    columns = {juror: column for column, juror in enumerate(sorted({b.juror for b in counted}))}
    at = ([rows[b.project] for b in counted], [columns[b.juror] for b in counted])
    laid, judged = np.zeros((2, len(rows), len(columns)))
    laid[at], judged[at] = np.round(points, DECIMALS) + 0.0, 1.0
    return Cells(tuple(rows), tuple(columns), laid, judged, means)


def column_means(marks: Array) -> Array:
    """Mean of every column of (n, C) over the marks given; NaN where there is none."""
    given = ~np.isnan(marks)
    counts = given.sum(0)
    totals = np.where(given, marks, 0.0).sum(0)
    return np.where(counts > 0, totals / np.maximum(counts, 1), np.nan)


def composites(marks: Array, means: Array, rubric: Rubric) -> Array:
    """Weighted mean of each ballot's marks on the jury's scale, (n,).

    `marks` is (n, C) with NaN for a mark that was not given; there stands the criterion's mean
    plus the ballot's own deviation from the means, so that a juror who leaves out a criterion
    on which marks run low gains nothing by it. A criterion that nobody marked has no weight.
    """
    weights = np.array([criterion.weight for criterion in rubric.criteria])
    weights = np.where(np.isnan(means), 0.0, weights)
    weights = weights / weights.sum() if weights.any() else weights
    level = np.nan_to_num(means)
    given = ~np.isnan(marks)
    away: Array = (
        np.where(given, marks - level, 0.0) @ weights / np.maximum(given @ weights, 1e-300)
    )
    return np.asarray(away + level @ weights)


def _check(marks: Array, counted: list[Ballot], rubric: Rubric) -> None:
    lo, hi = rubric.scale
    for row, column in np.argwhere((marks < lo) | (marks > hi))[:1].tolist():
        key = rubric.keys[column]
        rubric.check(key, counted[row].marks[key])
