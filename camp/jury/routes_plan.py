"""The secretary's page of who goes where: the kind of panel, its end, rooms, who left."""

from datetime import datetime
from functools import partial

from flask import Blueprint, Response, render_template, url_for

from camp.jury import queries, visits
from camp.jury.board import board
from camp.jury.schemas import EndIn, PanelIn, PresenceIn, RoomIn
from camp.web import forms
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("jury_plan", __name__)


@bp.get("/camps/<slug>/jury/plan")
@rule("round.run")
def plan(slug: str) -> str:
    with db().read() as session:
        round_ = queries.current_round(session, camp().id)
        stand = board(session, round_.id) if round_ else None
        locked = stand is not None and bool(stand.submitted or stand.round_.state == "closed")
    return render_template("jury/plan.html", stand=stand, locked=locked)


def _to_plan() -> Answer:
    return Answer(location=url_for("jury_plan.plan", slug=camp().slug))


@bp.post("/rounds/<round_id>/panel")
@rule("round.run")
def choose_panel(round_id: str) -> Response:
    data = PanelIn().load(forms.data())
    verb = partial(
        visits.choose_panel,
        round_id=round_id,
        kind=data["kind"],
        rooms=data["rooms"],
        line_places=data["line_places"],
        by=actor().person_id,
        now=now(),
    )
    return write(verb, _to_plan())


@bp.post("/rounds/<round_id>/panel/end")
@rule("round.run")
def end_by(round_id: str) -> Response:
    clock = EndIn().load(forms.data())["at"]
    today = now().astimezone(camp().zone).date()
    at = datetime.combine(today, clock, camp().zone) if clock else None
    verb = partial(visits.end_by, round_id=round_id, at=at, by=actor().person_id, now=now())
    return write(verb, _to_plan())


@bp.post("/rounds/<round_id>/plan")
@rule("round.run")
def plan_again(round_id: str) -> Response:
    verb = partial(visits.plan_again, round_id=round_id, by=actor().person_id, now=now())
    return write(verb, _to_plan())


@bp.post("/rounds/<round_id>/rooms/<room>")
@rule("round.run")
def set_room(round_id: str, room: str) -> Response:
    verb = partial(
        visits.set_room,
        round_id=round_id,
        room=room,
        is_open=RoomIn().load(forms.data())["is_open"],
        by=actor().person_id,
        now=now(),
    )
    return write(verb, _to_plan())


@bp.post("/rounds/<round_id>/jurors/<juror_id>/presence")
@rule("round.run")
def note_presence(round_id: str, juror_id: str) -> Response:
    here = PresenceIn().load(forms.data())["is_here"]
    verb = partial(
        visits.come_back if here else visits.leave,
        round_id=round_id,
        juror_id=juror_id,
        by=actor().person_id,
        now=now(),
    )
    return write(verb, _to_plan())
