"""One ballot in, a new standing out: the mixed model with its variances held still."""

import numpy as np

from scoring.ballots import Ballot
from scoring.cells import composites
from scoring.henderson import Array, solve, sums
from scoring.model import Fit
from scoring.rubric import Rubric


class LiveBoard:
    """The standing between two fits.

    The jurors' consistency, the variances and the means that stand in for missing marks stay as
    the last fit found them; severity, scores and errors follow every ballot exactly. A ballot
    changes a few sums, and one solve of the smaller side gives the rest: see
    `scoring.henderson`. Ballots of a project or juror that the fit does not know wait for the
    next fit.

    Parameters
    ----------
    fitted : Fit
        Of mode "full" or "severity", with at least one ballot.
    rubric : Rubric
        The one it was fitted with.

    Raises
    ------
    ValueError
        When the fit holds no model.
    """

    def __init__(self, fitted: Fit, rubric: Rubric) -> None:
        if fitted.mixed is None:
            raise ValueError(f"mode {fitted.mode!r} has no live board")
        laid, self._model, self._rubric = fitted.cells, fitted.mixed, rubric
        self.projects = laid.projects
        self._rows = {project: row for row, project in enumerate(laid.projects)}
        self._columns = {juror: column for column, juror in enumerate(laid.jurors)}
        self._means = laid.means
        model = self._model
        self._weight = model.weights.max(0)
        self._y = laid.judged * (laid.points - model.mean)
        self._given = laid.judged.copy()
        self._sums = sums(self._y, self._given * self._weight, model.slopes)

    def apply(self, ballot: Ballot) -> bool:
        """Take a ballot in place of any earlier one of its cell; False when it has to wait."""
        row, column = self._rows.get(ballot.project), self._columns.get(ballot.juror)
        if row is None or column is None:
            return False
        marks = np.array([[ballot.marks.get(key, np.nan) for key in self._rubric.keys]])
        points = self._rubric.points(float(composites(marks, self._means, self._rubric)[0]))
        self._set(row, column, points - self._model.mean, True)
        return True

    def retract(self, project: str, juror: str) -> bool:
        """Take a ballot away; False when there is none."""
        row, column = self._rows.get(project), self._columns.get(juror)
        if row is None or column is None or not self._given[row, column]:
            return False
        self._set(row, column, 0.0, False)
        return True

    def standing(self) -> tuple[Array, Array]:
        """Scores and their standard errors against the camp's mean in points, both (P,)."""
        model = self._model
        found = solve(self._sums, *model.precisions)
        own, root = found.spread()
        # The centred diagonal of diag(own) + root root', without making the whole matrix.
        middle = root.mean(0)
        square = own + (root**2).sum(1) - 2 * (own / len(own) + root @ middle)
        square += own.mean() / len(own) + middle @ middle
        error = np.sqrt(np.maximum(square * model.noise, 0.0))
        return model.mean + found.intercept + found.projects, error

    def _set(self, row: int, column: int, y: float, given: bool) -> None:
        """Put a cell's new value into the sums: old out, new in."""
        slope, weight = float(self._model.slopes[column]), float(self._weight[column])
        if self._given[row, column]:
            self._sums.add(row, column, -weight, slope, float(self._y[row, column]))
        if given:
            self._sums.add(row, column, weight, slope, y)
        self._y[row, column], self._given[row, column] = y, given
