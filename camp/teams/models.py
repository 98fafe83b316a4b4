"""Teams, seats and requests."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from camp.core.db import Base, camp_fk, idpk, ref
from camp.people.models import Participant


class Team(Base):
    """People who build one project. `number` is its place in lists and the shape of its seal."""

    __tablename__ = "team"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    ref: Mapped[ref]
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    one_liner: Mapped[str] = mapped_column(String(200), default="")
    table_no: Mapped[int | None]
    wanted: Mapped[list[str]] = mapped_column(default=list)
    state: Mapped[str] = mapped_column(String(12), default="forming")
    """forming, locked, withdrawn, disqualified."""
    state_reason: Mapped[str] = mapped_column(String(300), default="")
    waived: Mapped[str] = mapped_column(String(300), default="")
    """Why the organiser lets it stay below the minimum."""
    pitch_order: Mapped[int | None]
    tech_check_at: Mapped[datetime | None]
    moved_reason: Mapped[str] = mapped_column(String(300), default="")
    """Why the organiser gave it another place than its tech check did (R33)."""
    made_at: Mapped[datetime]
    seats: Mapped[list["Seat"]] = relationship(order_by="Seat.joined_at, Seat.id")


class TeamIdea(Base):
    """An idea that a team took up; two of them make a merged team."""

    __tablename__ = "team_idea"

    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), primary_key=True)
    idea_id: Mapped[str] = mapped_column(ForeignKey("idea.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


class Seat(Base):
    """A participant's place in a team, from joining to leaving. One person, one team (R23)."""

    __tablename__ = "seat"
    __table_args__ = (
        Index(
            "uq_seat_one_team", "participant_id", unique=True,
            sqlite_where=text("left_at IS NULL"), postgresql_where=text("left_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"))
    role: Mapped[str] = mapped_column(String(6), default="member")
    """lead or member."""
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(300), default="")
    removed_by: Mapped[str | None] = mapped_column(String(20))
    participant: Mapped[Participant] = relationship(lazy="joined", innerjoin=True)


class Request(Base):
    """Somebody asks for a seat: waits for an answer, or in the queue of a full team."""

    __tablename__ = "request"
    __table_args__ = (
        Index(
            "uq_request_open", "team_id", "participant_id", unique=True,
            sqlite_where=text("decided_at IS NULL"), postgresql_where=text("decided_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    team_id: Mapped[str] = mapped_column(ForeignKey("team.id"), index=True)
    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="asked")
    """asked, waiting (the team is full), offered, accepted, declined, cancelled, lapsed."""
    text: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]
    offered_until: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(String(20))
    why: Mapped[str] = mapped_column(String(20), default="")
    """Why it was cancelled: taken_back, joined, locked, closed."""
    participant: Mapped[Participant] = relationship(lazy="joined", innerjoin=True)
