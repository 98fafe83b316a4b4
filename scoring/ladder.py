"""The tie ladder: criteria, common jurors, the chair; each parts what the last left tied."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scoring.ballots import BallotTable
from scoring.model import Fit, fit
from scoring.rubric import Rubric

# Values closer than this are equal: scores are snapped to ten decimals.
SAME = 1e-9


@dataclass(frozen=True, slots=True)
class ChairDecision:
    """The chair's order of projects that no rung could part, in one written sentence.

    It settles exactly the tie that it names. Raises ValueError without a name or a sentence,
    or when it names fewer than two projects or one twice.
    """

    order: tuple[str, ...]
    by: str
    sentence: str

    def __post_init__(self) -> None:
        if not self.by.strip() or not self.sentence.strip():
            raise ValueError("a chair's decision needs a name and a sentence")
        if len(self.order) < 2 or len(set(self.order)) < len(self.order):
            raise ValueError(f"a chair's decision orders two or more projects, got {self.order!r}")


@dataclass(frozen=True, slots=True)
class Rung:
    """One rung applied to one tie.

    `values` by project: on a criterion its fitted mark on the jury's scale, on `wins` the
    number of jurors, on `chair` the place given. `order` is what came of it, best first:
    a tuple of one project is parted from the rest, a longer one is still tied.
    """

    key: str
    values: Mapping[str, float]
    order: tuple[tuple[str, ...], ...]
    decision: ChairDecision | None = None

    @property
    def decided(self) -> bool:
        """Whether this rung parted any of the projects."""
        return len(self.order) > 1


class Ladder:
    """Applies rungs to ties; what they read is computed once, when a tie first asks."""

    def __init__(
        self, fitted: Fit, table: BallotTable, rubric: Rubric, chair: Sequence[ChairDecision]
    ) -> None:
        self._fitted, self._table, self._rubric, self._chair = fitted, table, rubric, chair
        self._fits: dict[str, Mapping[str, float]] = {}

    def climb(
        self, tied: tuple[str, ...], ladder: tuple[str, ...], taken: list[Rung]
    ) -> list[tuple[str, ...]]:
        """Part the tied projects as far as the ladder goes; note every rung in `taken`."""
        if len(tied) == 1 or not ladder:
            return [tied]
        rung = self._apply(ladder[0], tied)
        if rung is None:
            return self.climb(tied, ladder[1:], taken)
        taken.append(rung)
        return [b for block in rung.order for b in self.climb(block, ladder[1:], taken)]

    def _apply(self, key: str, tied: tuple[str, ...]) -> Rung | None:
        """The rung's verdict on these projects; None when it has none."""
        if key == "chair":
            return self._decided(tied)
        values = self._wins(tied) if key == "wins" else self._criterion(key)
        if not values.keys() >= set(tied):
            return None
        values = {project: values[project] for project in tied}
        return Rung(key, values, _parted(tied, values))

    def _decided(self, tied: tuple[str, ...]) -> Rung | None:
        for decision in self._chair:
            if set(decision.order) == set(tied):
                values = {p: float(place) for place, p in enumerate(decision.order, start=1)}
                return Rung("chair", values, tuple((p,) for p in decision.order), decision)
        return None

    def _criterion(self, key: str) -> Mapping[str, float]:
        if key not in self._fits:
            alone = fit(
                self._table,
                self._rubric.only(key),
                self._fitted.mode,
                exclude=self._fitted.excluded,
            )
            self._fits[key] = {p: self._rubric.mark(s) for p, s in alone.scores.items()}
        return self._fits[key]

    def _wins(self, tied: tuple[str, ...]) -> Mapping[str, float]:
        """Over the other tied projects: jurors who judged both and ranked this one higher."""
        laid = self._fitted.cells
        row = {project: laid.projects.index(project) for project in tied}
        return {
            mine: float(
                sum(
                    np.count_nonzero(
                        (laid.judged[row[mine]] * laid.judged[row[other]] > 0)
                        & (laid.points[row[mine]] > laid.points[row[other]] + SAME)
                    )
                    for other in tied
                )
            )
            for mine in tied
        }


def _parted(tied: tuple[str, ...], values: Mapping[str, float]) -> tuple[tuple[str, ...], ...]:
    """Best value first; equal values stay together, in the order of `tied`."""
    blocks: list[tuple[str, ...]] = []
    for project in sorted(tied, key=lambda p: -values[p]):
        if blocks and values[blocks[-1][-1]] - values[project] <= SAME:
            blocks[-1] = (*blocks[-1], project)
        else:
            blocks.append((project,))
    return tuple(blocks)
