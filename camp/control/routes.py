"""The control room: one page that sees every room, the next phase, gates, and the log."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session

from camp.control import (
    live,  # noqa: F401  -- declares what the pages hold
    queries,
    service,
    undoing,
)
from camp.control.schemas import DeadlineForm, GateForm, PhaseForm, PhaseUndoForm
from camp.control.telling import SENTENCES
from camp.core.phases import GATES, PHASES, has_reached, open_gates
from camp.core.rules import may, may_fetch_all
from camp.jury import queries as jury
from camp.schedule import queries as schedule
from camp.schedule import service as announcing
from camp.schedule import timers
from camp.schedule.rules import AUDIENCES
from camp.schedule.schemas import AnnouncementIn, TimerForm
from camp.web.context import actor, camp, db, now
from camp.web.forms import data
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("control", __name__)
MORE_SECONDS = 60


@bp.get("/camps/<slug>/control")
@rule("camp.control")
def room(slug: str) -> str:
    with db().read() as session:
        round_ = jury.current_round(session, camp().id)
    permissions = (
        "camp.announce",
        "stage.drive",
        "timer.run",
        "gates.set",
        "camp.log",
        "incidents.write",
        "camp.set_up",
    )
    return render_template(
        "control/control.html",
        camp=camp(),
        round=round_ if round_ and round_.state != "prepared" else None,
        audiences=AUDIENCES,
        allowed={name for name in permissions if may(actor(), camp().id, name)},
        may_fetch_all=may_fetch_all(
            actor(), camp().id, is_published=has_reached(camp(), "results")
        ),
        now=now(),
    )


@bp.get("/camps/<slug>/control/next")
@rule("camp.control")
def ways(slug: str) -> str:
    return render_template("control/next.html", camp=camp())


@bp.get("/camps/<slug>/control/gates")
@rule("gates.set")
def gates(slug: str) -> str:
    with db().read() as session:
        return render_template(
            "control/gates.html",
            camp=camp(),
            gates=GATES,
            now_open=open_gates(session, camp()),
            preset=PHASES[camp().phase],
            names=queries.DEADLINES,
            deadlines=queries.deadlines(session, camp().id),
        )


@bp.get("/camps/<slug>/log")
@rule("camp.log")
def log(slug: str) -> str:
    before = request.args.get("before", type=int)
    with db().read() as session:
        lines = queries.log(session, camp(), before)
    return render_template("control/log.html", camp=camp(), lines=lines, sentences=SENTENCES)


@bp.post("/camps/<slug>/control/phase")
@rule("phase.move")
def move(slug: str) -> Response:
    typed = PhaseForm().load(data())
    verb = partial(
        service.move_phase, camp_id=camp().id, after=typed["phase"], reason=typed["reason"],
        seen=typed.get("seen"), actor=actor(), now=now(),
    )  # fmt: skip
    return write(verb, _to("control.room", slug))


@bp.post("/camps/<slug>/control/phase/undo")
@rule("phase.move")
def undo(slug: str) -> Response:
    typed = PhaseUndoForm().load(data())
    verb = partial(
        undoing.undo_move, camp_id=camp().id, move=typed["move"], actor=actor(), now=now()
    )
    return write(verb, _to("control.room", slug))


@bp.post("/camps/<slug>/control/gates")
@rule("gates.set")
def set_gate(slug: str) -> Response:
    typed = GateForm().load(data())
    verb = partial(
        service.set_gate, camp_id=camp().id, gate=typed["gate"], is_open=typed["open"],
        reason=typed["reason"], by=actor().person_id,
    )  # fmt: skip
    return write(verb, _to("control.gates", slug))


@bp.post("/camps/<slug>/control/deadlines")
@rule("gates.set")
def set_deadline(slug: str) -> Response:
    typed = DeadlineForm().load(data())
    at = typed["at"].replace(tzinfo=camp().zone)
    verb = partial(
        service.set_deadline, camp_id=camp().id, name=typed["name"], at=at, by=actor().person_id
    )
    return write(verb, _to("control.gates", slug))


@bp.post("/camps/<slug>/control/announcements")
@rule("camp.announce")
def announce(slug: str) -> Response:
    verb = partial(
        announcing.announce_to, camp_id=camp().id, by=actor().person_id, now=now(),
        **AnnouncementIn().load(data()),
    )  # fmt: skip
    return write(verb, _to("control.room", slug))


@bp.post("/camps/<slug>/control/timers")
@rule("timer.run")
def start_timer(slug: str) -> Response:
    typed = TimerForm().load(data())
    verb = partial(_start, camp_id=camp().id, by=actor().person_id, typed=typed, at=now())
    return write(verb, _to("control.room", slug))


def _start(session: Session, *, camp_id: str, by: str, typed: dict[str, Any], at: Any) -> None:
    """Start a clock; one of a pitch is about the team that is on stage."""
    round_ = jury.current_round(session, camp_id)
    slots = jury.pitch_order(session, round_.id) if round_ else []
    subject = next((team.id for slot, team in slots if slot.state == "now"), "")
    timers.start_timer(
        session, camp_id=camp_id, kind=typed["timer_kind"], seconds=typed["minutes"] * 60,
        subject="" if typed["timer_kind"] == "call" else subject, by=by, now=at,
    )  # fmt: skip


@bp.post("/camps/<slug>/control/timers/<timer_id>/<way>")
@rule("timer.run")
def on_timer(slug: str, timer_id: str, way: str) -> Response:
    with db().read() as session:
        schedule.timer_of(session, camp().id, timer_id)
    verb: Any = {
        "pause": timers.pause_timer,
        "resumption": timers.resume_timer,
        "extension": partial(timers.extend_timer, seconds=MORE_SECONDS),
    }.get(way, timers.stop_timer)
    return write(
        partial(verb, timer_id=timer_id, by=actor().person_id, now=now()),
        _to("control.room", slug),
    )


def _to(endpoint: str, slug: str) -> Answer:
    return Answer(location=url_for(endpoint, slug=slug))
