"""What comes back from a backup, where it may go, and what is refused with a sentence."""

import sqlite3
from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from camp.backup import make, restore
from camp.config import BadConfig, Config
from camp.core.db import Base
from camp.core.models import LogEntry
from camp.core.work import Database
from camp.demo import build


def scan(cast, badge, **given):
    sent = {"badge": badge, "station": "Main", "scanned_at": cast.clock().isoformat()}
    return cast.program("Shoira").post(f"/camps/{cast.slug}/checkins", sent, **given)


def test_logins_links_badges_and_keys_carry_on(cast, laptop):
    (laptop.here.data / "tls").mkdir()
    (laptop.here.data / "tls" / "ca.key").write_bytes(b"the key of the hall")
    browser, badge, key = cast.browser("Dilnoza"), cast.badge("Bobur").code, str(uuid4())
    login, token = browser.get_cookie("camp_lan").value, cast.token("Dilnoza")
    first = scan(cast, badge, key=key)
    laptop.back_up()
    found = laptop.restore()
    there = laptop.twin()

    assert (found.made_at, found.camps) == (cast.clock(), ((cast.slug, 1),))
    phone = there.app.test_client()
    phone.set_cookie("camp_lan", login)
    assert "Dilnoza" in phone.get(f"/camps/{cast.slug}/more").text
    bearer = {"Authorization": f"Bearer {token}"}
    assert there.app.test_client().get("/api/v1/camps", headers=bearer).status_code == 200
    # The phone never heard the answer and sends again, to whoever is there now.
    again = scan(there, badge, key=key)
    assert (again.status_code, again.json) == (first.status_code, first.json)
    assert scan(there, badge).json["result"] == "already_in"
    assert (laptop.there.data / "tls" / "ca.key").read_bytes() == b"the key of the hall"
    for file in (laptop.file, laptop.there.data / "secret.key", laptop.there.data / "camp.sqlite"):
        assert file.stat().st_mode & 0o077 == 0
    with there.db.read() as session:
        kinds = session.scalars(select(LogEntry.kind).order_by(LogEntry.id)).all()
    assert kinds == ["PersonCheckedIn", "ServerLeads", "ScanRefused"]


def test_an_erased_word_is_not_in_the_backup(cast, laptop):
    cast.db.write(lambda session: setattr(session.merge(cast.people["Bobur"]), "name", "canary-7"))
    cast.db.write(lambda session: setattr(session.merge(cast.people["Bobur"]), "name", "Bobur"))
    laptop.back_up()

    assert b"canary-7" not in laptop.file.read_bytes()


def test_what_cannot_be_restored_says_why_and_changes_nothing(cast, laptop, tmp_path_factory):
    folder = tmp_path_factory.mktemp("wrong")
    laptop.back_up()
    good = laptop.file.read_bytes()

    def refused(file, config=laptop.there):
        with pytest.raises(BadConfig) as refusal:
            restore(file, config, now=cast.clock())
        return str(refusal.value)

    def spoilt(name, spoil):
        file = folder / name
        file.write_bytes(good)
        with sqlite3.connect(file) as connection:
            spoil(connection)
        connection.close()
        return file

    missing, other, cut = folder / "nowhere", folder / "other", folder / "cut"
    other.write_bytes(b"a letter to nobody" * 99)
    cut.write_bytes(good[: len(good) // 2])
    plain = spoilt("plain", lambda file: file.execute("PRAGMA application_id = 0"))
    newer = spoilt(
        "newer", lambda file: file.execute("UPDATE alembic_version SET version_num = 9999")
    )
    leaving = spoilt(
        "leaving", lambda file: file.execute("UPDATE backup_file SET name = '../../x'")
    )
    assert refused(missing) == f"There is no file {missing}."
    assert "is not a whole backup" in refused(other)
    assert "is damaged" in refused(cut) or "is not a whole backup" in refused(cut)
    assert refused(plain) == f"{plain} is not a backup. Give a file that `camp backup` made."
    assert refused(newer) == f"{newer} was made by a newer program. Install that one here first."
    assert "would leave the folder" in refused(leaving)
    assert "CAMP_SECRET" in refused(laptop.file, replace(laptop.there, secret=b"another"))
    assert [*laptop.there.data.iterdir()] == []

    (laptop.there.data / "letter.txt").write_text("mine")
    assert refused(laptop.file) == (
        f"{laptop.there.data} is not empty. Give a folder that is empty or not there yet."
    )
    assert [one.name for one in laptop.there.data.iterdir()] == ["letter.txt"]


def test_a_backup_replaces_a_backup_and_nothing_else(cast, laptop):
    laptop.back_up()
    laptop.back_up()
    letter = laptop.folder / "letter.txt"
    letter.write_text("mine")

    for file, config in (
        (letter, laptop.here),
        (laptop.folder / "nowhere" / "x", laptop.here),
        (laptop.folder / "x", Config(data=laptop.folder / "none")),
    ):
        with pytest.raises((BadConfig, FileNotFoundError)):
            make(config, file, now=cast.clock())
    assert letter.read_text() == "mine"
    assert {one.name for one in laptop.folder.iterdir()} == {"camp.backup", "letter.txt"}


def test_the_same_file_restores_on_either_engine(postgres_url, postgres_database, tmp_path, clock):
    build(Config(data=tmp_path / "one"), phase="deliberation", now=clock())
    server = Config(data=tmp_path / "two", database_url=postgres_database)
    make(Config(data=tmp_path / "one"), tmp_path / "to_server", now=clock())
    restore(tmp_path / "to_server", server, now=clock())
    make(server, tmp_path / "from_server", now=clock())
    restore(tmp_path / "from_server", Config(data=tmp_path / "three"), now=clock())

    before = rows(Config(data=tmp_path / "one"))
    after = rows(Config(data=tmp_path / "three"))
    # Each of the two moves began an epoch and said so in the log.
    assert before.pop("server") != after.pop("server")
    moved = {"camp", "log_entry", "topic"}
    assert {name for name in before if before[name] != after[name]} <= moved
    assert [*after["log_entry"]][: len(before["log_entry"])] == before["log_entry"]
    assert len(after["log_entry"]) == len(before["log_entry"]) + 2
    with pytest.raises(BadConfig, match="this database is not empty"):
        restore(tmp_path / "to_server", replace(server, data=tmp_path / "four"), now=clock())
    assert [*(tmp_path / "four").iterdir()] == []


def rows(config):
    """Return every row of every table, each value as the file holds it."""
    database = Database(config.url())
    with database.engine.connect() as connection:
        found = {
            table.name: connection.execute(
                text(f"SELECT {', '.join(sorted(table.columns.keys()))} FROM {table.name}")
            ).all()
            for table in Base.metadata.sorted_tables
        }
    database.close()
    return {name: sorted(many, key=repr) if name != "log_entry" else many
            for name, many in found.items()}  # fmt: skip
