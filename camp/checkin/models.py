"""Stations, scans and check-ins."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from camp.core.db import Base, camp_fk, idpk
from camp.core.ids import new_id


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
    scan_key: Mapped[str | None] = mapped_column(String(36))
    """The scan that counts as the arrival; none where a folder or a list brought it."""


class Scan(Base):
    """Every look at a badge, with its outcome: a refused scan is a fact too.

    A scan without a connection is what a phone said to a guest. It is kept whatever the server
    thinks of it now; what that is stands in `found`.
    """

    __tablename__ = "scan"
    __table_args__ = (UniqueConstraint("camp_id", "key"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    key: Mapped[str] = mapped_column(String(36), default=new_id)
    """Made where the scan was made: sent twice it is one scan."""
    person_id: Mapped[str | None] = mapped_column(ForeignKey("person.id"))
    result: Mapped[str] = mapped_column(String(20))
    """What the guest was told."""
    station: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    """By the server's clock; of an offline scan the device's time, never later than its receipt."""
    by: Mapped[str | None] = mapped_column(String(20))
    scanned_at: Mapped[datetime | None]
    received_at: Mapped[datetime | None]
    found: Mapped[str] = mapped_column(String(20), default="")
    """What the server found when an offline scan came; empty for one that it answered itself."""
    is_walk_in: Mapped[bool] = mapped_column(default=False)
    list_version: Mapped[int | None]
    """The version of the signed list that the phone decided by, if it was one of ours."""

    @property
    def is_offline(self) -> bool:
        return bool(self.found)

    @property
    def order(self) -> tuple[datetime, str]:
        """Which of several scans was first: the same whatever came to the server first."""
        by_device = self.is_offline and self.scanned_at is not None
        return (self.scanned_at if by_device and self.scanned_at else self.at), self.key


class ScanUndo(Base):
    """A volunteer took a scan back. It may reach the server before the scan does.

    One that does not count (somebody else's, or too late) stands beside one that does.
    """

    __tablename__ = "scan_undo"
    __table_args__ = (Index("ix_scan_undo_scan", "camp_id", "scan_key"),)

    id: Mapped[idpk]
    camp_id: Mapped[str] = mapped_column(ForeignKey("camp.id"))
    scan_key: Mapped[str] = mapped_column(String(36))
    undone_at: Mapped[datetime]
    """By the clock of the device, or the server's for an undo that it answered itself."""
    is_offline: Mapped[bool]
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))


class Settlement(Base):
    """The door lead looked at a conflict and said what holds, with a reason."""

    __tablename__ = "door_settlement"

    camp_id: Mapped[str] = mapped_column(ForeignKey("camp.id"), primary_key=True)
    scan_key: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    stays_in: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))
