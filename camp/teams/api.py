"""Teams, requests and seats as programs see them."""

from functools import partial
from typing import Any

from flask import Response
from flask_smorest import Blueprint
from sqlalchemy.orm import Session

from camp.teams import closing, lock, queries, requests, seats, service
from camp.teams.routes import settled
from camp.teams.schemas import (
    AnswerIn,
    ClosureIn,
    LeadIn,
    ReasonIn,
    RequestIn,
    RequestOut,
    TeamIn,
    TeamOut,
    request_out,
    team_out,
)
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("teams_api", __name__)


@bp.get("/camps/<slug>/teams")
@bp.response(200, TeamOut(many=True))
@rule("teams.read")
def list_teams(slug: str) -> Any:
    """Teams in the order of their numbers, closed ones too."""
    settled()
    every = ("forming", "locked", "withdrawn", "disqualified")
    with db().read() as session:
        found = queries.cards(session, camp(), now(), states=every)
        return [team_out(card, camp()) for card in found]


@bp.post("/camps/<slug>/teams")
@bp.arguments(TeamIn)
@bp.alt_response(201, schema=TeamOut)
@rule("teams.write")
def make_team(sent: dict[str, Any], slug: str) -> Response:
    """Make a team from one idea or from two that were merged."""
    at, here = now(), camp()

    def verb(session: Session) -> dict[str, Any]:
        made = service.make_team(session, camp_id=here.id, who=who, now=at, **sent)
        return team_out(queries.card(session, here, made.id, at), here)

    who = actor()
    return write(verb, lambda body: Answer(201, body))


@bp.get("/teams/<team_id>")
@bp.response(200, TeamOut)
@rule("team.read")
def get_team(team_id: str) -> Any:
    settled()
    with db().read() as session:
        return team_out(queries.card(session, camp(), team_id, now()), camp())


@bp.post("/teams/<team_id>/requests")
@bp.arguments(RequestIn)
@bp.alt_response(201, schema=RequestOut)
@rule("teams.join")
def ask(sent: dict[str, Any], team_id: str) -> Response:
    """Ask for a seat: `asked`, or `waiting` in the line of a full team."""
    verb = partial(requests.ask, team_id=team_id, who=actor(), now=now(), **sent)
    return write(verb, lambda made: Answer(201, request_out(made)))


@bp.put("/requests/<request_id>")
@bp.arguments(AnswerIn)
@bp.alt_response(200, schema=RequestOut)
@rule("teams.write")
def decide(sent: dict[str, Any], request_id: str) -> Response:
    """Accept or decline a request; one's own offer too, and declining takes a request back."""
    verb = partial(requests.decide, request_id=request_id, who=actor(), now=now(), **sent)
    return write(verb, lambda made: Answer(200, request_out(made)))


@bp.put("/teams/<team_id>/seats/<participant>")
@rule("teams.place")
def place(team_id: str, participant: str) -> Response:
    """Put somebody into a team, before or after the lock, never above the maximum."""
    return _then_team(
        team_id,
        partial(seats.place, team_id=team_id, participant_id=participant, who=actor(), now=now()),
    )


@bp.delete("/teams/<team_id>/seats/<participant>")
@bp.arguments(ReasonIn)
@rule("teams.write")
def leave(sent: dict[str, Any], team_id: str, participant: str) -> Response:
    """Leave a team, or remove somebody as organiser."""
    verb = partial(
        seats.leave, team_id=team_id, participant_id=participant, who=actor(), now=now(), **sent
    )
    return write(verb)


@bp.put("/teams/<team_id>/lead")
@bp.arguments(LeadIn)
@rule("teams.write")
def name_lead(sent: dict[str, Any], team_id: str) -> Response:
    one = sent["participant"]
    verb = partial(seats.name_lead, team_id=team_id, participant_id=one, who=actor(), now=now())
    return write(verb)


@bp.put("/teams/<team_id>/waiver")
@bp.arguments(ReasonIn)
@bp.alt_response(200, schema=TeamOut)
@rule("teams.place")
def waive(sent: dict[str, Any], team_id: str) -> Response:
    """Let a team stay below the minimum."""
    verb = partial(lock.waive, team_id=team_id, who=actor(), now=now(), **sent)
    return _then_team(team_id, verb)


@bp.put("/teams/<team_id>/closure")
@bp.arguments(ClosureIn)
@bp.alt_response(200, schema=TeamOut)
@rule("teams.write")
def close(sent: dict[str, Any], team_id: str) -> Response:
    """Withdraw or disqualify a team, with the reason."""
    verb = partial(closing.close_team, team_id=team_id, who=actor(), now=now(), **sent)
    return _then_team(team_id, verb)


def _then_team(team_id: str, verb: Any) -> Response:
    at, here = now(), camp()

    def both(session: Session) -> dict[str, Any]:
        verb(session)
        return team_out(queries.card(session, here, team_id, at), here)

    return write(both, lambda body: Answer(200, body))
