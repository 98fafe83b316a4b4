"""How each juror uses the scale and how much they wander: slopes a_j and noises k_j, by EM.

A ballot is y_pj = m + b_j + a_j (theta_p + e_pj), sd(e_pj) = k_j: severity, scale use and
consistency of a juror in the manner of Li et al. (2020) and ITU-T P.913, every one of them
shrunk to the panel, because a juror gives few ballots.
"""

from dataclasses import dataclass

import numpy as np

from scoring.henderson import Array, solve, sums
from scoring.reml import Variances

ROUNDS = 20
SETTLED = 0.002
NOISE_BALLOTS = 8.0
"""k0: a juror's noise is the panel's until as many ballots say otherwise."""
SLOPE_SHARE = 0.5
"""rho: whether a wide scale means a wide noise in marks (0), in quality (1), or between."""
LEAST_NOISE = 0.05
"""Of the panel's variance: nobody is taken for a perfect instrument."""
SLOPE_SD = 0.2
SLOPE_JURORS = 6.0
"""Prior of the spread of log a_j: as if six jurors with this deviation had been seen."""
SLOPE_LIMIT = 1.4
SLOPE_STEP = 0.3


@dataclass(frozen=True, slots=True)
class Consistency:
    """Slopes a_j and noise variances k_j^2, both (J,), and the panel's noise variance k^2."""

    slopes: Array
    noises: Array
    panel: float

    def weights(self, judged: Array) -> Array:
        """Weights k^2 / (k_j a_j)^2 by cell, (P, J): 1 for a ballot of the panel's own quality."""
        return judged * (self.panel / (self.noises * self.slopes**2))


def consistency(y: Array, judged: Array, start: Variances) -> Consistency:
    """Estimate every juror's slope and noise.

    Parameters
    ----------
    y, judged : (P, J)
        Composites, and 1 where there is a ballot.
    start : Variances
        The severity model on the same ballots, from which the rounds begin.

    Notes
    -----
    Expectation: posterior means and (co)variances of m, b and theta, under the present
    parameters. Maximisation: noises, variances and slopes, each with its prior. At most
    `ROUNDS` rounds, fewer when slopes and projects settle.
    """
    counts = judged.sum(0)
    given = counts.sum()
    slopes, panel = np.ones(len(counts)), start.noise
    noises = np.full(len(counts), panel)
    first = start.noise * np.exp(start.logs)
    of_projects, of_jurors = first
    slope_variance = SLOPE_SD**2
    before = np.zeros(len(y))
    for _ in range(ROUNDS):
        found = solve(
            sums(y, judged / (noises * slopes**2), slopes), 1 / of_projects, 1 / of_jurors
        )
        line, theta, both, juror = found.moments()
        off = judged * (y - found.intercept - found.jurors)
        square = judged * (off**2 + line)  # E[z^2], z = y - m - b
        product = judged * (off * found.projects[:, None] - both)  # E[z theta]
        quality = found.projects**2 + theta  # E[theta^2]
        misfit = square.sum(0) / slopes**2 - 2 * product.sum(0) / slopes + quality @ judged
        panel = float(misfit.sum() / given)
        base = panel / slopes ** (2 * (1 - SLOPE_SHARE))
        noises = (misfit + NOISE_BALLOTS * base) / (counts + NOISE_BALLOTS)
        noises = np.maximum(noises, LEAST_NOISE * panel)
        of_projects = float((quality.sum() + 2 * first[0]) / (len(y) + 2))
        of_jurors = float(((found.jurors**2 + juror).sum() + 2 * first[1]) / (len(counts) + 2))
        moved, slope_variance = _slopes(
            counts, square.sum(0) / noises, product.sum(0) / noises, slopes, slope_variance
        )
        step = float(np.abs(np.log(moved / slopes)).max())
        shift = float(np.abs(found.projects - before).max()) / np.sqrt(of_projects)
        slopes, before = moved, found.projects
        if max(step, shift) < SETTLED:
            break
    return Consistency(slopes, noises, panel)


def _slopes(
    counts: Array, square: Array, product: Array, slopes: Array, variance: float
) -> tuple[Array, float]:
    """Maximise n l - e^(2l) Szz / 2 + e^l Szt - l^2 / (2 va) over l = -log a; and learn va."""
    logs = -np.log(slopes)
    for _ in range(4):
        gradient, curvature = _bend(counts, square, product, logs, variance)
        step = gradient / np.maximum(curvature, 1e-9)
        logs = np.clip(logs + np.clip(step, -SLOPE_STEP, SLOPE_STEP), -SLOPE_LIMIT, SLOPE_LIMIT)
    _, curvature = _bend(counts, square, product, logs, variance)
    spread = (logs**2 + 1 / np.maximum(curvature, 1 / variance)).sum()
    learned = (spread + SLOPE_JURORS * SLOPE_SD**2) / (len(counts) + SLOPE_JURORS)
    return np.exp(-logs), float(learned)


def _bend(
    counts: Array, square: Array, product: Array, logs: Array, variance: float
) -> tuple[Array, Array]:
    wide = np.exp(logs)
    gradient = counts - wide**2 * square + wide * product - logs / variance
    curvature = 2 * wide**2 * square - wide * product + 1 / variance
    return gradient, curvature
