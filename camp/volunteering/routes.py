"""The volunteer's own shift, and the list of shifts of who runs the door."""

from functools import partial

from flask import Blueprint, Response, render_template, url_for

from camp.checkin import queries as door
from camp.volunteering import live, queries, service
from camp.volunteering.schemas import HandoverForm, HoursForm, ShiftForm
from camp.web.context import actor, camp, db, now
from camp.web.forms import data
from camp.web.guard import rule
from camp.web.writes import Answer, write

__all__ = ["bp", "live"]
bp = Blueprint("volunteering", __name__)


@bp.get("/camps/<slug>/shift")
@rule("shift.own")
def own(slug: str) -> str:
    """What one hands over: the shift, its counts and who still waits outside."""
    at = now()
    with db().read() as session:
        turn = queries.present(session, camp().id, actor().person_id, at)
        done = [
            one for one in queries.turns(session, camp().id)
            if one.shift.person_id == actor().person_id and one.handover
        ]  # fmt: skip
        return render_template(
            "volunteering/shift.html",
            camp=camp(), turn=turn, done=done, now=at,
            before=queries.last_handover(session, camp().id, turn.shift.desk) if turn else None,
            came_in=queries.came_in_at(
                session, camp().id, turn.shift.desk, turn.shift.starts_at
            ) if turn else 0,
            inside=door.checked_in(session, camp().id),
            expected=door.expected(session, camp().id),
            cases=queries.open_cases(session, camp().id),
        )  # fmt: skip


@bp.post("/camps/<slug>/shift/<shift_id>/handover")
@rule("shift.own")
def hand_over(slug: str, shift_id: str) -> Response:
    verb = partial(
        service.hand_over, camp_id=camp().id, shift_id=shift_id, by=actor().person_id, now=now(),
        **HandoverForm().load(data()),
    )  # fmt: skip
    return write(verb, Answer(location=url_for("volunteering.own", slug=slug)))


@bp.get("/camps/<slug>/shifts")
@rule("shifts.plan")
def shifts(slug: str) -> str:
    with db().read() as session:
        return render_template(
            "volunteering/shifts.html",
            camp=camp(), turns=queries.turns(session, camp().id),
            people=queries.volunteers(session, camp().id),
            desks=door.stations(session, camp().id), now=now(),
        )  # fmt: skip


@bp.post("/camps/<slug>/shifts")
@rule("shifts.plan")
def plan(slug: str) -> Response:
    typed = ShiftForm().load(data())
    verb = partial(
        service.plan_shift, camp_id=camp().id, person_id=typed["person"], desk=typed["desk"],
        starts_at=typed["starts_at"].replace(tzinfo=camp().zone),
        ends_at=typed["ends_at"].replace(tzinfo=camp().zone), by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb, _to_list(slug))


@bp.post("/camps/<slug>/shifts/<shift_id>/removal")
@rule("shifts.plan")
def drop(slug: str, shift_id: str) -> Response:
    verb = partial(service.drop_shift, camp_id=camp().id, shift_id=shift_id, by=actor().person_id)
    return write(verb, _to_list(slug))


@bp.post("/camps/<slug>/shifts/<shift_id>/hours")
@rule("shifts.plan")
def confirm(slug: str, shift_id: str) -> Response:
    verb = partial(
        service.confirm_hours, camp_id=camp().id, shift_id=shift_id, by=actor().person_id,
        now=now(), **HoursForm().load(data()),
    )  # fmt: skip
    return write(verb, _to_list(slug))


def _to_list(slug: str) -> Answer:
    return Answer(location=url_for("volunteering.shifts", slug=slug))
