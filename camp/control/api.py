"""Phases, gates and deadlines as programs see them."""

from functools import partial
from typing import Any

from flask import Response
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from camp.control import preview, service, undoing
from camp.control.queries import DEADLINES
from camp.control.schemas import (
    DeadlineIn,
    DeadlineOut,
    GateIn,
    GateOut,
    PhaseIn,
    PhaseOut,
    PhaseUndoIn,
    SwitchOut,
)
from camp.core.errors import NotFound
from camp.core.models import Camp
from camp.core.phases import GATES, open_gates
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("control_api", __name__)


@bp.put("/camps/<slug>/phase")
@bp.arguments(PhaseIn)
@bp.response(200, PhaseOut)
@rule("phase.move")
def put_phase(sent: dict[str, Any], slug: str) -> Response:
    """Move the camp on by one phase, or back with a reason."""
    who, at, camp_id, seen = actor(), now(), camp().id, camp().phase

    def verb(session: Session) -> dict[str, Any]:
        moved = service.move_phase(
            session, camp_id=camp_id, after=sent["phase"], reason=sent["reason"], actor=who,
            now=at, seen=seen,
        )  # fmt: skip
        session.flush()
        return _standing(session, moved)

    return write(verb, lambda found: Answer(200, PhaseOut().dump(found)))


@bp.get("/camps/<slug>/phase/switch")
@bp.response(200, SwitchOut)
@rule("camp.control")
def get_switch(slug: str) -> undoing.Switch:
    """The last switch of the phase: who made it and when, and how long it can be undone."""
    with db().read() as session:
        switch = undoing.last_switch(session, camp(), actor(), now())
    if switch is None:
        raise NotFound
    return switch


@bp.post("/camps/<slug>/phase/undo")
@bp.arguments(PhaseUndoIn)
@bp.response(200, PhaseOut)
@rule("phase.move")
def undo_phase(sent: dict[str, Any], slug: str) -> Response:
    """Take the last switch of the phase back, within 30 seconds."""
    who, at, camp_id = actor(), now(), camp().id

    def verb(session: Session) -> dict[str, Any]:
        moved = undoing.undo_move(session, camp_id=camp_id, move=sent["move"], actor=who, now=at)
        session.flush()
        return _standing(session, moved)

    return write(verb, lambda found: Answer(200, PhaseOut().dump(found)))


def _standing(session: Session, moved: Camp) -> dict[str, Any]:
    return {
        "phase": moved.phase,
        "gates": sorted(open_gates(session, moved)),
        "waiting_for": preview.waiting_for(session, moved),
    }


@bp.put("/camps/<slug>/gates/<gate>")
@bp.arguments(GateIn)
@bp.response(200, GateOut)
@rule("gates.set")
def put_gate(sent: dict[str, Any], slug: str, gate: str) -> Response:
    """Open or shut one gate by hand, without leaving the phase."""
    if gate not in GATES:
        raise NotFound
    by, camp_id = actor().person_id, camp().id

    def verb(session: Session) -> list[str]:
        service.set_gate(
            session, camp_id=camp_id, gate=gate, is_open=sent["open"], reason=sent["reason"], by=by
        )
        session.flush()
        return sorted(open_gates(session, session.get_one(Camp, camp_id)))

    return write(verb, lambda gates: Answer(200, {"gates": gates}))


@bp.put("/camps/<slug>/deadlines/<name>")
@bp.arguments(DeadlineIn)
@bp.response(200, DeadlineOut)
@rule("gates.set")
def put_deadline(sent: dict[str, Any], slug: str, name: str) -> Response:
    """Say when the lock of the teams ("teams") or the submissions ("submission") end."""
    if name not in DEADLINES:
        raise NotFound
    verb = partial(
        service.set_deadline, camp_id=camp().id, name=name, at=sent["at"], by=actor().person_id
    )
    return write(verb, Answer(200, DeadlineOut().dump({"name": name, **sent})))
