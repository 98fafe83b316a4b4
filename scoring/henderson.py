"""The mixed-model equations of a jury: projects and jurors as random effects, solved exactly.

A ballot is y_pj = m + b_j + a_j theta_p + e_pj with theta ~ N(0, vp), b ~ N(0, vb) and
e ~ N(0, s2 / w_pj). Henderson (1950, 1975) showed that one set of linear equations gives the
generalised least-squares m and the best linear unbiased predictors (BLUP) of theta and b, and
that the inverse of its matrix holds their prediction error variances.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sums:
    """What the ballots add to the equations; the variances come later, in `solve`.

    Attributes
    ----------
    cross : (P, J)
        Sum of w a by cell; zero where there is no ballot.
    of_projects, of_jurors : (P, 3), (J, 3)
        Columns: sum of w a (of a juror w), the link to the intercept; sum of w a^2 (w), the
        diagonal; sum of w a y (w y), the right-hand side.
    weight, weighted_y, squares : float
        Sums of w, w y and w y^2.
    ballots : int
        How many ballots carry weight, n.
    """

    cross: Array
    of_projects: Array
    of_jurors: Array
    weight: float
    weighted_y: float
    squares: float
    ballots: int


def sums(y: Array, w: Array, a: Array) -> Sums:
    """Add the ballots up.

    Parameters
    ----------
    y, w : (P, J)
        Composites and weights; w is zero, and y anything finite, where there is no ballot.
    a : (J,)
        Slope of every juror, > 0: how many marks one mark of quality becomes.
    """
    wa, wy = w * a, w * y
    way = wa * y
    return Sums(
        cross=wa,
        of_projects=np.column_stack([wa.sum(1), wa @ a, way.sum(1)]),
        of_jurors=np.column_stack([w.sum(0), w.sum(0), wy.sum(0)]),
        weight=float(w.sum()),
        weighted_y=float(wy.sum()),
        squares=float((wy * y).sum()),
        ballots=int(np.count_nonzero(w)),
    )


@dataclass(frozen=True, slots=True)
class Solution:
    """The equations solved for one pair of prior precisions.

    Attributes
    ----------
    intercept, projects, jurors : float, (P,), (J,)
        m, theta and b.
    residual : float
        y'Py, the weighted squares that the effects leave: y'Wy less solution times
        right-hand side.
    log_determinant : float
        Of the matrix of the equations.
    """

    intercept: float
    projects: Array
    jurors: Array
    residual: float
    log_determinant: float
    _absorbs_projects: bool
    _diagonal: Array  # (big,) of the absorbed side
    _reach: Array  # (big, 1 + small): rows of the absorbed side over its diagonal
    _root: Array  # (1 + small, 1 + small): root' root is the inverse of what is left

    def traces(self) -> tuple[float, float]:
        """Sum of the diagonal of the inverse over projects, and over jurors."""
        between = self._root @ self._reach.T
        big = float((1 / self._diagonal).sum() + np.vdot(between, between))
        small = float(np.vdot(self._root[:, 1:], self._root[:, 1:]))
        return (big, small) if self._absorbs_projects else (small, big)

    def moments(self) -> tuple[Array, Array, Array, Array]:
        """Posterior (co)variances, in units of s2.

        Returns var(m + b_j) (J,), var(theta_p) (P,), cov(m + b_j, theta_p) (P, J) and
        var(b_j) (J,).
        """
        inverse = self._root.T @ self._root
        between = -self._reach @ inverse  # covariance of the absorbed with what is left
        own = 1 / self._diagonal - (between * self._reach).sum(1)
        kept = np.diag(inverse)[1:]
        if self._absorbs_projects:
            line = inverse[0, 0] + 2 * inverse[0, 1:] + kept
            return line, own, between[:, :1] + between[:, 1:], kept
        line = inverse[0, 0] + 2 * between[:, 0] + own
        return line, kept, inverse[0, 1:, None] + between[:, 1:].T, own

    def spread(self) -> tuple[Array, Array]:
        """Posterior covariance of theta in units of s2, as diag(first) + second @ second.T.

        Shapes (P,) and (P, 1 + the smaller of P and J).
        """
        if self._absorbs_projects:
            return 1 / self._diagonal, self._reach @ self._root.T
        return np.zeros(len(self.projects)), self._root.T[1:]


def solve(added: Sums, project_precision: float, juror_precision: float) -> Solution:
    """Solve Henderson's equations for s2 / vp and s2 / vb, both > 0.

    The side with more members has a diagonal block and is absorbed, so that the one Cholesky
    factor has the size of the smaller side plus one: 41 x 41 for 200 projects and 40 jurors.
    """
    absorbs_projects = len(added.of_projects) >= len(added.of_jurors)
    if absorbs_projects:
        big, small, cross = added.of_projects, added.of_jurors, added.cross
        big_precision, small_precision = project_precision, juror_precision
    else:
        big, small, cross = added.of_jurors, added.of_projects, added.cross.T
        big_precision, small_precision = juror_precision, project_precision
    diagonal = big[:, 1] + big_precision
    rows = np.column_stack([big[:, 0], cross])
    reach = rows / diagonal[:, None]
    matrix = -rows.T @ reach
    matrix[0, 0] += added.weight
    matrix[0, 1:] += small[:, 0]
    matrix[1:, 0] += small[:, 0]
    matrix[1:, 1:][np.diag_indices(len(small))] += small[:, 1] + small_precision
    right = np.concatenate([[added.weighted_y], small[:, 2]]) - reach.T @ big[:, 2]
    factor = np.linalg.cholesky(matrix)
    root = np.linalg.inv(factor)
    kept = root.T @ (root @ right)
    absorbed = (big[:, 2] - rows @ kept) / diagonal
    explained = (
        kept[0] * added.weighted_y + float(kept[1:] @ small[:, 2]) + float(absorbed @ big[:, 2])
    )
    log_determinant = np.log(diagonal).sum() + 2 * np.log(np.diag(factor)).sum()
    projects, jurors = (absorbed, kept[1:]) if absorbs_projects else (kept[1:], absorbed)
    return Solution(
        intercept=float(kept[0]),
        projects=projects,
        jurors=jurors,
        residual=float(added.squares - explained),
        log_determinant=float(log_determinant),
        _absorbs_projects=absorbs_projects,
        _diagonal=diagonal,
        _reach=reach,
        _root=root,
    )
