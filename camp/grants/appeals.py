"""Appeals: a team says what went wrong, and hears the answer in writing (rulebook R49)."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, Invalid, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.phases import require_open
from camp.grants import publishing
from camp.grants.events import AppealAnswered, AppealMade
from camp.grants.models import Appeal, Publication
from camp.grants.rules import GROUNDS, OUTCOMES, AnsweredAlready, NotPublished, WindowClosed
from camp.people.models import Participant
from camp.teams.models import Seat, Team

LEAST = 10
"""Characters of an appeal and of an answer: a word alone explains nothing."""


def window_closes(camp: Camp, published: Publication) -> datetime:
    return published.at + timedelta(hours=camp.settings.appeal_hours)


def make_appeal(
    session: Session,
    *,
    camp_id: str,
    team_id: str,
    ground: str,
    text: str,
    by: str,
    now: datetime,
) -> Appeal:
    """Appeal for one's own team. The same ground again, while it waits, is the same appeal.

    Raises GateClosed, NotPublished or WindowClosed out of its time, Forbidden for another team.
    """
    camp = hold(session, camp_id)
    require_open(session, camp, "appeals")
    published = publishing.latest(session, camp_id)
    if published is None:
        raise NotPublished
    if now > window_closes(camp, published):
        raise WindowClosed
    if ground not in GROUNDS:
        raise Invalid(words("An appeal is about sums, something missed, eligibility or procedure."))
    if not LEAST <= len(text.strip()) <= 1200:
        raise Invalid(words("Say in 10 to 1200 characters what went wrong."))
    if own_team(session, camp_id, by) != team_id:
        raise Forbidden(words("A team appeals for itself."))
    waiting = session.scalars(
        select(Appeal).filter_by(team_id=team_id, ground=ground, outcome="").limit(1)
    ).one_or_none()
    if waiting is not None:
        return waiting
    appeal = Appeal(
        id=new_id(), camp_id=camp_id, team_id=team_id, ground=ground, text=text.strip(),
        at=now, by=by, outcome="", answer="",
    )  # fmt: skip
    session.add(appeal)
    session.flush()
    fact = AppealMade(
        camp_id=camp_id, by=by, appeal_id=appeal.id, team_id=team_id, ground=ground,
        text=appeal.text,
    )  # fmt: skip
    record(session, fact)
    return appeal


def answer_appeal(
    session: Session,
    *,
    appeal_id: str,
    outcome: str,
    answer: str,
    by: str,
    now: datetime,
) -> Appeal:
    """Answer an appeal in writing, once. The same answer again changes nothing."""
    appeal = session.get_one(Appeal, appeal_id)
    hold(session, appeal.camp_id)
    session.refresh(appeal)
    if outcome not in OUTCOMES:
        raise Invalid(words("An appeal is upheld or not upheld."))
    if not LEAST <= len(answer.strip()) <= 1200:
        raise Invalid(words("Name the criterion that decides, in 10 to 1200 characters."))
    if appeal.outcome:
        if (appeal.outcome, appeal.answer) == (outcome, answer.strip()):
            return appeal
        raise AnsweredAlready
    appeal.outcome, appeal.answer = outcome, answer.strip()
    appeal.decided_at, appeal.decided_by = now, by
    fact = AppealAnswered(
        camp_id=appeal.camp_id, by=by, appeal_id=appeal.id, team_id=appeal.team_id,
        outcome=outcome, answer=appeal.answer,
    )  # fmt: skip
    record(session, fact)
    return appeal


def own_team(session: Session, camp_id: str, person_id: str) -> str | None:
    """Return the id of the team in which the person has a seat now."""
    return session.scalars(
        select(Seat.team_id)
        .join(Participant, Seat.participant_id == Participant.id)
        .join(Team, Seat.team_id == Team.id)
        .where(Participant.person_id == person_id, Team.camp_id == camp_id, Seat.left_at.is_(None))
    ).one_or_none()


def appeals_of(session: Session, camp_id: str, team_id: str | None = None) -> list[Appeal]:
    """Return the camp's appeals, or one team's, those that wait first."""
    query = select(Appeal).where(Appeal.camp_id == camp_id)
    if team_id is not None:
        query = query.where(Appeal.team_id == team_id)
    return list(session.scalars(query.order_by(Appeal.outcome != "", Appeal.at, Appeal.id)))
