"""The mentor's phone with queue, visit and note; the team's call for a mentor and its notes."""

from functools import partial
from math import ceil

from flask import Blueprint, Response, render_template, url_for

from camp.core.errors import Forbidden
from camp.core.rules import may
from camp.mentoring import live, notes, queries, service
from camp.mentoring.models import Visit
from camp.mentoring.rules import LIMIT, SLOT, NoTeam
from camp.mentoring.schemas import CallIn, NoteForm
from camp.teams.models import Team
from camp.web.context import actor, camp, db, now
from camp.web.forms import data
from camp.web.guard import belongs, rule
from camp.web.writes import Answer, note, write

bp = Blueprint("mentoring", __name__)
belongs("team_id", Team)
belongs("visit_id", Visit)


@bp.get("/camps/<slug>/mentoring")
@rule("mentoring.read")
def queue(slug: str) -> str:
    with db().read() as session:
        mentor = queries.mentor_of(session, camp().id, actor().person_id)
        return render_template(
            "mentoring/queue.html",
            camp=camp(),
            mentor=mentor,
            teams=queries.teams(session, camp().id),
        )


@bp.post("/camps/<slug>/mentoring/next")
@rule("mentoring.work")
def take_next(slug: str) -> Response:
    verb = partial(service.take_next, camp_id=camp().id, by=actor().person_id, now=now())
    return write(verb, _to_queue(slug))


@bp.post("/camps/<slug>/mentoring/visits/<visit_id>/start")
@rule("mentoring.work")
def start_visit(slug: str, visit_id: str) -> Response:
    _visit(visit_id)
    verb = partial(service.start_visit, visit_id=visit_id, by=actor().person_id, now=now())
    return write(verb, _to_queue(slug))


@bp.post("/camps/<slug>/mentoring/visits/<visit_id>/end")
@rule("mentoring.work")
def end_visit(slug: str, visit_id: str) -> Response:
    _visit(visit_id)
    verb = partial(service.end_visit, visit_id=visit_id, by=actor().person_id, now=now())
    return write(
        verb, Answer(location=url_for("mentoring.visit_note", slug=slug, visit_id=visit_id))
    )


@bp.post("/camps/<slug>/mentoring/visits/<visit_id>/cancellation")
@rule("mentoring.call_off")
def call_off(slug: str, visit_id: str) -> Response:
    visit = _visit(visit_id)
    with db().read() as session:
        is_member = queries.is_member(session, visit.team_id, actor().person_id)
    verb = partial(
        service.call_off,
        visit_id=visit_id,
        by=actor().person_id,
        now=now(),
        is_staff=may(actor(), camp().id, "teams.place"),
    )
    return write(verb, _to_team(slug) if is_member else _to_queue(slug))


@bp.get("/camps/<slug>/mentoring/visits/<visit_id>/note")
@rule("mentoring.work")
def visit_note(slug: str, visit_id: str) -> str:
    visit = _visit(visit_id)
    with db().read() as session:
        mentor = queries.mentor_of(session, camp().id, actor().person_id)
        if mentor is None or visit.mentor_id != mentor.id:
            raise Forbidden
        team = queries.team_of(session, camp().id, visit.team_id)
    return _note_page(team, visit)


@bp.post("/camps/<slug>/mentoring/visits/<visit_id>/note")
@rule("mentoring.work")
def write_visit_note(slug: str, visit_id: str) -> Response:
    return _write_note(slug, _visit(visit_id).team_id, visit_id)


@bp.get("/camps/<slug>/mentoring/teams/<team_id>")
@rule("feedback.read")
def team_notes(slug: str, team_id: str) -> str:
    with db().read() as session:
        team = queries.team_of(session, camp().id, team_id)
        if not live.may_read(session, team_id, actor()):
            raise Forbidden
    return render_template(
        "mentoring/team_notes.html",
        camp=camp(),
        team=team,
        may_write=may(actor(), camp().id, "feedback.write"),
    )


@bp.get("/camps/<slug>/mentoring/teams/<team_id>/note")
@rule("feedback.write")
def team_note(slug: str, team_id: str) -> str:
    with db().read() as session:
        team = queries.team_of(session, camp().id, team_id)
    return _note_page(team, None)


@bp.post("/camps/<slug>/mentoring/teams/<team_id>/note")
@rule("feedback.write")
def write_team_note(slug: str, team_id: str) -> Response:
    with db().read() as session:
        queries.team_of(session, camp().id, team_id)
    return _write_note(slug, team_id, None)


def _note_page(team: Team, visit: Visit | None) -> str:
    """Show the form; a visit's minutes are counted, so that the mentor need not."""
    minutes = int(SLOT.total_seconds()) // 60
    if visit is not None and visit.started_at is not None:
        minutes = ceil(((visit.ended_at or now()) - visit.started_at).total_seconds() / 60)
    return render_template(
        "mentoring/note.html", camp=camp(), team=team, visit=visit, minutes=minutes, limit=LIMIT
    )


def _write_note(slug: str, team_id: str, visit_id: str | None) -> Response:
    verb = partial(
        notes.write_note,
        team_id=team_id,
        visit_id=visit_id,
        by=actor().person_id,
        now=now(),
        **NoteForm().load(data()),
    )
    return write(verb, _to_queue(slug))


@bp.get("/camps/<slug>/mentoring/team")
@rule("mentoring.ask")
def my_team(slug: str) -> str:
    with db().read() as session:
        team = queries.my_team(session, camp().id, actor().person_id)
        unseen = bool(team) and any(
            one.feedback.seen_at is None for one in queries.notes(session, team.id if team else "")
        )
    if team is not None and unseen:
        note(partial(notes.see_notes, team_id=team.id, by=actor().person_id, now=now()))
    return render_template("mentoring/team.html", camp=camp(), team=team)


@bp.post("/camps/<slug>/mentoring/team/visits")
@rule("mentoring.ask")
def call_mentor(slug: str) -> Response:
    with db().read() as session:
        team = queries.my_team(session, camp().id, actor().person_id)
    if team is None:
        raise NoTeam
    verb = partial(
        service.call_mentor,
        team_id=team.id,
        by=actor().person_id,
        now=now(),
        **CallIn().load(data()),
    )
    return write(verb, _to_team(slug))


def _visit(visit_id: str) -> Visit:
    with db().read() as session:
        return queries.visit_of(session, camp().id, visit_id)


def _to_queue(slug: str) -> Answer:
    return Answer(location=url_for("mentoring.queue", slug=slug))


def _to_team(slug: str) -> Answer:
    return Answer(location=url_for("mentoring.my_team", slug=slug))
