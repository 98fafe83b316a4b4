"""Standings while ballots come in: the last full fit carried on by the ballots since.

A full fit takes ten times as long as a page, so no page waits for one but a round's first: the
push that tells of a ballot has it made before, and where nobody watches, a page that finds the last
fit older than `PAUSE` seconds has the next one made behind its back.
"""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from threading import Lock, Thread
from time import monotonic

from camp.jury.scored import LONG, Rules, Standings, known, scored
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
_at_work: set[Hashable] = set()
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


def quickly(name: Hashable, table: BallotTable, rules: Rules, *, waits: bool = True) -> Standings:
    """Return the standings of these ballots, at once if the round was ever computed.

    A long round's first are waited for, unless the asker `waits` not: then they are plain means,
    and the full fit is made meanwhile.

    `name` is the round, or the part of it that is shown. What was carried on has no steps, ties
    are left open, and ranges and brackets are those of the last full fit.
    """
    exact, last = known(table, rules), _last.get(name)
    if exact is not None:
        return exact
    if rules.mode not in SLOW:
        return exactly(name, table, rules)
    is_near = last is not None and last.made.rules == rules
    found = carried_on(last.made, table) if is_near and last is not None else None
    if found is None or last is None:
        if waits or len(table) < LONG:
            return exactly(name, table, rules)
        _catch_up(name, table, rules)
        return plainly(table, rules)
    if monotonic() - last.at > PAUSE:
        _catch_up(name, table, rules)
    return found


def _catch_up(name: Hashable, table: BallotTable, rules: Rules) -> None:
    """Make the full fit behind the request; a round has one at work at most."""
    with _lock:
        if name in _at_work:
            return
        _at_work.add(name)

    def work() -> None:
        try:
            exactly(name, table, rules)
        finally:
            _at_work.discard(name)

    Thread(target=work, daemon=True).start()


def plainly(table: BallotTable, rules: Rules) -> Standings:
    """Return the standings by plain means, while the first full fit is made."""
    fitted = fit(table, rules.rubric, "mean")
    order = official_order(fitted, table, rules.rubric, margin=rules.margin, ladder=())
    return Standings(rules, table, fitted, order, is_quick=True)


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
