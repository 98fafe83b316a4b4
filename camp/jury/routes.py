"""The juror's pages: the day's list, one team's ballot, one's own scores, stepping aside."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from marshmallow import ValidationError

from camp.core.errors import NotFound, words
from camp.core.ids import is_whole
from camp.core.phases import has_reached
from camp.core.rules import may
from camp.jury import ballots, courier, live, panel, queries, queries_held, visits
from camp.jury.api import receipt
from camp.jury.api_panel import whose
from camp.jury.handing import hand_in
from camp.jury.models import Ballot, HeldBallot, Round
from camp.jury.queries import Desk
from camp.jury.schemas import BallotIn, ConflictIn
from camp.web import forms
from camp.web.context import actor, camp, db, now
from camp.web.guard import belongs, rule
from camp.web.writes import Answer, write

bp = Blueprint("jury", __name__)
belongs("round_id", Round)
belongs("held_id", HeldBallot)
TOPICS = (live.ROUND, live.PROGRESS, live.STANDINGS)


@bp.get("/camps/<slug>/jury")
@rule("round.read")
def home(slug: str) -> str | Response:
    """A juror's list of teams; who runs the round finds the desk here."""
    with db().read() as session:
        round_ = queries.current_round(session, camp().id)
        mine = queries.juror(session, camp().id, actor().person_id)
        if mine is None and may(actor(), camp().id, "progress.read"):
            return redirect(url_for("jury_desk.desk", slug=slug))  # type: ignore[return-value]
        desk = queries.desk(session, round_.id, actor().person_id) if round_ and mine else None
    if desk is None:
        return render_template("jury/none.html")
    if desk.juror.briefed_at is None:
        return render_template("jury/briefing.html", desk=desk)
    carry_pass = _carry_pass(desk.stand.round_.id)
    return render_template("jury/home.html", desk=desk, carry_pass=carry_pass)


@bp.post("/rounds/<round_id>/briefing")
@rule("ballot.write")
def brief(round_id: str) -> Response:
    verb = partial(panel.brief_juror, round_id=round_id, person_id=actor().person_id, now=now())
    return write(verb, Answer(location=url_for("jury.conflicts", round_id=round_id)))


@bp.get("/rounds/<round_id>/conflicts")
@rule("ballot.write")
def conflicts(round_id: str) -> str:
    with db().read() as session:
        desk = queries.desk(session, round_id, actor().person_id)
        teams = [slot.team_id for slot in desk.stand.slots]
        members = queries.members(session, teams, camp().starts_at.date())
        mentored = queries.mentored(session, desk)
    return render_template(
        "jury/conflicts.html",
        desk=desk,
        members=members,
        mentored=mentored,
        chosen=request.args.get("team", ""),
    )


@bp.post("/rounds/<round_id>/conflicts")
@rule("conflict.declare")
def declare(round_id: str) -> Response:
    data = ConflictIn().load(forms.data())
    verb = partial(
        panel.declare_conflict,
        round_id=round_id,
        juror_id=whose(data["juror"]),
        team_id=data["team"],
        kind=data["kind"],
        text=data["text"],
        by=actor().person_id,
        now=now(),
    )
    return write(verb)


@bp.post("/rounds/<round_id>/visits")
@rule("ballot.write")
def take_next(round_id: str) -> Response:
    """Go to the next table, where the ballot opens."""
    verb = partial(visits.take_next, round_id=round_id, person_id=actor().person_id, now=now())
    return write(verb, lambda visit: Answer(location=f"/rounds/{round_id}/teams/{visit.team_id}"))


@bp.post("/rounds/<round_id>/visits/<team_id>/later")
@rule("ballot.write")
def put_off(round_id: str, team_id: str) -> Response:
    verb = partial(
        visits.put_off,
        round_id=round_id,
        person_id=actor().person_id,
        team_id=team_id,
        now=now(),
    )
    return write(verb, Answer(location=url_for("jury.home", slug=camp().slug)))


@bp.get("/rounds/<round_id>/teams/<team_id>")
@rule("ballot.write")
def score(round_id: str, team_id: str) -> str:
    with db().read() as session:
        desk = queries.desk(session, round_id, actor().person_id)
        cell = next((one for one in desk.cells if one.slot.team_id == team_id), None)
        hand = queries_held.hand_of(session, desk.juror, cell.ballot if cell else None)
        closer = queries.closer(session, desk.stand.round_)
    if cell is None:
        raise NotFound
    return render_template(
        "jury/score.html",
        desk=desk,
        cell=cell,
        team=desk.stand.teams[team_id],
        earlier=desk.earlier(team_id),
        following=desk.after(team_id),
        is_open=desk.stand.round_.state == "open",
        closer=closer,
        hand=hand,
        is_over=has_reached(camp(), "results"),
        carry_pass=_carry_pass(round_id),
    )


def _carry_pass(round_id: str) -> str:
    return courier.pass_of(current_app.extensions["secret"], actor().login_id, round_id)


@bp.post("/rounds/<round_id>/ballots/<team_id>")
@rule("ballot.write")
def cast(round_id: str, team_id: str) -> Response:
    data = BallotIn().load(_ballot_of_form())
    said = ballots.Said(
        marks=data["marks"],
        state=data["state"],
        comment=data["comment"],
        shares_comment=data["share"],
    )
    with db().read() as session:
        desk = queries.desk(session, round_id, actor().person_id)
    there = _next_place(desk, team_id, data["state"])

    def answer(ballot: Ballot) -> Answer:
        return Answer(200, receipt(ballot).body, there)

    return hand_in(
        said, round_id=round_id, team_id=team_id, revision=data["revision"], answer=answer
    )


def _ballot_of_form() -> dict[str, Any]:
    """Return the form's marks as the schema takes them: `mark-impact=4` is a mark of 4."""
    fields = forms.data()
    found = {key.removeprefix("mark-"): value for key, value in fields.items()
             if key.startswith("mark-")}  # fmt: skip
    if not all(is_whole(value) for value in (*found.values(), fields.get("revision", "0"))):
        raise ValidationError({"marks": [words("Choose a mark here.")]})
    return {
        "marks": {key: int(value) for key, value in found.items()},
        "comment": fields.get("comment", ""),
        "share": fields.get("share") == "yes",
        "state": fields.get("state", "draft"),
        "revision": int(fields.get("revision", "0")),
    }


def _next_place(desk: Desk, team_id: str, state: str) -> str:
    following = desk.after(team_id)
    round_id = desk.stand.round_.id
    if state == "draft":
        return url_for("jury.score", round_id=round_id, team_id=team_id)
    if following is None or following.slot.state == "waiting":
        return url_for("jury.home", slug=camp().slug)
    return url_for("jury.score", round_id=round_id, team_id=following.slot.team_id)


@bp.get("/rounds/<round_id>/scores")
@rule("ballot.write")
def scores(round_id: str) -> str:
    """One's own marks beside each other, and nobody else's; `by` a criterion the best first."""
    by = request.args.get("by", "")
    with db().read() as session:
        desk = queries.desk(session, round_id, actor().person_id)
    keys = {criterion.key for criterion in desk.stand.round_.criteria}
    by = by if by in keys else ""
    cells = sorted(desk.cells, key=lambda cell: -cell.marks.get(by, 0)) if by else desk.cells
    return render_template("jury/scores.html", desk=desk, cells=cells, by=by)
