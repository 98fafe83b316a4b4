"""Restore a backup into an empty data folder: the same keys, a later epoch."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.backup import format as form
from camp.backup import tables
from camp.backup.moving import lead
from camp.config import BadConfig, Config
from camp.core.models import Camp
from camp.core.server import standing
from camp.core.work import Database
from camp.migrations import newest, upgrade


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back: the camps with the number of their newest fact, and where they were."""

    made_at: datetime
    camps: tuple[tuple[str, int], ...]
    former: str


def restore(file: Path, config: Config, *, now: datetime) -> Restored:
    """Fill the data folder of `config` from a backup; the server that it was made on is superseded.

    Raises BadConfig, and leaves the folder as it was, when the folder is not empty, the file is not
    a whole backup, or a key is set that is not the backup's.
    """
    note = form.read_note(file)
    if note.revision > newest():
        raise BadConfig(f"{file} was made by a newer program. Install that one here first.")
    _require_empty(config)
    config.open_folder()
    with _copied(file, config) as half:
        with form.opened(half) as connection:
            _require_key(connection, config)
            form.take_out(connection, config.data)
        found = _begin_anew(f"sqlite:///{half.resolve()}", now)
        target = form.sqlite_file(config)
        if target is not None:
            form.make_durable(half)
            half.replace(target)
        else:
            _fill(config, half)
    form.make_durable(config.data)
    return Restored(note.made_at, *found)


def _require_empty(config: Config) -> None:
    folder = config.data
    there = [one.name for one in folder.iterdir()] if folder.is_dir() else []
    if [name for name in there if not name.endswith(form.HALF)] or folder.is_file():
        raise BadConfig(f"{folder} is not empty. Give a folder that is empty or not there yet.")
    target = form.sqlite_file(config)
    if target is not None and target.exists():
        raise BadConfig(f"CAMP_DATABASE_URL: {target} is there already. Name another file.")


@contextmanager
def _copied(file: Path, config: Config) -> Iterator[Path]:
    """Give a copy of the backup in the data folder; when something fails the folder is emptied."""
    half = config.data / f"restored{form.HALF}"
    before = set(config.data.iterdir())
    try:
        form.write_durably(half, file.read_bytes())
        yield half
    except BaseException:
        for made in sorted(set(config.data.rglob("*")) - before, reverse=True):
            made.rmdir() if made.is_dir() else made.unlink()
        raise
    finally:
        half.unlink(missing_ok=True)


def _require_key(connection: form.Driver, config: Config) -> None:
    asked = connection.execute("SELECT content FROM backup_file WHERE name = ?", [form.KEY])
    if config.secret and asked.fetchone()[0] != config.secret:
        raise BadConfig(
            "CAMP_SECRET: this is not the key of the backup, so no link or badge would work. "
            "Take the variable away: the backup brings its key."
        )


def _begin_anew(url: str, now: datetime) -> tuple[tuple[tuple[str, int], ...], str]:
    database = Database(url)
    try:
        upgrade(database.engine)
        return database.write(partial(_take_over, now=now), past_fence=True)
    finally:
        database.close()


def _take_over(session: Session, *, now: datetime) -> tuple[tuple[tuple[str, int], ...], str]:
    camps = session.scalars(select(Camp).order_by(Camp.starts_at)).all()
    found = tuple((camp.slug, camp.last_seq) for camp in camps)
    lead(session, now=now)
    return found, standing(session).former


def _fill(config: Config, half: Path) -> None:
    """Carry the tables into an empty database of another engine."""
    source, target = Database(f"sqlite:///{half}"), Database(config.url())
    try:
        upgrade(target.engine)
        if not tables.is_empty(target.engine):
            raise BadConfig("CAMP_DATABASE_URL: this database is not empty. Name an empty one.")
        tables.carry(source.engine, target.engine)
    finally:
        source.close()
        target.close()
