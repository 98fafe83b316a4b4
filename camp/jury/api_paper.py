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
    return _of_sheet(paper.type_ballot, round_id, **data)


@bp.put("/rounds/<round_id>/paper-ballots")
@bp.arguments(PaperDecisionIn)
@rule("paper.enter")
def settle_ballot(data: dict[str, Any], round_id: str) -> Response:
    return write(settling(round_id, data), _state)


def settling(round_id: str, data: dict[str, Any]) -> Any:
    return _of_sheet(paper.settle_ballot, round_id, **data)


def _of_sheet(verb: Any, round_id: str, *, juror: str, team: str, **more: Any) -> Any:
    """Return the verb about one sheet, by whoever asks."""
    cell = {"round_id": round_id, "juror_id": juror, "team_id": team}
    return partial(verb, **cell, by=actor().person_id, now=now(), **more)


def _state(typed: paper.Typed) -> Answer:
    return Answer(200, {"state": typed.state})
