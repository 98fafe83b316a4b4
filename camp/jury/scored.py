"""Ballots in, scores, places and their uncertainty out; the same ballots are computed once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import Any

from camp.core.aside import natively
from scoring import (
    BallotTable,
    ChairDecision,
    Explanation,
    Fit,
    OfficialOrder,
    Outlook,
    Rubric,
    explanation,
    fit,
    official_order,
    outlook,
)

TOP = 3
"""Places for which a chance is told besides ranges and brackets."""
KEPT = 64
LONG = 1000
"""Ballots from which on a full fit takes about a second on a busy laptop."""
"""Results that stay at hand: every round of a programme's camps, live and sealed."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What turns ballots into places: published before the first ballot."""

    rubric: Rubric
    mode: str
    margin: float
    ladder: tuple[str, ...]
    chair: tuple[ChairDecision, ...] = ()
    exclude: tuple[str, ...] = ()
    """Jurors left out, for the question "what if"; never in an official result."""


@dataclass(frozen=True, slots=True)
class Standings:
    """The arithmetic of one round at one moment; teams are named by id."""

    rules: Rules
    table: BallotTable
    fitted: Fit
    order: OfficialOrder
    outlook: Outlook | None = None
    is_quick: bool = False
    """Carried on from an earlier fit: the exact numbers are still being made."""

    @property
    def rubric(self) -> Rubric:
        return self.rules.rubric

    @property
    def raw_places(self) -> dict[str, int]:
        """Places by the plain mean; equal means share the better place."""
        means = self.fitted.raw_means
        return {
            team: 1 + sum(other > mine for other in means.values()) for team, mine in means.items()
        }

    @property
    def bands(self) -> tuple[tuple[str, ...], ...]:
        """Teams too close to call, in the order of the scores; empty where nothing tells."""
        return tuple(self.outlook.bands) if self.outlook else ()

    def doubt(self, team_id: str) -> dict[str, Any]:
        """Return the team's 90 % interval in points and range of places; each may be None."""
        low, high = self.fitted.low, self.fitted.high
        best = self.outlook.rank_low if self.outlook else {}
        worst = self.outlook.rank_high if self.outlook else {}
        return {
            "low": low.get(team_id), "high": high.get(team_id),
            "rank_low": best.get(team_id), "rank_high": worst.get(team_id),
        }  # fmt: skip

    def explain(self, team_id: str) -> Explanation:
        return explanation(self.fitted, self.order, team_id)


def scored(table: BallotTable, rules: Rules) -> Standings:
    """Compute the standings, or return them if these very ballots were computed before.

    Raises ValueError as `scoring.fit` does.
    """
    key = content(table, rules)
    known = _kept.get(key)
    if known is None:
        # A fit of seconds must not keep the phones waiting; a short one is not worth a thread.
        run = natively if len(table) >= LONG else _here
        known = _kept.put(key, run(partial(compute, table, rules)))
    return known


def _here(call: Callable[[], Standings]) -> Standings:
    return call()


def known(table: BallotTable, rules: Rules) -> Standings | None:
    """Return the standings if they were computed already."""
    return _kept.get(content(table, rules))


def compute(table: BallotTable, rules: Rules) -> Standings:
    fitted = fit(table, rules.rubric, rules.mode, exclude=rules.exclude)
    keys = {*rules.rubric.keys, "wins", "chair"}
    # A camp with another rubric keeps the rungs that its criteria can climb.
    ladder = [rung for rung in rules.ladder if rung in keys]
    order = official_order(
        fitted, table, rules.rubric, margin=rules.margin, ladder=ladder, chair=rules.chair
    )
    return Standings(rules, table, fitted, order, outlook(fitted, TOP))


def content(table: BallotTable, rules: Rules) -> Hashable:
    ballots = ((one.project, one.juror, tuple(one.marks.items())) for one in table)
    return rules, tuple(ballots)


class _Kept:
    """The newest results by what they were made from."""

    def __init__(self, size: int) -> None:
        self._size, self._lock = size, Lock()
        self._found: OrderedDict[Hashable, Standings] = OrderedDict()

    def get(self, key: Hashable) -> Standings | None:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
            return self._found.get(key)

    def put(self, key: Hashable, made: Standings) -> Standings:
        with self._lock:
            self._found[key] = made
            while len(self._found) > self._size:
                self._found.popitem(last=False)
        return made


_kept = _Kept(KEPT)
