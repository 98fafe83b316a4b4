"""Awards and what hangs on them, found and held; everything else in the room begins here."""

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.models import Camp
from camp.followup.events import AwardMoved
from camp.followup.models import Award
from camp.followup.rules import NotFollowedUp, OnlyLead
from camp.grants.appeals import own_team
from camp.people.models import Participant
from camp.teams.models import Seat

T = TypeVar("T")


def held(session: Session, award_id: str) -> tuple[Award, Camp]:
    """Return the award with its camp held, as they stand now. Raises NotFollowedUp or NotFound."""
    award = session.get(Award, award_id)
    if award is None:
        raise NotFound
    camp = hold(session, award.camp_id)
    session.refresh(award)
    require_phase(camp)
    return award, camp


def require_phase(camp: Camp) -> None:
    """Raise NotFollowedUp unless the appeals are decided: before that nothing is paid or signed."""
    if camp.phase != "followup":
        raise NotFollowedUp(phase=camp.phase)


def require_lead(session: Session, award: Award, person_id: str) -> None:
    """Raise OnlyLead for another member of the team, Forbidden for anybody else."""
    role = session.scalars(
        select(Seat.role)
        .join(Participant, Seat.participant_id == Participant.id)
        .where(Participant.person_id == person_id, Seat.team_id == award.team_id)
        .where(Seat.left_at.is_(None))
    ).first()
    if role is None:
        raise Forbidden
    if role != "lead":
        raise OnlyLead


def own_award(session: Session, camp_id: str, person_id: str) -> Award | None:
    """Return the award of the team in which the person has a seat now."""
    team_id = own_team(session, camp_id, person_id)
    return award_of(session, team_id) if team_id else None


def award_of(session: Session, team_id: str) -> Award | None:
    return session.scalars(select(Award).filter_by(team_id=team_id)).one_or_none()


def one(session: Session, model: type[T], award: Award, no: int) -> T:
    """Return the award's row with this number. Raises NotFound."""
    found = session.scalars(select(model).filter_by(award_id=award.id, no=no)).one_or_none()
    if found is None:
        raise NotFound
    return found


def rows(session: Session, model: type[T], award_id: str) -> list[T]:
    named: Any = model
    return list(session.scalars(select(model).filter_by(award_id=award_id).order_by(named.no)))


def next_no(session: Session, model: Any, award: Award) -> int:
    return (session.scalar(select(func.max(model.no)).filter_by(award_id=award.id)) or 0) + 1


def told(text: str, *, least: int = 0, most: int, field: str = "text") -> str:
    """Return the text without its ends. Raises Invalid, naming the field."""
    said = text.strip()
    if not least <= len(said) <= most:
        sentence = words("Write it in one or two sentences.") if least else words("Say it shorter.")
        raise Invalid(fields={field: [sentence]})
    return said


def move(
    session: Session, award: Award, state: str, *, reason: str, by: str | None, now: datetime
) -> None:
    """Put the award into a state, with the reason, and record it."""
    award.state, award.reason = state, reason
    fact = AwardMoved(
        camp_id=award.camp_id, by=by, award_id=award.id, team_id=award.team_id, state=state,
        reason=reason,
    )  # fmt: skip
    record(session, fact)
