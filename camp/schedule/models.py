"""Items of the camp's schedule, announcements and timers."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from camp.core.db import Base, camp_fk, idpk, ref
from camp.people.models import Person


class Item(Base):
    """One thing on the schedule. `titles` maps further languages to the title."""

    __tablename__ = "item"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    ref: Mapped[ref]
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    titles: Mapped[dict[str, str]] = mapped_column(default=dict)
    room: Mapped[str] = mapped_column(String(120), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class Announcement(Base):
    """A sentence to all phones, or to one role (`audience`)."""

    __tablename__ = "announcement"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    text: Mapped[str] = mapped_column(String(500))
    audience: Mapped[str] = mapped_column(String(20), default="all")
    on_stage: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(20))
    taken_back_at: Mapped[datetime | None]
    writer: Mapped[Person | None] = relationship(
        primaryjoin=lambda: foreign(Announcement.by) == Person.id, viewonly=True, lazy="joined"
    )

    @property
    def language(self) -> str:
        """The writer's, "" where nobody knows it."""
        return self.writer.language if self.writer else ""


class Timer(Base):
    """A clock that the hall looks at: a pitch, the questions, or a call to come back.

    It runs from `started_at` for `seconds`; `paused_at` stops it, and `spent` is what ran before.
    """

    __tablename__ = "timer"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    kind: Mapped[str] = mapped_column(String(12))
    """idea, pitch, questions, score, call."""
    subject: Mapped[str] = mapped_column(String(20), default="")
    """The id of the idea or team it is about."""
    seconds: Mapped[int]
    started_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    spent: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
