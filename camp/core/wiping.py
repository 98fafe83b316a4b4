"""Forgetting all that belongs to one camp, found by the tables' own keys."""

from collections.abc import Callable, Iterable

from sqlalchemy import ColumnElement, Table, delete, or_, select
from sqlalchemy.orm import Session

from camp.core.db import Base

KEPT = frozenset({"camp", "log_entry"})
"""The camp's row keeps its number for the log, and the log is never made shorter."""


def wipe(session: Session, camp_id: str) -> None:
    """Delete every row that belongs to the camp, but the camp itself and its log."""
    for table in reversed(Base.metadata.sorted_tables):
        if table.name not in KEPT:
            condition = _belongs(table, camp_id)
            if condition is not None:
                session.execute(delete(table).where(condition))


def people_of(session: Session, camp_id: str) -> set[str]:
    """Return everybody whom a row of the camp names."""
    return _named(session, lambda table: table.c.camp_id == camp_id)


def people_elsewhere(session: Session, camp_id: str) -> set[str]:
    """Return everybody whom a row of another camp names."""
    return _named(session, lambda table: table.c.camp_id != camp_id)


def camps_of(session: Session, person_id: str) -> set[str]:
    """Return the camps with a row that names the person."""
    return {
        camp_id
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "person" and "camp_id" in table.c
        for camp_id in session.scalars(
            select(table.c.camp_id).where(key.parent == person_id).distinct()
        )
    }


def _named(session: Session, which: Callable[[Table], ColumnElement[bool]]) -> set[str]:
    found: set[str] = set()
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "person" and "camp_id" in table.c:
                found.update(session.scalars(select(key.parent).where(which(table))))
    return found - {None}


def wipe_people(session: Session, person_ids: Iterable[str]) -> None:
    """Delete persons with all that hangs on them; no camp may need them any more."""
    ids = list(person_ids)
    for table in reversed(Base.metadata.sorted_tables):
        theirs = [
            key.parent.in_(ids) for key in table.foreign_keys if key.column.table.name == "person"
        ]
        if table.name in {"person", "answered"}:
            theirs = [(table.c.id if table.name == "person" else table.c.person_id).in_(ids)]
        if theirs:
            session.execute(delete(table).where(or_(*theirs)))


def _belongs(table: Table, camp_id: str) -> ColumnElement[bool] | None:
    """Return which rows are the camp's: by its id, else through a row that is the camp's."""
    if "camp_id" in table.c:
        return table.c.camp_id == camp_id
    for key in table.foreign_keys:
        parent = key.column.table
        if parent is not table and parent.name not in {"camp", "person"}:
            owned = _belongs(parent, camp_id)
            if owned is not None:
                return key.parent.in_(select(key.column).where(owned))
    return None
