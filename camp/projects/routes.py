"""The workspace of a team's project and the organisers' board, as pages."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, g, render_template, request, url_for
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, NotFound
from camp.core.ids import is_whole
from camp.people.rules import first_place
from camp.projects import late, live, pitch, queries, service, wording
from camp.projects.budget import CATEGORIES, INELIGIBLE
from camp.projects.forms import section_fields
from camp.projects.rules import StaleRevision, may_read, may_write
from camp.projects.schemas import HandInForm, LateVersionIn, PlaceIn, SectionIn
from camp.projects.sections import MILESTONES, SECTIONS
from camp.teams.models import Team
from camp.teams.queries import own_team
from camp.web.context import actor, camp, db, now
from camp.web.forms import data
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("projects", __name__)
wording.register(bp)


def _own(session: Session) -> Team | None:
    seat = own_team(session, camp().id, actor())
    return session.get_one(Team, seat.team_id) if seat else None


@bp.get("/camps/<slug>/project")
@rule("teams.read")
def workspace(slug: str) -> str:
    with db().read() as session:
        team = _own(session)
    return render_template("projects/workspace.html", camp=camp(), team=team)


@bp.get("/camps/<slug>/project/<section>")
@rule("submission.write")
def section(slug: str, section: str) -> str:
    """One section of one's own team's project."""
    if section not in SECTIONS:
        raise NotFound
    with db().read() as session:
        team = _own(session)
        if team is None:
            raise NotFound
        steps = queries.steps(session, camp(), team.id)
        budget, is_within = queries.budget_of(session, camp(), team.id)
        due = queries.due(session, camp(), now())
    at = list(SECTIONS).index(section)
    return render_template(
        "projects/budget.html" if section == "budget" else "projects/section.html",
        camp=camp(), team=team, step=steps[at], budget=budget, is_within=is_within, due=due,
        before=steps[at - 1] if at else None,
        after=steps[at + 1] if at + 1 < len(steps) else None,
        theirs=g.get("theirs"), categories=CATEGORIES, ineligible=INELIGIBLE,
        milestones=MILESTONES, at=now(),
    )  # fmt: skip


@bp.post("/teams/<team_id>/draft/<section>")
@rule("submission.write")
def save(team_id: str, section: str) -> Response:
    if section not in SECTIONS:
        raise NotFound
    sent: dict[str, Any] = data()
    fields = SectionIn().load(section_fields(section, request.form))
    revision = int(sent.get("revision", "0")) if is_whole(sent.get("revision", "0")) else 0
    order = list(SECTIONS)
    place = order.index(section) + 1
    onwards = sent.get("then") == "next" and place < len(order)
    target = f"/{order[place]}" if onwards else "" if sent.get("then") == "next" else f"/{section}"
    location = url_for("projects.workspace", slug=camp().slug) + target
    verb = partial(
        service.save_section,
        team_id=team_id,
        section=section,
        fields=fields,
        revision=revision,
        who=actor(),
        now=now(),
    )
    try:
        return write(verb, lambda saved: Answer(location=location, revision=saved[1]))
    except StaleRevision as error:
        g.theirs = error.facts["theirs"]
        raise


@bp.post("/teams/<team_id>/submission")
@rule("submission.write")
def submit(team_id: str) -> Response:
    """Hand in the draft as it stands, from a phone that may have waited for a connection."""
    verb = partial(
        service.submit, team_id=team_id, body=None, who=actor(), now=now(),
        **HandInForm().load(data()),
    )  # fmt: skip
    return write(verb, Answer(location=url_for("projects.workspace", slug=camp().slug)))


@bp.get("/teams/<team_id>/submission")
@rule("submission.read")
def read(team_id: str) -> str:
    """The version that counts, as one page; the team and the organisers see all versions."""
    with db().read() as session:
        team = session.get_one(Team, team_id)
        if not may_read(session, camp(), team, actor()):
            raise Forbidden
        shown = queries.page(session, camp(), team)
        is_own = may_write(session, team, actor())
    # Staff and jurors have no tabs of a participant; they go back to where their work is.
    work = first_place(actor(), camp())
    return render_template(
        "projects/page.html", camp=camp(), team=team, is_own=is_own, is_member=not work,
        back=work or url_for("projects.workspace", slug=camp().slug), **shown,
    )  # fmt: skip


@bp.get("/camps/<slug>/projects")
@rule("pitch.order")
def board(slug: str) -> str:
    return render_template("projects/board.html", camp=camp())


@bp.post("/teams/<team_id>/submission/acceptance")
@rule("submission.accept")
def accept(team_id: str) -> Response:
    sent = LateVersionIn().load(data())
    return write(partial(late.accept_late, team_id=team_id, who=actor(), now=now(), **sent))


@bp.post("/teams/<team_id>/submission/refusal")
@rule("submission.accept")
def refuse(team_id: str) -> Response:
    sent = LateVersionIn().load(data())
    return write(partial(late.refuse_late, team_id=team_id, who=actor(), now=now(), **sent))


@bp.post("/teams/<team_id>/tech-check")
@rule("pitch.order")
def check(team_id: str) -> Response:
    return write(partial(pitch.tech_check, team_id=team_id, who=actor(), now=now()))


@bp.post("/teams/<team_id>/pitch-place")
@rule("pitch.move")
def move(team_id: str) -> Response:
    sent = PlaceIn().load(data())
    return write(partial(pitch.move_pitch, team_id=team_id, who=actor(), now=now(), **sent))


__all__ = ["bp", "live"]
