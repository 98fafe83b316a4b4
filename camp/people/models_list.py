"""A file of people on its way in, and what became of it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from camp.core.db import Base, camp_fk, idpk


class PeopleFile(Base):
    """A list that somebody looks at before its people are taken in.

    It is forgotten once it is taken, thrown away or a day old: it holds personal data of people
    who may never come. `choices` maps a row's number to "new", "skip" or a person's id.
    """

    __tablename__ = "people_file"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(120), default="")
    heads: Mapped[list[str]] = mapped_column(default=list)
    rows: Mapped[list[Any]] = mapped_column(default=list)
    columns: Mapped[list[str]] = mapped_column(default=list)
    """The field that each column holds, "" where it is left out."""
    choices: Mapped[dict[str, str]] = mapped_column(default=dict)
    made_at: Mapped[datetime]


class PeopleImport(Base):
    """A list that was taken in: whom it made a participant, and what it changed, to take it back.

    `changes` holds [person, field, before, after]; after 30 days both lists are emptied.
    """

    __tablename__ = "people_import"

    id: Mapped[idpk]
    camp_id: Mapped[camp_fk]
    by: Mapped[str] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    added: Mapped[int]
    changed: Mapped[int]
    made: Mapped[list[str]] = mapped_column(default=list)
    changes: Mapped[list[Any]] = mapped_column(default=list)
    taken_back_at: Mapped[datetime | None]
