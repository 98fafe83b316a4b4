"""Keys of moves that two people make together, incidents, and concerns about safety."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from camp.core.db import Base, camp_fk, idpk


class PhaseKey(Base):
    """Owner or chair says that the camp may go on; it goes when both have said it."""

    __tablename__ = "phase_key"
    __table_args__ = (UniqueConstraint("camp_id", "phase", "role"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    phase: Mapped[str] = mapped_column(String(20))
    role: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Concern(Base):
    """What somebody told the safeguarding officer. Who it was is not kept."""

    __tablename__ = "concern"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    text: Mapped[str] = mapped_column(String(2000))
    reach: Mapped[str] = mapped_column(String(200), default="")
    """What the writer chose to say about themselves."""
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(600), default="")
    """What was done about it; with it the concern is closed."""
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(20))


class Incident(Base):
    """Something went wrong at the camp. `kind` is a folder's word for it, empty for ours."""

    __tablename__ = "incident"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    kind: Mapped[str] = mapped_column(String(40), default="")
    text: Mapped[str] = mapped_column(String(600))
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))
    action: Mapped[str] = mapped_column(String(300), default="")
    """What was done about it; with it the incident is closed."""
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(20))
