"""Keeping a plan's visits when something changes: what has to go, and what can come back."""

from collections.abc import Iterator, Mapping

import numpy as np

from scoring.cover import Cover, Flags
from scoring.sittings import Cell, Move, Plan, Sitting


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
    cover.fill()
    _restore(cover, before)
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


def _restore(cover: Cover, before: Flags) -> None:
    """Bring visits back that went for no need: while one can replace new visits alone."""
    again = True
    while again:
        lost = np.argwhere(before & ~cover.chosen)
        again = any(_returned(cover, before, int(row), int(column)) for row, column in lost)


def _returned(cover: Cover, before: Flags, row: int, column: int) -> bool:
    """Try to bring one visit back, with no project worse off and more visits kept in all."""
    chosen, missing = cover.chosen, cover.missing
    kept = (chosen & before).sum()
    for leaving in _choices(cover.chosen[row] & ~before[row]):
        for other in _choices(cover.chosen[:, column] & ~before[:, column]):
            cover.chosen = chosen.copy()
            cover.chosen[row, column] = True
            if leaving is not None:
                cover.chosen[row, leaving] = False
            if other is not None:
                cover.chosen[other, column] = False
                cover.augment(other)
            panels = cover.chosen.sum(axis=1)
            if (
                (panels <= cover.need).all()
                and (cover.chosen.sum(axis=0) <= cover.cap).all()
                and (cover.missing == missing).all()
                and (cover.chosen & before).sum() > kept
            ):
                return True
    cover.chosen = chosen
    return False


def _choices(marked: Flags) -> Iterator[int | None]:
    yield None
    yield from (int(number) for number in np.flatnonzero(marked))
