"""Seats: who has one, who may have one, taking and leaving them."""

from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, NotFound
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.phases import require_open
from camp.core.rules import Actor, Role
from camp.people.models import Appointment, Participant, Withdrawal
from camp.teams import queue
from camp.teams.events import LeadNamed, SeatLeft, SeatTaken
from camp.teams.models import Seat, Team
from camp.teams.rules import (
    InTeam,
    NotEligible,
    NotYourTeam,
    TeamFull,
    may_lead,
    require_in_play,
    runs_teams,
)

_COMPETES = {Role.PARTICIPANT, Role.PROJECTOR}


def participant_of(session: Session, camp_id: str, id: str) -> Participant:
    """Return the participant with this id, or the one that this person is at the camp."""
    found = session.get(Participant, id)
    if found is None:
        asked = select(Participant).filter_by(camp_id=camp_id, person_id=id)
        found = session.scalars(asked).one_or_none()
    if found is None or found.camp_id != camp_id:
        raise NotFound
    return found


def own_participant(session: Session, camp_id: str, who: Actor) -> Participant:
    """Return what the asker is at the camp. Raises NotEligible for those who take no part."""
    asked = select(Participant).filter_by(camp_id=camp_id, person_id=who.person_id)
    found = session.scalars(asked).one_or_none()
    if found is None:
        raise NotEligible
    return found


def seat_of(session: Session, participant_id: str) -> Seat | None:
    asked = select(Seat).filter_by(participant_id=participant_id, left_at=None)
    return session.scalars(asked).one_or_none()


def seat_of_person(session: Session, camp_id: str, person_id: str) -> Seat | None:
    """Return the seat that a person has now at the camp."""
    return session.scalars(
        select(Seat)
        .join(Participant, Participant.id == Seat.participant_id)
        .where(Seat.camp_id == camp_id, Seat.left_at.is_(None), Participant.person_id == person_id)
    ).one_or_none()


def is_eligible(session: Session, one: Participant) -> bool:
    """Return whether a participant may have a seat: accepted, with no other role (R23)."""
    if one.state != "accepted" or session.get(Withdrawal, one.id) is not None:
        return False
    return not session.scalar(
        select(
            exists().where(
                Appointment.camp_id == one.camp_id,
                Appointment.person_id == one.person_id,
                Appointment.role.not_in(_COMPETES),
            )
        )
    )


def is_free(session: Session, one: Participant) -> bool:
    """Return whether somebody may be given a seat: eligible, and in no team."""
    return is_eligible(session, one) and seat_of(session, one.id) is None


def require_free(session: Session, one: Participant) -> None:
    if not is_eligible(session, one):
        raise NotEligible
    if seat_of(session, one.id) is not None:
        raise InTeam


def size(session: Session, team_id: str) -> int:
    asked = select(func.count()).select_from(Seat).filter_by(team_id=team_id, left_at=None)
    return session.scalar(asked) or 0


def fill(
    session: Session,
    camp: Camp,
    team: Team,
    one: Participant,
    *,
    by: str | None,
    now: datetime,
    role: str = "member",
    but: str = "",
) -> Seat:
    """Give a free person a free seat and end the person's other requests.

    `but` is the request that this answers. The caller holds the camp. Raises TeamFull.
    """
    require_free(session, one)
    if queue.free_seats(session, camp, team, now, but=but) <= 0:
        raise TeamFull
    seat = Seat(id=new_id(), camp_id=camp.id, team_id=team.id, participant_id=one.id)
    seat.role, seat.joined_at = role, now
    session.add(seat)
    session.flush()
    fact = SeatTaken(camp_id=camp.id, by=by, team_id=team.id, person_id=one.person_id)
    record(session, fact)
    queue.cancel_others(session, camp, one, but=but, by=by, now=now)
    queue.line_up(session, camp, team, now)
    return seat


def place(
    session: Session, *, team_id: str, participant_id: str, who: Actor, now: datetime
) -> Seat:
    """Put somebody into a team: the organisers', before the lock and after it (R8)."""
    team = session.get_one(Team, team_id)
    camp = hold(session, team.camp_id)
    if not runs_teams(who, camp.id):
        raise Forbidden
    require_open(session, camp, "teams")
    require_in_play(team)
    one = participant_of(session, camp.id, participant_id)
    present = seat_of(session, one.id)
    if present is not None and present.team_id == team.id:
        return present
    queue.settle(session, camp, team, now)
    role = "member" if size(session, team.id) else "lead"
    return fill(session, camp, team, one, by=who.person_id, now=now, role=role)


def leave(
    session: Session,
    *,
    team_id: str,
    participant_id: str,
    reason: str,
    who: Actor,
    now: datetime,
) -> None:
    """End a seat: one's own, or as organiser anybody's. The freed seat is offered on (R9, R18).

    A lead's place passes to the adult who joined first, else to whoever did.
    """
    team = session.get_one(Team, team_id)
    camp = hold(session, team.camp_id)
    one = participant_of(session, camp.id, participant_id)
    own = one.person_id == who.person_id
    if not own and not runs_teams(who, camp.id):
        raise NotYourTeam
    seat = seat_of(session, one.id)
    if seat is None or seat.team_id != team.id:
        if session.scalar(
            select(exists().where(Seat.team_id == team.id, Seat.participant_id == one.id))
        ):
            return
        raise NotFound
    was_lead = seat.role == "lead"
    seat.left_at, seat.reason, seat.role = now, reason, "member"
    seat.removed_by = None if own else who.person_id
    session.flush()
    record(
        session,
        SeatLeft(
            camp_id=camp.id, by=who.person_id, team_id=team.id, person_id=one.person_id,
            reason=reason, removed=not own,
        ),
    )  # fmt: skip
    if was_lead:
        pass_lead_on(session, camp, team, by=who.person_id)
    queue.settle(session, camp, team, now)


def name_lead(
    session: Session, *, team_id: str, participant_id: str, who: Actor, now: datetime
) -> None:
    """Make a member the lead, by the present lead or an organiser (R24)."""
    team = session.get_one(Team, team_id)
    camp = hold(session, team.camp_id)
    require_in_play(team)
    if not may_lead(who, team, seat_of_person(session, camp.id, who.person_id)):
        raise NotYourTeam
    one = participant_of(session, camp.id, participant_id)
    seat = seat_of(session, one.id)
    if seat is None or seat.team_id != team.id:
        raise NotFound
    if seat.role == "lead":
        return
    for other in session.scalars(
        select(Seat).filter_by(team_id=team.id, left_at=None, role="lead")
    ):
        other.role = "member"
    seat.role = "lead"
    fact = LeadNamed(camp_id=camp.id, by=who.person_id, team_id=team.id, person_id=one.person_id)
    record(session, fact)


def pass_lead_on(session: Session, camp: Camp, team: Team, *, by: str | None) -> None:
    day = camp.starts_at.date()
    members = session.scalars(
        select(Seat).filter_by(team_id=team.id, left_at=None).order_by(Seat.joined_at, Seat.id)
    ).all()
    if not members:
        return
    adults = [one for one in members if not one.participant.person.is_minor_on(day)]
    heir = (adults or members)[0]
    heir.role = "lead"
    fact = LeadNamed(camp_id=camp.id, by=by, team_id=team.id, person_id=heir.participant.person_id)
    record(session, fact)
