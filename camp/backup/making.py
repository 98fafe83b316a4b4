"""Make a backup: one consistent moment of the database, checked and durable before it has its name.

SQLite copies itself (`VACUUM INTO`), because a copy of the main file lacks what still stands in the
write-ahead log. From PostgreSQL the tables are read in one snapshot. The file is the same.
"""

from datetime import datetime
from pathlib import Path

from camp.backup import format as form
from camp.backup import tables
from camp.config import BadConfig, Config
from camp.secret import read_or_make


def make(config: Config, file: Path, *, now: datetime) -> None:
    """Write a backup of what `config` names to `file`, readable by its owner alone.

    Replaces an older backup, and refuses to replace anything else. Raises BadConfig for what the
    asker can put right, OSError or the driver's error when the disk does not take it.
    """
    require_database(config)
    source = form.sqlite_file(config)
    if file.exists() and file.stat().st_size > 0:
        form.read_note(file)
    with form.becoming(file) as half:
        if source is not None:
            with form.opened(source) as connection:
                connection.execute("PRAGMA busy_timeout=10000")
                connection.execute("VACUUM INTO ?", [str(half)])
        else:
            tables.from_server(config.url(), half)
        with form.opened(half) as connection:
            form.enclose(connection, config, secret=read_or_make(config), now=now)
            if (fault := form.faults(connection)) != "ok":
                raise BadConfig(f"The backup is not whole ({fault}). The database needs a look.")


def require_database(config: Config) -> None:
    """Raise BadConfig when there is no SQLite file where `config` says it is."""
    source = form.sqlite_file(config)
    if source is not None and not source.exists():
        raise BadConfig(f"There is no database in {config.data}: give its folder with --data.")
