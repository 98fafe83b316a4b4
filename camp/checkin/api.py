"""The door as programs see it."""

from datetime import datetime
from functools import partial
from typing import Any

from flask import Response, request
from flask_smorest import Blueprint

from camp.checkin import conflicts, keeping, queries, roster, service
from camp.checkin.reading import read
from camp.checkin.roster import version_of
from camp.checkin.schemas import (
    CheckInIn,
    CheckInOut,
    ConflictOut,
    DoorOut,
    RosterOut,
    UndoIn,
)
from camp.core.models import Camp
from camp.people.contact import country_of, kept_phone, read_phone
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
    """Scan now, or bring what a phone told a guest without a connection: that is never refused."""
    about: dict[str, Any] = {"camp_id": camp().id, "by": actor().person_id, "now": now()}
    key, station = scan["key"] or request.headers.get("Idempotency-Key", ""), scan["station"]
    if scan["told"]:
        return write(partial(keeping.keep_scan, told=_kept(scan, key), **about), _told)
    if "walk_in" in scan:
        facts = scan["walk_in"]
        facts["phone"] = read_phone(facts["phone"], country_of(camp()))
        verb = partial(service.walk_in, facts=facts, station=station, key=key, **about)
        return write(verb, _told)
    at: datetime | None = scan["scanned_at"]
    live = {"station": station, "scanned_at": at, "key": key, **about}
    if "person" in scan:
        return write(partial(service.check_in_person, person_id=scan["person"], **live), _told)
    code = read(secret(), scan["badge"])
    return write(partial(service.check_in, code=code, **live), _told)


def _kept(scan: dict[str, Any], key: str) -> keeping.Told:
    walk_in = scan.get("walk_in")
    if walk_in:
        walk_in["phone"] = kept_phone(walk_in["phone"], country_of(camp()))
    return keeping.Told(
        key=key, station=scan["station"], result=scan["told"], scanned_at=scan["scanned_at"],
        list_version=version_of(secret(), camp().id, scan["list"], scan["scanned_at"]),
        code=read(secret(), scan.get("badge", "")), person_id=scan.get("person", ""),
        walk_in=walk_in,
    )  # fmt: skip


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


@bp.post("/camps/<slug>/scans/<key>/cancellation")
@bp.arguments(UndoIn)
@bp.response(204)
@rule("door.check_in")
def post_cancellation(undo: dict[str, Any], slug: str, key: str) -> Response:
    """Bring that a phone took a scan back without a connection."""
    verb = partial(
        keeping.keep_undo, camp_id=camp().id, scan_key=key[:36], by=actor().person_id, now=now(),
        **undo,
    )  # fmt: skip
    return write(verb)


@bp.get("/camps/<slug>/door/roster")
@bp.response(200, RosterOut)
@rule("door.check_in")
def get_roster(slug: str) -> roster.Roster:
    """The sealed list by which a phone decides while there is no connection."""
    with db().read() as session:
        return roster.roster(session, session.get_one(Camp, camp().id), secret=secret(), now=now())


@bp.get("/camps/<slug>/door/conflicts")
@bp.response(200, ConflictOut(many=True))
@rule("door.settle")
def get_conflicts(slug: str) -> list[conflicts.Conflict]:
    with db().read() as session:
        return conflicts.conflicts(session, camp())
