"""Rounds, ballots and standings as programs see them."""

from typing import Any

from flask import Response
from flask_smorest import Blueprint

from camp.core.rules import may
from camp.jury import ballots, queries
from camp.jury.board import board
from camp.jury.handing import hand_in
from camp.jury.models import Ballot, Juror, Round
from camp.jury.revisions import shown
from camp.jury.schemas import (
    BallotIn,
    BallotOut,
    ExplanationOut,
    RoundOut,
    StandingsOut,
)
from camp.jury.sight import Sight, sight
from camp.jury.telling import certainty, names_of, sentences
from camp.web.context import actor, camp, db
from camp.web.guard import rule
from camp.web.writes import Answer

bp = Blueprint("rounds", __name__)
DOUBT = {"low", "high", "rank_low", "rank_high"}
"""Keys of a row that are told as pairs."""


@bp.get("/camps/<slug>/rounds")
@bp.response(200, RoundOut(many=True))
@rule("rubric.read")
def list_rounds(slug: str) -> Any:
    with db().read() as session:
        return queries.rounds(session, camp().id)


@bp.get("/rounds/<round_id>")
@bp.response(200)
@rule("rubric.read")
def get_round(round_id: str) -> Any:
    with db().read() as session:
        stand = board(session, round_id)
        own = queries.own_ballots(session, stand.round_, actor().person_id)
        order = queries.pitch_order(session, round_id)
    described = {
        "id": round_id,
        "name": stand.round_.name,
        "state": stand.round_.state,
        "rubric": rubric(stand.round_),
        "teams": [
            {"id": team.id, "name": team.name, "number": team.number, "slot": slot.state}
            for slot, team in order
        ],
        "ballots": [shown(ballot) for ballot in own],
    }
    if may(actor(), camp().id, "round.read"):
        everybody = (*stand.jurors, *stand.reserves)
        described["jurors"] = [_juror(one) for one in everybody]
    return described


def rubric(round_: Round) -> dict[str, Any]:
    return {
        "scale": [round_.scale_low, round_.scale_high],
        "criteria": [
            {
                "key": one.key,
                "weight": one.weight,
                "name": one.name,
                "names": one.names,
                "anchors": one.anchors,
            }
            for one in round_.criteria
        ],
    }


def _juror(one: Juror) -> dict[str, Any]:
    return {"id": one.id, "name": one.person.name, "role": one.role, "seat": one.seat}


@bp.get("/rounds/<round_id>/progress")
@bp.response(200)
@rule("progress.read")
def get_progress(round_id: str) -> Any:
    """Return the state of every cell, and no mark."""
    with db().read() as session:
        stand = board(session, round_id)
    return {
        "state": stand.round_.state,
        "all_in": stand.all_in,
        "quorum": camp().settings.quorum,
        "teams": [
            {
                "team": slot.team_id,
                "slot": slot.state,
                "submitted": stand.count(slot.team_id, "submitted"),
                "complete": stand.is_complete(slot.team_id),
                "cells": {cell.juror.id: cell.state for cell in stand.row(slot.team_id)},
            }
            for slot in stand.slots
        ],
    }


@bp.put("/rounds/<round_id>/ballots/<team_id>")
@bp.arguments(BallotIn)
@bp.alt_response(200, schema=BallotOut)
@rule("ballot.write")
def put_ballot(data: dict[str, Any], round_id: str, team_id: str) -> Response:
    said = ballots.Said(
        marks=data["marks"],
        state=data["state"],
        comment=data["comment"],
        shares_comment=data["share"],
        device_at=data["device_at"],
    )
    return hand_in(
        said, round_id=round_id, team_id=team_id, revision=data["revision"], answer=receipt
    )


_RECEIPT = BallotOut()


def receipt(ballot: Ballot) -> Answer:
    return Answer(200, _RECEIPT.dump(ballot))


@bp.get("/rounds/<round_id>/standings")
@bp.response(200, StandingsOut)
@rule("results.read")
def get_standings(round_id: str) -> Any:
    with db().read() as session:
        return described(sight(board(session, round_id), camp(), actor(), quick=True))


def described(seen: Sight) -> dict[str, Any]:
    """Return what one may see as data; a public board tells no raw means."""
    return {
        "state": seen.kind,
        "seq": seen.drawn.get("seq"),
        "mode": seen.drawn.get("mode"),
        "connected": seen.drawn.get("connected"),
        "open_ties": seen.drawn.get("open_ties", []),
        "early": seen.drawn.get("early", False),
        "bands": seen.drawn.get("bands", []),
        "teams": [
            {
                **{key: value for key, value in row.items() if key not in DOUBT},
                "interval": _pair(row.get("low"), row.get("high")),
                "rank_range": _pair(row.get("rank_low"), row.get("rank_high"))
                or [row.get("first"), row.get("last")],
            }
            for row in seen.teams
        ],
    }


def _pair(low: float | None, high: float | None) -> list[float] | None:
    return None if low is None or high is None else [low, high]


@bp.get("/rounds/<round_id>/standings/<team_id>/explanation")
@bp.response(200, ExplanationOut)
@rule("result.own")
def get_explanation(round_id: str, team_id: str) -> Any:
    with db().read() as session:
        stand, drawn = queries.steps_of(session, camp(), round_id, team_id, actor())
    drawn_now: Any = drawn
    names = names_of(stand.round_, drawn_now["teams"])
    steps = [
        {"key": one["key"], "value": one["value"], "facts": public_facts(one["facts"])}
        for one in drawn_now["steps"][team_id]
    ]
    row = next(one for one in drawn_now["teams"] if one["team"] == team_id)
    return {
        "team": team_id,
        "name": names[team_id],
        "mode": drawn_now["mode"],
        "steps": steps,
        "sentences": sentences(steps, names),
        "interval": _pair(row.get("low"), row.get("high")),
        "rank_range": _pair(row.get("rank_low"), row.get("rank_high")),
        "certainty": certainty(row),
    }


def public_facts(facts: dict[str, Any]) -> dict[str, Any]:
    """Leave out who decided: the chair is a juror, and jurors are not named."""
    return {key: value for key, value in facts.items() if key != "by"}
