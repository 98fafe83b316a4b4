"""The vote: opened, extended, closed and revealed by the moderator."""

from datetime import datetime

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, words
from camp.core.events import hold, record
from camp.core.models import Camp
from camp.core.phases import require_open
from camp.ideas.events import VotingClosed, VotingExtended, VotingOpened, VotingRevealed
from camp.ideas.models import Dot, Voting
from camp.ideas.rules import LONGEST_VOTE, LateWaiting, VotingMoved


def open_voting(
    session: Session, *, camp_id: str, closes_at: datetime, by: str, now: datetime
) -> Voting:
    """Open the vote until `closes_at`. An open vote is extended to it, never shortened.

    Time that ran out may be extended too, because nobody has read the tally before the moderator
    closes; after that the vote stays closed.
    """
    camp = hold(session, camp_id)
    require_open(session, camp, "dots")
    voting = held_voting(session, camp)
    if voting.state not in {"waiting", "open"}:
        raise VotingMoved(state=voting.state)
    if voting.closes_at == closes_at:
        return voting
    earliest = max(now, voting.closes_at or now)
    if not earliest < closes_at <= now + LONGEST_VOTE:
        raise Invalid(
            fields={"closes_at": [words("The vote ends later than it does now, and within a day.")]}
        )
    ends = closes_at.isoformat()
    if voting.state == "waiting":
        voting.state, voting.opened_at = "open", now
        record(session, VotingOpened(camp_id=camp_id, by=by, closes_at=ends))
    else:
        before = voting.closes_at or now
        voting.extended_minutes += round((closes_at - before).total_seconds() / 60)
        _count_what_waits(session, camp_id)
        record(session, VotingExtended(camp_id=camp_id, by=by, closes_at=ends))
    voting.closes_at = closes_at
    return voting


def close_voting(session: Session, *, camp_id: str, by: str, now: datetime) -> Voting:
    """End the vote for good. Where the clock was faster, its time stands as the end."""
    voting = held_voting(session, hold(session, camp_id))
    if voting.state in {"closed", "revealed"}:
        return voting
    if voting.state != "open":
        raise VotingMoved(state=voting.state)
    voting.state = "closed"
    voting.closed_at = min(now, voting.closes_at or now)
    record(session, VotingClosed(camp_id=camp_id, by=by))
    return voting


def reveal_tally(session: Session, *, camp_id: str, by: str, now: datetime) -> Voting:
    """Show the tally to everybody, once it is settled which late dots count."""
    voting = held_voting(session, hold(session, camp_id))
    if voting.state == "revealed":
        return voting
    if voting.state != "closed":
        raise VotingMoved(state=voting.state)
    if session.scalar(select(exists().where(Dot.camp_id == camp_id, Dot.late == "waiting"))):
        raise LateWaiting
    voting.state = "revealed"
    record(session, VotingRevealed(camp_id=camp_id, by=by))
    return voting


def held_voting(session: Session, camp: Camp) -> Voting:
    """Return the camp's vote; a camp that was never asked has one that waits."""
    found = session.get(Voting, camp.id, populate_existing=True)
    if found is None:
        found = Voting(camp_id=camp.id, state="waiting", extended_minutes=0)
        session.add(found)
        session.flush()
    return found


def _count_what_waits(session: Session, camp_id: str) -> None:
    """What came after the old end came before the new one."""
    session.execute(
        update(Dot)
        .where(Dot.camp_id == camp_id, Dot.late == "waiting")
        .values(dots=Dot.late_dots, late_dots=None, late="")
    )
