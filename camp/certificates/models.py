"""The spelling of a name that its owner has confirmed, and certificates given."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from camp.core.db import Base, camp_fk, idpk
from camp.people.models import Person


class Spelling(Base):
    """How a person's name stands on certificates of a camp, confirmed before printing (R62)."""

    __tablename__ = "spelling"
    __table_args__ = (UniqueConstraint("camp_id", "person_id"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))
    """The person, or whoever asked them at the door."""


class Certificate(Base):
    """One certificate as it was given: it says for ever what it said then."""

    __tablename__ = "certificate"
    __table_args__ = (Index("ix_certificate_person", "camp_id", "person_id"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    """participant, volunteer, mentor or juror."""
    name: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(10))
    serial: Mapped[str] = mapped_column(String(12), unique=True)
    given_at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))
    revoked_at: Mapped[datetime | None]
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
