"""The data folder is its owner's alone, and another program's lock stops no reader."""

import json
import stat
import subprocess
import sys

from camp.config import Config
from camp.core.work import Database
from camp.migrations import upgrade
from camp.secret import read_or_make
from tests.core.waiting import HELD_BY_ANOTHER


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_nobody_else_reads_the_database_or_looks_into_its_folder(tmp_path):
    config = Config(data=tmp_path / "data")
    read_or_make(config)
    database = Database(config.url())
    upgrade(database.engine)

    files = {path.name: mode(path) for path in config.data.iterdir()}
    database.close()

    assert mode(config.data) == 0o700
    assert set(files) >= {"camp.sqlite", "camp.sqlite-wal", "camp.sqlite-shm", "secret.key"}
    assert set(files.values()) == {0o600}


def test_a_database_that_others_could_read_is_shut_at_the_next_start(tmp_path):
    file = tmp_path / "camp.sqlite"
    url = f"sqlite:///{file}"
    database = Database(url)
    upgrade(database.engine)
    database.close()
    file.chmod(0o644)

    database = Database(url)
    with database.read() as session:
        session.connection()
    database.close()

    assert mode(file) == 0o600


def test_reading_goes_on_while_another_program_holds_the_database(tmp_path):
    """Run as the server runs, with gevent: the wait for a lock must not stop the hub."""
    call = [sys.executable, "-c", HELD_BY_ANOTHER, str(tmp_path / "camp.sqlite")]
    found = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)

    assert found["written"] == 1
    assert found["reads while it was held"] >= 10
    assert found["writer waited"]
