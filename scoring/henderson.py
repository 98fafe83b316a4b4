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


@dataclass(slots=True)
class Sums:
    """What the ballots add to the equations; the variances come later, in `solve`.

    The side with more members (projects or jurors) has a diagonal block, so its unknowns can be
    absorbed: B is their number, S that of the others, and the intercept stays with those.

    Attributes
    ----------
    absorbs_projects : bool
        Whether projects are the larger side.
    rows : (B, 1 + S)
        Links of the larger side: to the intercept, and by cell to the smaller side.
    diagonal, right : (B,)
        Its diagonal and its right-hand side.
    kept, kept_right : (1 + S, 1 + S), (1 + S,)
        The block of intercept and smaller side, and its right-hand side.
    squares : float
        Sum of w y^2.
    ballots : int
        How many ballots carry weight, n.
    """

    absorbs_projects: bool
    rows: Array
    diagonal: Array
    right: Array
    kept: Array
    kept_right: Array
    squares: float
    ballots: int

    @property
    def projects(self) -> int:
        """How many projects there are, P."""
        return len(self.rows) if self.absorbs_projects else len(self.kept) - 1

    @property
    def jurors(self) -> int:
        """How many jurors there are, J."""
        return len(self.kept) - 1 if self.absorbs_projects else len(self.rows)

    def add(self, project: int, juror: int, w: float, a: float, y: float) -> None:
        """Add one ballot, or with a negative weight take it away."""
        big, small = (project, juror + 1) if self.absorbs_projects else (juror, project + 1)
        # What a ballot is multiplied by on either side: a for the project, 1 for the juror.
        of_big, of_small = (a, 1.0) if self.absorbs_projects else (1.0, a)
        self.rows[big, 0] += w * of_big
        self.rows[big, small] += w * a
        self.diagonal[big] += w * of_big**2
        self.right[big] += w * of_big * y
        self.kept[0, 0] += w
        self.kept[0, small] += w * of_small
        self.kept[small, 0] += w * of_small
        self.kept[small, small] += w * of_small**2
        self.kept_right[0] += w * y
        self.kept_right[small] += w * of_small * y
        self.squares += w * y * y


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
    # Of either side: the link to the intercept, the diagonal and the right-hand side.
    projects = wa.sum(1), wa @ a, wy @ a
    jurors = w.sum(0), w.sum(0), wy.sum(0)
    absorbs_projects = len(w) >= len(a)
    big, small = (projects, jurors) if absorbs_projects else (jurors, projects)
    kept = np.zeros((len(small[0]) + 1, len(small[0]) + 1))
    kept[0, 0], kept[0, 1:], kept[1:, 0] = w.sum(), small[0], small[0]
    kept[1:, 1:][np.diag_indices(len(small[0]))] = small[1]
    return Sums(
        absorbs_projects=absorbs_projects,
        rows=np.column_stack([big[0], wa if absorbs_projects else wa.T]),
        diagonal=big[1].copy(),
        right=big[2],
        kept=kept,
        kept_right=np.concatenate([[wy.sum()], small[2]]),
        squares=float(np.vdot(wy, y)),
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

    The one Cholesky factor has the size of the smaller side plus one: 41 x 41 for 200 projects
    and 40 jurors.
    """
    big, small = project_precision, juror_precision
    if not added.absorbs_projects:
        big, small = small, big
    diagonal = added.diagonal + big
    reach = added.rows / diagonal[:, None]
    matrix = added.kept - added.rows.T @ reach
    matrix.flat[len(matrix) + 1 :: len(matrix) + 1] += small
    right = added.kept_right - reach.T @ added.right
    factor = np.linalg.cholesky(matrix)
    root = np.linalg.inv(factor)
    kept = root.T @ (root @ right)
    absorbed = added.right / diagonal - reach @ kept
    explained = kept @ added.kept_right + absorbed @ added.right
    log_determinant = np.log(diagonal).sum() + 2 * np.log(factor.diagonal()).sum()
    others = kept[1:]
    return Solution(
        intercept=float(kept[0]),
        projects=absorbed if added.absorbs_projects else others,
        jurors=others if added.absorbs_projects else absorbed,
        residual=float(added.squares - explained),
        log_determinant=float(log_determinant),
        _absorbs_projects=added.absorbs_projects,
        _diagonal=diagonal,
        _reach=reach,
        _root=root,
    )
