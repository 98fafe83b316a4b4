"""Stations, scans and check-ins."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from camp.core.db import Base, camp_fk, idpk


class Station(Base):
    """A desk or door where people are checked in."""

    __tablename__ = "station"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    name: Mapped[str] = mapped_column(String(60))


class CheckIn(Base):
    """A person is in. Undone within 60 seconds it stays as a row and counts no more."""

    __tablename__ = "check_in"
    __table_args__ = (
        Index(
            "uq_check_in_once", "camp_id", "person_id", unique=True,
            sqlite_where=text("undone_at IS NULL"), postgresql_where=text("undone_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    station: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    scanned_at: Mapped[datetime | None]
    """When the device says it was: recorded, never decides."""
    by: Mapped[str | None] = mapped_column(String(20))
    undone_at: Mapped[datetime | None]


class Scan(Base):
    """Every look at a badge, with its outcome: a refused scan is a fact too."""

    __tablename__ = "scan"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    result: Mapped[str] = mapped_column(String(20))
    station: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))
