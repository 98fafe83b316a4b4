"""Mentors come to the camp, are called by teams and visit them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, NotFound
from camp.core.events import hold, record
from camp.core.phases import require_open
from camp.core.rules import Role
from camp.mentoring import queries
from camp.mentoring.events import (
    MentorAppointed,
    MentorCalled,
    VisitCancelled,
    VisitEnded,
    VisitStarted,
)
from camp.mentoring.models import Mentor, Visit
from camp.mentoring.rules import (
    AlreadyWaiting,
    MentorBusy,
    NobodyWaits,
    NotYourTeam,
    VisitBegun,
    VisitOver,
    VisitTaken,
)
from camp.people.events import PersonAppointed
from camp.people.models import Appointment
from camp.teams.models import Team


def appoint_mentor(
    session: Session,
    *,
    camp_id: str,
    person_id: str,
    expertise: Sequence[str],
    organisation: str,
    speaks: Sequence[str],
    by: str | None,
    now: datetime,
    ref: str | None = None,
) -> Mentor:
    """Let a person help teams, and say with what. Doing it again changes what is said."""
    hold(session, camp_id)
    about = {"expertise": list(expertise), "organisation": organisation, "speaks": list(speaks)}
    mentor = session.scalars(
        select(Mentor).filter_by(camp_id=camp_id, person_id=person_id)
    ).one_or_none()
    is_same = mentor is not None and all(
        getattr(mentor, name) == value for name, value in about.items()
    )
    if mentor is None:
        mentor = Mentor(camp_id=camp_id, person_id=person_id, ref=ref, **about)
        session.add(mentor)
    else:
        for name, value in about.items():
            setattr(mentor, name, value)
    _give_role(session, camp_id, person_id, by, now)
    session.flush()
    if not is_same:
        record(session, MentorAppointed(camp_id=camp_id, by=by, mentor_id=mentor.id))
    return mentor


def _give_role(
    session: Session, camp_id: str, person_id: str, by: str | None, now: datetime
) -> None:
    role = {"camp_id": camp_id, "person_id": person_id, "role": Role.MENTOR.value}
    if session.scalars(select(Appointment).filter_by(**role)).one_or_none() is None:
        session.add(Appointment(**role, at=now))
        session.flush()
        record(session, PersonAppointed(by=by, **role))


def mentor_for(session: Session, camp_id: str, person_id: str) -> Mentor:
    """Return the person's mentor; who has the role and said nothing of expertise gets one.

    The caller holds the camp.
    """
    mentor = session.scalars(
        select(Mentor).filter_by(camp_id=camp_id, person_id=person_id)
    ).one_or_none()
    if mentor is not None:
        return mentor
    role = {"camp_id": camp_id, "person_id": person_id, "role": Role.MENTOR.value}
    if session.scalars(select(Appointment).filter_by(**role)).one_or_none() is None:
        raise Forbidden
    mentor = Mentor(camp_id=camp_id, person_id=person_id, expertise=[], speaks=[])
    session.add(mentor)
    session.flush()
    return mentor


def call_mentor(session: Session, *, team_id: str, topic: str, by: str, now: datetime) -> Visit:
    """Put the team into the queue. The same call sent twice waits once.

    Raises GateClosed, NotYourTeam, and AlreadyWaiting for a second call with another topic.
    """
    team = session.get(Team, team_id)
    if team is None:
        raise NotFound
    require_open(session, hold(session, team.camp_id), "mentoring")
    if not queries.is_member(session, team_id, by):
        raise NotYourTeam
    topic = topic.strip()
    waiting = session.scalars(
        select(Visit).filter_by(team_id=team_id, state="waiting")
    ).one_or_none()
    if waiting is not None:
        if waiting.topic != topic:
            raise AlreadyWaiting
        return waiting
    visit = Visit(camp_id=team.camp_id, team_id=team_id, topic=topic, state="waiting", asked_at=now)
    session.add(visit)
    session.flush()
    record(
        session,
        MentorCalled(camp_id=visit.camp_id, by=by, team_id=team_id, visit_id=visit.id),
    )
    return visit


def call_off(
    session: Session, *, visit_id: str, by: str, now: datetime, is_staff: bool = False
) -> Visit:
    """Take the team out of the queue: its members may, and staff. Again changes nothing."""
    visit = _held(session, visit_id)
    if not is_staff and not queries.is_member(session, visit.team_id, by):
        raise NotYourTeam
    if visit.state == "now":
        raise VisitBegun
    if visit.state == "waiting":
        visit.state, visit.ended_at = "cancelled", now
        record(
            session,
            VisitCancelled(
                camp_id=visit.camp_id, by=by, team_id=visit.team_id, visit_id=visit.id,
                waiting=_waiting(session, visit.camp_id),
            ),
        )  # fmt: skip
    return visit


def start_visit(session: Session, *, visit_id: str, by: str, now: datetime) -> Visit:
    """Let the mentor `by` go to the team. Of two mentors exactly one goes.

    Raises GateClosed, VisitTaken, VisitOver, and MentorBusy for a mentor who is with a team.
    """
    visit = _held(session, visit_id)
    mentor = mentor_for(session, visit.camp_id, by)
    if visit.state == "now" and visit.mentor_id == mentor.id:
        return visit
    require_open(session, hold(session, visit.camp_id), "mentoring")
    if visit.state == "now":
        raise VisitTaken
    if visit.state != "waiting":
        raise VisitOver
    if queries.present_visit(session, mentor.id) is not None:
        raise MentorBusy
    return _start(session, visit, mentor, by, now)


def take_next(session: Session, *, camp_id: str, by: str, now: datetime) -> Visit:
    """Let the mentor go to the team that waits longest.

    A mentor who is with a team gets that visit again, so a second tap takes no second team.
    """
    camp = hold(session, camp_id)
    mentor = mentor_for(session, camp_id, by)
    present = queries.present_visit(session, mentor.id)
    if present is not None:
        return present
    require_open(session, camp, "mentoring")
    waiting = queries.waiting_visits(session, camp_id)
    if not waiting:
        raise NobodyWaits
    return _start(session, waiting[0], mentor, by, now)


def _start(session: Session, visit: Visit, mentor: Mentor, by: str, now: datetime) -> Visit:
    visit.state, visit.mentor_id, visit.started_at = "now", mentor.id, now
    session.flush()
    record(
        session,
        VisitStarted(
            camp_id=visit.camp_id, by=by, team_id=visit.team_id, visit_id=visit.id,
            mentor_id=mentor.id, waiting=_waiting(session, visit.camp_id),
        ),
    )  # fmt: skip
    return visit


def end_visit(session: Session, *, visit_id: str, by: str, now: datetime) -> Visit:
    """Say that the mentor left the team; the note may follow. Again changes nothing."""
    visit = _held(session, visit_id)
    mentor = mentor_for(session, visit.camp_id, by)
    if visit.state in {"waiting", "cancelled"}:
        raise VisitOver
    if visit.mentor_id != mentor.id:
        raise VisitTaken
    if visit.state == "now":
        visit.state, visit.ended_at = "done", now
        record(
            session,
            VisitEnded(camp_id=visit.camp_id, by=by, team_id=visit.team_id, visit_id=visit.id),
        )
    return visit


def _held(session: Session, visit_id: str) -> Visit:
    visit = session.get(Visit, visit_id)
    if visit is None:
        raise NotFound
    hold(session, visit.camp_id)
    session.refresh(visit)
    return visit


def _waiting(session: Session, camp_id: str) -> tuple[str, ...]:
    return tuple(visit.team_id for visit in queries.waiting_visits(session, camp_id))
