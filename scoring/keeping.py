"""Keeping a plan's visits when something changes: what has to go, and what can come back."""

from collections.abc import Mapping

import numpy as np

from scoring.cover import Cover, Flags
from scoring.sittings import Cell, Move, Plan, Sitting

LOSS = 1_000_000
"""What giving up a planned visit costs; each new one costs 1, so that chains stay short."""


def keep(cover: Cover, earlier: Plan) -> dict[Cell, str]:
    """Take over every visit of `earlier` that can stay, then fill up.

    Returns
    -------
    dict of (juror, project) to str
        Why visits went that are allowed: "enough" or "time" (see `Move`).
    """
    turns = {(visit.juror, visit.project): visit.turn for visit in earlier.visits}
    before = cover.flags(earlier.cells) & cover.allowed
    cover.chosen = before.copy()
    reasons = _trim(cover, turns)
    _refill(cover, before)
    return reasons


def moves(
    earlier: Plan, after: Plan, sitting: Sitting, reasons: Mapping[Cell, str]
) -> tuple[Move, ...]:
    """Every change from one plan to the other that is not a ballot or a visit begun."""
    begun = sitting.done | sitting.under_way
    ahead = {visit.project for visit in after.visits if visit.turn}
    found = [
        Move("moved", project, "", "room", room)
        for project, room in after.rooms.items()
        if project in ahead and earlier.rooms.get(project, room) != room
    ]
    for juror, project in earlier.cells - after.cells - begun:
        why = _gone(juror, project, sitting) or reasons.get((juror, project), "swap")
        found.append(Move("dropped", project, juror, why))
    added = after.cells - earlier.cells
    found += [Move("added", project, juror, "quorum") for juror, project in added]
    return tuple(sorted(found, key=lambda move: (move.kind, move.project, move.juror)))


def _gone(juror: str, project: str, sitting: Sitting) -> str:
    """Why the visit cannot be, "" when it could."""
    if project not in sitting.projects:
        return "project"
    if juror not in sitting.jurors:
        return "juror"
    return "conflict" if (juror, project) in sitting.conflicts else ""


def _trim(cover: Cover, turns: Mapping[Cell, int]) -> dict[Cell, str]:
    """Drop the latest visits of projects with enough and of jurors without the time."""
    reasons: dict[Cell, str] = {}
    for juror, project in sorted(cover.names(cover.chosen), key=lambda cell: (-turns[cell], cell)):
        row, column = cover.projects[project], cover.jurors[juror]
        if cover.chosen[row].sum() > cover.need[row]:
            reasons[juror, project] = "enough"
        elif cover.chosen[:, column].sum() > cover.cap[column]:
            reasons[juror, project] = "time"
        else:
            continue
        cover.chosen[row, column] = False
    return reasons


def _refill(cover: Cover, before: Flags) -> None:
    """Plan visits until every need is met or cannot be, level by level as in `Cover.fill`.

    Each comes by the chain of changes that gives up fewest visits of `before`. What is kept is
    the most that any plan of as many visits could keep (successive shortest paths: Ahuja,
    Magnanti and Orlin 1993, section 9.7), as long as no project stays short.
    """
    stuck: set[int] = set()
    for level in range(1, int(cover.need.max(initial=0)) + 1):
        for row in np.flatnonzero(cover.need >= level):
            if row in stuck or cover.chosen[row].sum() >= level:
                continue
            if not _cheapest(cover, before, int(row)):
                stuck.add(int(row))


def _cheapest(cover: Cover, before: Flags, start: int) -> bool:
    """Give a project one more juror at the least cost; return whether it went."""
    cost, came, given = {start: 0}, dict[int, int](), dict[int, tuple[int, int]]()
    queue = [start]
    for row in queue:
        for number in np.flatnonzero(cover.allowed[row] & ~cover.chosen[row]):
            column = int(number)
            price = cost[row] + 1 - LOSS * int(before[row, column])
            if column in given and given[column][0] <= price:
                continue
            given[column] = (price, row)
            for other in np.flatnonzero(cover.chosen[:, column]):
                dearer = price + LOSS * int(before[other, column])
                if dearer < cost.get(int(other), dearer + 1):
                    cost[int(other)], came[int(other)] = dearer, column
                    queue.append(int(other))
    load, idle = cover.load, cover.chosen.sum(axis=0) < cover.cap
    ends = [column for column in given if idle[column]]
    if not ends:
        return False
    column = min(ends, key=lambda one: (given[one][0], load[one], one))
    row = given[column][1]
    cover.chosen[row, column] = True
    while row != start:
        column = came[row]
        cover.chosen[row, column] = False
        row = given[column][1]
        cover.chosen[row, column] = True
    return True
