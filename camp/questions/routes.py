"""The page of a café's questions: the same for who asks and for who moderates."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, url_for

from camp.questions import (
    live,  # noqa: F401  -- declares what the page holds
    queries,
    service,
)
from camp.questions.schemas import QuestionIn, QuestionStateIn, QuestionSupportIn
from camp.web.context import actor, camp, db, now
from camp.web.forms import data
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("questions", __name__)


@bp.get("/camps/<slug>/questions")
@rule("questions.read")
def board(slug: str) -> str:
    with db().read() as session:
        item = queries.cafe(session, camp().id, now())
        return render_template("questions/page.html", camp=camp(), item=item)


@bp.post("/camps/<slug>/questions")
@rule("questions.ask")
def ask(slug: str) -> Response:
    typed = QuestionIn().load(data())
    return _write(slug, service.ask, text=typed["text"], is_anonymous=typed["anonymous"])


@bp.post("/camps/<slug>/questions/<question_id>/support")
@rule("questions.ask")
def support(slug: str, question_id: str) -> Response:
    typed = QuestionSupportIn().load(data())
    return _write(slug, service.support, question_id=question_id, is_on=typed["on"])


@bp.post("/camps/<slug>/questions/<question_id>/state")
@rule("questions.moderate")
def decide(slug: str, question_id: str) -> Response:
    typed = QuestionStateIn().load(data())
    return _write(slug, service.decide, question_id=question_id, state=typed["state"])


def _write(slug: str, verb: Any, **given: Any) -> Response:
    by = {"camp_id": camp().id, "by": actor().person_id, "now": now()}
    back = Answer(location=url_for("questions.board", slug=slug))
    return write(partial(verb, **given, **by), back)
