"""What a jury marks: weighted criteria on one scale, and how marks become points."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, isfinite

RESERVED_KEYS = frozenset({"wins", "chair"})


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric. Of `weight` (> 0) only the ratio to the other weights matters.

    Raises ValueError for an empty or reserved key (`wins` and `chair` name rungs of the tie
    ladder) and for a weight that is not positive and finite.
    """

    key: str
    weight: float

    def __post_init__(self) -> None:
        if not self.key or self.key in RESERVED_KEYS:
            raise ValueError(f"criterion key {self.key!r} is empty or reserved")
        if not (isfinite(self.weight) and self.weight > 0):
            raise ValueError(f"weight of {self.key!r} must be positive, got {self.weight!r}")


@dataclass(frozen=True, slots=True)
class Rubric:
    """Criteria on a common scale.

    Parameters
    ----------
    scale : (lo, hi)
        Lowest and highest mark, 0 <= lo < hi; fractions of a step are allowed.
    criteria : tuple of Criterion
        At least one, every key once.

    Raises
    ------
    ValueError
        For a scale or a list of criteria that is none of the above.
    """

    scale: tuple[float, float]
    criteria: tuple[Criterion, ...]

    def __post_init__(self) -> None:
        lo, hi = self.scale
        if not (isfinite(lo) and isfinite(hi) and 0 <= lo < hi):
            raise ValueError(f"scale must be 0 <= lo < hi, got {self.scale!r}")
        if not self.criteria:
            raise ValueError("a rubric needs at least one criterion")
        if len(set(self.keys)) < len(self.criteria):
            raise ValueError(f"a criterion appears twice in {list(self.keys)}")

    @property
    def keys(self) -> tuple[str, ...]:
        """Criterion keys in the order of the rubric."""
        return tuple(criterion.key for criterion in self.criteria)

    def only(self, key: str) -> "Rubric":
        """Return the rubric of that criterion alone; ValueError when there is none."""
        for criterion in self.criteria:
            if criterion.key == key:
                return Rubric(self.scale, (criterion,))
        raise ValueError(f"no criterion {key!r} among {list(self.keys)}")

    def validate(self, marks: Mapping[str, float]) -> None:
        """Refuse marks that are not one mark on the scale for every criterion.

        Raises ValueError naming the first unknown, missing or out-of-scale criterion.
        """
        for key in marks:
            if key not in self.keys:
                raise ValueError(f"no criterion {key!r} among {list(self.keys)}")
        for key in self.keys:
            if key not in marks:
                raise ValueError(f"criterion {key!r} has no mark")
            self.check(key, marks[key])

    def check(self, key: str, mark: float) -> None:
        """Raise ValueError when the mark is not a number on the scale."""
        lo, hi = self.scale
        if not lo <= mark <= hi:
            raise ValueError(f"mark {mark!r} on {key!r} is outside the scale {lo:g}..{hi:g}")

    def composite(self, marks: Mapping[str, float]) -> float:
        """Weighted mean of the marks that are given, on the jury's scale; others are left aside.

        In a fit a mark that is not given is filled in (`scoring.cells.composites`).
        Raises ValueError for a mark outside the scale, or when no criterion has one.
        """
        given = [criterion for criterion in self.criteria if criterion.key in marks]
        if not given:
            raise ValueError(f"no mark on any criterion of {list(self.keys)}")
        for criterion in given:
            self.check(criterion.key, marks[criterion.key])
        # fsum: the sum does not depend on the order in which the criteria are listed.
        total = fsum(criterion.weight * marks[criterion.key] for criterion in given)
        return total / fsum(criterion.weight for criterion in given)

    def points(self, composite: float) -> float:
        """Points: 100 * composite / top of the scale, so the scale 1..5 gives 20..100."""
        return 100.0 * composite / self.scale[1]

    def mark(self, points: float) -> float:
        """Turn points back into a value on the jury's scale."""
        return points * self.scale[1] / 100.0
