"""Arrivals as a curve of steps, with the numbers behind it: lines and ticks, no markup."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

WIDTH, HEIGHT = 400, 220
LEFT, RIGHT, TOP, BOTTOM = 36, 14, 10, 30
SPACINGS = [timedelta(minutes=m) for m in (5, 10, 30, 60, 180, 360, 720, 1440, 2880, 10080)]
MAX_TICKS = 6


@dataclass(frozen=True, slots=True)
class Step:
    """How many had come at the end of a minute."""

    at: datetime
    count: int


@dataclass(frozen=True, slots=True)
class Tick:
    place: float
    at: datetime | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Curve:
    """The drawing in a box of WIDTH by HEIGHT: `line` and `area` are paths; `plan` is the height
    of the line that the expected people make."""

    steps: tuple[Step, ...]
    line: str
    area: str
    plan: float
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    by_day: bool


def steps_of(arrivals: Sequence[datetime]) -> tuple[Step, ...]:
    """Return one step for each minute in which somebody came; `arrivals` are in order."""
    steps, total = [], 0
    for minute, some in groupby(arrivals, lambda at: at.replace(second=0, microsecond=0)):
        total += len(list(some))
        steps.append(Step(minute, total))
    return tuple(steps)


def draw(arrivals: Sequence[datetime], expected: int, zone: ZoneInfo) -> Curve:
    """Return the curve of who came, on an axis up to all who are expected."""
    steps = steps_of(arrivals)
    most = max(expected, len(arrivals), 4)
    rows = _rows(most)
    top = rows[-1]
    up = tuple(Tick(_y(count, top), count=count) for count in rows)
    if not steps:
        return Curve((), "", "", _y(expected, top), (), up, by_day=False)
    spacing = _spacing(steps[-1].at - steps[0].at)
    start = _floor(steps[0].at, spacing, zone)
    end = max(_floor(steps[-1].at, spacing, zone) + spacing, start + 2 * spacing)

    def x(at: datetime) -> float:
        return LEFT + (at - start) / (end - start) * (WIDTH - LEFT - RIGHT)

    floor, last = _y(0, top), x(steps[-1].at + timedelta(minutes=1))
    path = f"M{x(start):.1f} {floor:.1f}" + "".join(
        f"H{x(step.at):.1f}V{_y(step.count, top):.1f}" for step in steps
    )
    line = f"{path}H{last:.1f}"
    across = []
    at = start
    while at <= end:
        across.append(Tick(x(at), at=at))
        at += spacing
    return Curve(
        steps, line, f"{line}V{floor:.1f}Z", _y(expected, top), tuple(across), up,
        by_day=spacing >= timedelta(days=1),
    )  # fmt: skip


def _y(count: int, top: int) -> float:
    return HEIGHT - BOTTOM - count / top * (HEIGHT - TOP - BOTTOM)


def _rows(most: int) -> list[int]:
    size = next(
        size * 10**power for power in range(6) for size in (1, 2, 5) if size * 10**power * 4 >= most
    )
    return [size * k for k in range(-(-most // size) + 1)]


def _spacing(span: timedelta) -> timedelta:
    return next((one for one in SPACINGS if span / one < MAX_TICKS - 1), SPACINGS[-1])


def _floor(at: datetime, spacing: timedelta, zone: ZoneInfo) -> datetime:
    here = at.astimezone(zone)
    midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + (here - midnight) // spacing * spacing
