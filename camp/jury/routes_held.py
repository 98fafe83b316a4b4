"""The pages of ballots that came late or were carried: decided, settled, read from codes."""

from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from camp.core.ids import is_whole
from camp.jury import courier, held, queries_held
from camp.jury.api_held import carrying
from camp.jury.models import HeldBallot
from camp.jury.schemas import HeldDecisionIn
from camp.web import forms
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("jury_held", __name__)


@bp.post("/late-ballots/<held_id>/decision")
@rule("ballot.late")
def decide(held_id: str) -> Response:
    return write(_deciding(held_id), Answer(location=url_for("jury_desk.desk", slug=camp().slug)))


@bp.post("/late-ballots/<held_id>/choice")
@rule("ballot.write")
def choose(held_id: str) -> Response:
    """The juror takes or leaves what was carried beside another ballot."""

    def back(kept: HeldBallot) -> Answer:
        return Answer(location=f"/rounds/{kept.round_id}/teams/{kept.team_id}")

    return write(_deciding(held_id), back)


def _deciding(held_id: str) -> partial[HeldBallot]:
    fields = forms.data()
    if is_whole(fields.get("revision", "")):
        fields["revision"] = int(fields["revision"])
    data = HeldDecisionIn().load(fields)
    return partial(held.decide_held, held_id=held_id, by=actor().person_id, now=now(), **data)


@bp.get("/rounds/<round_id>/carried")
@rule("ballot.carry")
def carried(round_id: str) -> str:
    """Read the codes of a juror's phone; what was brought in stands below."""
    with db().read() as session:
        brought = queries_held.brought(session, round_id)
    counts = {name: request.args.get(name, 0, type=int) for name in ("in", "waiting", "refused")}
    return render_template("jury/carried.html", round_id=round_id, brought=brought, counts=counts)


@bp.post("/rounds/<round_id>/carried")
@rule("ballot.carry")
def carry(round_id: str) -> Response:
    def told(found: list[courier.Outcome]) -> Answer:
        results = ["in" if one.result == "already" else one.result for one in found]
        counts = {name: results.count(name) for name in ("in", "waiting", "refused")}
        return Answer(location=f"/rounds/{round_id}/carried?{urlencode(counts)}")

    return write(carrying(round_id, request.form.get("frames", "").split()), told)
