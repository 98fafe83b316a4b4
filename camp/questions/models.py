"""Questions to a speaker, and who asks the same."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from camp.core.db import Base, camp_fk, idpk
from camp.people.models import Person


class Question(Base):
    """A question to the speaker of an item on the schedule."""

    __tablename__ = "question"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    item_id: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(String(280))
    is_anonymous: Mapped[bool] = mapped_column(default=False)
    """Nobody reads the asker's name, the moderator neither."""
    state: Mapped[str] = mapped_column(String(8), default="pending")
    """One of `rules.STATES`."""
    at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(20))
    asker: Mapped[Person] = relationship(lazy="joined")


class Support(Base):
    """Somebody wants the same answer; one for each person and question."""

    __tablename__ = "support"

    question_id: Mapped[str] = mapped_column(ForeignKey("question.id"), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    camp_id: Mapped[camp_fk]
    at: Mapped[datetime]
