"""Finding a team, one's own team, and the organisers' desk, as pages."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from camp.core.errors import NotFound
from camp.core.phases import has_reached
from camp.teams import (
    closing,
    leaving,
    live,
    lock,
    queries,
    queue,
    requests,
    seats,
    service,
    wording,
)
from camp.teams.models import Request, Team
from camp.teams.rules import runs_teams
from camp.teams.schemas import (
    AnswerIn,
    ClosureIn,
    LeadIn,
    ReasonIn,
    RequestIn,
    SplitIn,
    TeamChangeIn,
    TeamIn,
)
from camp.web import guard
from camp.web.context import actor, camp, db, now
from camp.web.forms import data
from camp.web.guard import rule
from camp.web.writes import Answer, note, write

bp = Blueprint("teams", __name__)
wording.register(bp)
guard.belongs("team_id", Team)
guard.belongs("request_id", Request)


def settled() -> None:
    """Let offers whose time is over go on, before the page shows who is next."""
    with db().read() as session:
        is_due = bool(queue.due(session, camp().id, now()))
    if is_due:
        note(partial(requests.settle, camp_id=camp().id, now=now()))


@bp.get("/camps/<slug>/teams")
@rule("teams.read")
def board(slug: str) -> str:
    settled()
    with db().read() as session:
        lock_at = queries.lock_at(session, camp())
    return render_template("teams/board.html", camp=camp(), lock_at=lock_at, at=now())


@bp.post("/camps/<slug>/teams")
@rule("teams.write")
def make(slug: str) -> Response:
    sent = TeamIn().load(data(lists=("ideas", "wanted", "friends")))
    verb = partial(service.make_team, camp_id=camp().id, who=actor(), now=now(), **sent)
    places = runs_teams(actor(), camp().id)
    place = url_for("teams.desk" if places else "teams.own", slug=slug)
    return write(verb, Answer(location=place))


@bp.get("/camps/<slug>/team")
@rule("teams.read")
def own(slug: str) -> str:
    settled()
    with db().read() as session:
        seat = queries.own_team(session, camp().id, actor())
        lock_at = queries.lock_at(session, camp())
    return render_template(
        "teams/own.html", camp=camp(), seat=seat, lock_at=lock_at, at=now(),
        has_mentors=has_reached(camp(), "build"),
    )  # fmt: skip


@bp.get("/teams/<team_id>")
@rule("team.read")
def team(team_id: str) -> str:
    """A team from outside, with the way to ask; members and staff see its inside."""
    settled()
    with db().read() as session:
        shown = live.ask_team(session, team_id, actor())
        mine = queries.mine(session, camp(), actor(), now())
    return render_template("teams/team.html", mine=mine, **shown)


@bp.get("/camps/<slug>/teams/desk")
@rule("teams.place")
def desk(slug: str) -> str:
    settled()
    return render_template("teams/desk.html", camp=camp())


@bp.post("/teams/<team_id>/requests")
@rule("teams.join")
def ask(team_id: str) -> Response:
    sent = RequestIn().load(data())
    verb = partial(requests.ask, team_id=team_id, who=actor(), now=now(), **sent)
    return write(verb)


@bp.post("/requests/<request_id>")
@rule("teams.write")
def decide(request_id: str) -> Response:
    sent = AnswerIn().load(data())
    verb = partial(requests.decide, request_id=request_id, who=actor(), now=now(), **sent)
    return write(verb)


@bp.post("/teams/<team_id>/departures")
@rule("teams.write")
def leave(team_id: str) -> Response:
    sent: dict[str, Any] = data()
    one = sent.pop("participant", "")
    given = ReasonIn().load(sent)
    verb = partial(
        seats.leave,
        team_id=team_id,
        participant_id=one or actor().person_id,
        who=actor(),
        now=now(),
        **given,
    )
    return write(verb, None if one else Answer(location=url_for("teams.board", slug=camp().slug)))


@bp.post("/teams/<team_id>/seats")
@rule("teams.place")
def place(team_id: str) -> Response:
    one = LeadIn().load(data())["participant"]
    return write(partial(seats.place, team_id=team_id, participant_id=one, who=actor(), now=now()))


@bp.post("/camps/<slug>/seats")
@rule("teams.place")
def place_anywhere(slug: str) -> Response:
    """The desk's form where the team is chosen from a list."""
    sent = data()
    with db().read() as session:
        team = session.get(Team, sent.get("team", ""))
        if team is None or team.camp_id != camp().id:
            raise NotFound
    one = sent.get("participant", "")
    return write(partial(seats.place, team_id=team.id, participant_id=one, who=actor(), now=now()))


@bp.post("/teams/<team_id>/lead")
@rule("teams.write")
def name_lead(team_id: str) -> Response:
    one = LeadIn().load(data())["participant"]
    return write(
        partial(seats.name_lead, team_id=team_id, participant_id=one, who=actor(), now=now())
    )


@bp.post("/teams/<team_id>")
@rule("teams.write")
def change(team_id: str) -> Response:
    sent = TeamChangeIn().load(data(lists=("wanted",)))
    return write(partial(service.change_team, team_id=team_id, who=actor(), now=now(), **sent))


@bp.post("/teams/<team_id>/division")
@rule("teams.write")
def split(team_id: str) -> Response:
    sent = SplitIn().load(data(lists=("members",)))
    return write(partial(service.split_team, team_id=team_id, who=actor(), now=now(), **sent))


@bp.post("/teams/<team_id>/waiver")
@rule("teams.place")
def waive(team_id: str) -> Response:
    sent = ReasonIn().load(data())
    return write(partial(lock.waive, team_id=team_id, who=actor(), now=now(), **sent))


@bp.post("/teams/<team_id>/closure")
@rule("teams.write")
def close(team_id: str) -> Response:
    sent = ClosureIn().load(data())
    return write(partial(closing.close_team, team_id=team_id, who=actor(), now=now(), **sent))


@bp.post("/camps/<slug>/withdrawal")
@rule("people.self")
def leave_camp(slug: str) -> Response:
    reason = request.form.get("reason", "")[:300]
    verb = partial(leaving.leave_camp, camp_id=camp().id, reason=reason, who=actor(), now=now())
    return write(verb, Answer(location="/"))
