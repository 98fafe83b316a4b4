"""What mentors, teams and the control room hear: the queue, the visit, the notes, the load."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from camp.core.phases import open_gates
from camp.core.rules import Actor, Role, may
from camp.mentoring import queries
from camp.mentoring.rules import PROMISED
from camp.teams.models import Team
from camp.web.context import camp, now
from camp.web.pieces import piece, topic

MINUTE = timedelta(minutes=1)
MENTORING = topic("camp:{slug}:mentoring", rule="mentoring.read")
TEAM = topic("team:{team_id}", rule="team.read")


def _load(session: Session, slug: str) -> dict[str, Any]:
    at = now()
    waiting = queries.waiting(session, camp().id, at)
    return {
        "load": queries.load(session, camp().id),
        "hours": queries.hours(session, camp().id),
        "waiting": waiting,
        "now": at,
        "changes_at": at + MINUTE if waiting else None,
        "promised": PROMISED,
        "root": f"/camps/{slug}/mentoring",
    }


def _queue(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    at = now()
    mentor = queries.mentor_of(session, camp().id, actor.person_id)
    waiting = queries.waiting(session, camp().id, at)
    return {
        "present": queries.present(session, mentor.id) if mentor else None,
        "unwritten": queries.unwritten(session, mentor.id) if mentor else [],
        "waiting": waiting,
        "now": at,
        "changes_at": at + MINUTE if waiting else None,
        "promised": PROMISED,
        "works": actor.has(camp().id, Role.MENTOR),
        "is_open": "mentoring" in open_gates(session, camp()),
        "may_call_off": may(actor, camp().id, "mentoring.call_off"),
        "root": f"/camps/{slug}/mentoring",
    }


def _call(session: Session, team_id: str, actor: Actor) -> dict[str, Any]:
    at = now()
    visits = queries.open_visits(session, team_id)
    queue = [one.visit.team_id for one in queries.waiting(session, camp().id, at)]
    return {
        "team": session.get_one(Team, team_id),
        "is_member": queries.is_member(session, team_id, actor.person_id),
        "waits": next((visit for visit, _ in visits if visit.state == "waiting"), None),
        "visit": next(((visit, by) for visit, by in visits if visit.state == "now"), None),
        "place": queue.index(team_id) + 1 if team_id in queue else 0,
        "ahead": len(queue),
        "mentors": queries.mentors(session, camp().id),
        "now": at,
        "promised": PROMISED,
        "is_open": "mentoring" in open_gates(session, camp()),
        "root": f"/camps/{camp().slug}/mentoring",
    }


def _notes(session: Session, team_id: str, actor: Actor) -> dict[str, Any]:
    return {"notes": queries.notes(session, team_id) if may_read(session, team_id, actor) else []}


def may_read(session: Session, team_id: str, actor: Actor) -> bool:
    """Return whether `actor` reads the team's notes: its members and R27's roles, no juror."""
    readers = (Role.MENTOR, Role.OWNER, Role.ORGANISER, Role.PROGRAMME_OFFICER)
    return actor.has(camp().id, *readers) or queries.is_member(session, team_id, actor.person_id)


piece(
    "mentoring.load",
    on=MENTORING,
    path="/camps/<slug>/mentoring/load",
    template="mentoring/_load.html",
    ask=_load,
    shared=True,
)
piece(
    "mentoring.queue",
    on=MENTORING,
    path="/camps/<slug>/mentoring/queue",
    template="mentoring/_queue.html",
    ask=_queue,
)
piece(
    "mentoring.call",
    on=TEAM,
    path="/teams/<team_id>/mentoring/call",
    template="mentoring/_call.html",
    ask=_call,
)
piece(
    "mentoring.notes",
    on=TEAM,
    path="/teams/<team_id>/mentoring/notes",
    template="mentoring/_notes.html",
    ask=_notes,
    rule="feedback.read",
)
