"""Ideas, dots and the vote."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from camp.core.db import Base, camp_fk, idpk, ref
from camp.people.models import Participant


class Idea(Base):
    """What somebody wants to change. Authorship survives every state (rulebook 3.2).

    `glosses` holds translations by field and language, such as "title_en".
    """

    __tablename__ = "idea"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    ref: Mapped[ref]
    author_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), index=True)
    title: Mapped[str] = mapped_column(String(160))
    problem: Mapped[str] = mapped_column(String(1200), default="")
    who: Mapped[str] = mapped_column(String(600), default="")
    solution: Mapped[str] = mapped_column(String(1200), default="")
    glosses: Mapped[dict[str, str]] = mapped_column(default=dict)
    language: Mapped[str] = mapped_column(String(10), default="")
    tags: Mapped[list[str]] = mapped_column(default=list)
    skills: Mapped[list[str]] = mapped_column(default=list)
    beneficiaries: Mapped[int | None]
    region: Mapped[str] = mapped_column(String(10), default="")
    state: Mapped[str] = mapped_column(String(14), default="draft")
    """draft, submitted, screened_in, returned, screened_out, pitched, team_formed, merged,
    not_formed, withdrawn."""
    state_ground: Mapped[str] = mapped_column(String(8), default="")
    """Why it was not let in: scope, safety or legality (R12)."""
    state_reason: Mapped[str] = mapped_column(String(300), default="")
    pitch_order: Mapped[int | None]
    pitched_by_id: Mapped[str | None] = mapped_column(ForeignKey("participant.id"))
    pitch: Mapped[str] = mapped_column(String(8), default="")
    """Where it stands in the pitch queue: nothing, waiting, now, done, skipped."""
    merged_into_id: Mapped[str | None] = mapped_column(ForeignKey("idea.id"))
    made_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(default=1)
    author: Mapped[Participant] = relationship(foreign_keys=author_id, lazy="joined")


class MergeWish(Base):
    """An author says that this idea should go into that one. It counts when both have said it."""

    __tablename__ = "merge_wish"
    __table_args__ = (UniqueConstraint("idea_id", "into_id", "by_id"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    idea_id: Mapped[str] = mapped_column(ForeignKey("idea.id"))
    into_id: Mapped[str] = mapped_column(ForeignKey("idea.id"))
    by_id: Mapped[str] = mapped_column(ForeignKey("participant.id"))
    at: Mapped[datetime]


class JoinWish(Base):
    """Somebody wants to join the team of an idea, before there is one."""

    __tablename__ = "join_wish"

    idea_id: Mapped[str] = mapped_column(ForeignKey("idea.id"), primary_key=True)
    participant_id: Mapped[str] = mapped_column(
        ForeignKey("participant.id"), primary_key=True, index=True
    )
    camp_id: Mapped[camp_fk]
    at: Mapped[datetime]


class Voting(Base):
    """The camp's vote by dots.

    At `closes_at` the clock stops taking dots, and that may be extended; only the moderator's
    close, in `closed_at`, ends the vote and lets the tally be read.
    """

    __tablename__ = "voting"

    camp_id: Mapped[str] = mapped_column(ForeignKey("camp.id"), primary_key=True)
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    """waiting, open, closed, revealed."""
    opened_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    extended_minutes: Mapped[int] = mapped_column(default=0)


class Dot(Base):
    """A participant's dots on one idea; none are kept as 0, so that taking back is a fact.

    `dots` is what counts. What came late waits in `late_dots`, and counts once it is accepted.
    """

    __tablename__ = "dot"
    __table_args__ = (
        UniqueConstraint("idea_id", "participant_id"),
        CheckConstraint("dots >= 0 AND late_dots >= 0", name="dots_not_negative"),
    )

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    idea_id: Mapped[str] = mapped_column(ForeignKey("idea.id"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), index=True)
    dots: Mapped[int]
    cast_at: Mapped[datetime | None]
    """When the device says it was: recorded, never decides."""
    received_at: Mapped[datetime]
    late_dots: Mapped[int | None]
    late: Mapped[str] = mapped_column(String(8), default="")
    """Nothing, or waiting, accepted, refused: what came after the close and within the grace."""
