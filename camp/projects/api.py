"""Drafts, submissions and the order of pitches as programs see them."""

from functools import partial
from typing import Any

from flask import Response
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, NotFound
from camp.projects import late, pitch, queries, service
from camp.projects.rules import may_read
from camp.projects.schemas import (
    DraftIn,
    LateVersionIn,
    PlaceIn,
    SubmissionIn,
    SubmissionOut,
    submission_out,
)
from camp.teams.models import Team
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("projects_api", __name__)


@bp.get("/teams/<team_id>/submission")
@bp.response(200, SubmissionOut)
@rule("submission.read")
def get_submission(team_id: str) -> Any:
    """The version that counts; the team and the organisers get the newest one."""
    with db().read() as session:
        team = session.get_one(Team, team_id)
        if not may_read(session, camp(), team, actor()):
            raise Forbidden
        one = queries.counted(session, team_id)
        if one is None:
            raise NotFound
        return submission_out(one, camp())


@bp.put("/teams/<team_id>/submission")
@bp.arguments(SubmissionIn)
@bp.alt_response(200, schema=SubmissionOut)
@rule("submission.write")
def submit(sent: dict[str, Any], team_id: str) -> Response:
    """Hand in a version: until the deadline, and inside the grace as a late one."""
    here, saved_at = camp(), sent.pop("saved_at")
    verb = partial(
        service.submit, team_id=team_id, body=sent, saved_at=saved_at, who=actor(), now=now()
    )
    return write(verb, lambda made: Answer(200, submission_out(made, here)))


@bp.put("/teams/<team_id>/submission/acceptance")
@bp.arguments(LateVersionIn)
@bp.alt_response(200, schema=SubmissionOut)
@rule("submission.accept")
def accept(sent: dict[str, Any], team_id: str) -> Response:
    """Let the team's late version count."""
    here = camp()
    verb = partial(late.accept_late, team_id=team_id, who=actor(), now=now(), **sent)
    return write(verb, lambda made: Answer(200, submission_out(made, here)))


@bp.put("/teams/<team_id>/submission/refusal")
@bp.arguments(LateVersionIn)
@bp.alt_response(200, schema=SubmissionOut)
@rule("submission.accept")
def refuse(sent: dict[str, Any], team_id: str) -> Response:
    """Leave the team's late version out, with a reason that the team reads."""
    here = camp()
    verb = partial(late.refuse_late, team_id=team_id, who=actor(), now=now(), **sent)
    return write(verb, lambda made: Answer(200, submission_out(made, here)))


@bp.put("/teams/<team_id>/draft/<section>")
@bp.arguments(DraftIn)
@rule("submission.write")
def save(sent: dict[str, Any], team_id: str, section: str) -> Response:
    """Save a section of the draft; a stale revision is refused with both versions."""
    revision = sent.pop("revision")
    at = now()

    def verb(session: Session) -> dict[str, Any]:
        found, seen = service.save_section(
            session, team_id=team_id, section=section, fields=sent, revision=revision,
            who=who, now=at,
        )  # fmt: skip
        return {"fields": found, "revision": seen, "saved_at": at.isoformat()}

    who = actor()
    return write(verb, lambda body: Answer(200, body))


@bp.put("/teams/<team_id>/tech-check")
@rule("pitch.order")
def check(team_id: str) -> Response:
    """Note the tech check; its order is the order of pitches."""
    verb = partial(pitch.tech_check, team_id=team_id, who=actor(), now=now())
    return write(verb, lambda team: Answer(200, {"team": team.id, "place": team.pitch_order}))


@bp.put("/teams/<team_id>/pitch-place")
@bp.arguments(PlaceIn)
@rule("pitch.move")
def move(sent: dict[str, Any], team_id: str) -> Response:
    """Move one team to another place, once, with a reason."""
    verb = partial(pitch.move_pitch, team_id=team_id, who=actor(), now=now(), **sent)
    return write(verb, lambda team: Answer(200, {"team": team.id, "place": team.pitch_order}))
