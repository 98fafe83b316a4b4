"""Leaving the camp for good: the seat and the requests are given up with the place."""

from datetime import datetime

from sqlalchemy.orm import Session

from camp.core.events import hold
from camp.core.rules import Actor
from camp.people import registering
from camp.teams import queue, seats


def leave_camp(session: Session, *, camp_id: str, reason: str, who: Actor, now: datetime) -> None:
    """Let the asker go. The freed seat is offered on; what they wrote and did stays."""
    camp = hold(session, camp_id)
    one = seats.participant_of(session, camp_id, str(who.person_id))
    seat = seats.seat_of(session, one.id)
    if seat is not None:
        seats.leave(
            session, team_id=seat.team_id, participant_id=one.id, reason=reason, who=who, now=now
        )
    queue.cancel_others(session, camp, one, but="", by=who.person_id, now=now)
    registering.withdraw(
        session, camp_id=camp_id, person_id=one.person_id, reason=reason, by=one.person_id, now=now
    )
