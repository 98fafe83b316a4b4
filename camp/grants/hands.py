"""Each present juror's own vote on what a team gets; the secretary's form begins with counts."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.models import Camp
from camp.grants.events import HandRaised
from camp.grants.models import Hand
from camp.grants.protocol import deliberation
from camp.grants.rules import VOTES, NotDeliberating
from camp.grants.service import juror_of, open_sitting


def vote(
    session: Session, *, camp_id: str, team_id: str, vote: str, by: str, now: datetime
) -> None:
    """Vote for, against or abstain; another vote takes the place of the first, the same is one.

    Raises NotDeliberating, NotFound, and Forbidden for who is away or stepped aside.
    """
    camp = hold(session, camp_id)
    if camp.phase != "deliberation":
        raise NotDeliberating(phase=camp.phase)
    if vote not in VOTES:
        raise Invalid
    open_sitting(session, camp_id=camp_id, by=by, now=now)
    stand = deliberation(session, camp)
    row = next((one for one in stand.rows if one.team.id == team_id), None)
    if row is None:
        raise NotFound
    juror = juror_of(session, camp_id, by)
    if juror.id in row.aside:
        raise Forbidden(words("You stepped aside for this team, so you do not vote on it."))
    if juror.id not in {one.id for one in stand.present}:
        raise Forbidden(words("Only jurors who are present vote."))
    round_id = stand.ranked.round.id
    hand = session.get(Hand, (round_id, team_id, juror.id))
    if hand is not None and hand.vote == vote:
        return
    if hand is None:
        hand = Hand(round_id=round_id, team_id=team_id, juror_id=juror.id, camp_id=camp_id)
        session.add(hand)
    hand.vote, hand.at = vote, now
    session.flush()
    record(
        session,
        HandRaised(
            camp_id=camp_id, by=by, round_id=round_id, team_id=team_id, juror_id=juror.id,
            vote=vote,
        ),
    )  # fmt: skip


def seen_by(session: Session, camp: Camp, team_id: str, person_id: str) -> dict[str, str]:
    """Return what each juror voted on a team, for somebody who may read it.

    Raises NotFound, and Forbidden for a juror who stepped aside.
    """
    stand = deliberation(session, camp)
    row = next((one for one in stand.rows if one.team.id == team_id), None)
    if row is None:
        raise NotFound
    seats = {one.person_id: one.id for one in stand.jurors}
    if seats.get(person_id) in row.aside:
        raise Forbidden(words("You stepped aside for this team, so you do not see its votes."))
    return hands_on(session, stand.ranked.round.id, team_id)


def hands_on(session: Session, round_id: str, team_id: str) -> dict[str, str]:
    """Return what each juror voted on a team."""
    found = session.scalars(select(Hand).filter_by(round_id=round_id, team_id=team_id))
    return {one.juror_id: one.vote for one in found}


def counts(session: Session, round_id: str) -> dict[str, Mapping[str, int]]:
    """Return the votes on each team, by for, against and abstained."""
    found: dict[str, Counter[str]] = {}
    for one in session.scalars(select(Hand).filter_by(round_id=round_id)):
        found.setdefault(one.team_id, Counter())[one.vote] += 1
    return dict(found)
