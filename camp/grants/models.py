"""Decisions, keys, publication and appeals."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from camp.core.db import Base, camp_fk, idpk


class Sitting(Base):
    """The jury's deliberation: the ranking it stood on, who was there, what was noted."""

    __tablename__ = "sitting"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), unique=True)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    present: Mapped[list[str]] = mapped_column(default=list)
    """Juror ids."""
    notes: Mapped[list[Any]] = mapped_column(default=list)
    tie_reasons: Mapped[dict[str, str]] = mapped_column(default=dict)
    """The chair's written sentence for a tie that no rung decided, by team ids in order."""
    signed_by: Mapped[list[str]] = mapped_column(default=list)


class Decision(Base):
    """What the jury decides for one team: the newest of a team counts, none is changed."""

    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("round_id", "team_id", "revision"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    revision: Mapped[int]
    is_current: Mapped[bool] = mapped_column(default=True)
    decision: Mapped[str] = mapped_column(String(12))
    """award, reserve, not_awarded."""
    kind: Mapped[str] = mapped_column(String(8), default="")
    """full, reduced, partial."""
    position: Mapped[int | None]
    amount: Mapped[int] = mapped_column(BigInteger, default=0)
    """Whole minor units of the camp's currency: millions of soum pass 32 bits."""
    conditions: Mapped[list[str]] = mapped_column(default=list)
    reason: Mapped[str] = mapped_column(String(500), default="")
    votes: Mapped[dict[str, int]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))


class Hand(Base):
    """A juror's own vote on what a team gets, as it stands now."""

    __tablename__ = "hand"

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), primary_key=True)
    juror_id: Mapped[str] = mapped_column(ForeignKey("juror.id"), primary_key=True)
    camp_id: Mapped[camp_fk]
    vote: Mapped[str] = mapped_column(String(9))
    """One of `rules.VOTES`."""
    at: Mapped[datetime]


class PublicationKey(Base):
    """One of the two keys: who turned it, in which role, over which decisions."""

    __tablename__ = "publication_key"
    __table_args__ = (UniqueConstraint("round_id", "role", "fingerprint"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    role: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    fingerprint: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class Publication(Base):
    """The result as it was published. An amended one is a further row; both stay."""

    __tablename__ = "publication"
    __table_args__ = (UniqueConstraint("round_id", "version"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    version: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(String(64))
    result: Mapped[dict[str, Any]]
    at: Mapped[datetime]


class Appeal(Base):
    """A team says that arithmetic, a missed ballot, eligibility or procedure went wrong."""

    __tablename__ = "appeal"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    ground: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(String(1200))
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(String(10), default="")
    """Nothing yet, upheld, not_upheld."""
    answer: Mapped[str] = mapped_column(String(1200), default="")
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(20))
