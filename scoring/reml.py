"""How large the variances are: restricted maximum likelihood of the two variance ratios."""

from dataclasses import dataclass

import numpy as np

from scoring.henderson import Array, Solution, Sums, solve

REACH = 25.0
"""Largest |log ratio| looked at: a variance of e^-25 of the noise is none at all."""
ROUNDS = 60
STEP = 2.0
WIDTH = 1e-4
NEAR = 1e-4
PRIOR_CENTRE = np.array([0.0, -1.0])
PRIOR_SD = 2.0


@dataclass(frozen=True, slots=True)
class Variances:
    """Where the criterion is least.

    `logs` are the logarithms of vp / s2 and vb / s2, `solution` the equations solved there and
    `noise` the variance s2 of a ballot of weight one.
    """

    logs: Array
    solution: Solution
    noise: float


def reml(
    added: Sums,
    *,
    prior: bool,
    tolerance: float,
    floor: float,
    start: Array = PRIOR_CENTRE,
) -> Variances:
    """Find the variance ratios by Newton's method on their logarithms.

    Minimises -2 log L of Patterson and Thompson (1971), with s2 profiled out. Second
    derivatives are differences of the exact first ones; where they are not positive definite
    the step goes downhill along the gradient, and every step is halved until it improves.

    Parameters
    ----------
    added : Sums
        Ballots, at least one.
    prior : bool
        Adds (log(vp / s2) / 2)^2 + ((log(vb / s2) + 1) / 2)^2, a weak prior without which the
        variance of three jurors is often estimated as zero. Plain REML, as in lme4, has none.
    tolerance : float
        Stop when no log ratio moves by more.
    floor : float
        Least sum of squares that the residual is taken for, which keeps a perfect fit finite.
    start : (2,)
        Log ratios to begin from.
    """
    criterion = Criterion(added, prior=prior, floor=floor)
    logs, moved, rounds = start, np.inf, 0
    value, solution = criterion.value(logs)
    while moved >= tolerance and rounds < ROUNDS:
        before = logs
        move = _newton(criterion, logs, solution)
        logs, value, solution = _descend(criterion, logs, value, move)
        moved, rounds = float(np.abs(logs - before).max()), rounds + 1
    return Variances(logs, solution, criterion.noise(solution))


def _newton(criterion: "Criterion", logs: Array, solution: Solution) -> Array:
    """Newton's step, at most `STEP` a component; downhill also where the surface is not convex."""
    slope = criterion.slope(logs, solution)
    ahead = [logs + WIDTH * side for side in np.eye(2)]
    bent = [(criterion.slope(at, criterion.value(at)[1]) - slope) / WIDTH for at in ahead]
    hessian = np.array(bent)
    curvature, axes = np.linalg.eigh((hessian + hessian.T) / 2)
    move: Array = -axes @ ((axes.T @ slope) / np.maximum(np.abs(curvature), 1e-3))
    return move * min(1.0, STEP / max(float(np.abs(move).max()), STEP))


def _descend(
    criterion: "Criterion", logs: Array, value: float, move: Array
) -> tuple[Array, float, Solution]:
    """Go along the move, or a half of it, a quarter, until the criterion is no worse."""
    while True:
        target = np.clip(logs + move, -REACH, REACH)
        found, solution = criterion.value(target)
        # So near the end the criterion differs by less than it is computed to.
        if found <= value or float(np.abs(move).max()) < NEAR:
            return target, found, solution
        move = move / 2


class Criterion:
    """-2 log L of the log ratios up to a constant, with s2 profiled out; see `reml`."""

    def __init__(self, added: Sums, *, prior: bool, floor: float) -> None:
        self._added, self._prior, self._floor = added, prior, floor
        self._sizes = np.array([added.projects, added.jurors], dtype=np.float64)
        self._free = max(added.ballots - 1, 1)

    def noise(self, solution: Solution) -> float:
        """Return s2, the variance of a ballot of weight one that goes with a solution."""
        return max(solution.residual, self._floor) / self._free

    def value(self, logs: Array) -> tuple[float, Solution]:
        """Return the criterion and the equations solved there."""
        solution = solve(self._added, float(np.exp(-logs[0])), float(np.exp(-logs[1])))
        value = self._free * np.log(self.noise(solution)) + solution.log_determinant
        value += float(self._sizes @ logs)
        if self._prior:
            away = (logs - PRIOR_CENTRE) / PRIOR_SD
            value += float(away @ away)
        return float(value), solution

    def slope(self, logs: Array, solution: Solution) -> Array:
        """Return the gradient, (2,)."""
        ratios, noise = np.exp(logs), self.noise(solution)
        theta, b = solution.projects, solution.jurors
        slope: Array = self._sizes - np.array(solution.traces()) / ratios
        slope -= np.array([theta @ theta, b @ b]) / (ratios * noise)
        if self._prior:
            slope += 2 * (logs - PRIOR_CENTRE) / PRIOR_SD**2
        return slope
