"""Which café takes questions now, and what is asked there. Nothing here writes."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import NotFound
from camp.core.names import shown
from camp.questions.models import Question, Support
from camp.questions.rules import EARLY, LATE
from camp.schedule.models import Item

__all__ = ["Line", "cafe", "lines", "of_person", "put_now", "question_of"]


@dataclass(frozen=True, slots=True)
class Line:
    """A question as pages show it. `name` is short, and empty when nobody may read it."""

    question: Question
    name: str
    supports: int
    is_mine: bool
    is_supported: bool
    """By the reader."""


def cafe(session: Session, camp_id: str, now: datetime) -> Item | None:
    """Return the café that is on, begins soon or is just over; of several the one begun last."""
    return session.scalars(
        select(Item)
        .where(
            Item.camp_id == camp_id, Item.kind == "cafe", Item.starts_at <= now + EARLY,
            Item.ends_at > now - LATE,
        )
        .order_by(Item.starts_at.desc(), Item.id)
        .limit(1)
    ).first()  # fmt: skip


def lines(
    session: Session, item_id: str, states: tuple[str, ...], person_id: str = ""
) -> list[Line]:
    """Return the questions in these states: what most want first, then the oldest."""
    found = session.scalars(
        select(Question).where(Question.item_id == item_id, Question.state.in_(states))
    ).all()
    given = session.execute(
        select(Support.question_id, Support.person_id)
        .join(Question, Question.id == Support.question_id)
        .where(Question.item_id == item_id)
    ).all()
    counted = Counter(question for question, _ in given)
    mine = {question for question, person in given if person == person_id}
    told = [
        Line(
            one, "" if one.is_anonymous else shown(one.asker.name), counted[one.id],
            one.person_id == person_id, one.id in mine,
        )
        for one in found
    ]  # fmt: skip
    return sorted(told, key=lambda one: (-one.supports, one.question.at, one.question.id))


def of_person(session: Session, item_id: str, person_id: str) -> list[Question]:
    """Return a person's questions at this café, the newest first."""
    return list(
        session.scalars(
            select(Question)
            .filter_by(item_id=item_id, person_id=person_id)
            .order_by(Question.at.desc(), Question.id)
        )
    )


def put_now(session: Session, item_id: str) -> list[Question]:
    """Return what is put to the speaker of this café now: one question, or none."""
    return list(session.scalars(select(Question).filter_by(item_id=item_id, state="now")))


def question_of(session: Session, camp_id: str, question_id: str) -> Question:
    """Raise NotFound also for a question of another camp."""
    found = session.get(Question, question_id, populate_existing=True)
    if found is None or found.camp_id != camp_id:
        raise NotFound
    return found
