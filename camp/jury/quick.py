"""Standings while ballots come in: the last full fit carried on by the ballots since.

A full fit takes ten times as long as a page, so pages ask for it at most once in `PAUSE` seconds
for a round; the push that tells of a ballot has it made before, off the request.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from threading import Lock
from time import monotonic

from camp.jury.scored import Rules, Standings, known, scored
from scoring import BallotTable, Fit, LiveBoard, fit, official_order
from scoring.posterior import NORMAL_90

SLOW = frozenset({"full", "severity"})
"""Modes whose fit is worth waiting for."""
PAUSE = 1.0
KEPT = 64


@dataclass(frozen=True, slots=True)
class _Full:
    made: Standings
    at: float


_last: dict[Hashable, _Full] = {}
_lock = Lock()


def exactly(name: Hashable, table: BallotTable, rules: Rules) -> Standings:
    """Return the full standings and keep them as those that the next ballots are added to."""
    made = scored(table, rules)
    with _lock:
        _last.pop(name, None)
        _last[name] = _Full(made, monotonic())
        while len(_last) > KEPT:
            _last.pop(next(iter(_last)))
    return made


def quickly(name: Hashable, table: BallotTable, rules: Rules) -> Standings:
    """Return the standings of these ballots, at once if the round was computed a moment ago.

    `name` is the round, or the part of it that is shown. What was carried on has no steps, ties
    are left open, and ranges and brackets are those of the last full fit.
    """
    exact = known(table, rules)
    last = _last.get(name)
    if exact is not None or last is None or monotonic() - last.at > PAUSE:
        return exact or exactly(name, table, rules)
    if last.made.rules != rules or rules.mode not in SLOW:
        return exactly(name, table, rules)
    return carried_on(last.made, table) or exactly(name, table, rules)


def carried_on(last: Standings, table: BallotTable) -> Standings | None:
    """Return `last` with the ballots of `table` instead of its own.

    None where the fit cannot tell: another set of teams, or a juror that it does not know.
    """
    rules, board = last.rules, LiveBoard(last.fitted, last.rubric)
    for ballot in last.table:
        gone = table.get(ballot.project, ballot.juror) is None
        if gone and not board.retract(ballot.project, ballot.juror):
            return None
    for ballot in table:
        new = last.table.get(ballot.project, ballot.juror) != ballot
        if new and not board.apply(ballot):
            return None
    plain = fit(table, rules.rubric, "mean")
    if plain.scores.keys() != last.fitted.scores.keys():
        return None
    fitted = _with_scores(plain, last.fitted, board)
    order = official_order(fitted, table, rules.rubric, margin=rules.margin, ladder=())
    return Standings(rules, table, fitted, order, last.outlook, is_quick=True)


def _with_scores(plain: Fit, last: Fit, board: LiveBoard) -> Fit:
    found, errors = board.standing()
    scores = dict(zip(board.projects, found.tolist(), strict=True))
    reach = dict(zip(board.projects, (NORMAL_90 * errors).tolist(), strict=True))
    return replace(
        plain,
        mode=last.mode,
        scores=scores,
        low={team: score - reach[team] for team, score in scores.items()},
        high={team: score + reach[team] for team, score in scores.items()},
        juror_effects=last.juror_effects,
        steps={},
    )
