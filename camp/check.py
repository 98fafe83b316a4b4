"""`camp check`: the settings that matter, each well or with what to do."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy import func, inspect, select
from sqlalchemy.exc import OperationalError

from camp import hall
from camp.backup.format import BACKUPS, sqlite_file
from camp.backup.keeping import newest
from camp.config import BadConfig, Config
from camp.core import sqlite
from camp.core.machine import LITTLE, STALE
from camp.core.models import LogEntry
from camp.core.server import Server, standing
from camp.core.work import Database
from camp.hall import Finding
from camp.people.queries import last_end
from camp.tls import listener


def findings(config: Config) -> Iterator[Finding]:
    version = sqlite.module().sqlite_version
    sound = sqlite.is_sound(tuple(int(part) for part in version.split(".")))
    yield Finding("SQLite", version, sound, "Install pysqlite3 0.6.1 or newer.")
    if config.url().startswith("sqlite"):
        yield _mode(config)
    key = config.data / "secret.key"
    private = bool(config.secret) or not key.exists() or (key.stat().st_mode & 0o077) == 0
    yield Finding("Secret key", str(key), private, f"Others can read it: chmod 600 {key}")
    shut = (config.open_folder().stat().st_mode & 0o077) == 0
    yield Finding(
        "Data folder", str(config.data), shut, f"Others can look into it: chmod 700 {config.data}"
    )
    free = shutil.disk_usage(config.data).free
    yield Finding("Free disk", f"{free // 1_000_000} MB", free > LITTLE, "Free some space.")
    if config.backup_every > 0:
        yield _backup(config)
    yield _lead(config)
    yield from _of_the_hall(config, datetime.now(UTC))


def _of_the_hall(config: Config, now: datetime) -> Iterator[Finding]:
    until, last = _ends(config)
    yield _clock(now, last)
    try:
        secure = listener.offered(config, now=now, until=until or now)
    except BadConfig as error:
        yield Finding("TLS", " ".join(config.tls), False, str(error))
        secure = None
    yield from hall.findings(config, secure, now)


def _clock(now: datetime, last: datetime | None) -> Finding:
    advice = "The log holds a later time: set the laptop's clock."
    return Finding("Clock", f"{now:%Y-%m-%d %H:%M} UTC", last is None or last <= now, advice)


def _ends(config: Config) -> tuple[datetime | None, datetime | None]:
    """Return when the last camp ends and when the last fact was written, if there are any."""
    database = Database(config.url())
    try:
        if not inspect(database.engine).has_table(LogEntry.__tablename__):
            return None, None
        with database.read() as session:
            return last_end(session), session.scalar(select(func.max(LogEntry.at)))
    except OperationalError:
        # That the database does not answer is told already.
        return None, None
    finally:
        database.close()


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
    config.open_folder()
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
