"""A sitting of the jury as the planner sees it, and the plan that comes out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from scoring.panels import Group

KINDS = ("full", "sampled", "rooms")

Cell = tuple[str, str]
"""A juror and a project."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who may judge what from now on. The order of rows matters nowhere but in `order`.

    Attributes
    ----------
    kind : str
        "full": every juror hears every project, all together, one project a turn.
        "sampled": tables; a juror is alone at a table, `quorum` jurors come to each.
        "rooms": each room hears its own projects one a turn, its jurors together.
    projects, jurors : tuple of str
        Who is still there, sorted here.
    quorum : int
        Ballots that a project needs, >= 1.
    conflicts : collection of (juror, project)
        Hard blocks: such a visit is never planned.
    done, under_way : collection of (juror, project)
        Ballots that are in, and visits that have begun. Both count for the quorum and stay,
        also those of jurors who have left.
    order : tuple of str
        The order of pitches, for "full" and "rooms"; projects not in it follow by id.
    rooms : tuple of str
        The rooms that are open, in the order in which jurors rotate.
    project_rooms, juror_rooms : mapping to a room
        Whoever has no open room gets the emptiest one.
    rotating : int
        Jurors of a room who spend the second half in another one; one always stays.
    most : mapping of juror to int
        Visits that a juror can still begin; no limit for the others.
    turns : int, optional
        Turns left before the end, beside the visits under way; no limit when None.
    minutes : float
        Length of a turn, with the walk.

    Raises
    ------
    ValueError
        For an unknown kind, a name twice, a quorum below 1 or a limit below 0.
    """

    kind: str
    projects: tuple[str, ...]
    jurors: tuple[str, ...]
    quorum: int
    conflicts: frozenset[Cell] = frozenset()
    done: frozenset[Cell] = frozenset()
    under_way: frozenset[Cell] = frozenset()
    order: tuple[str, ...] = ()
    rooms: tuple[str, ...] = ()
    project_rooms: Mapping[str, str] = field(default_factory=dict)
    juror_rooms: Mapping[str, str] = field(default_factory=dict)
    rotating: int = 1
    most: Mapping[str, int] = field(default_factory=dict)
    turns: int | None = None
    minutes: float = 10.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no kind of panel {self.kind!r}; the kinds are {', '.join(KINDS)}")
        for name in ("projects", "jurors"):
            object.__setattr__(self, name, _sorted_once(name, getattr(self, name)))
        for name in ("conflicts", "done", "under_way"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))
        if self.quorum < 1:
            raise ValueError(f"the quorum must be at least 1, got {self.quorum!r}")
        limits = [self.rotating, *self.most.values(), 0 if self.turns is None else self.turns]
        if min(limits) < 0 or not self.minutes > 0:
            raise ValueError("limits must not be negative, and a turn takes time")

    @property
    def pitches(self) -> tuple[str, ...]:
        """Projects in the order of `order`, then by id."""
        here = set(self.projects)
        first = [project for project in dict.fromkeys(self.order) if project in here]
        return (*first, *(project for project in self.projects if project not in set(first)))

    def have(self, project: str) -> int:
        """Ballots in and visits under way."""
        return sum(cell[1] == project for cell in self.done | self.under_way)


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """A juror at a project; turn 0 is under way, turn 1 is next."""

    turn: int
    project: str
    juror: str


@dataclass(frozen=True, slots=True)
class Shortage:
    """A project that cannot reach its quorum, and why.

    `reason`: "jurors" (too few are left), "conflicts" (too few without a conflict) or "time"
    (they cannot all come before the end).
    """

    project: str
    missing: int
    reason: str


@dataclass(frozen=True, slots=True)
class Move:
    """One change of a plan. `kind` is "added", "dropped" or "moved" (a project's room).

    `why`: "juror" left, "project" left, "conflict", "enough" ballots, "swap" for another
    visit, "quorum" (it is needed), or "room" (closed, or too full for the time left).
    """

    kind: str
    project: str
    juror: str
    why: str
    room: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Who judges what in which turn, and what stays missing.

    Attributes
    ----------
    visits : tuple of Visit
        Under way and planned, sorted. In a turn a juror is at one project; at a table there
        is one juror, in a room one project.
    turns : int
        Turns until the end, the one under way included.
    minutes : float
        `turns` times the length of a turn.
    shortages : tuple of Shortage
        Empty when every project reaches the quorum.
    groups : tuple of Group
        Projects and jurors that can be compared, ballots in and planned together.
    gap : float
        Spectral gap of the walk juror - project - juror, 0 (in parts) to 1 (complete).
    rooms : mapping of project to room
        Empty where there are none.
    moves : tuple of Move
        What `replan` changed.
    """

    visits: tuple[Visit, ...]
    turns: int
    minutes: float
    shortages: tuple[Shortage, ...]
    groups: tuple[Group, ...]
    gap: float
    rooms: Mapping[str, str] = field(default_factory=dict)
    moves: tuple[Move, ...] = ()

    @property
    def cells(self) -> frozenset[Cell]:
        """Planned (juror, project) pairs, without those under way."""
        return frozenset((v.juror, v.project) for v in self.visits if v.turn)

    @property
    def loads(self) -> dict[str, int]:
        """Visits by juror, those under way included."""
        found: dict[str, int] = {}
        for juror in sorted(visit.juror for visit in self.visits):
            found[juror] = found.get(juror, 0) + 1
        return found

    def panel(self, project: str) -> tuple[str, ...]:
        """Who comes to the project, in order of arrival."""
        return tuple(visit.juror for visit in self.visits if visit.project == project)

    def path(self, juror: str) -> tuple[Visit, ...]:
        """Where the juror goes, in order."""
        return tuple(visit for visit in self.visits if visit.juror == juror)


def _sorted_once(what: str, names: Iterable[str]) -> tuple[str, ...]:
    found = tuple(sorted(names))
    if len(set(found)) < len(found):
        raise ValueError(f"a name appears twice among the {what}")
    return found
