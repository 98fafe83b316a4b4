"""Backups by themselves: when one is due, how many are kept, and the lamps of the control room."""

import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from camp.backup import format as form
from camp.backup.keeping import NAME, Keeper, backups, superfluous
from camp.config import Config
from camp.control.lamps import lamps
from camp.core.machine import Machine
from camp.core.server import standing
from camp.core.work import Database
from camp.migrations import upgrade
from tests.cast import NOON


@pytest.fixture
def keeping(cast, tmp_path_factory):
    """Return a keeper with a second folder, its machine and both folders."""
    config = cast.app.extensions["config"]
    second = tmp_path_factory.mktemp("stick")
    machine = cast.app.extensions["machine"]
    keeper = Keeper(replace(config, backup_folder=str(second)), cast.db, machine)
    return keeper, machine, config.data / "backups", second


def names(folder):
    return [file.name for file in backups(folder)]


def write(cast, text):
    cast.db.write(lambda session: setattr(session.merge(cast.people["Bobur"]), "name", text))


def test_a_backup_is_made_when_something_changed_and_dated_when_nothing_did(cast, keeping):
    keeper, machine, folder, second = keeping
    keeper.look(cast.clock())
    cast.clock.pass_(seconds=30)
    write(cast, "Not due yet")
    keeper.look(cast.clock())
    assert names(folder) == ["camp-20270416T090000Z.backup"]

    cast.clock.pass_(seconds=30)
    keeper.look(cast.clock())
    cast.clock.pass_(seconds=60)
    keeper.look(cast.clock())
    assert names(folder) == names(second) == [
        "camp-20270416T090000Z.backup", "camp-20270416T090100Z.backup",
    ]  # fmt: skip
    assert machine.backup_at == cast.clock()
    assert machine.free > 0
    assert lamps(machine, cast.clock()) == []
    assert form.read_note(backups(second)[-1]).made_at == cast.clock() - timedelta(seconds=60)


def test_what_fails_is_a_red_lamp_and_ends_by_itself(cast, keeping):
    keeper, machine, folder, second = keeping
    folder.write_text("a file where the folder should be")
    keeper.look(cast.clock())
    assert shown(machine, cast.clock()) == ["backup_failed"]

    folder.unlink()
    second.rmdir()
    cast.clock.pass_(seconds=60)
    keeper.look(cast.clock())
    assert shown(machine, cast.clock()) == ["backup_second"]
    page = cast.browser("Aziza").get(f"/camps/{cast.slug}/control/problems").text
    assert "The second backup folder cannot be written" in page
    assert 'data-seconds="Last backup {n} s ago"' in page

    second.mkdir()
    cast.clock.pass_(seconds=60)
    keeper.look(cast.clock())
    assert shown(machine, cast.clock()) == []


def test_no_backup_when_none_is_wanted_and_none_of_a_server_that_handed_over(cast, keeping):
    keeper, machine, folder, _ = keeping
    machine.is_fenced = True
    keeper.look(cast.clock())
    assert not folder.exists()

    config = replace(cast.app.extensions["config"], backup_every=0)
    quiet = Machine()
    Keeper(config, cast.db, quiet).look(cast.clock())
    assert not folder.exists()
    assert lamps(quiet, cast.clock() + timedelta(days=1)) == []


def test_a_worker_tells_of_backups_that_another_process_makes(cast, keeping):
    keeper, _, folder, _ = keeping
    config, machine = cast.app.extensions["config"], Machine()
    worker = Keeper(config, cast.db, machine, only_looks=True)

    worker.look(cast.clock())
    assert (machine.backup_at, folder.exists()) == (None, False)
    keeper.look(cast.clock())
    worker.look(cast.clock())
    assert machine.backup_at == cast.clock()
    assert len(names(folder)) == 1


def test_a_backup_of_a_server_is_due_by_the_same_rule(postgres_database, tmp_path, clock):
    database = Database(postgres_database)
    upgrade(database.engine)
    config = Config(data=tmp_path, database_url=postgres_database)
    keeper = Keeper(config, database, Machine())
    for _ in range(2):
        keeper.look(clock())
        clock.pass_(seconds=60)
    before = keeper._stands_at()
    database.write(lambda session: setattr(standing(session), "address", "http://hall.test"))

    assert keeper._stands_at() != before
    assert names(tmp_path / "backups")[0] == "camp-20270416T090000Z.backup"
    database.close()


def test_the_newest_are_kept_and_of_the_rest_one_an_hour():
    made = [NOON - timedelta(minutes=30 * n) for n in range(200)]
    files = sorted(Path(at.astimezone(UTC).strftime(NAME)) for at in made)

    gone = set(superfluous(files))
    kept = [file for file in files if file not in gone]
    assert kept[-12:] == files[-12:]
    assert [file.name[16:20] for file in kept[:-12]] == ["3000"] * 47 + ["0000"]
    assert superfluous([]) == superfluous(files[:12]) == []


def test_a_file_that_never_became_whole_is_taken_away(cast, keeping):
    keeper, _, folder, _ = keeping
    folder.mkdir()
    old, young = folder / "camp-1.backup.7.half", folder / "camp-2.backup.8.half"
    for file, age in ((old, 3600), (young, 60)):
        file.write_text("half")
        then = cast.clock().timestamp() - age
        os.utime(file, (then, then))

    keeper.look(cast.clock())
    assert [file.name for file in folder.glob("*.half")] == [young.name]


@pytest.mark.parametrize(
    ("machine", "expected"),
    [
        (Machine(), []),
        (Machine(free=501_000_000), []),
        (Machine(free=499_000_000), [("disk_low", "warn", 499)]),
        (Machine(free=49_000_000), [("disk_full", "stop", 0)]),
        (Machine(full_at=NOON - timedelta(seconds=59)), [("disk_full", "stop", 0)]),
        (Machine(full_at=NOON - timedelta(seconds=61)), []),
        (Machine(backups_since=NOON - timedelta(minutes=4)), []),
        (Machine(backups_since=NOON - timedelta(minutes=6)), [("backup_old", "stop", 0)]),
        (Machine(backups_since=NOON - timedelta(hours=1), backup_at=NOON), []),
        (Machine(is_fenced=True, backup_fault="failed"), [("fenced", "stop", 0)]),
    ],
)
def test_the_lamps_of_the_machine(machine, expected):
    assert [(one.kind, one.level, one.count) for one in lamps(machine, NOON)] == expected


def shown(machine, now: datetime):
    return [one.kind for one in lamps(machine, now)]
