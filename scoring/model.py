"""From ballots to scores: the raw mean, and the additive team + juror fit."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import fsum

import numpy as np
from numpy.typing import NDArray

from scoring.ballots import Ballot, BallotTable
from scoring.panels import Group, connected_groups
from scoring.rubric import Rubric

MODES = ("mean", "additive")
DECIMALS = 10

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fit:
    """Scores of one round. Every mapping is sorted by key; all values are points (0..100).

    Attributes
    ----------
    mode : str
        One of `MODES`.
    scores : mapping of project to points
        Never clipped: a project judged by strict jurors alone may stand above 100.
    raw_means : mapping of project to points
        The plain mean of its ballots.
    panels : mapping of project to jurors
        Who submitted a ballot that counts, sorted.
    juror_effects : mapping of juror to points
        Above zero = generous. They sum to zero in every group, and are all zero in mode "mean".
    steps : mapping of project to (key, points) pairs
        Exact terms from the raw mean to the score: their sum is the score to 1e-9.
    groups : tuple of Group
        Projects and jurors that are linked by common ballots. With more than one, the order
        across groups assumes that their panels are equally strict on average; the order
        inside a group is firm.
    excluded : tuple of jurors
        Whose ballots were left out on request, sorted.
    """

    mode: str
    scores: Mapping[str, float]
    raw_means: Mapping[str, float]
    panels: Mapping[str, tuple[str, ...]]
    juror_effects: Mapping[str, float]
    steps: Mapping[str, tuple[tuple[str, float], ...]]
    groups: tuple[Group, ...]
    excluded: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Ballots by project."""
        return {project: len(jurors) for project, jurors in self.panels.items()}

    @property
    def connected(self) -> bool:
        """Whether the order of all projects is firm, resting on no assumption."""
        return len(self.groups) <= 1


def fit(
    table: BallotTable, rubric: Rubric, mode: str, *, exclude: Collection[str] = frozenset()
) -> Fit:
    """Score every project that has a ballot.

    Additive is least squares y = mu + team + juror on the composites (two-way layout; Burges
    and Platt's model without the penalty). Where a mark is missing the criterion's mean over
    the table stands in. The same ballots in any order give the same bytes. With complete
    ballots both modes are monotone: raising a mark never lowers the project's score, nor its
    lead over any other project. (Seen as a network with a unit resistor per ballot, the effect
    of ballot (p, j) on score p less score q is the current from p into j when p is the source
    and q the sink; the source has the highest potential, so that current is never negative.)

    Parameters
    ----------
    table : BallotTable
        Submitted ballots. One without a mark on any criterion of the rubric does not count.
    rubric : Rubric
        Criteria that it does not name are left aside.
    mode : str
        "mean" or "additive".
    exclude : collection of jurors
        Whose ballots to leave out, for the question "what if".

    Raises
    ------
    ValueError
        For an unknown mode, or a mark outside the scale.
    """
    if mode not in MODES:
        raise ValueError(f"no mode {mode!r}; the modes are {', '.join(MODES)}")
    ballots = _counted(table, rubric, exclude)
    panels: dict[str, tuple[str, ...]] = {}
    for ballot in ballots:
        panels[ballot.project] = (*panels.get(ballot.project, ()), ballot.juror)
    groups = connected_groups(panels)
    points, judged = _grid(ballots, panels, rubric)
    share = judged / np.maximum(judged.sum(axis=1), 1)[:, None]
    raw = (share * points).sum(axis=1)
    effects = np.zeros(judged.shape[1])
    terms = {"raw_mean": raw}
    if mode == "additive":
        effects = _juror_effects(points - raw[:, None], judged, share, groups)
        terms["severity"] = -(share @ effects)
    score = sum(terms.values(), np.zeros(len(panels)))
    jurors = sorted({ballot.juror for ballot in ballots})
    return Fit(
        mode=mode,
        scores=_by(panels, score),
        raw_means=_by(panels, raw),
        panels=panels,
        juror_effects=_by(jurors, effects),
        steps={
            project: tuple((key, _snap(values[row])) for key, values in terms.items())
            for row, project in enumerate(panels)
        },
        groups=groups,
        excluded=tuple(sorted(exclude)),
    )


def composites(
    table: BallotTable, rubric: Rubric, exclude: Collection[str] = frozenset()
) -> dict[tuple[str, str], float]:
    """Points of every ballot that counts by (project, juror), missing marks filled as in `fit`."""
    return _points(_counted(table, rubric, exclude), rubric)


def _counted(table: BallotTable, rubric: Rubric, exclude: Collection[str]) -> list[Ballot]:
    keys = rubric.keys
    return [b for b in table if b.juror not in exclude and not b.marks.keys().isdisjoint(keys)]


def _points(ballots: list[Ballot], rubric: Rubric) -> dict[tuple[str, str], float]:
    given: dict[str, list[float]] = defaultdict(list)
    for ballot in ballots:
        for key, mark in ballot.marks.items():
            given[key].append(mark)
    means = {key: fsum(marks) / len(marks) for key, marks in given.items()}
    return {
        (b.project, b.juror): _snap(rubric.points(rubric.composite(b.marks, means)))
        for b in ballots
    }


def _grid(
    ballots: list[Ballot], panels: Mapping[str, tuple[str, ...]], rubric: Rubric
) -> tuple[Matrix, Matrix]:
    """Points and 1 = judged, both (projects, jurors), zero where there is no ballot."""
    rows = {project: row for row, project in enumerate(panels)}
    columns = {j: column for column, j in enumerate(sorted({b.juror for b in ballots}))}
    points = np.zeros((len(rows), len(columns)))
    judged = np.zeros_like(points)
    for (project, juror), value in _points(ballots, rubric).items():
        points[rows[project], columns[juror]] = value
        judged[rows[project], columns[juror]] = 1.0
    return points, judged


def _juror_effects(
    residual: Matrix, judged: Matrix, share: Matrix, groups: tuple[Group, ...]
) -> Matrix:
    """Least-squares juror effects, (jurors,), summing to zero in every group.

    `residual` is points less the project's raw mean, `judged` 1 per ballot, `share` each
    ballot's part in its project's mean; all (projects, jurors).
    """
    number = {juror: n for n, group in enumerate(groups) for juror in group.jurors}
    member = np.array([number[juror] for juror in sorted(number)])
    # Projects are eliminated; what is left is singular along "everybody in a group is one
    # stricter". Adding a one for each pair of the same group fixes that sum at zero.
    system = np.diag(judged.sum(axis=0)) - judged.T @ share
    system += (member[:, None] == member[None, :]).astype(np.float64)
    return np.linalg.solve(system, (judged * residual).sum(axis=0))


def _by(keys: Iterable[str], values: Matrix) -> dict[str, float]:
    return {key: _snap(value) for key, value in zip(keys, values, strict=True)}


def _snap(value: float) -> float:
    """Round off the noise of the solve, so that equal sums are equal numbers everywhere."""
    return round(float(value), DECIMALS) + 0.0
