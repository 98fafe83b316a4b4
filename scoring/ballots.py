"""The submitted ballots of a round: one per project and juror, in one canonical order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one juror says about one project.

    `marks` maps criterion keys to marks on the jury's scale; a criterion that was not given
    is left out. Raises ValueError for an empty id or a mark that is not a finite number.
    """

    juror: str
    project: str
    marks: Mapping[str, float]

    def __post_init__(self) -> None:
        if not self.juror or not self.project:
            raise ValueError("a ballot names a juror and a project")
        for key, mark in self.marks.items():
            number = isinstance(mark, int | float) and not isinstance(mark, bool)
            if not number or not isfinite(mark):
                raise ValueError(f"mark on {key!r} must be a number, got {mark!r}")
        # A sorted copy: the caller's mapping may change later, and order must not matter.
        object.__setattr__(self, "marks", dict(sorted(self.marks.items())))


class BallotTable:
    """Ballots keyed by (project, juror). Only submitted ballots belong here.

    Iteration gives the canonical view, sorted by project, then juror, whatever the order of
    arrival. Two tables with the same ballots are equal.
    """

    def __init__(self, ballots: Iterable[Ballot] = ()) -> None:
        self._ballots: dict[tuple[str, str], Ballot] = {}
        for ballot in ballots:
            self.upsert(ballot)

    def upsert(self, ballot: Ballot) -> bool:
        """Take a ballot in place of any earlier one of its cell; return whether that changed it."""
        key = (ballot.project, ballot.juror)
        if self._ballots.get(key) == ballot:
            return False
        self._ballots[key] = ballot
        return True

    def retract(self, project: str, juror: str) -> bool:
        """Remove a cell's ballot, if there is one; return whether there was."""
        return self._ballots.pop((project, juror), None) is not None

    def get(self, project: str, juror: str) -> Ballot | None:
        """Return the cell's ballot, None when there is none."""
        return self._ballots.get((project, juror))

    def __iter__(self) -> Iterator[Ballot]:
        return iter([self._ballots[key] for key in sorted(self._ballots)])

    def __len__(self) -> int:
        return len(self._ballots)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BallotTable):
            return NotImplemented
        return self._ballots == other._ballots

    __hash__ = None  # type: ignore[assignment]
