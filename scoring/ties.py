"""From scores to places: the tie margin, then the ladder inside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scoring.ballots import BallotTable
from scoring.ladder import SAME, ChairDecision, Ladder, Rung
from scoring.model import Fit
from scoring.rubric import RESERVED_KEYS, Rubric


@dataclass(frozen=True, slots=True)
class Tie:
    """Projects within the margin of the best of their group, and the rungs they went through."""

    projects: tuple[str, ...]
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A project's place. An open tie shares it: `first` 7 and `last` 8 for two projects."""

    project: str
    first: int
    last: int
    score: float

    @property
    def label(self) -> str:
        """ "7", or "7-8" while the tie is open."""
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


@dataclass(frozen=True, slots=True)
class OfficialOrder:
    """Places, best first (inside an open tie by score, then id, which decides nothing)."""

    places: tuple[Place, ...]
    ties: tuple[Tie, ...]
    margin: float
    ladder: tuple[str, ...]

    @property
    def ranking(self) -> tuple[str, ...]:
        """Projects in the order of `places`."""
        return tuple(place.project for place in self.places)

    @property
    def blocks(self) -> tuple[tuple[str, ...], ...]:
        """Projects by place: a tuple of several is an open tie."""
        firsts: dict[int, tuple[str, ...]] = {}
        for place in self.places:
            firsts[place.first] = (*firsts.get(place.first, ()), place.project)
        return tuple(firsts.values())

    @property
    def open_ties(self) -> tuple[tuple[str, ...], ...]:
        """Ties that no rung decided."""
        return tuple(block for block in self.blocks if len(block) > 1)


def official_order(
    fitted: Fit,
    table: BallotTable,
    rubric: Rubric,
    *,
    margin: float,
    ladder: Sequence[str],
    chair: Sequence[ChairDecision] = (),
) -> OfficialOrder:
    """Order projects by score, then by the ladder where they are tied.

    From the top, every project at most `margin` points below the best of its group is tied
    with it; the next one opens the next group. A project that a rung parts from the others
    leaves the tie; those that are still equal go on to the next rung. A criterion's rung is
    passed over when one of the tied projects has no mark on it.

    Scores are monotone (see `fit`); a place inside a tie need not be, because `wins` counts
    over the opponents still tied.

    Parameters
    ----------
    fitted, table, rubric
        The fit and what it was made from.
    margin : float
        In points, >= 0.
    ladder : sequence of str
        Criterion keys, "wins" and "chair", in order.
    chair : sequence of ChairDecision
        Used on the rung "chair", where one names exactly the projects still tied.

    Raises
    ------
    ValueError
        For a negative margin or a rung that does not exist.
    """
    if not margin >= 0:
        raise ValueError(f"the tie margin must not be negative, got {margin!r}")
    for rung in ladder:
        if rung not in RESERVED_KEYS and rung not in rubric.keys:
            raise ValueError(f"no rung {rung!r}; rungs are {', '.join(rubric.keys)}, wins, chair")
    rungs = Ladder(fitted, table, rubric, chair)
    places: list[Place] = []
    ties: list[Tie] = []
    for band in _bands(fitted.scores, margin):
        taken: list[Rung] = []
        for block in rungs.climb(band, tuple(ladder), taken):
            first, last = len(places) + 1, len(places) + len(block)
            places += [Place(p, first, last, fitted.scores[p]) for p in block]
        if len(band) > 1:
            ties.append(Tie(band, tuple(taken)))
    return OfficialOrder(tuple(places), tuple(ties), margin, tuple(ladder))


def _bands(scores: Mapping[str, float], margin: float) -> list[tuple[str, ...]]:
    bands: list[tuple[str, ...]] = []
    for project in sorted(scores, key=lambda p: (-scores[p], p)):
        if bands and scores[bands[-1][0]] - scores[project] <= margin + SAME:
            bands[-1] = (*bands[-1], project)
        else:
            bands.append((project,))
    return bands
