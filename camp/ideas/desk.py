"""The desk of the ideas: screening, the pitch queue, the vote and what came late."""

from datetime import timedelta
from functools import partial

from flask import Blueprint, Response, render_template

from camp.core.errors import Invalid, words
from camp.ideas import dots, pitches, service
from camp.ideas.api_desk import set_pitch, set_voting
from camp.ideas.schemas import LateIn, PitchIn, PlaceForm, ScreeningIn, VotingForm
from camp.web.context import actor, camp, now
from camp.web.forms import data
from camp.web.guard import rule
from camp.web.writes import write

bp = Blueprint("ideas_desk", __name__)


@bp.get("/camps/<slug>/ideas/desk")
@rule("ideas.queue")
def desk(slug: str) -> str:
    return render_template("ideas/desk.html", camp=camp())


@bp.post("/ideas/<idea_id>/screening")
@rule("ideas.screen")
def screen(idea_id: str) -> Response:
    form = ScreeningIn().load(data())
    return write(
        partial(service.screen_idea, idea_id=idea_id, by=actor().person_id, now=now(), **form)
    )


@bp.post("/ideas/<idea_id>/pitch")
@rule("ideas.queue")
def pitch(idea_id: str) -> Response:
    fields = data()
    if fields.get("proxy") == "author":
        fields["proxy"] = None
    form = PitchIn().load(fields)
    return write(partial(set_pitch, idea_id=idea_id, by=actor().person_id, now=now(), body=form))


@bp.post("/ideas/<idea_id>/place")
@rule("ideas.queue")
def place(idea_id: str) -> Response:
    form = PlaceForm().load(data())
    return write(
        partial(pitches.move_pitch, idea_id=idea_id, by=actor().person_id, now=now(), **form)
    )


@bp.post("/camps/<slug>/ideas/voting")
@rule("dots.run")
def voting(slug: str) -> Response:
    """Open, extend, close or reveal. Extending counts from the end that the moderator saw."""
    form = VotingForm().load(data())
    if form["state"] == "open" and form["minutes"] is None:
        raise Invalid(fields={"minutes": [words("Say how many minutes.")]})
    closes_at = None
    if form["state"] == "open":
        begin = max(now(), form["seen"]) if form["seen"] else now()
        closes_at = begin + timedelta(minutes=form["minutes"])
    verb = partial(
        set_voting,
        camp=camp(), state=form["state"], closes_at=closes_at, by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb)


@bp.post("/camps/<slug>/ideas/late/<participant_id>")
@rule("dots.run")
def late(slug: str, participant_id: str) -> Response:
    form = LateIn().load(data())
    verb = partial(
        dots.decide_late,
        camp_id=camp().id, participant_id=participant_id, by=actor().person_id, now=now(), **form,
    )  # fmt: skip
    return write(verb)
