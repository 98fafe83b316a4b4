"""The result juror by juror: the official method over the ballots that were read out so far."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from camp.grants.script import Script
from camp.jury.scored import Rules, Standings, scored
from scoring import Ballot, BallotTable, fit

Said = tuple[str, str, tuple[tuple[str, float], ...]]
"""A ballot that can be a key: juror, team, marks."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A team after some jurors were read out. Without a ballot yet it has no points."""

    team_id: str
    number: int
    name: str
    place: str
    points: float | None
    given: float | None
    """What the juror of this step gave."""
    ballots: int
    can_win: bool
    """Whether some ballots of the jurors still to come would put it first."""
    decision: str = ""
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """One step. `juror` is the name of who is read out now; the last step is the result."""

    step: int
    all: int
    juror: str
    rows: tuple[Heard, ...]
    is_result: bool


def hearing_length(script: Script) -> int:
    """Return the steps: one for each juror who judged, and the result."""
    return len(hearing_order(script)) + 1


def hearing_order(script: Script) -> tuple[str, ...]:
    """Return the jurors in the order that keeps the winner open longest.

    From the end: of those who are left, the juror comes last without whom the winner leads least,
    by plain means. Equal ones go by seat.
    """
    points = _points(script)
    left = [juror for juror in script.jurors if juror in points]
    winner = script.order[0] if script.order else ""
    found: list[str] = []
    while left:
        leads = {juror: _lead(points, winner, [one for one in left if one != juror])
                 for juror in left}  # fmt: skip
        last = min(reversed(left), key=lambda juror: leads[juror])
        left.remove(last)
        found.append(last)
    return tuple(reversed(found))


def frame(script: Script, step: int) -> Frame:
    """Return the board after `step` jurors; what comes later is not read into it."""
    order = hearing_order(script)
    step = max(0, min(step, len(order) + 1))
    is_result = step > len(order)
    read = order[:step]
    made = _standings(script, read, is_whole=len(read) == len(order)) if read else None
    points = _points(script)
    last = {} if is_result or not read else points[read[-1]]
    winners = frozenset() if is_result else _can_win(script, read, order[step:])
    ranked = [place.project for place in made.order.places] if made else []
    if is_result:
        ranked = list(script.order)
    rest = sorted((team for team in script.order if team not in ranked),
                  key=lambda team: script.teams[team][0])  # fmt: skip
    rows = tuple(
        _row(script, team, made, last.get(team), can_win=team in winners, is_result=is_result)
        for team in (*ranked, *rest)
    )
    juror = script.jurors[read[-1]] if read and not is_result else ""
    return Frame(step, len(order), juror, rows, is_result)


def _row(
    script: Script, team: str, made: Standings | None, given: float | None, *,
    can_win: bool, is_result: bool,
) -> Heard:  # fmt: skip
    number, name = script.teams[team]
    choice = script.choices[team] if is_result else None
    has_points = made is not None and team in made.fitted.scores
    place = ""
    if made is not None and has_points:
        labels = {one.project: one.label for one in made.order.places}
        place = script.ranked.labels[team] if is_result else labels[team].replace("-", "–")
    return Heard(
        team, number, name, place,
        made.fitted.scores[team] if made is not None and has_points else None,
        given,
        made.fitted.counts[team] if made is not None and has_points else 0,
        can_win,
        choice.decision if choice else "",
        choice.amount if choice else 0,
    )  # fmt: skip


def _standings(script: Script, read: Sequence[str], *, is_whole: bool) -> Standings:
    if is_whole:
        return script.ranked.found
    rules = script.ranked.found.rules
    # The chair's sentences are about the whole result: of a part nothing was decided.
    part = Rules(rules.rubric, rules.mode, rules.margin, ())
    return scored(_part(script, read), part)


def _part(script: Script, read: Iterable[str]) -> BallotTable:
    heard = set(read)
    return BallotTable(one for one in script.ranked.table if one.juror in heard)


def _points(script: Script) -> dict[str, dict[str, float]]:
    """Return the points of each ballot by juror and team."""
    rubric = script.ranked.rubric
    found: dict[str, dict[str, float]] = {}
    for one in script.ranked.table:
        found.setdefault(one.juror, {})[one.project] = rubric.points(rubric.composite(one.marks))
    return found


def _lead(points: Mapping[str, Mapping[str, float]], winner: str, jurors: Sequence[str]) -> float:
    """Return by how many points of its mean the winner leads the best other, below 0 if behind."""
    given: dict[str, list[float]] = {}
    for juror in jurors:
        for team, many in points[juror].items():
            given.setdefault(team, []).append(many)
    means = {team: sum(many) / len(many) for team, many in given.items()}
    others = [mean for team, mean in means.items() if team != winner]
    return means.get(winner, 0.0) - max(others, default=0.0)


def _can_win(script: Script, read: Sequence[str], to_come: Sequence[str]) -> frozenset[str]:
    rules = script.ranked.found.rules
    table = script.ranked.table
    said = tuple((one.juror, one.project, tuple(one.marks.items()))
                 for one in table if one.juror in set(read))  # fmt: skip
    ahead = tuple((one.juror, one.project) for one in table if one.juror in set(to_come))
    return _first_in_its_best_case(rules, said, ahead)


@lru_cache(maxsize=64)
def _first_in_its_best_case(
    rules: Rules, said: tuple[Said, ...], ahead: tuple[tuple[str, str], ...]
) -> frozenset[str]:
    """Return the teams that are first if all to come give them most and the others least.

    Who reads out which team later is known to the hall; what they gave is not, and is not used.
    """
    (low, high), keys = rules.rubric.scale, rules.rubric.keys
    heard = [Ballot(juror, team, dict(marks)) for juror, team, marks in said]
    teams = {one.project for one in heard} | {team for _, team in ahead}
    found = set()
    for mine in teams:
        best = [Ballot(juror, team, dict.fromkeys(keys, high if team == mine else low))
                for juror, team in ahead]  # fmt: skip
        scores = fit(BallotTable([*heard, *best]), rules.rubric, rules.mode).scores
        if scores.get(mine, 0.0) >= max(scores.values()) - rules.margin:
            found.add(mine)
    return frozenset(found)
