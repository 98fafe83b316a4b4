"""What a backup is: the tables in one SQLite file, with the key and the small files beside them."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from camp.config import BadConfig, Config
from camp.core import sqlite

MARK = 0x43414D50
"""The `application_id` of a backup: "CAMP" in ASCII."""
KEY = "secret.key"
LARGEST = 1_000_000
"""Bytes of the largest file of the data folder that a backup carries: keys and certificates."""
EVIDENCE = "evidence"
"""The folder of what grantees sent; a backup carries it whole, whatever the size."""
BACKUPS = "backups"
HALF = ".half"
"""The end of a name while the file is not whole."""
Driver = Any
"""A connection of SQLite's own driver, of which there are two."""


class NotABackup(BadConfig):
    """The file cannot be restored; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a backup says about itself: when it was made, and the revision of its tables."""

    made_at: datetime
    revision: str


@contextmanager
def opened(file: Path) -> Iterator[Driver]:
    """Open a SQLite file by the driver itself, each statement its own transaction."""
    with closing(sqlite.module().connect(str(file), isolation_level=None)) as connection:
        yield connection


def sqlite_file(config: Config) -> Path | None:
    """Return where the SQLite database is, or nothing when it is another engine's."""
    from sqlalchemy.engine import make_url

    url = make_url(config.url())
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def enclose(connection: Driver, config: Config, *, secret: bytes, now: datetime) -> None:
    """Put the key, the small files of the data folder and the note into the backup."""
    connection.executescript(
        "CREATE TABLE backup_note (made_at TEXT NOT NULL);"
        "CREATE TABLE backup_file (name TEXT PRIMARY KEY, mode INTEGER NOT NULL, content BLOB);"
        f"PRAGMA application_id = {MARK}"
    )
    connection.execute("INSERT INTO backup_note VALUES (?)", [now.isoformat()])
    add = "INSERT INTO backup_file VALUES (?, ?, ?)"
    connection.execute(add, [KEY, 0o600, secret])
    for file in _small_files(config):
        name = file.relative_to(config.data).as_posix()
        connection.execute(add, [name, file.stat().st_mode & 0o777, file.read_bytes()])


def take_out(connection: Driver, folder: Path) -> None:
    """Write the enclosed files into the data folder and leave the tables alone."""
    rows = connection.execute("SELECT name, mode, content FROM backup_file").fetchall()
    for name, mode, content in rows:
        file = (folder / name).resolve()
        if not file.is_relative_to(folder.resolve()):
            raise NotABackup(f"The backup holds a file that would leave the folder: {name}.")
        file.parent.mkdir(parents=True, exist_ok=True)
        write_durably(file, content, mode=mode)
    connection.executescript(
        "DROP TABLE backup_note; DROP TABLE backup_file; PRAGMA application_id = 0"
    )


def read_note(file: Path) -> Note:
    """Return what the backup says about itself. Raises NotABackup when it is none, or damaged."""
    if not file.is_file():
        raise NotABackup(f"There is no file {file}.")
    with opened(file) as connection:
        try:
            (mark,) = connection.execute("PRAGMA application_id").fetchone()
            if mark != MARK:
                raise NotABackup(f"{file} is not a backup. Give a file that `camp backup` made.")
            if (fault := faults(connection)) != "ok":
                raise NotABackup(f"{file} is damaged ({fault}). Take another backup.")
            (made_at,) = connection.execute("SELECT made_at FROM backup_note").fetchone()
            (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite.module().DatabaseError as error:
            raise NotABackup(f"{file} is not a whole backup ({error}). Take another one.") from None
    return Note(datetime.fromisoformat(made_at), revision)


def faults(connection: Driver) -> str:
    """Return "ok", or what SQLite finds wrong with the file."""
    return str(connection.execute("PRAGMA integrity_check(1)").fetchone()[0])


def write_durably(file: Path, content: bytes, *, mode: int = 0o600) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def becoming(file: Path) -> Iterator[Path]:
    """Give a name for the file while it is not whole; afterwards it is durable and has its own."""
    half = file.with_name(f"{file.name}.{os.getpid()}{HALF}")
    try:
        os.close(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        yield half
        make_durable(half)
        half.replace(file)
        make_durable(file.parent)
    finally:
        half.unlink(missing_ok=True)


def make_durable(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _small_files(config: Config) -> Iterator[Path]:
    database = sqlite_file(config)
    for file in sorted(config.data.rglob("*")):
        inside = file.relative_to(config.data)
        is_ours = (
            file.is_file()
            and not file.is_symlink()
            and (inside.parts[0] == EVIDENCE or file.stat().st_size <= LARGEST)
        )
        is_database = database is not None and file.name.startswith(database.name)
        is_passing = inside.parts[0] == BACKUPS or inside.name.endswith(HALF) or inside.name == KEY
        if is_ours and not is_database and not is_passing:
            yield file
