"""`camp check`: the settings that matter, each well or with what to do."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import inspect
from sqlalchemy.exc import OperationalError

from camp.backup.format import BACKUPS, sqlite_file
from camp.backup.keeping import newest
from camp.config import Config
from camp.core import sqlite
from camp.core.machine import LITTLE, STALE
from camp.core.server import Server, standing
from camp.core.work import Database


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: `well`, or `advice` that says what to do."""

    name: str
    value: str
    well: bool
    advice: str = ""


def findings(config: Config) -> Iterator[Finding]:
    version = sqlite.module().sqlite_version
    sound = sqlite.is_sound(tuple(int(part) for part in version.split(".")))
    yield Finding("SQLite", version, sound, "Install pysqlite3 0.6.1 or newer.")
    if config.url().startswith("sqlite"):
        yield _mode(config)
    key = config.data / "secret.key"
    private = bool(config.secret) or not key.exists() or (key.stat().st_mode & 0o077) == 0
    yield Finding("Secret key", str(key), private, f"Others can read it: chmod 600 {key}")
    config.data.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(config.data).free
    yield Finding("Free disk", f"{free // 1_000_000} MB", free > LITTLE, "Free some space.")
    if config.backup_every > 0:
        yield _backup(config)
    yield _lead(config)
    secure = config.reached_at().startswith("https")
    yield Finding(
        "Address",
        config.reached_at(),
        secure,
        "On plain http phones have no camera in the page and no offline reload; "
        "the door works by scanner, photo, code and name.",
    )


def _backup(config: Config) -> Finding:
    folder, source = config.data / BACKUPS, sqlite_file(config)
    last = newest(folder)
    if last is None:
        return Finding("Backup", "none yet: the server makes the first when it starts", True)
    written = (
        [file.stat().st_mtime for file in source.parent.glob(f"{source.name}*")] if source else []
    )
    behind = max(written, default=0) - last.timestamp()
    return Finding(
        "Backup",
        f"{last.astimezone():%Y-%m-%d %H:%M:%S} in {folder}",
        behind <= STALE.total_seconds(),
        "Something was written since. Start the server, or: camp backup FILE",
    )


def _lead(config: Config) -> Finding:
    database = Database(config.url())
    fenced = False
    try:
        if inspect(database.engine).has_table(Server.__tablename__):
            with database.read() as session:
                fenced = standing(session).fenced_at is not None
    except OperationalError:
        return Finding("Lead", "unknown", False, "The database does not answer: start it.")
    finally:
        database.close()
    return Finding(
        "Lead",
        "this server takes no more writes" if fenced else "this server takes writes",
        not fenced,
        "Another one has taken over. If that was a mistake: camp fence --lift",
    )


def _mode(config: Config) -> Finding:
    config.data.mkdir(parents=True, exist_ok=True)
    database = Database(config.url())
    with database.engine.connect() as connection:
        mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
        level = connection.exec_driver_sql("PRAGMA synchronous").scalar()
    database.close()
    return Finding(
        "Durability",
        f"{mode}, synchronous {level}",
        mode == "wal" and level is not None and level >= 2,
        "The disk does not allow a write-ahead log; use a local disk.",
    )
