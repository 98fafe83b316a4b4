"""Random camps whose jurors leave, teams withdraw and rooms close while the jury is at work."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random

from scoring import KINDS, Plan, Sitting, plan, replan


@dataclass(frozen=True)
class Change:
    """A sitting before and after something happened, with the plans of both."""

    sitting: Sitting
    before: Plan
    after: Plan


def camp(number: int) -> Iterator[Change]:
    """Play one camp: its first plan (before and after are the same), then three disruptions."""
    chance = Random(number)
    sitting = _opened(chance)
    planned = plan(sitting)
    yield Change(sitting, planned, planned)
    for _ in range(3):
        sitting = _disrupted(chance, sitting, planned)
        earlier, planned = planned, replan(planned, sitting)
        yield Change(sitting, earlier, planned)


def _opened(chance: Random) -> Sitting:
    projects = tuple(f"p{n:02}" for n in range(chance.randint(3, 14)))
    jurors = tuple(f"j{n}" for n in range(chance.randint(2, 9)))
    kind = chance.choice(("sampled", *KINDS))
    rooms = tuple("ABCD"[: chance.randint(2, 4)]) if kind == "rooms" else ()
    share = chance.choice((0, 0.1, 0.4))
    tight = kind == "sampled" and chance.random() < 0.5
    return Sitting(
        kind,
        projects,
        jurors,
        chance.randint(1, 4),
        conflicts=frozenset((j, p) for j in jurors for p in projects if chance.random() < share),
        order=tuple(chance.sample(projects, len(projects))),
        rooms=rooms,
        project_rooms={
            p: chance.choice(rooms) for p in projects if rooms and chance.random() < 0.8
        },
        juror_rooms={j: chance.choice(rooms) for j in jurors if rooms and chance.random() < 0.7},
        rotating=chance.randint(0, 2),
        most={j: chance.randint(0, 9) for j in jurors if tight and chance.random() < 0.4},
        turns=chance.randint(1, len(projects)) if tight else None,
    )


def _disrupted(chance: Random, sitting: Sitting, planned: Plan) -> Sitting:
    """Let some turns pass, then let people, teams and a room go and conflicts turn up."""
    passed = chance.randint(0, 2)
    jurors = _fewer(chance, sitting.jurors, 2)
    projects = _fewer(chance, sitting.projects, 1)
    over = {(v.juror, v.project) for v in planned.visits if v.turn <= passed}
    begun = {(v.juror, v.project) for v in planned.visits if v.turn == passed + 1}
    done = sitting.done | {cell for cell in sorted(over) if chance.random() < 0.9}
    tables = sitting.kind == "sampled"
    found = {(j, p) for j in jurors for p in projects if chance.random() < 0.05}
    return replace(
        sitting,
        jurors=jurors,
        projects=projects,
        rooms=_fewer(chance, sitting.rooms, 1),
        done=done,
        under_way=frozenset(
            (j, p)
            for j, p in sorted(begun - done)
            if tables and j in jurors and p in projects and chance.random() < 0.3
        ),
        conflicts=sitting.conflicts | found,
        turns=None if sitting.turns is None else max(sitting.turns - passed, 0),
    )


def _fewer(chance: Random, names: tuple[str, ...], most: int) -> tuple[str, ...]:
    gone = chance.sample(names, min(chance.randint(0, most), max(len(names) - 1, 0)))
    return tuple(name for name in names if name not in gone)
