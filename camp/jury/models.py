"""Rounds, criteria, jurors, conflicts and ballots."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from camp.core.db import Base, camp_fk, idpk, ref
from camp.people.models import Person


class Round(Base):
    """A sitting of the jury: its rubric, its teams in pitch order, its panel, its state.

    Ballots are taken while it is open; a freeze stands still what others see while ballots go on;
    closure ends them. `frozen` is what was shown at the freeze, `result` what was true at closure.
    """

    __tablename__ = "round"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    name: Mapped[str] = mapped_column(String(120), default="")
    state: Mapped[str] = mapped_column(String(8), default="prepared")
    """prepared, open, closed."""
    panel: Mapped[str] = mapped_column(String(8), default="full")
    """full: every juror hears every team. sampled: jurors go from table to table, the quorum comes
    to each. rooms: every room hears its own teams. Which juror goes where is in `JuryVisit`."""
    rooms: Mapped[list[str]] = mapped_column(default=list)
    """The rooms that are open."""
    line_places: Mapped[int] = mapped_column(default=0)
    """About how many teams get a grant: jurors with time left go where this line is uncertain.
    0 = they rest once the quorum is met."""
    ends_by: Mapped[datetime | None]
    """When the last visit must be over."""
    scale_low: Mapped[int] = mapped_column(default=1)
    scale_high: Mapped[int] = mapped_column(default=5)
    opened_at: Mapped[datetime | None]
    frozen_at: Mapped[datetime | None]
    frozen_seq: Mapped[int | None]
    frozen: Mapped[dict[str, Any] | None]
    closed_at: Mapped[datetime | None]
    result: Mapped[dict[str, Any] | None]
    criteria: Mapped[list["Criterion"]] = relationship(order_by="Criterion.position")
    slots: Mapped[list["Slot"]] = relationship(order_by="Slot.position")


class Criterion(Base):
    """What is marked, its weight and the words for every step of the scale.

    `anchors` maps a step to its sentence; `anchor_words` a language to such a map.
    """

    __tablename__ = "criterion"
    __table_args__ = (
        UniqueConstraint("round_id", "key"),
        CheckConstraint("weight > 0", name="weight_positive"),
    )

    id: Mapped[idpk]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    key: Mapped[str] = mapped_column(String(40))
    position: Mapped[int]
    weight: Mapped[float]
    name: Mapped[str] = mapped_column(String(120))
    names: Mapped[dict[str, str]] = mapped_column(default=dict)
    anchors: Mapped[dict[str, str]] = mapped_column(default=dict)
    anchor_words: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Slot(Base):
    """A team's turn to pitch in a round."""

    __tablename__ = "slot"
    __table_args__ = (UniqueConstraint("round_id", "team_id"),)

    id: Mapped[idpk]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    position: Mapped[int]
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    """waiting, now, done."""
    room: Mapped[str] = mapped_column(String(20), default="")
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class Juror(Base):
    """A seat of the jury. A reserve sits in from `seated_from` (a position) onwards."""

    __tablename__ = "juror"
    __table_args__ = (UniqueConstraint("camp_id", "person_id"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    ref: Mapped[ref]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    organisation: Mapped[str] = mapped_column(String(160), default="")
    role: Mapped[str] = mapped_column(String(8), default="juror")
    """juror, chair, reserve."""
    seat: Mapped[int] = mapped_column(default=0)
    seated_from: Mapped[int | None]
    briefed_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    """Since when no further visit is planned for the juror."""
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class JuryConflict(Base):
    """A juror steps aside for a team. `source` is declared, or mentored when a note says so."""

    __tablename__ = "jury_conflict"
    __table_args__ = (UniqueConstraint("round_id", "juror_id", "team_id"),)

    id: Mapped[idpk]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    juror_id: Mapped[str] = mapped_column(ForeignKey("juror.id"))
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    kind: Mapped[str] = mapped_column(String(12))
    """family, employer, mentored, funder, other."""
    text: Mapped[str] = mapped_column(String(300), default="")
    source: Mapped[str] = mapped_column(String(10), default="declared")
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))


