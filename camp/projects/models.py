"""Submissions: a row per version, drafts included, and the last one counts."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from camp.core.db import Base, camp_fk, idpk


class Draft(Base):
    """What a team is writing now; saved by itself, counted by nobody."""

    __tablename__ = "draft"

    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), primary_key=True)
    camp_id: Mapped[camp_fk]
    body: Mapped[dict[str, Any]] = mapped_column(default=dict)
    revision: Mapped[int] = mapped_column(default=0)
    saved_at: Mapped[datetime]
    saved_by: Mapped[str | None] = mapped_column(String(20))


class Submission(Base):
    """A version that a team handed in. `body` has the page's fields and the budget's lines.

    `ask` is what the team asks for, in minor units of the camp's currency.
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("team_id", "version"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    version: Mapped[int]
    body: Mapped[dict[str, Any]] = mapped_column(default=dict)
    ask: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime]
    saved_at: Mapped[datetime | None]
    """When the device says it was: recorded, never decides."""
    by: Mapped[str | None] = mapped_column(String(20))
    is_late: Mapped[bool] = mapped_column(default=False)
    accepted_at: Mapped[datetime | None]
    accepted_by: Mapped[str | None] = mapped_column(String(20))
    accepted_reason: Mapped[str] = mapped_column(String(300), default="")
    refused_at: Mapped[datetime | None]
    refused_by: Mapped[str | None] = mapped_column(String(20))
    refused_reason: Mapped[str] = mapped_column(String(300), default="", server_default="")
    """A late version that was refused stays refused until somebody accepts it after all."""

    @property
    def counts(self) -> bool:
        return not self.is_late or self.accepted_at is not None

    @property
    def is_refused(self) -> bool:
        return self.refused_at is not None and not self.counts
