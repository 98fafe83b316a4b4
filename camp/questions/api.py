"""Questions as programs see them."""

from functools import partial
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from camp.questions import queries, service
from camp.questions.schemas import QuestionIn, QuestionOut, QuestionStateIn, QuestionSupportIn
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("questions_api", __name__)


@bp.get("/camps/<slug>/questions")
@bp.response(200, QuestionOut(many=True))
@rule("questions.read")
def list_questions(slug: str) -> Any:
    """What stands on the wall of the café that is on, what most want first."""
    with db().read() as session:
        item = queries.cafe(session, camp().id, now())
        return queries.lines(session, item.id, ("now", "live", "answered")) if item else []


@bp.post("/camps/<slug>/questions")
@bp.arguments(QuestionIn)
@bp.response(201)
@rule("questions.ask")
def post_question(sent: dict[str, Any], slug: str) -> Response:
    verb = partial(service.ask, text=sent["text"], is_anonymous=sent["anonymous"], **_by())
    return write(verb, lambda made: Answer(201, {"id": made.id, "state": made.state}))


@bp.put("/camps/<slug>/questions/<question_id>/support")
@bp.arguments(QuestionSupportIn)
@bp.response(204)
@rule("questions.ask")
def put_support(sent: dict[str, Any], slug: str, question_id: str) -> Response:
    return write(
        partial(service.support, question_id=question_id, is_on=sent["on"], **_by()), Answer()
    )


@bp.put("/camps/<slug>/questions/<question_id>/state")
@bp.arguments(QuestionStateIn)
@bp.response(204)
@rule("questions.moderate")
def put_state(sent: dict[str, Any], slug: str, question_id: str) -> Response:
    return write(
        partial(service.decide, question_id=question_id, state=sent["state"], **_by()), Answer()
    )


def _by() -> dict[str, Any]:
    return {"camp_id": camp().id, "by": actor().person_id, "now": now()}
