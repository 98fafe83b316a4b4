"""What is known of the projects after the ballots: means, and how they may be wrong together."""

from dataclasses import dataclass

import numpy as np

from scoring.henderson import Array, Sums
from scoring.reml import Criterion, Variances

GRID = np.arange(-2, 3) * 0.7
"""Places looked at around the best log ratio, each way."""
NEGLIGIBLE = 1e-6
NORMAL_90 = 1.6448536269514722


@dataclass(frozen=True, slots=True)
class Posterior:
    """Scores of the projects and the covariance of their errors, in one unit and its square.

    `projects` are sorted; `means` is (P,), `covariance` (P, P).
    """

    projects: tuple[str, ...]
    means: Array
    covariance: Array

    def errors(self) -> Array:
        """Standard errors against the camp's mean, (P,).

        What is common to all projects moves nobody's place and is left out:
        se_i^2 = V_ii - 2 mean_j V_ij + mean V.
        """
        rows = self.covariance.mean(1)
        square = np.diag(self.covariance) - 2 * rows + rows.mean()
        errors: Array = np.sqrt(np.maximum(square, 0.0))
        return errors


def widened(noise: float, freedom: int) -> float:
    """Return a variance that also knows that it was estimated: that of Student's t.

    With few degrees of freedom it counts as if there were three.
    """
    known = max(freedom, 3)
    return noise * known / (known - 2)


def covariance(added: Sums, best: Variances, *, floor: float) -> Array:
    """Covariance of theta that also knows that the variances were estimated, (P, P).

    A 5 x 5 grid of log ratios around the mode, weighted by exp(-criterion / 2): the mean of
    the covariances plus the spread between the means. The noise variance is profiled out,
    which widens by nu / (nu - 2), nu = n - 3; the jurors' own parameters are plugged in,
    which widens by 1 + 2 J / n.
    """
    criterion = Criterion(added, prior=True, floor=floor)
    found = [criterion.value(best.logs + np.array([one, other])) for one in GRID for other in GRID]
    values = np.array([value for value, _ in found])
    share = np.exp((values.min() - values) / 2)
    share /= share.sum()
    # With many ballots nearly all the weight is in a few corners; the others cost and say nothing.
    found = [one for one, part in zip(found, share, strict=True) if part > NEGLIGIBLE]
    share = share[share > NEGLIGIBLE]
    means = np.array([solution.projects for _, solution in found])
    freedom = added.ballots - 3
    diagonal = np.zeros(means.shape[1])
    roots = [((means - share @ means) * np.sqrt(share)[:, None]).T]
    for part, (_, solution) in zip(share, found, strict=True):
        weight = part * widened(criterion.noise(solution), freedom)
        own, root = solution.spread()
        diagonal += weight * own
        roots.append(root * np.sqrt(weight))
    # One product of all the roots side by side is several times faster than 25 small ones.
    side_by_side = np.hstack(roots)
    whole: Array = side_by_side @ side_by_side.T
    whole[np.diag_indices_from(whole)] += diagonal
    return whole * (1 + 2 * added.jurors / added.ballots)
