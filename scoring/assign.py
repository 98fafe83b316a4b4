"""Who judges what next: a plan for a sitting, and a new one with few moves when it changes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from scoring.cover import Cover
from scoring.halls import Halls, heard
from scoring.keeping import keep, moves
from scoring.panels import connected_groups
from scoring.sittings import Cell, Plan, Shortage, Sitting, Visit
from scoring.spread import spectral_gap, spread
from scoring.tables import timetable


def plan(sitting: Sitting) -> Plan:
    """Plan everything that is still to be judged.

    Tables ("sampled"): every project gets its quorum whenever conflicts, the end and the
    jurors' limits leave a way (a maximum flow), and a shortage is shared. Loads differ by at
    most one when nothing hinders; pairs of jurors share few projects; there are as few turns
    as there can be.

    Rooms and full panels: the pitch order stands, and the panel is whoever sits in the room.
    Below the quorum jurors come over from rooms that can spare them, else the project is heard
    in a later turn. Without an end the quorum is missed only where too few may judge.

    Returns
    -------
    Plan
        The same for the same sitting, in whatever order its rows came.
    """
    cover = Cover(sitting)
    if sitting.kind == "sampled":
        cover.fill()
        cover.level()
        spread(cover)
        return _at_tables(cover, sorted(cover.names(cover.chosen)))
    halls = Halls(cover)
    halls.hear()
    return _in_rooms(halls)


def replan(earlier: Plan, sitting: Sitting) -> Plan:
    """Plan again after somebody left or came, changing only what must change.

    Parameters
    ----------
    earlier : Plan
        What was planned.
    sitting : Sitting
        What is true now: without the jurors, projects and rooms that left, with the conflicts
        and ballots that came.

    Returns
    -------
    Plan
        Every visit that can stay stays, `moves` are the others. Turns are counted from now.
    """
    cover = Cover(sitting)
    reasons: dict[Cell, str] = {}
    if sitting.kind == "sampled":
        reasons = keep(cover, earlier)
        cells = cover.names(cover.chosen)
        turns = {(visit.juror, visit.project): visit.turn for visit in earlier.visits}
        later = len(earlier.visits) + 1
        after = _at_tables(cover, sorted(cells, key=lambda cell: (turns.get(cell, later), cell)))
    else:
        halls = Halls(cover)
        halls.keep(earlier)
        after = _in_rooms(halls)
    return replace(after, moves=moves(earlier, after, sitting, reasons))


def _at_tables(cover: Cover, cells: Sequence[Cell]) -> Plan:
    return _planned(cover, timetable(cells), {})


def _in_rooms(halls: Halls) -> Plan:
    cover = halls.cover
    turns = {cell: int(halls.turn[cover.projects[cell[1]]]) for cell in cover.names(cover.chosen)}
    return _planned(cover, turns, heard(cover.sitting, halls))


def _planned(cover: Cover, turns: Mapping[Cell, int], rooms: Mapping[str, str]) -> Plan:
    sitting = cover.sitting
    started = [cell for cell in sitting.under_way if cell[1] in cover.projects]
    visits = [Visit(0, project, juror) for juror, project in started]
    visits += [Visit(turn, project, juror) for (juror, project), turn in turns.items()]
    panels: dict[str, tuple[str, ...]] = {}
    for juror, project in sorted(sitting.done | sitting.under_way | turns.keys()):
        if project in cover.projects:
            panels[project] = (*panels.get(project, ()), juror)
    length = max(turns.values(), default=0) + bool(started)
    return Plan(
        visits=tuple(sorted(visits)),
        turns=length,
        minutes=length * sitting.minutes,
        shortages=_shortages(cover),
        groups=connected_groups(panels),
        gap=_gap(panels),
        rooms=rooms,
    )


def _gap(panels: Mapping[str, tuple[str, ...]]) -> float:
    jurors = sorted({juror for panel in panels.values() for juror in panel})
    seen = [[juror in panel for juror in jurors] for panel in map(set, panels.values())]
    return spectral_gap(np.array(seen, dtype=bool).reshape(len(panels), len(jurors)))


def _shortages(cover: Cover) -> tuple[Shortage, ...]:
    quorum, found = cover.sitting.quorum, []
    for name, row in cover.projects.items():
        missing = quorum - int(cover.have[row]) - int(cover.chosen[row].sum())
        if missing <= 0:
            continue
        unseen = len(cover.jurors) - int(cover.judged[row].sum())
        if cover.have[row] + unseen < quorum:
            reason = "jurors"
        elif cover.have[row] + cover.allowed[row].sum() < quorum:
            reason = "conflicts"
        else:
            reason = "time"
        found.append(Shortage(name, missing, reason))
    return tuple(found)
