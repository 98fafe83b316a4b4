"""Asking for a seat and the answer."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.phases import require_open
from camp.core.rules import Actor
from camp.ideas import joining
from camp.ideas.models import Idea
from camp.people.models import Participant
from camp.teams import queue, seats
from camp.teams.events import SeatAsked
from camp.teams.models import Request, Team
from camp.teams.rules import (
    NotYourTeam,
    OfferLapsed,
    RequestDecided,
    may_decide,
    require_forming,
    runs_teams,
)

ANSWERS = ("accepted", "declined")


def ask(session: Session, *, team_id: str, text: str, who: Actor, now: datetime) -> Request:
    """Ask a team for a seat; at a full team the request waits in line.

    Asking twice is one request. Raises TeamsLocked, GateClosed, NotEligible or InTeam.
    """
    team = session.get_one(Team, team_id)
    camp = hold(session, team.camp_id)
    require_forming(camp, team)
    require_open(session, camp, "teams")
    one = seats.own_participant(session, camp.id, who)
    seats.require_free(session, one)
    present = session.scalars(
        select(Request).filter_by(team_id=team.id, participant_id=one.id, decided_at=None)
    ).one_or_none()
    if present is not None:
        return present
    return ask_for(session, camp, team, one, text=text, by=who.person_id, now=now)


def ask_for(
    session: Session,
    camp: Camp,
    team: Team,
    one: Participant,
    *,
    text: str,
    by: str | None,
    now: datetime,
) -> Request:
    """Add a person's request, which a free person has not made yet; the camp is held."""
    queue.settle(session, camp, team, now)
    has_room = queue.free_seats(session, camp, team, now) > 0
    state = "asked" if has_room else "waiting"
    request = Request(id=new_id(), camp_id=camp.id, team_id=team.id, participant_id=one.id)
    request.state, request.text, request.at = state, text, now
    session.add(request)
    session.flush()
    record(
        session,
        SeatAsked(
            camp_id=camp.id, by=by, team_id=team.id, request_id=request.id,
            person_id=one.person_id, state=state,
        ),
    )  # fmt: skip
    return request


def ask_for_joiners(
    session: Session, camp: Camp, team: Team, ideas: Sequence[Idea], now: datetime
) -> None:
    """Ask for a seat in the name of everybody who wanted to join the ideas and is still free."""
    asked = set(
        session.scalars(
            select(Request.participant_id).filter_by(team_id=team.id, decided_at=None)
        )
    )  # fmt: skip
    for one in joining.joiners(session, [idea.id for idea in ideas]):
        if one.id not in asked and seats.is_free(session, one):
            ask_for(session, camp, team, one, text="", by=one.person_id, now=now)


def decide(session: Session, *, request_id: str, state: str, who: Actor, now: datetime) -> Request:
    """Answer a request: `state` is accepted or declined.

    The team's lead answers (any member after 20 minutes, organisers always); an offered seat is
    accepted by whom it was offered to. Who asked takes the request back by declining it. The same
    answer twice is one answer. Raises TeamFull, InTeam, OfferLapsed, RequestDecided.
    """
    if state not in ANSWERS:
        raise Invalid(fields={"state": [words("Say accepted or declined.")]})
    request = session.get_one(Request, request_id)
    camp = hold(session, request.camp_id)
    session.refresh(request)
    team = session.get_one(Team, request.team_id)
    own = request.participant.person_id == who.person_id
    seat = seats.seat_of_person(session, camp.id, who.person_id)
    if not own and not may_decide(who, request, seat, now):
        raise NotYourTeam
    if request.decided_at is not None:
        if request.state == state or (own and state == "declined" and request.why == "taken_back"):
            return request
        raise RequestDecided
    answer = _accept if state == "accepted" else _decline
    answer(session, camp, team, request, own=own, who=who, now=now)
    return request


def _accept(
    session: Session,
    camp: Camp,
    team: Team,
    request: Request,
    *,
    own: bool,
    who: Actor,
    now: datetime,
) -> None:
    require_forming(camp, team)
    require_open(session, camp, "teams")
    if request.state == "offered":
        if not own and not runs_teams(who, camp.id):
            raise NotYourTeam
        if request.offered_until is not None and request.offered_until <= now:
            raise OfferLapsed
    elif own:
        raise NotYourTeam
    fill = partial(seats.fill, session, camp, team, request.participant)
    role = "member" if seats.size(session, team.id) else "lead"
    fill(by=who.person_id, now=now, role=role, but=request.id)
    queue.end(session, request, "accepted", by=who.person_id, now=now)


def _decline(
    session: Session,
    camp: Camp,
    team: Team,
    request: Request,
    *,
    own: bool,
    who: Actor,
    now: datetime,
) -> None:
    was_offered = request.state == "offered"
    if own and not was_offered:
        queue.end(session, request, "cancelled", by=who.person_id, now=now, why="taken_back")
    else:
        queue.end(session, request, "declined", by=who.person_id, now=now)
    if was_offered:
        queue.settle(session, camp, team, now)


def settle(session: Session, *, camp_id: str, now: datetime) -> None:
    """Let the offers of a camp whose time is over go on to the next in line."""
    camp = hold(session, camp_id)
    for team_id in queue.due(session, camp_id, now):
        queue.settle(session, camp, session.get_one(Team, team_id), now)
