"""Whom a juror should see next, right now: evenly, or where the funding line is least certain."""

from collections.abc import Mapping
from math import erf, inf, sqrt

import numpy as np

from scoring.assign import plan
from scoring.cover import UNLIMITED, Cover
from scoring.sittings import Sitting

WAYS = ("even", "line")


def next_for(
    juror: str,
    sitting: Sitting,
    *,
    mode: str = "even",
    odds: Mapping[str, float] | None = None,
    ceiling: int | None = None,
) -> str | None:
    """Choose the project that a free juror should see now.

    At tables: never one with a conflict, judged by the juror before, or where somebody sits.
    Both modes first serve projects below the quorum, the one with fewest ballots, then the
    one whose panel shares fewest projects with the juror, then by id; and never so that a
    quorum which could be met is missed. In mode "line" a juror then goes on to the project
    whose place above or below the funding line is least certain, per ballot that it has.
    In rooms and full panels it is the juror's next project of the plan.

    Parameters
    ----------
    juror : str
        Somebody who is at no project now.
    sitting : Sitting
        What is in and under way at this moment.
    mode : str
        "even" or "line".
    odds : mapping of project to probability
        P(funded), for "line"; see `line_odds`. A project without odds counts as 1/2.
    ceiling : int, optional
        Ballots of one project at most, for "line"; no limit when None.

    Returns
    -------
    str or None
        None when there is nothing (more) for this juror.

    Raises
    ------
    ValueError
        For an unknown mode, a juror who is not there, or "line" without odds.
    """
    if mode not in WAYS:
        raise ValueError(f"no mode {mode!r}; the modes are {', '.join(WAYS)}")
    if juror not in sitting.jurors:
        raise ValueError(f"juror {juror!r} is not there")
    if sitting.kind != "sampled":
        ahead = [visit for visit in plan(sitting).path(juror) if visit.turn]
        return ahead[0].project if ahead else None
    cover = Cover(sitting)
    ranked = _below_quorum(cover, juror)
    if mode == "line":
        if odds is None:
            raise ValueError("the mode 'line' needs odds")
        ranked += _uncertain(cover, juror, odds, UNLIMITED if ceiling is None else ceiling)
    return _first_safe(cover, juror, ranked)


def line_odds(
    scores: Mapping[str, float], errors: Mapping[str, float], places: int
) -> dict[str, float]:
    """P(among the first `places`) of each project, as if scores were independent and normal.

    P = Phi((score - line) / error), where the line is put so that the P add up to `places`.

    Parameters
    ----------
    scores, errors : mapping of project to points
        Estimates and their standard errors, > 0.
    places : int
        Projects above the line.

    Raises
    ------
    ValueError
        For a score without a positive error.
    """
    names = sorted(scores)
    if any(not errors.get(name, 0) > 0 for name in names):
        raise ValueError("every score needs a positive standard error")
    if not 0 < places < len(names):
        return dict.fromkeys(names, 1.0 if places > 0 else 0.0)
    wide = 10 * max(errors[name] for name in names)
    low, high = min(scores.values()) - wide, max(scores.values()) + wide
    for _ in range(80):
        line = (low + high) / 2
        above = sum(_phi((scores[name] - line) / errors[name]) for name in names)
        low, high = (line, high) if above > places else (low, line)
    return {name: round(_phi((scores[name] - low) / errors[name]), 9) for name in names}


def _phi(z: float) -> float:
    return (1 + erf(z / sqrt(2))) / 2


def _open_rows(cover: Cover, juror: str) -> list[int]:
    """Projects at which the juror may sit down now."""
    column = cover.jurors[juror]
    if cover.cap[column] < 1:
        return []
    taken = {project for _, project in cover.sitting.under_way}
    return [
        row
        for name, row in cover.projects.items()
        if cover.allowed[row, column] and name not in taken
    ]


def _below_quorum(cover: Cover, juror: str) -> list[int]:
    seen = cover.judged.astype(np.int64)
    shared = seen @ (seen.T @ seen)[:, cover.jurors[juror]]
    rows = [row for row in _open_rows(cover, juror) if cover.need[row] > 0]
    return sorted(rows, key=lambda row: (cover.have[row], shared[row], row))


def _uncertain(cover: Cover, juror: str, odds: Mapping[str, float], ceiling: int) -> list[int]:
    names = cover.sitting.projects
    rows = [
        row
        for row in _open_rows(cover, juror)
        if cover.need[row] == 0 and cover.have[row] < ceiling
    ]

    def doubt(row: int) -> float:
        # A further ballot takes 1/(n (n + 1)) of the variance of a mean of n.
        chance, ballots = odds.get(names[row], 0.5), int(cover.have[row])
        return chance * (1 - chance) / (ballots * (ballots + 1)) if ballots else inf

    return sorted(rows, key=lambda row: (-doubt(row), row))


def _first_safe(cover: Cover, juror: str, ranked: list[int]) -> str | None:
    """Return the first whose visit leaves every quorum reachable that is so now."""
    sitting, column = cover.sitting, cover.jurors[juror]
    if (cover.cap >= len(cover.projects)).all():
        return sitting.projects[ranked[0]] if ranked else None
    cover.fill()
    lacks = int(cover.missing.sum())
    safe = (row for row in ranked if _lacks_after(sitting, row, column) <= lacks)
    return next((sitting.projects[row] for row in safe), None)


def _lacks_after(sitting: Sitting, row: int, column: int) -> int:
    cover = Cover(sitting)
    cover.allowed[row, column] = False
    cover.cap[column] -= 1
    cover.need[row] = max(int(cover.need[row]) - 1, 0)
    cover.fill()
    return int(cover.missing.sum())
