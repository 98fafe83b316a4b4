"""SQLite as we run it: durable before the answer, and readers that never wait for a writer."""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

FIRST_SOUND = ((3, 44, 6), (3, 50, 7), (3, 51, 3))
"""From these versions on, in their series, the WAL-reset race is mended (sqlite.org/changes)."""

ENDS_TRANSACTION = {7, 9, 10, 11, 13}
"""NOMEM, INTERRUPT, IOERR, CORRUPT, FULL (sqlite.org/lang_transaction, "automatic rollback")."""

PATIENCE = 10_000
"""Milliseconds for which a writer waits for another program's."""


def module() -> Any:
    """Return the driver whose SQLite library does not lose pages when a log is reset."""
    if is_sound(sqlite3.sqlite_version_info):
        return sqlite3
    import pysqlite3

    return pysqlite3


def is_sound(version: tuple[int, ...]) -> bool:
    old, middle, new = FIRST_SOUND
    return (
        version >= new
        or (version[:2] == old[:2] and version >= old)
        or (version[:2] == middle[:2] and version >= middle)
        or version < (3, 7, 0)
    )


class Dialect(SQLiteDialect_pysqlite):
    """SQLAlchemy's own, but a savepoint is said outright: it would be compiled anew each time."""

    supports_statement_cache = True

    def do_savepoint(self, connection: Connection, name: str) -> None:
        connection.exec_driver_sql(f"SAVEPOINT {name}")

    def do_rollback_to_savepoint(self, connection: Connection, name: str) -> None:
        connection.exec_driver_sql(f"ROLLBACK TO SAVEPOINT {name}")

    def do_release_savepoint(self, connection: Connection, name: str) -> None:
        connection.exec_driver_sql(f"RELEASE SAVEPOINT {name}")


registry.register("sqlite.camp", __name__, "Dialect")


def engine(url: str, *, run_native: Callable[..., None] | None = None) -> Engine:
    """`run_native` waits in a native thread where another program holds the database."""
    made = create_engine(
        make_url(url).set(drivername="sqlite+camp"),
        module=module(),
        poolclass=QueuePool,
        pool_size=8,
        max_overflow=64,
        connect_args={"check_same_thread": False, "timeout": 10},
    )
    event.listen(made, "connect", _prepare)
    event.listen(made, "begin", partial(_begin, run_native or (lambda call: call())))
    return made


def end_of_transaction(error: BaseException | None) -> DBAPIError | None:
    """Return the error behind `error` after which SQLite may have undone the whole transaction.

    Rolling back to a savepoint that is gone with it raises another one, which says nothing.
    """
    while error is not None:
        if isinstance(error, DBAPIError):
            code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
            if code in ENDS_TRANSACTION:
                return error
        error = error.__context__
    return None


def _prepare(connection: Any, _record: object) -> None:
    # The driver's own transaction handling lets a released SAVEPOINT outlive a ROLLBACK:
    # https://docs.sqlalchemy.org/en/21/dialects/sqlite.html#serializable-isolation-savepoints-transactional-ddl
    connection.isolation_level = None
    _keep_private(connection)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute(f"PRAGMA busy_timeout={PATIENCE}")
    # What is erased must not stay readable in the file's free space.
    connection.execute("PRAGMA secure_delete=ON")
    # A page that sorts much must not need a disk that is full.
    connection.execute("PRAGMA temp_store=MEMORY")


def _begin(run_native: Callable[..., None], connection: Connection) -> None:
    # A writer takes its place in the queue at once; a reader never waits for one.
    if not connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql("BEGIN")
    elif not _begins_at_once(connection.connection.driver_connection):
        # Another program writes, such as `camp import`: the server's readers must not wait with us.
        run_native(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"))


def _begins_at_once(driver: Any) -> bool:
    driver.execute("PRAGMA busy_timeout=0")
    try:
        driver.execute("BEGIN IMMEDIATE")
    except module().OperationalError:
        return False  # Whatever is wrong, asking again says it as SQLAlchemy's own error.
    finally:
        driver.execute(f"PRAGMA busy_timeout={PATIENCE}")
    return True


def _keep_private(connection: Any) -> None:
    """Let nobody but its owner read the file; what SQLite puts beside it follows."""
    _, _, file = connection.execute("PRAGMA database_list").fetchone()
    for part in ("", "-wal", "-shm"):
        path = Path(f"{file}{part}")
        with suppress(OSError):  # Not there, or somebody else's.
            if file and path.stat().st_mode & 0o077:
                path.chmod(0o600)
