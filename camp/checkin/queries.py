"""Questions of the door. Nothing here writes."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from camp.checkin.models import CheckIn


def is_checked_in(session: Session, camp_id: str, person_id: str) -> bool:
    counts = exists().where(
        CheckIn.camp_id == camp_id, CheckIn.person_id == person_id, CheckIn.undone_at.is_(None)
    )
    return bool(session.scalar(select(counts)))
