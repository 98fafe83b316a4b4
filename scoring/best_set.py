"""The set of projects worth most that the money pays for: exact, by HiGHS (highs.dev)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

CHUNK = 20
UNITS = 1_000_000
"""Merits are whole millionths of a point: sums of them are exact."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A project that may be funded.

    `merit` is what its full award is worth, in millionths of a point, >= 0; a part is worth its
    share of that. Amounts are minor units, 0 < `least` <= `most`.
    """

    project: str
    merit: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Bounds:
    """At least and at most how many of some projects are funded; `most` None for no limit."""

    projects: frozenset[str]
    least: int
    most: int | None


def best_set(
    candidates: Sequence[Candidate], envelope: int, bounds: Sequence[Bounds]
) -> dict[str, int] | None:
    """Choose who is funded and with how much, None when the bounds cannot be met.

    Maximises the merit of what is given, sum of merit * amount / most, over amounts that are 0
    or least..most. Among sets of equal merit the one whose projects stand first in `candidates`
    is taken: the one that funds the first project on which they differ. A mixed-integer programme
    with no gap; money is checked again in whole numbers, and a set that only rounding made payable
    is cut off.

    Parameters
    ----------
    candidates : sequence of Candidate
        In the official order.
    envelope : int
        Minor units.
    bounds : sequence of Bounds
    """
    if not candidates:
        return {} if all(bound.least == 0 for bound in bounds) else None
    programme = Programme(candidates, envelope, bounds)
    while True:
        chosen = programme.solve()
        if chosen is None:
            return None
        if sum(candidates[n].least for n in chosen) <= envelope:
            return _amounts([candidates[n] for n in chosen], envelope)
        programme.forbid(chosen)


def _amounts(chosen: Sequence[Candidate], envelope: int) -> dict[str, int]:
    """Give everybody the least, then what is left to those who make most of a unit of money."""
    amounts = {one.project: one.least for one in chosen}
    left = envelope - sum(amounts.values())
    for one in sorted(chosen, key=lambda c: -c.merit / c.most):
        more = min(left, one.most - one.least)
        amounts[one.project] += more
        left -= more
    return amounts


class Programme:
    """Columns: funded or not by project, then the share of its most that each is given."""

    def __init__(
        self, candidates: Sequence[Candidate], envelope: int, bounds: Sequence[Bounds] = ()
    ) -> None:
        # A large library that few camps need: it is loaded where an optimum is asked for.
        import highspy

        self._kinds = highspy
        self._size = len(candidates)
        self._merits = [one.merit / UNITS for one in candidates]
        self.model: Any = highspy.Highs()
        model = self.model
        quiet = {"output_flag": False, "threads": 1}
        exact = {"mip_rel_gap": 0.0, "mip_abs_gap": 0.0}
        near = {"mip_feasibility_tolerance": 1e-9, "primal_feasibility_tolerance": 1e-9}
        for name, value in {**quiet, **exact, **near}.items():
            model.setOptionValue(name, value)
        model.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for column in range(2 * self._size):
            model.addVar(0.0, 1.0)
            if column < self._size:
                model.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        for column, one in enumerate(candidates):
            pair = [column, self._size + column]
            self._row(-np.inf, 0.0, pair, [one.least / one.most, -1.0])
            self._row(0.0, np.inf, pair, [1.0, -1.0])
        shares = [one.most / max(envelope, 1) for one in candidates]
        self._row(0.0, 1.0 if envelope else 0.0, self._given(), shares)
        for bound in bounds:
            members = [n for n, one in enumerate(candidates) if one.project in bound.projects]
            most = len(members) if bound.most is None else bound.most
            self._row(float(bound.least), float(most), members, [1.0] * len(members))

    def solve(self) -> list[int] | None:
        """Return the numbers of the projects that are funded, None when it cannot be done."""
        size = self._size
        self._aim([0.0] * size, self._merits)
        if not self._ran():
            return None
        best = float(self.model.getInfo().objective_function_value)
        floor = self._row(best - 0.5 / UNITS, np.inf, self._given(), self._merits)
        # First in the order, twenty at a time: the powers of two that say so stay exact.
        for start in range(0, size, CHUNK):
            chunk = range(start, min(start + CHUNK, size))
            worth = [2.0 ** (chunk.stop - n - 1) if n in chunk else 0.0 for n in range(size)]
            self._aim(worth, [0.0] * size)
            self._ran()
            funded = [round(share) for share in self.model.getSolution().col_value[:size]]
            for n in chunk:
                self.model.changeColBounds(n, funded[n], funded[n])
        for n in range(size):
            self.model.changeColBounds(n, 0.0, 1.0)
        self.model.deleteRows(1, [floor])
        return [n for n, is_funded in enumerate(funded) if is_funded]

    def forbid(self, chosen: list[int]) -> None:
        """Cut off a set that the money cannot pay."""
        self._row(-np.inf, len(chosen) - 1.0, chosen, [1.0] * len(chosen))

    def _given(self) -> list[int]:
        return list(range(self._size, 2 * self._size))

    def _aim(self, funded: Sequence[float], given: Sequence[float]) -> None:
        for column, cost in enumerate([*funded, *given]):
            self.model.changeColCost(column, float(cost))

    def _ran(self) -> bool:
        self.model.run()
        status, known = self.model.getModelStatus(), self._kinds.HighsModelStatus
        if status not in {known.kOptimal, known.kInfeasible}:
            raise RuntimeError(f"HiGHS ended with {status}")
        return bool(status == known.kOptimal)

    def _row(self, low: float, high: float, columns: Sequence[int], values: Sequence[float]) -> int:
        index = np.array(columns, dtype=np.int32)
        self.model.addRow(low, high, len(index), index, np.array(values, dtype=np.float64))
        return int(self.model.getNumRow()) - 1
