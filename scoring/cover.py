"""Enough jurors for every project: fill by load and spread, repair by augmenting paths."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from scoring.sittings import Sitting

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]

UNLIMITED = 1_000_000


class Cover:
    """Planned visits as arrays while a plan is made; rows are projects, columns jurors.

    Attributes
    ----------
    allowed : (projects, jurors) bool
        A visit that may be planned: no conflict, and not done or under way.
    chosen : (projects, jurors) bool
        Planned visits.
    judged : (projects, jurors) bool
        Ballots in and visits under way, of jurors who are still there.
    have, need : (projects,) int
        Ballots in or under way, and visits still wanted.
    cap : (jurors,) int
        Visits that a juror can still begin.
    before : (jurors,) int
        Visits that a juror has made, those at projects that have left included.
    away : (projects, jurors) bool
        Juror and project sit in different rooms: chosen last.
    """

    def __init__(self, sitting: Sitting) -> None:
        self.sitting = sitting
        self.projects = {name: row for row, name in enumerate(sitting.projects)}
        self.jurors = {name: column for column, name in enumerate(sitting.jurors)}
        shape = (len(self.projects), len(self.jurors))
        seen = sitting.done | sitting.under_way
        self.judged = self.flags(seen)
        self.allowed = ~(self.judged | self.flags(sitting.conflicts))
        self.chosen: Flags = np.zeros(shape, dtype=bool)
        self.away: Flags = np.zeros(shape, dtype=bool)
        self.have: Counts = np.zeros(shape[0], dtype=np.int64)
        self.before: Counts = np.zeros(shape[1], dtype=np.int64)
        for juror, project in seen:
            if project in self.projects:
                self.have[self.projects[project]] += 1
            if juror in self.jurors:
                self.before[self.jurors[juror]] += 1
        end = UNLIMITED if sitting.turns is None else sitting.turns
        self.need: Counts = np.maximum(sitting.quorum - self.have, 0)
        if sitting.kind == "sampled":
            # At a table one juror sits in a turn, so the end limits its visits too.
            self.need = np.minimum(self.need, end)
        self.cap: Counts = np.array(
            [min(end, sitting.most.get(name, UNLIMITED)) for name in sitting.jurors],
            dtype=np.int64,
        )

    def flags(self, cells: Iterable[tuple[str, str]]) -> Flags:
        """Mark (juror, project) pairs, (projects, jurors); who is not there is left aside."""
        found: Flags = np.zeros((len(self.projects), len(self.jurors)), dtype=bool)
        for juror, project in cells:
            if juror in self.jurors and project in self.projects:
                found[self.projects[project], self.jurors[juror]] = True
        return found

    def names(self, cells: Flags) -> list[tuple[str, str]]:
        """Name marked cells as (juror, project), by project."""
        projects, jurors = self.sitting.projects, self.sitting.jurors
        return [(jurors[column], projects[row]) for row, column in np.argwhere(cells)]

    @property
    def load(self) -> Counts:
        """Visits of each juror, made and planned."""
        found: Counts = self.before + self.chosen.sum(axis=0)
        return found

    @property
    def missing(self) -> Counts:
        """Visits that each project still lacks, (projects,)."""
        found: Counts = np.maximum(self.need - self.chosen.sum(axis=1), 0)
        return found

    def fill(self) -> None:
        """Plan visits until every need is met or cannot be.

        Level by level, so that a shortage is shared: the juror with the lowest load, then the
        one who shares fewest projects with the panel so far. Where no free juror is left, an
        augmenting path is looked for, so what stays missing in the end is the least possible
        (Ford and Fulkerson 1956; a project that finds no path once finds none later).
        """
        seen = (self.judged | self.chosen).astype(np.int64)
        together = seen.T @ seen
        load, left = self.load, self.cap - self.chosen.sum(axis=0)
        stuck: set[int] = set()
        for level in range(1, int(self.need.max(initial=0)) + 1):
            for row in np.flatnonzero(self.need >= level):
                if row in stuck or self.chosen[row].sum() >= level:
                    continue
                panel = np.flatnonzero(seen[row])
                free = self.allowed[row] & ~self.chosen[row] & (left > 0)
                if free.any():
                    key = load * UNLIMITED + together[:, panel].sum(axis=1)
                    column = int(np.argmin(np.where(free, key, np.iinfo(np.int64).max)))
                    self.chosen[row, column] = True
                    seen[row, column] = 1
                    together[column, panel] += 1
                    together[panel, column] += 1
                    load[column] += 1
                    left[column] -= 1
                elif self.augment(int(row)):
                    seen = (self.judged | self.chosen).astype(np.int64)
                    together = seen.T @ seen
                    load, left = self.load, self.cap - self.chosen.sum(axis=0)
                else:
                    stuck.add(int(row))

    def augment(self, start: int, rows: Flags | None = None) -> bool:
        """Give a project one more juror, letting others change places; return whether it went.

        With `rows`, the projects of one turn: a juror can be at one of them alone, and those
        with more than they need may lose one. The shortest chain is taken, of several the one
        that ends with the juror of the same room, then of the lowest load.
        """
        load, planned = self.load, self.chosen.sum(axis=0)
        idle = planned < self.cap
        if rows is not None:
            idle &= ~self.chosen[rows].any(axis=0)
        came: dict[int, tuple[int, int]] = {}
        queue, seen, reached = [start], np.zeros(len(load), dtype=bool), {start}
        for row in queue:
            fresh = np.flatnonzero(self.allowed[row] & ~self.chosen[row] & ~seen)
            ranked = fresh[np.lexsort((load[fresh], self.away[row, fresh], ~idle[fresh]))]
            for column in ranked:
                seen[column] = True
                if idle[column]:
                    self._unwind(came, row, int(column))
                    return True
                held = self.chosen[:, column] if rows is None else self.chosen[:, column] & rows
                for other in np.flatnonzero(held):
                    if int(other) in reached:
                        continue
                    came[int(other)] = (row, int(column))
                    if rows is not None and self.chosen[other].sum() > self.need[other]:
                        self.chosen[other, column] = False
                        self._unwind(came, row, int(column))
                        return True
                    reached.add(int(other))
                    queue.append(int(other))
        return False

    def _unwind(self, came: dict[int, tuple[int, int]], row: int, column: int) -> None:
        self.chosen[row, column] = True
        while row in came:
            earlier, column = came[row]
            self.chosen[row, column] = False
            self.chosen[earlier, column] = True
            row = earlier

    def level(self) -> None:
        """Move visits from jurors with a high load to those with a low one, as far as possible.

        Chains that lower a load by one where another is two lower; when there is none, the
        sum of squared loads is the least (Harvey, Ladner, Lovasz and Tamir 2006).
        """
        load, settled = self.load, set[int]()
        while len(settled) < len(load):
            rest = [column for column in range(len(load)) if column not in settled]
            top = max(rest, key=lambda column: (load[column], -column))
            if load[top] - load.min() < 2:
                return
            if self._relieve(top, load):
                load, settled = self.load, set()
            else:
                settled.add(top)

    def _relieve(self, top: int, load: Counts) -> bool:
        idle = self.chosen.sum(axis=0) < self.cap
        came: dict[int, tuple[int, int]] = {}
        queue = [top]
        for column in queue:
            for row in np.flatnonzero(self.chosen[:, column]):
                for other in np.flatnonzero(self.allowed[row] & ~self.chosen[row]):
                    if other == top or int(other) in came:
                        continue
                    came[int(other)] = (column, int(row))
                    if idle[other] and load[other] <= load[top] - 2:
                        self._pass_on(came, top, int(other))
                        return True
                    queue.append(int(other))
        return False

    def _pass_on(self, came: dict[int, tuple[int, int]], top: int, column: int) -> None:
        while column != top:
            earlier, row = came[column]
            self.chosen[row, earlier] = False
            self.chosen[row, column] = True
            column = earlier
