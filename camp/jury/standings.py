"""From ballots to standings: the only place where the jury room asks `scoring`."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from camp.core.settings import Settings
from camp.jury.board import Board
from camp.jury.models import Round
from scoring import (
    Ballot,
    BallotTable,
    ChairDecision,
    Criterion,
    Explanation,
    Fit,
    OfficialOrder,
    Rubric,
    explanation,
    fit,
    official_order,
    seal,
)


@dataclass(frozen=True, slots=True)
class Standings:
    """The arithmetic of one round at one moment; teams are named by id."""

    rubric: Rubric
    table: BallotTable
    fitted: Fit
    order: OfficialOrder

    def explain(self, team_id: str) -> Explanation:
        return explanation(self.fitted, self.order, team_id)


def rubric_of(round_: Round) -> Rubric:
    return Rubric(
        (round_.scale_low, round_.scale_high),
        tuple(Criterion(one.key, one.weight) for one in round_.criteria),
    )


def standings(
    stand: Board, settings: Settings, *, chair: Sequence[ChairDecision] = ()
) -> Standings | None:
    """Score the submitted ballots, None when there is none.

    `chair` are the chair's written decisions on ties that no other rung parts.
    """
    table = BallotTable(Ballot(one.juror_id, one.team_id, one.marks) for one in stand.submitted)
    if not len(table):
        return None
    rubric = rubric_of(stand.round_)
    fitted = fit(table, rubric, settings.score_mode)
    known = {*rubric.keys, "wins", "chair"}
    # A camp with another rubric keeps the rungs that its criteria can climb.
    ladder = [rung for rung in settings.tie_ladder if rung in known]
    order = official_order(
        fitted, table, rubric, margin=settings.tie_margin, ladder=ladder, chair=chair
    )
    return Standings(rubric, table, fitted, order)


def rows_of(stand: Board, found: Standings | None) -> list[dict[str, Any]]:
    """Return one row a team, best first; teams without a ballot come last and have no place."""
    rows = [_row(stand, found, place) for place in found.order.places] if found else []
    ranked = {row["team"] for row in rows}
    unranked = [slot.team_id for slot in stand.slots if slot.team_id not in ranked]
    empty = {"place": None, "ballots": 0, "complete": False}
    return rows + [{"team": team, "name": stand.teams[team].name, **empty} for team in unranked]


def _row(stand: Board, found: Standings, place: Any) -> dict[str, Any]:
    team, means = place.project, found.fitted.raw_means
    return {
        "team": team,
        "name": stand.teams[team].name,
        "place": place.label,
        "first": place.first,
        "last": place.last,
        "score": place.score,
        "raw_mean": means[team],
        "raw_place": 1 + sum(mean > means[team] for mean in means.values()),
        "ballots": found.fitted.counts[team],
        "complete": stand.is_complete(team),
    }


def picture(
    stand: Board, settings: Settings, *, seq: int, chair: Sequence[ChairDecision] = ()
) -> dict[str, Any]:
    """Return the standings as data, at number `seq` of the log."""
    return _drawn(stand, settings, standings(stand, settings, chair=chair), seq)


def _drawn(stand: Board, settings: Settings, found: Standings | None, seq: int) -> dict[str, Any]:
    quorum = settings.quorum
    counts = {slot.team_id: stand.count(slot.team_id, "submitted") for slot in stand.slots}
    return {
        "seq": seq,
        "mode": settings.score_mode,
        "margin": settings.tie_margin,
        "ladder": list(settings.tie_ladder),
        "connected": found.fitted.connected if found else True,
        "open_ties": [list(tie) for tie in found.order.open_ties] if found else [],
        "short": [team for team, count in counts.items() if count < quorum],
        "teams": rows_of(stand, found),
        "steps": _steps(found) if found else {},
    }


def _steps(found: Standings) -> dict[str, Any]:
    return {
        team: [asdict(step) for step in found.explain(team).steps] for team in found.fitted.scores
    }


def public_picture(stand: Board, settings: Settings, *, seq: int) -> dict[str, Any]:
    """Return the standings of the teams whose panel is complete, as if there were no others."""
    complete = set(stand.complete)
    slots = tuple(slot for slot in stand.slots if slot.team_id in complete)
    cells = {key: cell for key, cell in stand.cells.items() if key[1] in complete}
    return picture(replace(stand, slots=slots, cells=cells), settings, seq=seq)


def result_of(
    stand: Board, settings: Settings, *, seq: int, chair: Sequence[ChairDecision] = ()
) -> dict[str, Any]:
    """Return the picture at closure, sealed: fingerprints of ballots, settings and places."""
    found = standings(stand, settings, chair=chair)
    rules = {
        "mode": settings.score_mode,
        "margin": settings.tie_margin,
        "ladder": list(settings.tie_ladder),
        "rubric": rubric_of(stand.round_),
        "chair": chair,
    }
    ballots = list(found.table) if found else []
    fingerprint = seal(ballots, rules, found.order if found else [])
    return {**_drawn(stand, settings, found, seq), "seal": asdict(fingerprint)}
