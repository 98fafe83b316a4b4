"""From a round to its standings as data: what pages show, what a freeze keeps, what is sealed."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from camp.core.settings import Settings
from camp.jury.board import Board
from camp.jury.models import Round
from camp.jury.quick import SLOW, exactly, quickly
from camp.jury.scored import Rules, Standings
from scoring import (
    Ballot,
    BallotTable,
    ChairDecision,
    Criterion,
    Rubric,
    canonical_json,
    digest,
    seal,
)

ENOUGH = 0.6
"""Of the awaited ballots: before that many are in, bands are shown and no places."""
PLACE_STEPS = {"tied", "equal", "rung", "chair", "open", "place"}
"""Steps of an explanation that tell a place."""


def rubric_of(round_: Round) -> Rubric:
    return Rubric(
        (float(round_.scale_low), float(round_.scale_high)),
        tuple(Criterion(one.key, one.weight) for one in round_.criteria),
    )


def told_rubric(round_: Round) -> dict[str, Any]:
    """Return the rubric as the log keeps it: the numbers, and the fingerprint of the words."""
    criteria = [
        (one.key, one.name, one.names, one.anchors, one.anchor_words) for one in round_.criteria
    ]
    return {**asdict(rubric_of(round_)), "words": digest(criteria)}


def rules_of(round_: Round, settings: Settings, chair: Sequence[ChairDecision] = ()) -> Rules:
    return Rules(
        rubric_of(round_),
        settings.score_mode,
        settings.tie_margin,
        tuple(settings.tie_ladder),
        tuple(chair),
    )


def table_of(stand: Board) -> BallotTable:
    return BallotTable(Ballot(one.juror_id, one.team_id, one.marks) for one in stand.submitted)


def standings(
    stand: Board, settings: Settings, *, chair: Sequence[ChairDecision] = (), quick: bool = False,
    waits: bool = True,
) -> Standings | None:  # fmt: skip
    """Score the submitted ballots, None when there is none.

    `chair` are the chair's written decisions on ties that no other rung parts. With `quick` the
    last full fit may be carried on instead of made anew; who `waits` not sees plain means first.
    """
    table, rules = table_of(stand), rules_of(stand.round_, settings, chair)
    if not len(table):
        return None
    name = (stand.round_.id, tuple(slot.team_id for slot in stand.slots))
    return quickly(name, table, rules, waits=waits) if quick else exactly(name, table, rules)


def warm(stand: Board, settings: Settings) -> None:
    """Make the full fits that pages will ask for, so that no request has to."""
    if stand.round_.state != "open" or settings.score_mode not in SLOW:
        return
    if stand.all_in:
        standings(stand, settings)
    if settings.live_board:
        standings(public_part(stand), settings)


def rows_of(stand: Board, found: Standings | None) -> list[dict[str, Any]]:
    """Return one row a team, best first; teams without a ballot come last and have no place."""
    rows = [_row(stand, found, place) for place in found.order.places] if found else []
    ranked = {row["team"] for row in rows}
    unranked = [slot.team_id for slot in stand.slots if slot.team_id not in ranked]
    empty = {"place": None, "ballots": 0, "complete": False}
    return rows + [{"team": team, "name": stand.teams[team].name, **empty} for team in unranked]


def _row(stand: Board, found: Standings, place: Any) -> dict[str, Any]:
    team = place.project
    return {
        "team": team,
        "name": stand.teams[team].name,
        "place": place.label,
        "first": place.first,
        "last": place.last,
        "score": place.score,
        **found.doubt(team),
        "raw_mean": found.fitted.raw_means[team],
        "raw_place": found.raw_places[team],
        "ballots": found.fitted.counts[team],
        "complete": stand.is_complete(team),
    }


def picture(stand: Board, settings: Settings, *, seq: int, quick: bool = False) -> dict[str, Any]:
    """Return the standings as data, at number `seq` of the log.

    While few ballots are in, a team has the place of its band and not one of its own.
    """
    drawn = _drawn(stand, settings, standings(stand, settings, quick=quick, waits=False), seq)
    return drawn if stand.share_in >= ENOUGH else _in_bands(drawn)


def _drawn(stand: Board, settings: Settings, found: Standings | None, seq: int) -> dict[str, Any]:
    quorum = settings.quorum
    counts = {slot.team_id: stand.count(slot.team_id, "submitted") for slot in stand.slots}
    plain = found is not None and found.is_quick and found.fitted.mode != settings.score_mode
    return ({"plain": True} if plain else {}) | {
        "seq": seq,
        "mode": settings.score_mode,
        "margin": settings.tie_margin,
        "ladder": list(settings.tie_ladder),
        "early": False,
        "settled": not (found and found.is_quick),
        "connected": found.fitted.connected if found else True,
        "open_ties": [list(tie) for tie in found.order.open_ties] if found else [],
        "bands": [list(band) for band in found.bands] if found else [],
        "short": [team for team, count in counts.items() if count < quorum],
        "teams": rows_of(stand, found),
        "steps": _steps(found) if found and not found.is_quick else {},
    }


def _steps(found: Standings) -> dict[str, Any]:
    return {
        team: [asdict(step) for step in found.explain(team).steps] for team in found.fitted.scores
    }


def _in_bands(drawn: dict[str, Any]) -> dict[str, Any]:
    """Take the places out: inside a band teams stand by name; without bands all are in one."""
    ranked = {row["team"]: row for row in drawn["teams"] if row["place"]}
    rows: list[dict[str, Any]] = []
    for band in drawn["bands"] or [list(ranked)] * bool(ranked):
        first, last = len(rows) + 1, len(rows) + len(band)
        place: dict[str, Any] = dict.fromkeys(("rank_low", "rank_high", "raw_place"))
        place |= {"place": _label(first, last), "first": first, "last": last}
        rows += sorted(
            ({**ranked[team], **place} for team in band),
            key=lambda row: (row["name"], row["team"]),
        )
    kept = {
        team: [step for step in steps if step["key"] not in PLACE_STEPS]
        for team, steps in drawn["steps"].items()
    }
    unranked = [row for row in drawn["teams"] if not row["place"]]
    return {
        **drawn, "early": True, "open_ties": [], "teams": rows + unranked, "steps": kept,
    }  # fmt: skip


def _label(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def public_picture(
    stand: Board, settings: Settings, *, seq: int, quick: bool = False
) -> dict[str, Any]:
    """Return the standings of the teams whose panel is complete, as if there were no others."""
    part = public_part(stand)
    drawn = _drawn(part, settings, standings(part, settings, quick=quick), seq)
    return drawn if stand.share_in >= ENOUGH else _in_bands(drawn)


def public_part(stand: Board) -> Board:
    """Return the round as if only the teams with a complete panel were judged."""
    complete = set(stand.complete)
    slots = tuple(slot for slot in stand.slots if slot.team_id in complete)
    cells = {key: cell for key, cell in stand.cells.items() if key[1] in complete}
    return replace(stand, slots=slots, cells=cells)


def result_of(
    stand: Board, settings: Settings, *, seq: int, chair: Sequence[ChairDecision] = ()
) -> dict[str, Any]:
    """Return the picture at closure, sealed: fingerprints of ballots, settings and places.

    `order` is the sealed result itself, so that others can make its fingerprint again.
    """
    found = standings(stand, settings, chair=chair)
    rules = {
        "mode": settings.score_mode,
        "margin": settings.tie_margin,
        "ladder": list(settings.tie_ladder),
        "rubric": rubric_of(stand.round_),
        "chair": chair,
    }
    ballots = list(found.table) if found else []
    order = json.loads(canonical_json(found.order if found else []))
    fingerprint = seal(ballots, rules, order)
    return {**_drawn(stand, settings, found, seq), "order": order, "seal": asdict(fingerprint)}