class JuryVisit(Base):
    """A juror goes to a team: planned for a turn, then begun. A ballot that is in ends it.

    Only rounds whose panel is not full have visits. They say who is awaited where, never who may
    hand in a ballot: what a juror without network marked by an older plan counts as well.
    """

    __tablename__ = "jury_visit"
    __table_args__ = (UniqueConstraint("round_id", "juror_id", "team_id"),)

    id: Mapped[idpk]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    juror_id: Mapped[str] = mapped_column(ForeignKey("juror.id"))
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    turn: Mapped[int]
    """Its place in the juror's order, from 1 on; in rooms also the turn of the team."""
    begun_at: Mapped[datetime | None]


class Ballot(Base):
    """One revision of what one juror says about one team. The newest counts; none is changed.

    `seq` is its number in the camp's log. States: draft, submitted, recused, absent,
    void, reopened.
    """

    __tablename__ = "ballot"
    __table_args__ = (
        UniqueConstraint("round_id", "juror_id", "team_id", "revision"),
        # A cell has a revision for every few letters of a comment: the newest is found at once.
        Index("ix_ballot_current", "round_id", "is_current", "juror_id", "team_id"),
    )

    id: Mapped[idpk]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    juror_id: Mapped[str] = mapped_column(ForeignKey("juror.id"))
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    revision: Mapped[int]
    is_current: Mapped[bool] = mapped_column(default=True)
    state: Mapped[str] = mapped_column(String(10))
    marks: Mapped[dict[str, int]] = mapped_column(default=dict)
    comment: Mapped[str] = mapped_column(String(600), default="")
    shares_comment: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(String(300), default="")
    received_at: Mapped[datetime]
    device_at: Mapped[datetime | None]
    seq: Mapped[int] = mapped_column(default=0)
    receipt: Mapped[str] = mapped_column(String(40), default="")
    """The beginning of that entry's hash, for the juror to keep; empty where none counts."""
    by: Mapped[str | None] = mapped_column(String(20))
    source: Mapped[str] = mapped_column(String(8), default="", server_default="")
    """How it came: nothing from the juror's own device, else carried, paper or late."""


class HeldBallot(Base):
    """A ballot that arrived and does not count until somebody decides.

    After the closure secretary or chair decide (`cause` closed); what was carried and differs from
    what is in waits for its juror (`cause` stale). `revision` is the one it was written over.
    """

    __tablename__ = "held_ballot"
    __table_args__ = (UniqueConstraint("round_id", "juror_id", "team_id", "key"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    juror_id: Mapped[str] = mapped_column(ForeignKey("juror.id"))
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    cause: Mapped[str] = mapped_column(String(8))
    key: Mapped[str] = mapped_column(String(36))
    marks: Mapped[dict[str, int]] = mapped_column(default=dict)
    comment: Mapped[str] = mapped_column(String(600), default="")
    shares_comment: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int]
    device_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(20))
    """Who handed it in: the juror, or who carried or typed it."""
    decision: Mapped[str] = mapped_column(String(8), default="waiting")
    """waiting, accepted, refused, or replaced by a newer one of the same juror and team."""
    reason: Mapped[str] = mapped_column(String(300), default="")
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(20))


class PaperEntry(Base):
    """A ballot on paper as one person typed it. Two people type each, the second blind."""

    __tablename__ = "paper_entry"
    __table_args__ = (
        Index(
            "ix_paper_entry_open", "round_id", "juror_id", "team_id", "by", unique=True,
            sqlite_where=text("outcome = ''"), postgresql_where=text("outcome = ''"),
        ),
    )  # fmt: skip

    id: Mapped[idpk]
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    juror_id: Mapped[str] = mapped_column(ForeignKey("juror.id"))
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"))
    nth: Mapped[int]
    """1 for who typed it first, 2 for the second."""
    by: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    marks: Mapped[dict[str, int]] = mapped_column(default=dict)
    outcome: Mapped[str] = mapped_column(String(8), default="")
    """Nothing while it waits; cast, held (after the closure) or dropped."""
