"""Shifts, what is handed over at their end, and the hours that somebody confirmed."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from camp.core.db import Base, camp_fk, idpk


class Shift(Base):
    """A volunteer stands at a desk from one time to another. Those of one desk and time are one."""

    __tablename__ = "shift"
    __table_args__ = (UniqueConstraint("camp_id", "person_id", "desk", "starts_at"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    desk: Mapped[str] = mapped_column(String(60))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class Handover(Base):
    """The shift ended: what the desk had seen then, and what is still open.

    `open_cases` maps who still waited to what the door had said.
    """

    __tablename__ = "handover"

    shift_id: Mapped[str] = mapped_column(ForeignKey("shift.id"), primary_key=True)
    camp_id: Mapped[camp_fk]
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))
    came_in: Mapped[int]
    """Who came in at this desk since the shift began."""
    inside: Mapped[int]
    """Who was in the building then, by all doors."""
    open_cases: Mapped[dict[str, str]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(String(300), default="")


class Hours(Base):
    """Somebody who runs the door said how long the volunteer was there; 0 is a no-show."""

    __tablename__ = "hours"

    shift_id: Mapped[str] = mapped_column(ForeignKey("shift.id"), primary_key=True)
    camp_id: Mapped[camp_fk]
    minutes: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))
