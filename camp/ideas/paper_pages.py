"""Dots on paper: slips to print, and the moderator's screen that takes them in."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request
from marshmallow import ValidationError
from sqlalchemy import select

from camp.checkin.queries import checked_in_ids
from camp.core.errors import words
from camp.core.ids import is_whole, read_code
from camp.ideas import queries
from camp.ideas.models import Idea
from camp.ideas.paper import type_dots
from camp.ideas.rules import ALIVE
from camp.ideas.schemas import SlipIn
from camp.people.models import Badge, Participant
from camp.web import forms
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("ideas_paper", __name__)
MOST_BLANK = 60


@bp.get("/camps/<slug>/paper/dots")
@rule("dots.run")
def slips(slug: str) -> str:
    """A slip for everybody who may give dots, or `?blank=8` without names."""
    with db().read() as session:
        ideas = _in_vote(queries.public_ideas(session, camp().id))
        people = _voters(session)
    blank = min(max(request.args.get("blank", 0, type=int), 0), MOST_BLANK)
    return render_template(
        "ideas/slips.html", camp=camp(), ideas=ideas, people=[] if blank else people, blank=blank,
        address=request.url_root.rstrip("/"),
    )  # fmt: skip


def _in_vote(ideas: Iterable[Idea]) -> list[Idea]:
    return [idea for idea in ideas if idea.state in ALIVE]


def _voters(session: Any) -> list[tuple[Participant, str]]:
    """Return who takes part, by name, each with the badge code or nothing."""
    rows = session.execute(
        select(Participant, Badge.code)
        .outerjoin(
            Badge,
            (Badge.camp_id == Participant.camp_id)
            & (Badge.person_id == Participant.person_id)
            & Badge.revoked_at.is_(None),
        )
        .where(Participant.camp_id == camp().id, Participant.state == "accepted")
    )
    found = [(participant, code or "") for participant, code in rows]
    return sorted(found, key=lambda one: one[0].person.name.casefold())


@bp.get("/camps/<slug>/ideas/paper")
@rule("dots.run")
def entry(slug: str) -> str:
    """Type a slip: whose it is by badge code, by the slip's own code or from the list."""
    code = read_code(request.args.get("code", ""))
    with db().read() as session:
        ideas = _in_vote(queries.public_ideas(session, camp().id))
        people = _voters(session)
        here = checked_in_ids(session, camp().id)
        voting = queries.voting(session, camp().id)
    wanted = request.args.get("participant", "") or request.form.get("participant", "")
    chosen = next((one for one, its in people if one.id == wanted or (code and its == code)), None)
    return render_template(
        "ideas/slip_entry.html", camp=camp(), ideas=ideas, chosen=chosen, voting=voting,
        people=[one for one in people if one[0].person_id in here],
        unknown=bool(code) and chosen is None, done=request.args.get("done", type=int),
    )  # fmt: skip


@bp.post("/camps/<slug>/ideas/paper")
@rule("dots.run")
def type_slip(slug: str) -> Response:
    fields = forms.data()
    given = {k.removeprefix("dots-"): v for k, v in fields.items() if k.startswith("dots-")}
    if not all(is_whole(value) for value in given.values()):
        raise ValidationError({"dots": [words("Type a number of dots, or nothing.")]})
    data = SlipIn().load({"participant": fields.get("participant", ""), "dots": given})
    verb = partial(
        type_dots, camp_id=camp().id, participant_id=data["participant"], dots=data["dots"],
        by=actor().person_id, now=now(),
    )  # fmt: skip
    place = f"/camps/{camp().slug}/ideas/paper?done="
    return write(verb, lambda n: Answer(200, {"dots": n}, f"{place}{n}"))
