"""The crossed random-effects fit: severity, and in full also scale use and consistency."""

from dataclasses import dataclass

import numpy as np

from scoring.consistency import consistency
from scoring.henderson import Array, Sums, sums
from scoring.posterior import covariance
from scoring.reml import Variances, reml

ROUGH = 1e-2
CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Mixed:
    """One fit of y_pj = m + b_j + a_j (theta_p + e_pj), in the unit of the composites.

    Attributes
    ----------
    mean : float
        m, the intercept.
    theta : (P,)
        Projects against the mean, at the best variances, shrunk.
    severity : (J,)
        b_j, above zero for a generous juror.
    slopes, noises : (J,)
        a_j, and the standard deviation k_j of a ballot's own error.
    weights : (P, J)
        Of the ballots, against one of the panel's own quality; zero where there is none.
    precisions : (float, float)
        s2 / vp and s2 / vb.
    noise : float
        s2, the error variance of a ballot of weight one.
    """

    mean: float
    theta: Array
    severity: Array
    slopes: Array
    noises: Array
    weights: Array
    precisions: tuple[float, float]
    noise: float
    _sums: Sums
    _best: Variances
    _floor: float

    @property
    def scores(self) -> Array:
        """Return m + theta, (P,)."""
        return self.mean + self.theta

    @property
    def severity_sd(self) -> Array:
        """Return the standard error of each juror's severity, (J,), at the fit's variances.

        The inverse of Henderson's matrix times s2 holds the prediction error variances (1975);
        what is not known of the mean and the projects is part of them.
        """
        pull, total = self.weights * self.slopes, self.weights.sum()
        of_projects, of_jurors = pull.sum(1), self.weights.sum(0)
        projects = np.diag(pull @ self.slopes + self.precisions[0])
        jurors = np.diag(of_jurors + self.precisions[1])
        matrix = np.block(
            [
                [total, of_projects, of_jurors],
                [of_projects[:, None], projects, pull],
                [of_jurors[:, None], pull.T, jurors],
            ]
        )
        errors = self.noise * np.diag(np.linalg.inv(matrix))
        return np.sqrt(errors[-len(jurors) :])

    def adjusted(self, y: Array) -> Array:
        """What each project's ballots say once jurors are allowed for, unshrunk, (P,)."""
        pull = self.weights * self.slopes
        said: Array = ((y - self.mean - self.severity) * pull).sum(1) / (pull @ self.slopes)
        return self.mean + said

    def covariance(self) -> Array:
        """Covariance of the projects' errors, (P, P); see `scoring.posterior.covariance`."""
        return covariance(self._sums, self._best, floor=self._floor)


def mixed(y: Array, judged: Array, *, consistent: bool = True) -> Mixed:
    """Fit the model.

    Parameters
    ----------
    y, judged : (P, J)
        Composites, and 1 where there is a ballot; every row and column has one.
    consistent : bool
        Whether to estimate slopes and noises; else all jurors are alike but for severity.
    """
    level = float((y * judged).sum() / judged.sum())
    # About its mean the sum of squares loses no digits.
    centred = judged * (y - level)
    floor = 1e-12 * max(float((centred**2).sum()), 1.0)
    slopes = np.ones(judged.shape[1])
    added = sums(centred, judged, slopes)
    best = reml(added, prior=True, tolerance=ROUGH if consistent else CLOSE, floor=floor)
    weights, noises = judged, np.full(len(slopes), best.noise)
    if consistent:
        found = consistency(centred, judged, best)
        weights, slopes, noises = found.weights(judged), found.slopes, found.noises
        added = sums(centred, weights, slopes)
        best = reml(added, prior=True, tolerance=CLOSE, floor=floor, start=best.logs)
    return _mixed(level, best, added, weights, slopes, noises, floor)


def plain(y: Array, judged: Array) -> Mixed:
    """Severity alone by plain REML, no priors: what lme4 fits as y ~ 1 + (1|p) + (1|j)."""
    level = float((y * judged).sum() / judged.sum())
    centred = judged * (y - level)
    floor = 1e-14 * max(float((centred**2).sum()), 1e-30)
    ones = np.ones(judged.shape[1])
    added = sums(centred, judged, ones)
    best = reml(added, prior=False, tolerance=1e-9, floor=floor)
    return _mixed(level, best, added, judged, ones, np.full(len(ones), best.noise), floor)


def _mixed(
    level: float,
    best: Variances,
    added: Sums,
    weights: Array,
    slopes: Array,
    noises: Array,
    floor: float,
) -> Mixed:
    to_projects, to_jurors = np.exp(-best.logs)
    return Mixed(
        mean=level + best.solution.intercept,
        theta=best.solution.projects,
        severity=best.solution.jurors,
        slopes=slopes,
        noises=np.sqrt(noises),
        weights=weights,
        precisions=(float(to_projects), float(to_jurors)),
        noise=best.noise,
        _sums=added,
        _best=best,
        _floor=floor,
    )
