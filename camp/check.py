"""`camp check`: the settings that matter, each well or with what to do."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

from camp.config import Config
from camp.core import sqlite
from camp.core.work import Database

ENOUGH = 500_000_000
"""Bytes of free disk below which the check warns."""


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
    yield Finding("Free disk", f"{free // 1_000_000} MB", free > ENOUGH, "Free some space.")
    secure = config.reached_at().startswith("https")
    yield Finding(
        "Address",
        config.reached_at(),
        secure,
        "On plain http phones have no camera in the page and no offline reload; "
        "the door works by scanner, photo, code and name.",
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
