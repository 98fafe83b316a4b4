"""Questions about mentoring. Nothing here writes."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.mentoring.models import Feedback, Mentor


def helped(session: Session, camp_id: str) -> set[tuple[str, str]]:
    """Return (person, team) where the person did a part of the team's work, by their own note."""
    rows = session.execute(
        select(Mentor.person_id, Feedback.team_id)
        .join(Mentor, Mentor.id == Feedback.mentor_id)
        .where(Feedback.camp_id == camp_id, Feedback.materially_helped)
    ).tuples()
    return set(rows)
