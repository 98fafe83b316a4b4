"""Typing ballots from paper, as programs do it."""

from functools import partial
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from camp.jury import paper
from camp.jury.schemas import PaperDecisionIn, PaperIn
from camp.web.context import actor, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("paper", __name__)


@bp.post("/rounds/<round_id>/paper-ballots")
@bp.arguments(PaperIn)
@rule("paper.enter")
def type_ballot(data: dict[str, Any], round_id: str) -> Response:
    return write(typing(round_id, data), _state)


def typing(round_id: str, data: dict[str, Any]) -> Any:
    return partial(
        paper.type_ballot,
        round_id=round_id,
        juror_id=data["juror"],
        team_id=data["team"],
        marks=data["marks"],
        by=actor().person_id,
        now=now(),
    )


@bp.put("/rounds/<round_id>/paper-ballots")
@bp.arguments(PaperDecisionIn)
@rule("paper.enter")
def settle_ballot(data: dict[str, Any], round_id: str) -> Response:
    return write(settling(round_id, data), _state)


def settling(round_id: str, data: dict[str, Any]) -> Any:
    return partial(
        paper.settle_ballot,
        round_id=round_id,
        juror_id=data["juror"],
        team_id=data["team"],
        marks=data["marks"],
        reason=data["reason"],
        by=actor().person_id,
        now=now(),
    )


def _state(typed: paper.Typed) -> Answer:
    return Answer(200, {"state": typed.state})
