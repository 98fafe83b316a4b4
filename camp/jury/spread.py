"""How the marks of a round fell, criterion by criterion, for those who may see them."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from camp.jury.board import Board
from camp.jury.models import Criterion


@dataclass(frozen=True, slots=True)
class Spread:
    """Every mark that was given for a criterion: the mark and how many jurors gave it."""

    criterion: Criterion
    counts: Mapping[int, int]
    low: int
    high: int

    @property
    def given(self) -> int:
        return sum(self.counts.values())


def spreads(stand: Board) -> list[Spread]:
    """Return the marks of all ballots that count, in the order of the rubric."""
    round_ = stand.round_
    ballots = stand.submitted
    return [
        Spread(
            criterion,
            Counter(one.marks[criterion.key] for one in ballots if criterion.key in one.marks),
            round_.scale_low,
            round_.scale_high,
        )
        for criterion in round_.criteria
    ]
