"""Questions about mentors: who waits, who is with whom, what was written, who helped whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, joinedload

from camp.core.errors import NotFound
from camp.core.rules import Actor
from camp.mentoring.models import Feedback, Mentor, Visit
from camp.mentoring.rules import PROMISED, SLOT, SOON
from camp.people.models import Participant, Person
from camp.projects.rules import also_reads
from camp.teams.models import Seat, Team


@dataclass(frozen=True, slots=True)
class Waiting:
    """A team in the queue."""

    visit: Visit
    team: Team
    wait: timedelta

    @property
    def minutes(self) -> int:
        return int(self.wait.total_seconds()) // 60

    @property
    def is_late(self) -> bool:
        """Whether the promised half hour is nearly over (R25)."""
        return self.wait >= SOON

    @property
    def promised_at(self) -> datetime:
        return self.visit.asked_at + PROMISED


@dataclass(frozen=True, slots=True)
class Present:
    """The visit that a mentor makes now."""

    visit: Visit
    team: Team
    ends: datetime


@dataclass(frozen=True, slots=True)
class Note:
    feedback: Feedback
    mentor: Mentor


@dataclass(frozen=True, slots=True)
class Load:
    """How much a mentor did: minutes of notes, visits, and the team that has the mentor now."""

    mentor: Mentor
    minutes: int
    notes: int
    with_team: str


@also_reads
def has_helped(session: Session, who: Actor, team: Team) -> bool:
    """Return whether somebody is a mentor who was with the team: such a one reads its project."""
    mentor = select(Mentor.id).filter_by(camp_id=team.camp_id, person_id=who.person_id)
    met = exists().where(
        Visit.team_id == team.id, Visit.mentor_id.in_(mentor), Visit.started_at.is_not(None)
    )
    noted = exists().where(Feedback.team_id == team.id, Feedback.mentor_id.in_(mentor))
    return bool(session.scalar(select(met | noted)))


def my_team(session: Session, camp_id: str, person_id: str) -> Team | None:
    """Return the team in which the person has a seat now."""
    return session.scalars(
        select(Team)
        .join(Seat, Seat.team_id == Team.id)
        .join(Participant, Participant.id == Seat.participant_id)
        .where(
            Team.camp_id == camp_id,
            Participant.person_id == person_id,
            Seat.left_at.is_(None),
        )
    ).first()


def is_member(session: Session, team_id: str, person_id: str) -> bool:
    seat = (
        select(Seat.id)
        .join(Participant, Participant.id == Seat.participant_id)
        .where(
            Seat.team_id == team_id,
            Participant.person_id == person_id,
            Seat.left_at.is_(None),
        )
    )
    return session.scalar(seat) is not None


def mentor_of(session: Session, camp_id: str, person_id: str) -> Mentor | None:
    return session.scalars(
        select(Mentor).filter_by(camp_id=camp_id, person_id=person_id)
    ).one_or_none()


def mentors(session: Session, camp_id: str) -> list[Mentor]:
    return list(
        session.scalars(
            select(Mentor).join(Person).filter(Mentor.camp_id == camp_id).order_by(Person.folded)
        )
    )


def visit_of(session: Session, camp_id: str, visit_id: str) -> Visit:
    """Raise NotFound also for a visit of another camp: a URL must not reach into it."""
    visit = session.get(Visit, visit_id)
    if visit is None or visit.camp_id != camp_id:
        raise NotFound
    return visit


def team_of(session: Session, camp_id: str, team_id: str) -> Team:
    team = session.get(Team, team_id)
    if team is None or team.camp_id != camp_id:
        raise NotFound
    return team


def teams(session: Session, camp_id: str) -> list[Team]:
    found = select(Team).where(
        Team.camp_id == camp_id, Team.state.not_in({"withdrawn", "disqualified"})
    )
    return list(session.scalars(found.order_by(Team.number)))


def waiting_visits(session: Session, camp_id: str) -> Sequence[Visit]:
    """Return the queue, the longest wait first."""
    return session.scalars(
        select(Visit).filter_by(camp_id=camp_id, state="waiting").order_by(Visit.asked_at, Visit.id)
    ).all()


def waiting(session: Session, camp_id: str, now: datetime) -> list[Waiting]:
    rows = session.execute(
        select(Visit, Team)
        .join(Team, Team.id == Visit.team_id)
        .where(Visit.camp_id == camp_id, Visit.state == "waiting")
        .order_by(Visit.asked_at, Visit.id)
    )
    return [Waiting(visit, team, now - visit.asked_at) for visit, team in rows]


def present_visit(session: Session, mentor_id: str) -> Visit | None:
    return session.scalars(select(Visit).filter_by(mentor_id=mentor_id, state="now")).first()


def present(session: Session, mentor_id: str) -> Present | None:
    visit = present_visit(session, mentor_id)
    if visit is None or visit.started_at is None:
        return None
    return Present(visit, session.get_one(Team, visit.team_id), visit.started_at + SLOT)


def open_visits(session: Session, team_id: str) -> list[tuple[Visit, Mentor | None]]:
    """Return the team's visits that wait or go on, with the mentor who came."""
    rows = session.execute(
        select(Visit, Mentor)
        .outerjoin(Mentor, Mentor.id == Visit.mentor_id)
        # The mentor's own inner join would drop visits that wait.
        .options(joinedload(Mentor.person, innerjoin=False))
        .where(Visit.team_id == team_id, Visit.state.in_({"waiting", "now"}))
        .order_by(Visit.asked_at, Visit.id)
    )
    return [(first, second) for first, second in rows]


