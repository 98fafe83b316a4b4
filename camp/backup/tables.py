"""Carry all tables from one engine to another, each value as it stands."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Engine,
    Insert,
    Integer,
    Table,
    Text,
    bindparam,
    cast,
    create_engine,
    func,
    insert,
    literal,
    select,
    text,
)

import camp.tables  # noqa: F401  -- names every table
from camp.core import sqlite
from camp.core.db import Base, Record
from camp.core.server import Server
from camp.migrations import upgrade

SLICE = 500
"""Rows that are held in memory at once."""
Row = dict[str, Any]


def from_server(url: str, file: Path) -> None:
    """Write every table of the server at `url` into a SQLite file, all as of one moment."""
    source = create_engine(url, isolation_level="REPEATABLE READ")
    target = sqlite.engine(f"sqlite:///{file}")
    try:
        upgrade(target)
        carry(source, target)
        with target.connect() as connection:
            driver: Any = connection.connection.driver_connection
            # All in one file: no log stands beside it.
            driver.execute("PRAGMA journal_mode=DELETE")
    finally:
        source.dispose()
        target.dispose()


def is_empty(engine: Engine) -> bool:
    """Return whether the database, whose tables are there, holds nothing yet."""
    with engine.connect() as connection:
        return not any(
            connection.execute(select(literal(1)).select_from(table).limit(1)).first()
            for table in Base.metadata.sorted_tables
            if table.name != Server.__tablename__
        )


def carry(source: Engine, target: Engine) -> None:
    """Fill the empty tables of `target` with the rows of `source`, in one transaction on each."""
    with source.connect() as read, target.execution_options(writing=True).begin() as write:
        write.execute(text("DELETE FROM server"))
        for table in Base.metadata.sorted_tables:
            for rows in _slices(read, table):
                write.execute(_placing(table, write), rows)
            _number_on(write, table)


def _slices(connection: Connection, table: Table) -> Iterable[list[Row]]:
    """Return the table's rows, those first that others of the same table name."""
    values = [
        (cast(column, Text) if _is_json(column) else column).label(_bound(column))
        for column in table.columns
    ]
    rows = (
        [dict(row) for row in part]
        for part in connection.execute(select(*values)).mappings().partitions(SLICE)
    )
    own = [key for key in table.foreign_keys if key.column.table is table]
    if not own:
        return rows
    whole = [row for part in rows for row in part]
    for key in own:
        whole = list(_named_first(whole, key=_bound(key.column), names=_bound(key.parent)))
    return [whole] if whole else []


def _named_first(rows: list[Row], *, key: str, names: str) -> Iterator[Row]:
    given: set[Any] = {None}
    while rows:
        ready = [row for row in rows if row[names] in given] or rows
        yield from ready
        given |= {row[key] for row in ready}
        rows = [row for row in rows if row[key] not in given]


def _placing(table: Table, connection: Connection) -> Insert:
    def place(column: Column[Any]) -> Any:
        if not _is_json(column):
            return bindparam(_bound(column), type_=column.type)
        spelled = bindparam(_bound(column), type_=Text())
        return spelled if connection.dialect.name == "sqlite" else cast(spelled, JSON)

    return insert(table).values({column.name: place(column) for column in table.columns})


def _number_on(connection: Connection, table: Table) -> None:
    """Let the next row's number follow the highest that was carried."""
    column = table.autoincrement_column
    if connection.dialect.name != "postgresql" or column is None:
        return
    highest = select(func.coalesce(func.max(column), 0) + 1).scalar_subquery()
    sequence = func.pg_get_serial_sequence(table.name, column.name)
    if isinstance(column.type, Integer):
        connection.execute(select(func.setval(sequence, highest, False)))


def _is_json(column: Column[Any]) -> bool:
    # As text, JSON keeps its spelling, and a null inside it stays apart from no value at all.
    return isinstance(column.type, JSON | Record)


def _bound(column: Column[Any]) -> str:
    return f"value_{column.name}"
