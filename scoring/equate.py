"""Scores of several camps on one scale, for one national pot."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scoring.additive import juror_effects
from scoring.ballots import BallotTable
from scoring.cells import Cells, cells
from scoring.henderson import Array
from scoring.panels import Group, connected_groups
from scoring.rubric import Rubric

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Equated:
    """Camps on one scale.

    Attributes
    ----------
    levels : mapping of camp to points
        How generous the camp's panels were: the mean effect of its jurors over its ballots,
        against the mean juror of all camps that can be compared with it.
    errors : mapping of camp to points
        Standard errors of the levels.
    scores : mapping of (camp, project) to points
        On the common scale.
    groups : tuple of tuple of camps
        Camps linked by jurors or anchors. Scores of different groups cannot be compared.
    """

    levels: Mapping[str, float]
    errors: Mapping[str, float]
    scores: Mapping[Key, float]
    groups: tuple[tuple[str, ...], ...]


def equate(
    camps: Mapping[str, BallotTable],
    rubrics: Mapping[str, Rubric],
    anchors: Mapping[str, Mapping[str, str]] | None = None,
) -> Equated:
    """Take the difference between camps' juries out of their scores.

    Least squares y = mu + project + juror over the ballots of all camps together. What links
    camps is a juror who sat in several (the same id is the same person, who is assumed to be as
    strict everywhere), and a pitch that several juries judged. Without such a link a camp of
    strict jurors cannot be told from a camp of weak projects.

    Parameters
    ----------
    camps, rubrics : mapping of camp to ballots, and to rubric
        Scales and criteria may differ: composites are compared in points.
    anchors : mapping of anchor to its project's id by camp
        The same recorded pitch in several camps.

    Raises
    ------
    ValueError
        For a mark outside its scale, or an anchor of a camp that is not there.
    """
    names = {
        (camp, project): f"anchor\n{anchor}"
        for anchor, places in (anchors or {}).items()
        for camp, project in places.items()
    }
    if strange := sorted({camp for camp, _ in names} - set(camps)):
        raise ValueError(f"an anchor names camp {strange[0]!r}, which is not among the camps")
    laid = {camp: cells(camps[camp], rubrics[camp]) for camp in sorted(camps)}
    laid = {camp: one for camp, one in laid.items() if one.projects}
    known = {
        (camp, project): names.get((camp, project), f"project\n{camp}\n{project}")
        for camp, one in laid.items()
        for project in one.projects
    }
    if not known:
        return Equated({}, {}, {}, ())
    whole = _together(laid, known)
    groups = connected_groups(whole.panels)
    effects = juror_effects(whole, groups)
    spread = _covariance(whole, groups, effects)
    column = {juror: n for n, juror in enumerate(whole.jurors)}
    shares = {camp: _shares(one, column) for camp, one in laid.items()}
    score: Array = whole.raw_means() - whole.judged @ effects / whole.judged.sum(1)
    row = {project: n for n, project in enumerate(whole.projects)}
    return Equated(
        levels={camp: float(share @ effects) for camp, share in shares.items()},
        errors={camp: _error(share, spread) for camp, share in shares.items()},
        scores={key: float(score[row[name]]) for key, name in sorted(known.items())},
        groups=_camps_of(groups, known),
    )


def _together(laid: Mapping[str, Cells], known: Mapping[Key, str]) -> Cells:
    """All camps in one table; a juror's two looks at one anchor count as their mean."""
    projects = sorted(set(known.values()))
    jurors = sorted({juror for one in laid.values() for juror in one.jurors})
    row = {project: n for n, project in enumerate(projects)}
    column = {juror: n for n, juror in enumerate(jurors)}
    points, looks = np.zeros((2, len(projects), len(jurors)))
    for camp, one in laid.items():
        rows = [row[known[camp, project]] for project in one.projects]
        at = np.ix_(rows, [column[juror] for juror in one.jurors])
        points[at] += one.points
        looks[at] += one.judged
    judged = (looks > 0).astype(np.float64)
    return Cells(tuple(projects), tuple(jurors), points / np.maximum(looks, 1), judged, np.zeros(0))


def _covariance(whole: Cells, groups: tuple[Group, ...], effects: Array) -> Array:
    """Covariance of the juror effects, (J, J): s2 times the inverse under sum zero in a group."""
    judged, counts = whole.judged, whole.judged.sum(1)
    rest = judged * (whole.points - whole.raw_means()[:, None] - effects)
    rest += judged * ((judged @ effects) / counts)[:, None]
    number = {juror: n for n, group in enumerate(groups) for juror in group.jurors}
    member = np.array([number[juror] for juror in whole.jurors])
    same = (member[:, None] == member[None, :]).astype(np.float64)
    system = np.diag(judged.sum(0)) - judged.T @ (judged / counts[:, None])
    free = judged.sum() - len(counts) - len(effects) + len(groups)
    inverse = np.linalg.inv(system + same) - same / same.sum(1) ** 2
    return np.asarray(inverse * (rest**2).sum() / max(free, 1))


def _error(share: Array, spread: Array) -> float:
    return float(np.sqrt(max(float(share @ spread @ share), 0.0)))


def _shares(one: Cells, column: Mapping[str, int]) -> Array:
    """Each juror's share of the camp's ballots, over the jurors of all camps, (J,)."""
    share = np.zeros(len(column))
    share[[column[juror] for juror in one.jurors]] = one.judged.sum(0) / one.judged.sum()
    return share


def _camps_of(groups: tuple[Group, ...], known: Mapping[Key, str]) -> tuple[tuple[str, ...], ...]:
    """The camps of every group; a camp whose own panels fall apart stands in several."""
    return tuple(
        tuple(sorted({camp for (camp, _), name in known.items() if name in group.projects}))
        for group in groups
    )
