"""A timetable for tables: one juror at a table, one table for a juror, in every turn."""

from collections.abc import Sequence

from scoring.sittings import Cell


def timetable(cells: Sequence[Cell]) -> dict[Cell, int]:
    """Give each visit (juror, project) a turn from 1, in as few turns as there can be.

    As many turns as the busiest juror or project has visits (Konig 1916). Visits are taken in
    the order given: each gets the first turn that is free on both sides, and where there is
    none, visits along an alternating path change turns. No visit appears twice.
    """
    juror_turns: dict[str, dict[int, str]] = {}
    project_turns: dict[str, dict[int, str]] = {}
    visits: dict[str, int] = {}
    for juror, project in cells:
        for name in (f"j{juror}", f"p{project}"):
            visits[name] = visits.get(name, 0) + 1
    turns = range(1, max(visits.values(), default=0) + 1)
    for juror, project in cells:
        mine = juror_turns.setdefault(juror, {})
        theirs = project_turns.setdefault(project, {})
        both = next((t for t in turns if t not in mine and t not in theirs), None)
        if both is None:
            both = next(t for t in turns if t not in mine)
            other = next(t for t in turns if t not in theirs)
            _swap(project_turns, juror_turns, project, both, other)
        mine[both], theirs[both] = project, juror
    return {
        (juror, project): turn
        for juror, taken in juror_turns.items()
        for turn, project in taken.items()
    }


def _swap(
    near: dict[str, dict[int, str]], far: dict[str, dict[int, str]], name: str, one: int, two: int
) -> None:
    """Free turn `one` at `name`, where `two` is free: exchange both along the path from it.

    The path cannot come back to the other end of the new visit: it would have to arrive there
    in turn `one`, which is free there.
    """
    path: list[tuple[dict[int, str], int, str]] = []
    side, turn = (near, far), one
    while turn in side[0].get(name, {}):
        other = side[0][name][turn]
        path.append((side[0][name], turn, other))
        path.append((side[1][other], turn, name))
        name, side, turn = other, side[::-1], (two if turn == one else one)
    for taken, turn, _ in path:
        del taken[turn]
    for taken, turn, other in path:
        taken[two if turn == one else one] = other
