"""The published result, a team's own, and its appeals, as pages."""

from functools import partial

from flask import Blueprint, Response, render_template, request

from camp.core.errors import Forbidden, words
from camp.grants import appeals, live
from camp.grants.rules import GROUNDS
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("results", __name__)


@bp.get("/camps/<slug>/results")
@rule("results.read")
def results(slug: str) -> str:
    """The awards, for everybody."""
    return render_template("grants/results.html", camp=camp())


@bp.get("/camps/<slug>/results/mine")
@rule("result.own")
def mine(slug: str) -> str:
    """One's own team: how its points came about, and how to appeal."""
    return render_template("grants/mine.html", camp=camp())


@bp.get("/camps/<slug>/results/mine/appeal")
@rule("appeal.write")
def appeal_form(slug: str) -> str:
    with db().read() as session:
        shown = live.own_page(session, slug=slug, actor=actor())
    return render_template("grants/appeal.html", grounds=GROUNDS, **shown)


@bp.post("/camps/<slug>/results/mine/appeal")
@rule("appeal.write")
def make_appeal(slug: str) -> Response:
    with db().read() as session:
        team_id = appeals.own_team(session, camp().id, actor().person_id)
    if team_id is None:
        raise Forbidden(words("A team appeals for itself."))
    verb = partial(
        appeals.make_appeal,
        camp_id=camp().id,
        team_id=team_id,
        ground=request.form.get("ground", ""),
        text=request.form.get("text", ""),
        by=actor().person_id,
        now=now(),
    )
    return write(verb, Answer(location=f"/camps/{slug}/results/mine"))


@bp.get("/camps/<slug>/appeals")
@rule("appeal.decide")
def desk(slug: str) -> str:
    return render_template("grants/appeals.html", camp=camp())


@bp.post("/appeals/<appeal_id>/answer")
@rule("appeal.decide")
def answer(appeal_id: str) -> Response:
    verb = partial(
        appeals.answer_appeal,
        appeal_id=appeal_id,
        outcome=request.form.get("outcome", ""),
        answer=request.form.get("answer", ""),
        by=actor().person_id,
        now=now(),
    )
    return write(verb, Answer(location=f"/camps/{camp().slug}/appeals"))
