"""Camp, its gates, its log and how far each topic has come: the tables every room needs."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from camp.core.db import Base, Record, camp_fk, idpk, ref
from camp.core.settings import Settings


class Programme(Base):
    """Several camps under one policy. `policy` and `details` are kept as the folder gave them."""

    __tablename__ = "programme"

    id: Mapped[idpk]
    ref: Mapped[ref]
    name: Mapped[str] = mapped_column(String(200))
    names: Mapped[dict[str, str]] = mapped_column(default=dict)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Camp(Base):
    """One camp. `names` and `themes` map further language tags to the same words."""

    __tablename__ = "camp"

    id: Mapped[idpk]
    ref: Mapped[ref]
    programme_id: Mapped[str | None] = mapped_column(ForeignKey("programme.id"))
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    code: Mapped[str] = mapped_column(String(4), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    names: Mapped[dict[str, str]] = mapped_column(default=dict)
    theme: Mapped[str] = mapped_column(String(200), default="")
    themes: Mapped[dict[str, str]] = mapped_column(default=dict)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    timezone: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(200), default="")
    rooms: Mapped[list[str]] = mapped_column(default=list)
    wifi: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(10), default="en")
    currency: Mapped[str] = mapped_column(String(3))
    capacity: Mapped[int] = mapped_column(default=64)
    phase: Mapped[str] = mapped_column(String(20), default="draft")
    settings: Mapped[Settings] = mapped_column(Record(Settings), default=Settings)
    is_demo: Mapped[bool] = mapped_column(default=False)
    rehearses: Mapped[str | None] = mapped_column(ForeignKey("camp.id"))
    """The camp that is tried out here with invented people; nothing in this one counts."""
    colour: Mapped[str] = mapped_column(String(7), default="")
    logo: Mapped[str] = mapped_column(String(16), default="")
    """The camp's own colour, "#1e3fa0", and the mark of its logo; empty for none."""
    last_seq: Mapped[int] = mapped_column(default=0)
    last_hash: Mapped[str] = mapped_column(String(64), default="")
    """The number and the hash of the newest entry of its log."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class Logo(Base):
    """The camp's logo, made anew from what was given, as WebP. Apart: no page but one needs it."""

    __tablename__ = "logo"

    camp_id: Mapped[str] = mapped_column(ForeignKey("camp.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Gate(Base):
    """A switch of one camp: what people may do now. Phases are presets of gates."""

    __tablename__ = "gate"

    camp_id: Mapped[str] = mapped_column(ForeignKey("camp.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    is_open: Mapped[bool]


class Deadline(Base):
    """When something of a camp ends by the server's clock, such as "submission" or "dots"."""

    __tablename__ = "deadline"

    camp_id: Mapped[str] = mapped_column(ForeignKey("camp.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    at: Mapped[datetime]


class LogEntry(Base):
    """One fact, in the order it became true. Append only; the database refuses anything else.

    `person_id` is who did it: empty when the program itself did. `facts` hold ids and numbers,
    `content` what is private, by name: [salt, value]. The hash covers all but `content`, whose
    seals it covers instead, so `content` alone may be dropped.
    """

    __tablename__ = "log_entry"
    __table_args__ = (UniqueConstraint("camp_id", "seq"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    camp_id: Mapped[camp_fk]
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(60))
    facts: Mapped[dict[str, Any]]
    person_id: Mapped[str | None] = mapped_column(String(20))
    at: Mapped[datetime]
    sealed: Mapped[dict[str, str]] = mapped_column(default=dict)
    content: Mapped[dict[str, Any]] = mapped_column(default=dict)
    prev: Mapped[str] = mapped_column(String(64), default="")
    hash: Mapped[str] = mapped_column(String(64), default="")

    @property
    def told(self) -> dict[str, Any]:
        """The facts and what of the private content is still there; "…" for what is not."""
        opened = {name: pair[1] for name, pair in self.content.items()}
        return self.facts | dict.fromkeys(self.sealed, "…") | opened


class Topic(Base):
    """What phones watch, and the number of the last fact that moved it."""

    __tablename__ = "topic"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    seq: Mapped[int]


class Answered(Base):
    """A write that was answered, so that the same key gives the same answer for 72 hours."""

    __tablename__ = "answered"
    __table_args__ = (Index("ix_answered_at", "at"),)

    person_id: Mapped[str] = mapped_column(String(20), primary_key=True)
    key: Mapped[str] = mapped_column(String(36), primary_key=True)
    request: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    body: Mapped[dict[str, Any] | None]
    at: Mapped[datetime]


class Kept(Base):
    """What an imported folder says and no room uses yet: kept, so that export gives it back."""

    __tablename__ = "kept"
    __table_args__ = (UniqueConstraint("camp_id", "part", "ref"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    part: Mapped[str] = mapped_column(String(40))
    ref: Mapped[str] = mapped_column(String(40), default="")
    body: Mapped[Any] = mapped_column(JSON)
