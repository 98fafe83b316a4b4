"""Mentors, visits and feedback."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from camp.core.db import Base, camp_fk, idpk, ref
from camp.people.models import Person


class Mentor(Base):
    """A person who helps teams at a camp, and with what."""

    __tablename__ = "mentor"
    __table_args__ = (UniqueConstraint("camp_id", "person_id"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    ref: Mapped[ref]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    expertise: Mapped[list[str]] = mapped_column(default=list)
    organisation: Mapped[str] = mapped_column(String(160), default="")
    speaks: Mapped[list[str]] = mapped_column(default=list)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Visit(Base):
    """A team calls for a mentor: waits, is visited, is done."""

    __tablename__ = "visit"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), index=True)
    mentor_id: Mapped[str | None] = mapped_column(ForeignKey("mentor.id"))
    topic: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(10), default="waiting")
    """waiting, now, done, cancelled."""
    asked_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Feedback(Base):
    """A mentor's note after a visit. Teams, mentors and organisers read it, jurors do not."""

    __tablename__ = "feedback"
    __table_args__ = (CheckConstraint("light IN ('green', 'amber', 'red')", name="light_known"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    ref: Mapped[ref]
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), index=True)
    mentor_id: Mapped[str] = mapped_column(ForeignKey("mentor.id"), index=True)
    visit_id: Mapped[str | None] = mapped_column(ForeignKey("visit.id"))
    light: Mapped[str] = mapped_column(String(6))
    works: Mapped[str] = mapped_column(String(300), default="")
    risk: Mapped[str] = mapped_column(String(300), default="")
    next_step: Mapped[str] = mapped_column(String(300), default="")
    minutes: Mapped[int] = mapped_column(default=0)
    materially_helped: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
