"""Standings as a drawing: one axis for all teams, a line for each, brackets; no markup."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from statistics import NormalDist
from typing import Any

SURE = 0.90
"""The interval that is drawn as the longest thread, and told in words."""
THREADS = (0.15, 0.3, 0.45, 0.6, 0.75, SURE)
FEW = 2
"""Ballots below which a team's points stand on too little to be compared."""
STEPS = (1, 2, 5, 10, 20, 50)
MOST_TICKS = 6
JURIES = 20
"""Equally likely juries that a chance is told by: people read a count better than a percentage."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Points from `low` to `high`, with round numbers to read them by."""

    low: float
    high: float
    ticks: tuple[int, ...]

    def part(self, points: float) -> float:
        """Return where `points` stand on the axis, in per cent of its length."""
        return round(100 * (points - self.low) / (self.high - self.low), 2)


@dataclass(frozen=True, slots=True)
class Line:
    """A team on the axis. `bracket` is its place in a band too close to call, or empty."""

    row: Mapping[str, Any]
    sd: float
    bracket: str
    """first, middle, last, or empty for a team that stands alone."""
    few: bool

    @property
    def range(self) -> str:
        """Return the places that hold the team's own with 90 % certainty, "2–5"; may be empty."""
        best, worst = self.row.get("rank_low"), self.row.get("rank_high")
        if best is None or worst is None:
            return ""
        return str(best) if best == worst else f"{best}–{worst}"


@dataclass(frozen=True, slots=True)
class Drawing:
    axis: Axis
    lines: tuple[Line, ...]
    close: tuple[tuple[str, ...], ...]
    """Names of the teams of each band of several."""
    has_doubt: bool
    levels: tuple[float, ...] = THREADS


def draw(rows: Iterable[Mapping[str, Any]], bands: Sequence[Sequence[str]] = ()) -> Drawing:
    """Return the lines of the teams that have points, in the order of `rows`.

    A row has `team`, `name`, `score`, `raw_mean`, `ballots`, and may have `low`, `high`,
    `rank_low` and `rank_high`; `bands` names the teams that are too close to call.
    """
    shown = [row for row in rows if row.get("score") is not None]
    where = brackets([row["team"] for row in shown], bands)
    names = {row["team"]: row["name"] for row in shown}
    lines = tuple(
        Line(row, spread(row), where.get(row["team"], ""), row["ballots"] < FEW) for row in shown
    )
    close = (tuple(names[team] for team in band if team in names) for band in bands)
    return Drawing(
        axis_of(shown),
        lines,
        tuple(band for band in close if len(band) > 1),
        any(line.sd for line in lines),
    )


def axis_of(rows: Iterable[Mapping[str, Any]]) -> Axis:
    """Return an axis in round numbers that holds all scores, intervals and raw means."""
    keys = ("score", "raw_mean", "low", "high")
    values = [row[key] for row in rows for key in keys if row.get(key) is not None]
    least, most = (min(values), max(values)) if values else (0.0, 100.0)
    step = next((one for one in STEPS if (most - least) / one <= MOST_TICKS - 2), STEPS[-1])
    low, high = floor(least / step) * step, ceil(most / step) * step
    high = max(high, low + step)
    return Axis(float(low), float(high), tuple(range(low, high + 1, step)))


@dataclass(frozen=True, slots=True)
class Bar:
    """From nothing to a juror's effect, in per cent of the axis."""

    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Leaning:
    """Effects in points on one axis with nothing in its middle, strict on the left."""

    axis: Axis
    bars: Mapping[str, Bar]
    reaches: Mapping[str, Bar]
    """The interval of 90 % of each effect."""


def leaning(effects: Mapping[str, float], sds: Mapping[str, float] | None = None) -> Leaning:
    """Return a bar for each juror, with the interval that its `sds` stand for."""
    reach = {
        juror: NormalDist().inv_cdf((1 + SURE) / 2) * (sds or {}).get(juror, 0.0)
        for juror in effects
    }
    ends = (abs(effect) + reach[juror] for juror, effect in effects.items())
    most = max(1, ceil(max(ends, default=1)))
    axis = Axis(-most, most, (-most, 0, most))
    return Leaning(
        axis,
        {
            juror: Bar(min(50.0, axis.part(effect)), abs(axis.part(effect) - 50.0))
            for juror, effect in effects.items()
        },
        {
            juror: Bar(axis.part(effect - reach[juror]), 100 * reach[juror] / most)
            for juror, effect in effects.items()
        },
    )


def spread(row: Mapping[str, Any]) -> float:
    """Return the standard error that the 90 % interval stands for, 0 without one."""
    low, high = row.get("low"), row.get("high")
    if low is None or high is None:
        return 0.0
    return float(high - low) / 2 / NormalDist().inv_cdf((1 + SURE) / 2)


def brackets(order: Sequence[str], bands: Sequence[Sequence[str]]) -> dict[str, str]:
    """Return which end of a bracket each team is; teams of a band that stand apart get none.

    Inside a tie the ladder may change the order of the scores, so a band is drawn along `order`.
    """
    found: dict[str, str] = {}
    place = {team: index for index, team in enumerate(order)}
    for band in bands:
        rows = sorted(place[team] for team in band if team in place)
        for before, row, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
            above, below = before == row - 1, after == row + 1
            if above or below:
                found[order[row]] = "middle" if above and below else "last" if above else "first"
    return found
