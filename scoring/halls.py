"""A timetable for rooms: one project a turn in each room, heard by its jurors together."""

from collections.abc import Iterator, Mapping

import numpy as np

from scoring.cover import UNLIMITED, Counts, Cover, Flags
from scoring.sittings import Plan, Sitting


class Halls:
    """Rooms while a plan is made. A full panel is one room with everybody in it.

    Attributes
    ----------
    rooms : tuple of str
        The open rooms; ("",) when there are none.
    room, turn : (projects,) int
        Where and when each project is heard; turn 0 = not at all.
    """

    def __init__(self, cover: Cover) -> None:
        sitting = cover.sitting
        self.cover = cover
        self.rooms = sitting.rooms if sitting.kind == "rooms" and sitting.rooms else ("",)
        self.turn: Counts = np.zeros(len(sitting.projects), dtype=np.int64)
        self.room = self._dealt(sitting.pitches, sitting.project_rooms, cover.projects)
        self.home = self._dealt(sitting.jurors, sitting.juror_rooms, cover.jurors)
        self.end = UNLIMITED if sitting.turns is None else sitting.turns
        self.cover.away = self.room[:, None] != self.home[None, :]

    def _dealt(
        self, names: tuple[str, ...], given: Mapping[str, str], number: Mapping[str, int]
    ) -> Counts:
        """Rooms as given; whoever has no open room goes to the emptiest, in turn."""
        found: Counts = np.zeros(len(names), dtype=np.int64)
        sizes = [sum(given.get(name) == room for name in names) for room in self.rooms]
        for name in names:
            if given.get(name) in self.rooms:
                found[number[name]] = self.rooms.index(given[name])
            else:
                emptiest = sizes.index(min(sizes))
                found[number[name]] = emptiest
                sizes[emptiest] += 1
        return found

    def hear(self) -> None:
        """Plan afresh: pitch order in every room, jurors in their rooms, some rotating."""
        waiting = [row for row in self._pitches() if self.cover.need[row] > 0]
        heard = [0] * len(self.rooms)
        for row in waiting:
            heard[self.room[row]] += 1
            self.turn[row] = heard[self.room[row]]
        half = (max(heard) + 1) // 2
        self.turn[self.turn > self.end] = 0
        seats = {late: self._seats(late=late) for late in (False, True)}
        for row in sorted(waiting, key=lambda one: (self.turn[one], one)):
            if self.turn[row]:
                self._sit(row, seats[bool(self.turn[row] > half)] == self.room[row])
        self._repair(waiting)

    def keep(self, earlier: Plan) -> None:
        """Plan on from `earlier`: whoever has a room, a turn and a seat there keeps them.

        All turns move up together by those that are over.
        """
        cover = self.cover
        self._stay(earlier.rooms)
        planned = cover.flags(earlier.cells)
        turns = {visit.project: visit.turn for visit in earlier.visits if visit.turn}
        waiting = [
            row
            for row in self._pitches()
            if cover.need[row] > 0 or (planned[row] & cover.allowed[row]).any()
        ]
        names = cover.sitting.projects
        known = [turns[names[row]] for row in waiting if names[row] in turns]
        over = min(known, default=1) - 1
        for row in sorted(waiting, key=lambda one: (turns.get(names[one], 0), one)):
            turn, room = turns.get(names[row], over) - over, earlier.rooms.get(names[row])
            if self.rooms[self.room[row]] == (room or "") and turn <= self.end:
                self.turn[row] = turn
                self._sit(row, planned[row])
        self._repair(waiting, planned)

    def _stay(self, rooms: Mapping[str, str]) -> None:
        """Leave projects in the rooms that they were given before."""
        for name, room in rooms.items():
            if name in self.cover.projects and room in self.rooms:
                self.room[self.cover.projects[name]] = self.rooms.index(room)
        self.cover.away = self.room[:, None] != self.home[None, :]

    def _pitches(self) -> list[int]:
        return [self.cover.projects[name] for name in self.cover.sitting.pitches]

    def _seats(self, *, late: bool) -> Counts:
        """The room where each juror sits, (jurors,): some of a room go on in the second half.

        The first of them goes to the next room, the second to the one after it, and so on.
        """
        seats = self.home.copy()
        for room in range(len(self.rooms) if late else 0):
            mine = np.flatnonzero(self.home == room)
            rotating = min(self.cover.sitting.rotating, len(mine) - 1, len(self.rooms) - 1)
            for step, column in enumerate(mine[len(mine) - max(rotating, 0) :], start=1):
                seats[column] = (room + step) % len(self.rooms)
        return seats

    def _sit(self, row: int, wanted: Flags) -> None:
        """Seat who is wanted, may judge the project and is nowhere else in its turn."""
        cover = self.cover
        busy = cover.chosen[self.turn == self.turn[row]].any(axis=0)
        left = cover.chosen.sum(axis=0) < cover.cap
        cover.chosen[row] |= wanted & cover.allowed[row] & ~busy & left

    def _repair(self, waiting: list[int], planned: Flags | None = None) -> None:
        """Bring jurors over, or find another turn, for projects below the quorum."""
        for row in waiting:
            unseated = self.turn[row] == 0
            if unseated or self.cover.missing[row]:
                wanted = self.cover.chosen[row] if planned is None else planned[row]
                if not wanted.any():
                    wanted = self.home == self.room[row]
                self._place(row, wanted.copy())

    def _place(self, row: int, wanted: Flags) -> None:
        """Take the first turn in which the quorum is met, else the one that lacks least.

        Without an end there is always a turn in which nobody sits elsewhere, so then the
        quorum is missed only where too few jurors may judge the project.
        """
        cover = self.cover
        cover_before = cover.chosen.copy()
        best: tuple[int, int, int, Flags] | None = None
        for turn, room in list(self._openings(row)):
            cover.chosen = cover_before.copy()
            cover.chosen[row] = False
            self.turn[row], self.room[row] = turn, room
            self._sit(row, wanted)
            while cover.missing[row] and cover.augment(row, self.turn == turn):
                pass
            lacks = int(cover.missing[row])
            if best is None or lacks < best[0]:
                best = (lacks, turn, room, cover.chosen)
            if not lacks:
                break
        if best is not None:
            _, self.turn[row], self.room[row], cover.chosen = best

    def _openings(self, row: int) -> Iterator[tuple[int, int]]:
        """Where the project could be heard: where it is, then free turns, its room first."""
        taken = {
            (int(turn), int(room)) for turn, room in zip(self.turn, self.room, strict=True) if turn
        }
        here = int(self.room[row])
        if self.turn[row]:
            yield int(self.turn[row]), here
        rooms = sorted(range(len(self.rooms)), key=lambda room: (room != here, room))
        for turn in range(1, min(int(self.turn.max()) + 1, self.end) + 1):
            yield from ((turn, room) for room in rooms if (turn, room) not in taken)


def heard(sitting: Sitting, halls: Halls) -> dict[str, str]:
    """The room of every project; empty where there are no rooms."""
    if sitting.kind != "rooms":
        return {}
    return {
        name: halls.rooms[room] for name, room in zip(sitting.projects, halls.room, strict=True)
    }
