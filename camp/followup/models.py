"""Awards after the publication, and all that hangs on them until the final report."""

from datetime import date, datetime
from typing import Annotated, Any

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from camp.core.db import Base, camp_fk, idpk, ref

award_fk = Annotated[str, mapped_column(ForeignKey("award.id"), index=True)]


class Award(Base):
    """What one team was offered. Amounts are whole minor units of the camp's currency."""

    __tablename__ = "award"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    ref: Mapped[ref]
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), unique=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(10), default="offered")
    """offered, accepted, declined, lapsed, passed, contracted, suspended, cancelled, completed."""
    from_reserve: Mapped[bool] = mapped_column(default=False)
    offered_at: Mapped[datetime | None]
    offer_until: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(500), default="")
    """Why it stands where it stands: the newest answer's or decision's."""
    returned: Mapped[int] = mapped_column(BigInteger, default=0)
    """What a cancelled award gave back."""
    note: Mapped[str] = mapped_column(String(2000), default="")


class Condition(Base):
    """One thing that must be so before the first payment (rulebook R53)."""

    __tablename__ = "award_condition"
    __table_args__ = (UniqueConstraint("award_id", "no"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    award_id: Mapped[award_fk]
    no: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    state: Mapped[str] = mapped_column(String(8), default="open")
    """open, shown (evidence waits for the officer), met."""
    note: Mapped[str] = mapped_column(String(500), default="")
    judged_at: Mapped[datetime | None]
    judged_by: Mapped[str | None] = mapped_column(String(20))


class Agreement(Base):
    """The signed agreement: that it was signed, when, by whom, and who receives the money."""

    __tablename__ = "agreement"

    award_id: Mapped[str] = mapped_column(ForeignKey("award.id"), primary_key=True)
    camp_id: Mapped[camp_fk]
    signed_on: Mapped[date]
    signatory: Mapped[str] = mapped_column(String(200))
    payee: Mapped[str] = mapped_column(String(200), default="")
    """Who receives the money, in words; never the data of a bank card (R59)."""
    to_organisation: Mapped[bool] = mapped_column(default=False)
    """Whether an organisation receives it; a person's name is never published."""
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))


class Tranche(Base):
    """A part of an award. Whether it is due is found from the rows, never by a timer."""

    __tablename__ = "tranche"
    __table_args__ = (UniqueConstraint("award_id", "no"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    award_id: Mapped[award_fk]
    no: Mapped[int]
    share: Mapped[float]
    amount: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(String(10), default="planned")
    """planned, held, approved, paid, documented, void."""
    reason: Mapped[str] = mapped_column(String(500), default="")
    paid_on: Mapped[date | None]
    document: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime | None]
    by: Mapped[str | None] = mapped_column(String(20))


class Milestone(Base):
    """What a team promised to have done by a day."""

    __tablename__ = "milestone"
    __table_args__ = (UniqueConstraint("award_id", "no"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    award_id: Mapped[award_fk]
    no: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    due: Mapped[date]
    state: Mapped[str] = mapped_column(String(8), default="open")
    """open, done, overdue (an officer said so), changed (a new day was agreed)."""
    evidence: Mapped[str] = mapped_column(String(500), default="")


class Report(Base):
    """What a team tells: a sentence, numbers and photographs, of a milestone or of the whole."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("award_id", "no"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    award_id: Mapped[award_fk]
    no: Mapped[int]
    kind: Mapped[str] = mapped_column(String(10))
    """milestone or final."""
    milestone_no: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(10), default="submitted")
    """submitted, returned, accepted."""
    text: Mapped[str] = mapped_column(String(1200), default="")
    texts: Mapped[dict[str, str]] = mapped_column(default=dict)
    indicators: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Numbers by the names of `rules.INDICATORS`; money in whole major units."""
    may_show: Mapped[bool] = mapped_column(default=False)
    """Whether the team said that everybody on the photographs agreed to be shown."""
    submitted_on: Mapped[date]
    at: Mapped[datetime | None]
    by: Mapped[str | None] = mapped_column(String(20))
    comment: Mapped[str] = mapped_column(String(600), default="")
    judged_at: Mapped[datetime | None]
    judged_by: Mapped[str | None] = mapped_column(String(20))


class Receipt(Base):
    """What was bought from which line of the budget."""

    __tablename__ = "receipt"
    __table_args__ = (UniqueConstraint("award_id", "no"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    award_id: Mapped[award_fk]
    no: Mapped[int]
    line: Mapped[str] = mapped_column(String(200))
    bought_on: Mapped[date]
    amount: Mapped[int] = mapped_column(BigInteger)
    document: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[str] = mapped_column(String(8), default="uploaded")
    """uploaded, accepted, query, refused."""
    note: Mapped[str] = mapped_column(String(500), default="")
    """The officer's question or reason."""
    answer: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime | None]
    by: Mapped[str | None] = mapped_column(String(20))
    judged_at: Mapped[datetime | None]
    judged_by: Mapped[str | None] = mapped_column(String(20))


class Evidence(Base):
    """A photograph or a PDF; its bytes lie in the data folder under their SHA-256."""

    __tablename__ = "evidence"
    __table_args__ = (UniqueConstraint("owner_id", "digest"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    award_id: Mapped[award_fk]
    owner_id: Mapped[str] = mapped_column(String(20), index=True)
    """The condition, report or receipt that it belongs to."""
    kind: Mapped[str] = mapped_column(String(5), default="")
    """quote for a price that somebody else offered, "" for the thing itself."""
    digest: Mapped[str] = mapped_column(String(64))
    media: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))


class Reminder(Base):
    """A step of the ladder that a person took because a report is late."""

    __tablename__ = "reminder"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    award_id: Mapped[award_fk]
    step: Mapped[str] = mapped_column(String(10))
    """reminder, warning."""
    text: Mapped[str] = mapped_column(String(500))
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))


class DonorPage(Base):
    """What the programme officer published for donors; a further one is a further version."""

    __tablename__ = "donor_page"
    __table_args__ = (UniqueConstraint("camp_id", "version"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    version: Mapped[int]
    figures: Mapped[dict[str, Any]]
    text: Mapped[str] = mapped_column(String(2000), default="")
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))
