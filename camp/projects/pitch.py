"""The order of pitches: that of the tech check; one team may be moved once (R33)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, Invalid, words
from camp.core.events import hold, record
from camp.core.models import Camp
from camp.core.phases import has_reached
from camp.core.rules import Actor, may
from camp.projects.events import PitchMoved, TechChecked
from camp.projects.rules import MovedBefore, OrderFixed
from camp.teams.models import Team
from camp.teams.rules import IN_PLAY, require_in_play


def tech_check(session: Session, *, team_id: str, who: Actor, now: datetime) -> Team:
    """Note that a team's slides and sound work: it pitches after those checked before it."""
    team, camp = _held(session, team_id, who, "pitch.order")
    if team.tech_check_at is not None:
        return team
    last = session.scalar(select(func.max(Team.pitch_order)).filter_by(camp_id=camp.id)) or 0
    team.tech_check_at = now
    team.pitch_order = last + 1
    session.flush()
    record(
        session,
        TechChecked(camp_id=camp.id, by=who.person_id, team_id=team.id, place=team.pitch_order),
    )
    return team


def move_pitch(
    session: Session, *, team_id: str, place: int, reason: str, who: Actor, now: datetime
) -> Team:
    """Give one team another place; those between move by one. Once for a camp, with a reason."""
    team, camp = _held(session, team_id, who, "pitch.move")
    if not reason:
        raise Invalid(fields={"reason": [words("Give a reason; it is kept.")]})
    if team.moved_reason and team.pitch_order == place:
        return team
    order = list(
        session.scalars(
            select(Team)
            .where(Team.camp_id == camp.id, Team.pitch_order.is_not(None), Team.state.in_(IN_PLAY))
            .order_by(Team.pitch_order)
        )
    )
    if any(one.moved_reason for one in order):
        raise MovedBefore
    if team not in order or not 1 <= place <= len(order):
        raise Invalid(fields={"place": [words("Choose a place in the order of pitches.")]})
    order.remove(team)
    order.insert(place - 1, team)
    for number, one in enumerate(order, 1):
        one.pitch_order = number
    team.moved_reason = reason
    session.flush()
    fact = PitchMoved(
        camp_id=camp.id, by=who.person_id, team_id=team.id, place=place, reason=reason
    )
    record(session, fact)
    return team


def _held(session: Session, team_id: str, who: Actor, permission: str) -> tuple[Team, Camp]:
    team = session.get_one(Team, team_id)
    camp = hold(session, team.camp_id)
    if not may(who, camp.id, permission):
        raise Forbidden
    require_in_play(team)
    if has_reached(camp, "jury"):
        raise OrderFixed
    return team, camp