def unwritten(session: Session, mentor_id: str) -> list[tuple[Visit, Team]]:
    """Return the mentor's visits that are done and have no note yet, the newest first."""
    rows = session.execute(
        select(Visit, Team)
        .join(Team, Team.id == Visit.team_id)
        .outerjoin(Feedback, Feedback.visit_id == Visit.id)
        .where(Visit.mentor_id == mentor_id, Visit.state == "done", Feedback.id.is_(None))
        .order_by(Visit.ended_at.desc(), Visit.id)
    )
    return [(first, second) for first, second in rows]


def notes(session: Session, team_id: str) -> list[Note]:
    """Return the team's notes, the newest first."""
    rows = session.execute(
        select(Feedback, Mentor)
        .join(Mentor, Mentor.id == Feedback.mentor_id)
        .where(Feedback.team_id == team_id)
        .order_by(Feedback.at.desc(), Feedback.id)
    )
    return [Note(feedback, mentor) for feedback, mentor in rows]


def load(session: Session, camp_id: str) -> list[Load]:
    """Return every mentor's share of the work, by name."""
    rows = session.execute(
        select(Feedback.mentor_id, func.sum(Feedback.minutes), func.count(Feedback.id))
        .where(Feedback.camp_id == camp_id)
        .group_by(Feedback.mentor_id)
    )
    done = {mentor_id: (int(minutes), count) for mentor_id, minutes, count in rows}
    visited = session.execute(
        select(Visit.mentor_id, Team.name)
        .join(Team, Team.id == Visit.team_id)
        .where(Visit.camp_id == camp_id, Visit.state == "now")
    )
    busy = {row.mentor_id: row.name for row in visited}
    return [
        Load(mentor, *done.get(mentor.id, (0, 0)), busy.get(mentor.id, ""))
        for mentor in mentors(session, camp_id)
    ]


def hours(session: Session, camp_id: str) -> list[tuple[Team, int]]:
    """Return the minutes of mentors that each team got, by the notes; the fewest come first."""
    rows = session.execute(
        select(Team, func.coalesce(func.sum(Feedback.minutes), 0))
        .outerjoin(Feedback, Feedback.team_id == Team.id)
        .where(Team.camp_id == camp_id, Team.state.in_(("forming", "locked")))
        .group_by(Team.id)
        .order_by(func.coalesce(func.sum(Feedback.minutes), 0), Team.number)
    )
    return [(team, int(minutes)) for team, minutes in rows]


def helped(session: Session, camp_id: str) -> set[tuple[str, str]]:
    """Return (person, team) of every material help: who must not score whom (R28)."""
    rows = session.execute(
        select(Mentor.person_id, Feedback.team_id)
        .join(Feedback, Feedback.mentor_id == Mentor.id)
        .where(Feedback.camp_id == camp_id, Feedback.materially_helped.is_(True))
    )
    return {(person_id, team_id) for person_id, team_id in rows}
