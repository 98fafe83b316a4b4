"""A mentor's notes on a team, and the team's opening of them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.mentoring import events, queries
from camp.mentoring.models import Feedback, Visit
from camp.mentoring.rules import LIGHTS, LIMIT, MAX_MINUTES, NoteWritten, VisitOver, VisitTaken
from camp.mentoring.service import end_visit, mentor_for
from camp.teams.models import Team


def write_note(
    session: Session,
    *,
    team_id: str,
    light: str,
    works: str,
    risk: str,
    next_step: str,
    minutes: int,
    materially_helped: bool,
    by: str,
    now: datetime,
    visit_id: str | None = None,
    ref: str | None = None,
) -> Feedback:
    """Write what a mentor saw (R26). A visit has one note, and writing it ends the visit.

    The same note on a visit sent twice is there once; another one raises NoteWritten. Without a
    visit every call is a note of its own.
    """
    team = session.get(Team, team_id)
    if team is None:
        raise NotFound
    hold(session, team.camp_id)
    mentor = mentor_for(session, team.camp_id, by)
    said = {
        "light": light, "works": works.strip(), "risk": risk.strip(),
        "next_step": next_step.strip(), "minutes": minutes, "materially_helped": materially_helped,
    }  # fmt: skip
    _check(said)
    if visit_id is not None:
        visit = _own_visit(session, visit_id, team_id, mentor.id)
        earlier = session.scalars(select(Feedback).filter_by(visit_id=visit.id)).one_or_none()
        if earlier is not None:
            if all(getattr(earlier, name) == value for name, value in said.items()):
                return earlier
            raise NoteWritten
        end_visit(session, visit_id=visit_id, by=by, now=now)
    note = Feedback(
        camp_id=team.camp_id, ref=ref, team_id=team_id, mentor_id=mentor.id, visit_id=visit_id,
        at=now, **said,
    )  # fmt: skip
    session.add(note)
    session.flush()
    record(
        session,
        events.NoteWritten(
            camp_id=team.camp_id, by=by, team_id=team_id, feedback_id=note.id, light=light,
            materially_helped=materially_helped,
        ),
    )  # fmt: skip
    return note


def _check(said: dict[str, object]) -> None:
    faults: dict[str, list[str]] = {}
    if said["light"] not in LIGHTS:
        faults["light"] = [words("Choose how it goes.")]
    for name in ("works", "risk", "next_step"):
        if len(str(said[name])) > LIMIT:
            faults[name] = [words("This is longer than 300 characters.")]
    if not 0 <= int(str(said["minutes"])) <= MAX_MINUTES:
        faults["minutes"] = [words("A visit lasts 0 to 240 minutes.")]
    if faults:
        raise Invalid(fields=faults)


def _own_visit(session: Session, visit_id: str, team_id: str, mentor_id: str) -> Visit:
    visit = session.get(Visit, visit_id)
    if visit is None or visit.team_id != team_id:
        raise NotFound
    session.refresh(visit)
    if visit.state not in {"now", "done"}:
        raise VisitOver
    if visit.mentor_id != mentor_id:
        raise VisitTaken
    return visit


def see_notes(session: Session, *, team_id: str, by: str, now: datetime) -> None:
    """Keep when the team first opened its notes. Others who read them leave no trace."""
    team = session.get(Team, team_id)
    if team is None or not queries.is_member(session, team_id, by):
        return
    hold(session, team.camp_id)
    unseen = list(session.scalars(select(Feedback).filter_by(team_id=team_id, seen_at=None)))
    for note in unseen:
        note.seen_at = now
    if unseen:
        ids = tuple(note.id for note in unseen)
        record(
            session,
            events.NotesSeen(camp_id=team.camp_id, by=by, team_id=team_id, feedback_ids=ids),
        )
