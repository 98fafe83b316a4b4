"""Mentors, visits and notes as programs see them."""

from functools import partial
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from camp.core.errors import Forbidden
from camp.core.rules import may
from camp.mentoring import live, notes, queries, service
from camp.mentoring.schemas import (
    CallIn,
    FeedbackIn,
    FeedbackOut,
    MentorIn,
    MentorOut,
    VisitOut,
)
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("mentoring_api", __name__)


@bp.get("/camps/<slug>/mentors")
@bp.response(200, MentorOut(many=True))
@rule("teams.read")
def list_mentors(slug: str) -> Any:
    with db().read() as session:
        return queries.mentors(session, camp().id)


@bp.post("/camps/<slug>/mentors")
@bp.arguments(MentorIn)
@bp.response(201, MentorOut)
@rule("people.admit")
def post_mentor(sent: dict[str, Any], slug: str) -> Response:
    verb = partial(
        service.appoint_mentor,
        camp_id=camp().id,
        person_id=sent.pop("person"),
        by=actor().person_id,
        now=now(),
        **sent,
    )
    return write(verb, lambda mentor: Answer(201, MentorOut().dump(mentor)))


@bp.get("/camps/<slug>/visits")
@bp.response(200, VisitOut(many=True))
@rule("mentoring.read")
def list_visits(slug: str) -> Any:
    """The queue, the longest wait first."""
    with db().read() as session:
        return queries.waiting_visits(session, camp().id)


@bp.post("/camps/<slug>/visits/next")
@bp.response(200, VisitOut)
@rule("mentoring.work")
def post_next(slug: str) -> Response:
    return write(
        partial(service.take_next, camp_id=camp().id, by=actor().person_id, now=now()),
        lambda visit: Answer(200, VisitOut().dump(visit)),
    )


@bp.post("/teams/<team_id>/visits")
@bp.arguments(CallIn)
@bp.response(201, VisitOut)
@rule("mentoring.ask")
def post_visit(sent: dict[str, Any], team_id: str) -> Response:
    verb = partial(service.call_mentor, team_id=team_id, by=actor().person_id, now=now(), **sent)
    return write(verb, lambda visit: Answer(201, VisitOut().dump(visit)))


@bp.post("/visits/<visit_id>/start")
@bp.response(200, VisitOut)
@rule("mentoring.work")
def post_start(visit_id: str) -> Response:
    return _on_visit(visit_id, service.start_visit)


@bp.post("/visits/<visit_id>/end")
@bp.response(200, VisitOut)
@rule("mentoring.work")
def post_end(visit_id: str) -> Response:
    return _on_visit(visit_id, service.end_visit)


@bp.delete("/visits/<visit_id>")
@bp.response(200, VisitOut)
@rule("mentoring.call_off")
def delete_visit(visit_id: str) -> Response:
    is_staff = may(actor(), camp().id, "teams.place")
    return _on_visit(visit_id, partial(service.call_off, is_staff=is_staff))


def _on_visit(visit_id: str, verb: Any) -> Response:
    return write(
        partial(verb, visit_id=visit_id, by=actor().person_id, now=now()),
        lambda visit: Answer(200, VisitOut().dump(visit)),
    )


@bp.get("/teams/<team_id>/feedback")
@bp.response(200, FeedbackOut(many=True))
@rule("feedback.read")
def list_feedback(team_id: str) -> Any:
    with db().read() as session:
        if not live.may_read(session, team_id, actor()):
            raise Forbidden
        return [note.feedback for note in queries.notes(session, team_id)]


@bp.post("/teams/<team_id>/feedback")
@bp.arguments(FeedbackIn)
@bp.response(201, FeedbackOut)
@rule("feedback.write")
def post_feedback(sent: dict[str, Any], team_id: str) -> Response:
    verb = partial(notes.write_note, team_id=team_id, by=actor().person_id, now=now(), **sent)
    return write(verb, lambda note: Answer(201, FeedbackOut().dump(note)))
