"""How a team goes out: withdrawn by its own people, or disqualified."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, Invalid, words
from camp.core.events import hold, record
from camp.core.rules import Actor
from camp.teams import queue, seats
from camp.teams.events import TeamClosed
from camp.teams.models import Seat, Team
from camp.teams.rules import NotYourTeam, may_disqualify, may_lead, require_in_play
from camp.teams.service import ideas_of


def close_team(
    session: Session, *, team_id: str, state: str, reason: str, who: Actor, now: datetime
) -> Team:
    """Take a team out: `state` is withdrawn (lead or organisers) or disqualified (organisers).

    Before the lock its people are free again and its ideas count as not formed; afterwards the
    seats stay as a record of who was in it.
    """
    team = session.get_one(Team, team_id)
    camp = hold(session, team.camp_id)
    if state not in {"withdrawn", "disqualified"}:
        raise Invalid(fields={"state": [words("Say withdrawn or disqualified.")]})
    if not reason:
        raise Invalid(fields={"reason": [words("Give a reason; it is kept.")]})
    if (team.state, team.state_reason) == (state, reason):
        return team
    if state == "disqualified" and not may_disqualify(who, camp.id):
        raise Forbidden
    if not may_lead(who, team, seats.seat_of_person(session, camp.id, who.person_id)):
        raise NotYourTeam
    require_in_play(team)
    was_forming = team.state == "forming"
    team.state, team.state_reason = state, reason
    queue.cancel_all(session, [team.id], why="closed", by=who.person_id, now=now)
    ideas = ideas_of(session, team.id)
    if was_forming:
        for seat in session.scalars(select(Seat).filter_by(team_id=team.id, left_at=None)).all():
            seat.left_at, seat.reason = now, "closed"
        for idea in ideas:
            idea.state = "not_formed" if idea.state == "team_formed" else idea.state
    session.flush()
    record(
        session,
        TeamClosed(
            camp_id=camp.id, by=who.person_id, team_id=team.id, state=state, reason=reason,
            ideas=tuple(idea.id for idea in ideas),
        ),
    )  # fmt: skip
    return team
