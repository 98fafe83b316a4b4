"""Running a round as programs do: its opening, slots, panel, freeze and closure."""

from functools import partial
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from camp.core.errors import Forbidden, NotFound
from camp.core.rules import Role
from camp.jury import ballots, panel, queries, rounds, visits
from camp.jury.models import Ballot, Round
from camp.jury.schemas import (
    AbsenceIn,
    BallotOut,
    ConflictBackIn,
    ConflictIn,
    EmptyIn,
    JuryVisitOut,
    ReopeningIn,
    ReserveIn,
    RoundOut,
    SlotIn,
)
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("panel", __name__)


def _receipt(ballot: Ballot) -> Answer:
    return Answer(200, BallotOut().dump(ballot))


@bp.post("/rounds/<round_id>/ballots/<team_id>/reopening")
@bp.arguments(ReopeningIn)
@bp.alt_response(200, schema=BallotOut)
@rule("ballot.reopen")
def reopen_ballot(data: dict[str, Any], round_id: str, team_id: str) -> Response:
    verb = partial(
        ballots.reopen_ballot,
        round_id=round_id,
        team_id=team_id,
        juror_id=data["juror"],
        reason=data["reason"],
        by=actor().person_id,
        now=now(),
    )
    return write(verb, _receipt)


@bp.post("/rounds/<round_id>/conflicts")
@bp.arguments(ConflictIn)
@rule("conflict.declare")
def declare_conflict(data: dict[str, Any], round_id: str) -> Response:
    verb = partial(
        panel.declare_conflict,
        round_id=round_id,
        juror_id=whose(data["juror"]),
        team_id=data["team"],
        kind=data["kind"],
        text=data["text"],
        by=actor().person_id,
        now=now(),
    )
    return write(verb, Answer(201, {"team": data["team"], "kind": data["kind"]}))


def whose(juror_id: str) -> str:
    """Return the juror that a conflict is about: oneself, or anybody for the secretary."""
    with db().read() as session:
        mine = queries.juror(session, camp().id, actor().person_id)
    if juror_id and (mine is None or mine.id != juror_id):
        if not actor().has(camp().id, Role.SECRETARY):
            raise Forbidden
        return juror_id
    if mine is None:
        raise NotFound
    return mine.id


@bp.delete("/rounds/<round_id>/conflicts")
@bp.arguments(ConflictBackIn)
@rule("conflict.withdraw")
def withdraw_conflict(data: dict[str, Any], round_id: str) -> Response:
    verb = partial(
        panel.withdraw_conflict,
        round_id=round_id,
        juror_id=data["juror"],
        team_id=data["team"],
        reason=data["reason"],
        by=actor().person_id,
        now=now(),
    )
    return write(verb)


@bp.post("/rounds/<round_id>/absences")
@bp.arguments(AbsenceIn)
@rule("round.run")
def note_absence(data: dict[str, Any], round_id: str) -> Response:
    verb = partial(
        panel.note_absence,
        round_id=round_id,
        juror_id=data["juror"],
        team_ids=[data["team"]],
        reason=data["reason"],
        by=actor().person_id,
        now=now(),
    )
    return write(verb, Answer(201, {"juror": data["juror"], "team": data["team"]}))


@bp.post("/rounds/<round_id>/reserve")
@bp.arguments(ReserveIn)
@rule("round.run")
def seat_reserve(data: dict[str, Any], round_id: str) -> Response:
    verb = partial(
        panel.seat_reserve,
        round_id=round_id,
        juror_id=data["juror"],
        from_team=data["from_team"],
        by=actor().person_id,
        now=now(),
    )
    return write(verb, Answer(201, {"juror": data["juror"], "from_team": data["from_team"]}))


@bp.post("/rounds/<round_id>/visits")
@bp.arguments(EmptyIn)
@bp.alt_response(201, schema=JuryVisitOut)
@rule("ballot.write")
def take_next(data: dict[str, Any], round_id: str) -> Response:
    verb = partial(visits.take_next, round_id=round_id, person_id=actor().person_id, now=now())
    return write(verb, lambda visit: Answer(201, JuryVisitOut().dump(visit)))


@bp.put("/rounds/<round_id>/opening")
@bp.arguments(EmptyIn)
@rule("round.run")
def open_round(data: dict[str, Any], round_id: str) -> Response:
    verb = partial(rounds.open_round, round_id=round_id, by=actor().person_id, now=now())
    return write(verb, _state)


@bp.put("/rounds/<round_id>/slots/<team_id>")
@bp.arguments(SlotIn)
@rule("round.run")
def put_slot(data: dict[str, Any], round_id: str, team_id: str) -> Response:
    who, at = actor().person_id, now()
    verb: Any
    if data["state"] == "now":
        verb = partial(rounds.start_slot, round_id=round_id, team_id=team_id, by=who, now=at)
    else:
        verb = partial(
            rounds.end_slot,
            round_id=round_id,
            team_id=team_id,
            close_anyway=data["close_anyway"],
            by=who,
            now=at,
        )
    return write(verb, lambda slot: Answer(200, {"team": team_id, "state": slot.state}))


@bp.put("/rounds/<round_id>/freeze")
@bp.arguments(EmptyIn)
@rule("standings.freeze")
def freeze_round(data: dict[str, Any], round_id: str) -> Response:
    verb = partial(rounds.freeze_round, round_id=round_id, by=actor().person_id, now=now())
    return write(verb, _state)


@bp.put("/rounds/<round_id>/closure")
@bp.arguments(EmptyIn)
@rule("round.run")
def close_round(data: dict[str, Any], round_id: str) -> Response:
    verb = partial(rounds.close_round, round_id=round_id, by=actor().person_id, now=now())
    return write(verb, _state)


def _state(round_: Round) -> Answer:
    body = RoundOut().dump(round_)
    if round_.state == "closed" and round_.result is not None:
        body["seq"] = round_.result["seq"]
        body["seal"] = round_.result["seal"]["whole"]
    elif round_.frozen_seq is not None:
        body["seq"] = round_.frozen_seq
    return Answer(200, body)
