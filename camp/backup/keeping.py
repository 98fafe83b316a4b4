"""Backups that are made by themselves while the server serves, and how many of them are kept."""

import logging
import os
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import text

from camp.backup import format as form
from camp.backup.making import make
from camp.config import Config
from camp.core import sqlite
from camp.core.machine import NOTHING, Machine
from camp.core.work import Database

logger = logging.getLogger(__name__)
NEWEST, HOURS = 12, 48
"""The newest backups are all kept, of the older ones the last of each of so many hours."""
ABANDONED = 600
"""Seconds after which a file that never became whole is taken away."""
NAME = "camp-%Y%m%dT%H%M%SZ.backup"


class Keeper:
    """Looks at the disk, makes a backup when one is due, and notes in `machine` what it found."""

    def __init__(
        self,
        config: Config,
        database: Database,
        machine: Machine,
        *,
        run_native: Callable[[Callable[[], None]], None] | None = None,
        only_looks: bool = False,
    ) -> None:
        """One that `only_looks` leaves the backups to another process and tells of them."""
        self._config, self._database, self._machine = config, database, machine
        self._run_native = run_native or (lambda call: call())
        self._folder, self._only_looks = config.data / form.BACKUPS, only_looks
        self._seen: Any = None
        self._watching: form.Driver | None = None
        self._tried_at: datetime | None = None

    def look(self, now: datetime) -> None:
        """Look once. Whatever fails is noted and never raised: the server goes on."""
        machine = self._machine
        try:
            machine.free = shutil.disk_usage(self._config.data).free
            if self._config.backup_every > 0:
                machine.backups_since = machine.backups_since or now
                machine.backup_at = newest(self._folder)
                if not self._only_looks:
                    self._back_up_when_due(now)
        except Exception:
            machine.backup_fault = "failed"
            logger.exception("the backup failed")

    def _back_up_when_due(self, now: datetime) -> None:
        waited = self._tried_at is None or (
            (now - self._tried_at).total_seconds() >= self._config.backup_every
        )
        if self._machine.is_fenced or not waited:
            return
        self._tried_at = now
        stands, there = self._stands_at(), backups(self._folder)
        if there and stands == self._seen and not self._machine.backup_fault:
            # Nothing changed: the newest backup holds everything until now.
            _date(there[-1], now)
        else:
            self._back_up(now)
            self._seen = stands
        self._machine.backup_at = newest(self._folder)

    def _back_up(self, now: datetime) -> None:
        size = sum(file.stat().st_size for file in backups(self._folder)[-1:])
        if self._machine.free is not None and self._machine.free - size < NOTHING:
            raise OSError("a backup would take the last of the disk")
        self._folder.mkdir(mode=0o700, exist_ok=True)
        file = self._folder / now.astimezone(UTC).strftime(NAME)
        self._run_native(partial(make, self._config, file, now=now))
        _date(file, now)
        _thin_out(self._folder, now)
        self._machine.backup_fault = ""
        if self._config.backup_folder:
            self._copy(file, now)

    def _copy(self, file: Path, now: datetime) -> None:
        try:
            second = Path(self._config.backup_folder)
            self._run_native(partial(_copy_durably, file, second / file.name))
            _thin_out(second, now)
        except OSError:
            self._machine.backup_fault = "second"
            logger.exception("the second backup folder takes nothing")

    def _stands_at(self) -> Any:
        """Return a value that every commit changes."""
        file = form.sqlite_file(self._config)
        if file is None:
            with self._database.engine.connect() as connection:
                asked = "SELECT CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text)"
                return connection.scalar(text(asked))
        if self._watching is None:
            # The number changes by what other connections commit, so this one is never let go.
            self._watching = sqlite.module().connect(str(file), check_same_thread=False)
        return self._watching.execute("PRAGMA data_version").fetchone()[0]


def newest(folder: Path) -> datetime | None:
    """Return when the newest backup in `folder` was known to hold everything."""
    files = backups(folder)
    return datetime.fromtimestamp(files[-1].stat().st_mtime, UTC) if files else None


def backups(folder: Path) -> list[Path]:
    """Return the backups that were made by themselves, the oldest first."""
    return sorted(folder.glob("camp-*.backup"))


def superfluous(files: Sequence[Path]) -> list[Path]:
    """Return those that need not be kept, of backups with the oldest first."""
    older = files[:-NEWEST]
    last_of_hour = {file.name[: len("camp-20270416T09")]: file for file in older}
    kept = set(sorted(last_of_hour.values())[-HOURS:])
    return [file for file in older if file not in kept]


def _thin_out(folder: Path, now: datetime) -> None:
    for file in superfluous(backups(folder)):
        file.unlink()
    for half in folder.glob(f"*{form.HALF}"):
        if now.timestamp() - half.stat().st_mtime > ABANDONED:
            half.unlink()


def _copy_durably(file: Path, copy: Path) -> None:
    with form.becoming(copy) as half:
        half.write_bytes(file.read_bytes())


def _date(file: Path, now: datetime) -> None:
    os.utime(file, (now.timestamp(), now.timestamp()))
