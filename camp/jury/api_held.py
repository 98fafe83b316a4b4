"""Ballots that came late or were carried, as programs see them."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from flask import Response, current_app
from flask_smorest import Blueprint
from marshmallow import ValidationError

from camp.core.errors import Forbidden
from camp.jury import courier, frames, held, queries_held
from camp.jury.api import receipt
from camp.jury.ballots import Said
from camp.jury.models import HeldBallot
from camp.jury.schemas import BallotIn, FramesIn, HeldDecisionIn
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, fingerprint, write

bp = Blueprint("held", __name__)


@bp.get("/rounds/<round_id>/late-ballots")
@bp.response(200)
@rule("ballot.late")
def list_late(round_id: str) -> Any:
    """Return what waits or was decided, without a mark: nobody decides by the marks."""
    with db().read() as session:
        found = queries_held.held_in(session, round_id)
    return [described(one) for one in found]


def described(one: queries_held.Held) -> dict[str, Any]:
    kept = one.kept
    return {
        "id": kept.id,
        "juror": kept.juror_id,
        "team": kept.team_id,
        "cause": kept.cause,
        "device_at": kept.device_at.isoformat() if kept.device_at else None,
        "received_at": kept.received_at.isoformat(),
        "decision": kept.decision,
        "reason": kept.reason,
        "revision": one.revision,
    }


@bp.put("/late-ballots/<held_id>/decision")
@bp.arguments(HeldDecisionIn)
@rule("ballot.late")
def decide(data: dict[str, Any], held_id: str) -> Response:
    verb = partial(held.decide_held, held_id=held_id, by=actor().person_id, now=now(), **data)
    return write(verb, decided)


def decided(kept: HeldBallot) -> Answer:
    return Answer(200, {"id": kept.id, "decision": kept.decision, "reason": kept.reason})


@bp.post("/rounds/<round_id>/carried")
@bp.arguments(FramesIn)
@rule("ballot.carry")
def carry(data: dict[str, Any], round_id: str) -> Response:
    return write(carrying(round_id, data["frames"]), told)


def carrying(round_id: str, texts: Iterable[str]) -> Any:
    """Return the verb that hands in what these codes say. Raises NotReadable or PartsMissing."""
    found = frames.read(texts)
    with db().read() as session:
        secret = current_app.extensions["secret"]
        person_id = courier.person_of(session, secret, found["pass_"], round_id)
    if person_id is None:
        raise frames.NotReadable
    if person_id == actor().person_id:
        raise Forbidden
    return partial(
        courier.carry_ballots,
        camp_id=camp().id,
        round_id=round_id,
        person_id=person_id,
        carried=[_carried(round_id, *one) for one in found["ballots"]],
        answer=lambda ballot: receipt(ballot).body,
        by=actor().person_id,
        now=now(),
    )


def _carried(round_id: str, key: str, team_id: str, body: str) -> courier.Carried:
    try:
        data = BallotIn().loads(body)
    except (ValueError, ValidationError, RecursionError) as error:
        raise frames.NotReadable from error
    # A draft is nobody's word yet: only the juror hands it in.
    if data["state"] != "submitted":
        raise frames.NotReadable
    said = Said(
        marks=data["marks"], state=data["state"], comment=data["comment"],
        shares_comment=data["share"], device_at=data["device_at"],
        by=actor().person_id, source="carried",
    )  # fmt: skip
    request = fingerprint("PUT", f"/api/v1/rounds/{round_id}/ballots/{team_id}", body.encode())
    return courier.Carried(key, team_id, said, data["revision"], request)


def told(found: list[courier.Outcome]) -> Answer:
    listed = [{"team": one.team_id, "result": one.result, "slug": one.slug} for one in found]
    return Answer(200, {"ballots": listed})
