"""The door as programs see it."""

from datetime import datetime
from functools import partial
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from camp.checkin import queries, service
from camp.checkin.reading import read
from camp.checkin.schemas import CheckInIn, CheckInOut, DoorOut
from camp.web.context import actor, camp, db, now, secret
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("door", __name__)


@bp.get("/camps/<slug>/door")
@bp.response(200, DoorOut)
@rule("door.counts")
def get_door(slug: str) -> queries.Counts:
    with db().read() as session:
        return queries.counts(session, camp().id)


@bp.post("/camps/<slug>/checkins")
@bp.arguments(CheckInIn)
@bp.response(201, CheckInOut)
@bp.alt_response(200, schema=CheckInOut, description="Every outcome but a welcome")
@rule("door.check_in")
def post_check_in(scan: dict[str, Any], slug: str) -> Response:
    at: datetime | None = scan["scanned_at"]
    verb = partial(
        service.check_in, camp_id=camp().id, code=read(secret(), scan["badge"]),
        station=scan["station"], by=actor().person_id, now=now(), scanned_at=at,
    )  # fmt: skip
    return write(verb, _told)


def _told(outcome: service.Outcome) -> Answer:
    body = CheckInOut().dump(outcome)
    return Answer(201 if outcome.result == "welcome" else 200, body)


@bp.delete("/camps/<slug>/checkins/<check_in_id>")
@bp.response(204)
@rule("door.check_in")
def delete_check_in(slug: str, check_in_id: str) -> Response:
    verb = partial(
        service.undo, camp_id=camp().id, check_in_id=check_in_id, by=actor().person_id, now=now()
    )
    return write(verb)
