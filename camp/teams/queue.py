"""The waiting list of a full team: free seats, offers in turn and their end."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from camp.core.events import record
from camp.core.models import Camp
from camp.people.models import Participant
from camp.teams.events import SeatOffered, SeatRequestEnded
from camp.teams.models import Request, Seat, Team
from camp.teams.rules import OPEN


def free_seats(session: Session, camp: Camp, team: Team, now: datetime, *, but: str = "") -> int:
    """Return seats that nobody has and that are not offered to anybody; `but` counts as free."""
    taken = session.scalar(
        select(func.count()).select_from(Seat).filter_by(team_id=team.id, left_at=None)
    )
    offered = session.scalar(
        select(func.count())
        .select_from(Request)
        .filter_by(team_id=team.id, state="offered", decided_at=None)
        .where(Request.offered_until > now, Request.id != but)
    )
    return camp.settings.team_max - (taken or 0) - (offered or 0)


def settle(session: Session, camp: Camp, team: Team, now: datetime) -> None:
    """End offers whose time is over and offer each free seat to the first who waits (R18).

    The caller holds the camp. Nothing here runs by itself: it is called when something happens
    to the team and when its page is read.
    """
    for request in session.scalars(
        select(Request)
        .filter_by(team_id=team.id, state="offered", decided_at=None)
        .where(Request.offered_until <= now)
        .order_by(Request.at, Request.id)
    ).all():
        end(session, request, "lapsed", by=None, now=now)
    if team.state != "forming":
        return
    free = free_seats(session, camp, team, now)
    until = now + timedelta(minutes=camp.settings.offer_minutes)
    for request in waiting(session, team.id)[: max(free, 0)]:
        offer(session, request, until)


def waiting(session: Session, team_id: str) -> list[Request]:
    """Return who waits, first come first; who is not accepted any more is passed over."""
    return list(
        session.scalars(
            select(Request)
            .join(Participant, Participant.id == Request.participant_id)
            .where(
                Request.team_id == team_id,
                Request.state == "waiting",
                Request.decided_at.is_(None),
                Participant.state == "accepted",
            )
            .order_by(Request.at, Request.id)
        )
    )


def offer(session: Session, request: Request, until: datetime) -> None:
    request.state, request.offered_until = "offered", until
    session.flush()
    record(
        session,
        SeatOffered(
            camp_id=request.camp_id, team_id=request.team_id, request_id=request.id,
            person_id=request.participant.person_id,
        ),
    )  # fmt: skip


def end(
    session: Session, request: Request, state: str, *, by: str | None, now: datetime, why: str = ""
) -> None:
    request.state, request.why = state, why
    request.decided_at, request.decided_by = now, by
    session.flush()
    record(
        session,
        SeatRequestEnded(
            camp_id=request.camp_id, by=by, team_id=request.team_id, request_id=request.id,
            person_id=request.participant.person_id, state=state, why=why,
        ),
    )  # fmt: skip


def line_up(session: Session, camp: Camp, team: Team, now: datetime) -> None:
    """Let those who asked a team that is full now wait in its line, in the order of asking."""
    if free_seats(session, camp, team, now) <= 0:
        session.execute(
            update(Request)
            .filter_by(team_id=team.id, state="asked", decided_at=None)
            .values(state="waiting")
        )


def cancel_others(
    session: Session, camp: Camp, one: Participant, *, but: str, by: str | None, now: datetime
) -> None:
    """End the other requests of somebody who has a seat now; what was offered goes on."""
    others = session.scalars(
        select(Request)
        .filter_by(participant_id=one.id, decided_at=None)
        .where(Request.id != but)
        .order_by(Request.at, Request.id)
    ).all()
    for request in others:
        was_offered = request.state == "offered"
        end(session, request, "cancelled", by=by, now=now, why="joined")
        if was_offered:
            settle(session, camp, session.get_one(Team, request.team_id), now)


def cancel_all(
    session: Session, team_ids: Iterable[str], *, why: str, by: str | None, now: datetime
) -> None:
    """End every open request of these teams."""
    found = session.scalars(
        select(Request)
        .where(Request.team_id.in_(list(team_ids)), Request.state.in_(OPEN))
        .order_by(Request.at, Request.id)
    ).all()
    for request in found:
        end(session, request, "cancelled", by=by, now=now, why=why)


def due(session: Session, camp_id: str, now: datetime) -> list[str]:
    """Return the teams that have an offer whose time is over."""
    return list(
        session.scalars(
            select(Request.team_id)
            .filter_by(camp_id=camp_id, state="offered", decided_at=None)
            .where(Request.offered_until <= now)
            .distinct()
        )
    )
