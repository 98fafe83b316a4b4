"""Person, Participant and roles: who somebody is, everywhere and at one camp."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from camp.core.clock import age_on
from camp.core.db import Base, camp_fk, idpk, ref


class Person(Base):
    """A human, once over all camps. `name` is kept as typed; `folded` is for search."""

    __tablename__ = "person"

    id: Mapped[idpk]
    name: Mapped[str] = mapped_column(String(120))
    folded: Mapped[str] = mapped_column(String(160), index=True)
    phone: Mapped[str] = mapped_column(String(20), default="", index=True)
    """E.164, or empty."""
    birth_year: Mapped[int | None]
    birth_date: Mapped[date | None]
    gender: Mapped[str] = mapped_column(String(1), default="")
    region: Mapped[str] = mapped_column(String(10), default="")
    """ISO 3166-2, never free text."""
    town: Mapped[str] = mapped_column(String(120), default="")
    language: Mapped[str] = mapped_column(String(10), default="")
    pin_hash: Mapped[str] = mapped_column(String(200), default="")
    pin_errors: Mapped[int] = mapped_column(default=0)
    pin_rests_until: Mapped[datetime | None]
    starts_camps: Mapped[bool] = mapped_column(default=False)
    """Whether the person owns the server and may begin a camp."""
    erased_at: Mapped[datetime | None]
    """Since when nothing but the id is left; nobody gets a way in for it any more."""

    def age_on(self, day: date) -> int | None:
        """Return full years, or the most that a birth year alone allows to say."""
        if self.birth_date:
            return age_on(day, self.birth_date)
        return day.year - self.birth_year if self.birth_year else None

    def is_minor_on(self, day: date) -> bool:
        """Return whether the person may be under 18: a birth year alone leaves it open (R4)."""
        age = self.age_on(day)
        if age is None:
            return False
        return age < 18 or (age == 18 and self.birth_date is None)


class Participant(Base):
    """A person at a camp who comes to take part: the registration and the profile."""

    __tablename__ = "participant"
    __table_args__ = (UniqueConstraint("camp_id", "person_id"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    ref: Mapped[ref]
    state: Mapped[str] = mapped_column(String(12), default="applied")
    """applied, accepted, waitlisted, declined, withdrawn, no_show, expelled."""
    registration: Mapped[str] = mapped_column(String(12), default="online")
    """online, paper, walk_in, list."""
    applied_at: Mapped[datetime]
    motivation: Mapped[str] = mapped_column(String(600), default="")
    skills: Mapped[list[str]] = mapped_column(default=list)
    speaks: Mapped[list[str]] = mapped_column(default=list)
    looks_for: Mapped[str] = mapped_column(String(200), default="")
    needs: Mapped[list[str]] = mapped_column(default=list)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)


class Withdrawal(Base):
    """A participant left the camp for good."""

    __tablename__ = "withdrawal"

    participant_id: Mapped[str] = mapped_column(ForeignKey("participant.id"), primary_key=True)
    camp_id: Mapped[camp_fk]
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(300), default="")


class Appointment(Base):
    """A role that a person has at a camp, besides taking part."""

    __tablename__ = "appointment"
    __table_args__ = (UniqueConstraint("camp_id", "person_id", "role"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    ref: Mapped[ref]
    role: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]


class Login(Base):
    """A person on a device. Only the digest of its token is kept; revoking counts at once."""

    __tablename__ = "login"

    id: Mapped[idpk]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(120), default="")
    kind: Mapped[str] = mapped_column(String(8), default="link")
    """link or badge; a badge login has the participant role and no other."""
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    pin_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class Link(Base):
    """A personal link (`page`) or a program's token (`api`): reusable, revocable, a secret.

    The secret part is signed from the id with the server's key, so it is stored nowhere.
    """

    __tablename__ = "link"
    __table_args__ = (Index("ix_link_person_kind", "person_id", "kind"),)

    id: Mapped[idpk]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(4))
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Badge(Base):
    """The six characters and the QR that say who stands at the door."""

    __tablename__ = "badge"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), index=True)
    code: Mapped[str] = mapped_column(String(6), unique=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Conduct(Base):
    """A version of the camp's code of conduct. `texts` maps a language to its lines."""

    __tablename__ = "conduct"
    __table_args__ = (UniqueConstraint("camp_id", "version"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    version: Mapped[str] = mapped_column(String(20))
    texts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]


class Consent(Base):
    """One answer of a person to one question: given or not, to which version, and when.

    The newest row of a kind counts; none is ever changed.
    """

    __tablename__ = "consent"
    __table_args__ = (Index("ix_consent_person", "camp_id", "person_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    camp_id: Mapped[camp_fk]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(8))
    """code, data, photo, contact."""
    version: Mapped[str] = mapped_column(String(20))
    given: Mapped[bool]
    at: Mapped[datetime]


class GuardianForm(Base):
    """A guardian agreed to a minor's coming. Read by the safeguarding officer alone."""

    __tablename__ = "guardian_form"
    __table_args__ = (UniqueConstraint("camp_id", "person_id"),)

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"))
    guardian: Mapped[str] = mapped_column(String(120), default="")
    phone: Mapped[str] = mapped_column(String(20), default="")
    given: Mapped[bool] = mapped_column(default=True)
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(String(20))
