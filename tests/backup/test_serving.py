"""A real server under load: backups while it writes, a full disk, the move to another folder."""

import json
import re
import resource
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from threading import Event, Thread
from uuid import uuid4

import pytest
import requests

from camp.backup import make, restore
from camp.config import Config
from camp.core.work import Database
from camp.folder import export_folder
from tests.browser.serving import ROOT, Server, make_demo
from tests.real import unused_port

RATE, WRITERS = 50, 5
"""Writes a second, and the phones that send them."""
PATH = "/camps/tashkent/announcements"
EXPECTED_BADGE = """
SELECT code FROM badge JOIN participant USING (camp_id, person_id)
WHERE participant.state = 'accepted' AND badge.revoked_at IS NULL
ORDER BY participant.ref LIMIT 1
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served") / "data"
    make_demo(folder, "jury")
    made = Server(folder, unused_port(), "serve")
    yield made
    made.kill()


def camp(*words):
    """Type a command; return what it says."""
    ended = subprocess.run(
        [sys.executable, "-m", "camp", *map(str, words)], cwd=ROOT, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    return ended.stdout


class Writers:
    """Phones that write at a steady rate and keep what was acknowledged."""

    def __init__(self, server):
        self._server, self._organiser = server, server.who("organiser")
        self._ended, self.acknowledged, self.refused = Event(), set(), Counter()
        self._threads = [Thread(target=self._write, args=[n]) for n in range(WRITERS)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        for thread in self._threads:
            thread.join()

    def _write(self, n):
        number, began = 0, time.monotonic()
        with requests.Session() as phone:
            while not self._ended.wait(max(0, began + number * WRITERS / RATE - time.monotonic())):
                text = f"{n}-{number}"
                answer = send(phone, self._server, self._organiser, text)
                if answer.status_code == 201:
                    self.acknowledged.add(text)
                else:
                    self.refused[answer.status_code, answer.json()["type"]] += 1
                number += 1

    def wait_for(self, many):
        self.wait_until(lambda: len(self.acknowledged) >= many)

    def wait_until(self, is_so):
        deadline = time.monotonic() + 60
        while not is_so():
            assert time.monotonic() < deadline, (len(self.acknowledged), self.refused)
            time.sleep(0.01)


def signed_in(server, one):
    """Return a browser in which this person has opened their link."""
    phone = requests.Session()
    page = phone.get(one["link"], timeout=20).text
    fields = dict(re.findall(r'name="(csrf|key|back)" value="([^"]*)"', page))
    phone.post(one["link"], data=fields, timeout=20)
    return phone


def send(phone, server, one, text, *, key=None):
    return phone.post(
        f"{server.address}/api/v1{PATH}", json={"text": text}, timeout=30,
        headers={"Authorization": f"Bearer {one['token']}", "Idempotency-Key": key or str(uuid4())},
    )  # fmt: skip


def looks_whole(copy, source, acknowledged):
    """Check a copy of the database: what was acknowledged is in it, and it is the source's past."""
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert acknowledged - texts(copy) == set()
    log = "SELECT camp_id, seq, kind, facts, person_id, at FROM log_entry ORDER BY id"
    held = [row for row in rows(copy, log) if row[2] != "ServerLeads"]
    assert held == rows(source, log)[: len(held)]


def rows(file, asked):
    # As the program opens it: the log beside the file counts.
    with sqlite3.connect(file) as connection:
        found = connection.execute(asked).fetchall()
    connection.close()
    return found


def texts(file):
    return {text for (text,) in rows(file, "SELECT text FROM announcement")}


def exported(data, folder):
    database = Database(Config(data=data).url())
    export_folder(database, "tashkent", folder)
    database.close()
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_backups_during_writes_restore_complete(server, tmp_path, long_share):
    source = server.data / "camp.sqlite"
    rounds = max(2, round(12 * long_share))
    with Writers(server) as writers:
        for n in range(rounds):
            writers.wait_for(len(writers.acknowledged) + RATE // 2)
            before, file = set(writers.acknowledged), tmp_path / f"{n}.backup"
            camp("backup", file, "--data", server.data)
            restore(file, Config(data=tmp_path / f"{n}"), now=datetime.now(UTC))
            looks_whole(tmp_path / f"{n}" / "camp.sqlite", source, before)
        plain = [plain_copy(writers, source, tmp_path / f"plain-{n}") for n in range(3)]
    assert not writers.refused
    # The same check tells a copy of the main file alone from a backup.
    assert any(plain), "A copy of the file held everything: the check proves nothing."

    make(Config(data=server.data), tmp_path / "last.backup", now=datetime.now(UTC))
    restore(tmp_path / "last.backup", Config(data=tmp_path / "last"), now=datetime.now(UTC))
    there = exported(tmp_path / "last", tmp_path / "there")
    here = exported(server.data, tmp_path / "here")
    # The copy's ledger goes on from the source's with one entry: that it leads from now on.
    assert there.pop("ledger.jsonl").startswith(here.pop("ledger.jsonl"))
    assert there.keys() == here.keys()
    results = [json.loads(files.pop("results.json")) for files in (here, there)]
    for one in results:
        del one["entries"], one["root"]
    assert results[0] == results[1]
    assert {name for name in here if there[name] != here[name]} == {"manifest.json"}


def plain_copy(writers, source, copy):
    """Copy the main file as it stands; return whether the check finds that something is missing."""
    writers.wait_for(len(writers.acknowledged) + 2)
    before = set(writers.acknowledged)
    shutil.copy(source, copy)
    try:
        looks_whole(copy, source, before)
    except AssertionError:
        return True
    return False


def test_a_full_disk_refuses_writes_and_nothing_else(server):
    source, organiser = server.data / "camp.sqlite", server.who("organiser")
    before = texts(source)
    _, highest = resource.prlimit(server.pid, resource.RLIMIT_FSIZE)
    with Writers(server) as writers:
        writers.wait_for(10)
        # The system itself refuses every byte beyond this place of a file.
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (20_000, highest))
        writers.wait_until(lambda: sum(writers.refused.values()) >= 20)
        page = requests.get(f"{server.address}/join", timeout=20)
        board = server.api(organiser, "GET", "/camps/tashkent/rounds")
        told = requests.get(
            f"{server.address}/camps/tashkent/control/problems", timeout=20,
            headers={"Authorization": f"Bearer {organiser['token']}"},
            cookies={"camp_language": "en"},
        ).text  # fmt: skip
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (highest, highest))
        many = len(writers.acknowledged)
        writers.wait_for(many + 10)
    assert set(writers.refused) == {(507, "/problems/disk-full")}
    assert (page.status_code, board.status_code) == (200, 200)
    assert "The server’s disk is full" in told
    assert before | writers.acknowledged <= texts(source)
    assert rows(source, "PRAGMA integrity_check") == [("ok",)]


def test_a_camp_moves_and_the_old_server_stops(server, tmp_path):
    organiser, key = server.who("organiser"), str(uuid4())
    phone = signed_in(server, server.who("juror"))
    ((badge,),) = rows(server.data / "camp.sqlite", EXPECTED_BADGE)
    with Writers(server) as writers:
        writers.wait_for(20)
        unheard = send(requests, server, organiser, "Sent, and the answer lost", key=key)
        camp("backup", tmp_path / "x", "--move", "--data", server.data)
        writers.wait_until(lambda: writers.refused)
    assert set(writers.refused) == {(503, "/problems/fenced")}
    said = camp("restore", tmp_path / "x", "--data", tmp_path / "data")
    assert server.address in said
    new = Server(tmp_path / "data", unused_port(), "serve")
    try:
        assert writers.acknowledged <= texts(new.data / "camp.sqlite")
        assert phone.get(f"{new.address}/devices", timeout=20).status_code == 200
        again = send(requests, new, organiser, "Sent, and the answer lost", key=key)
        assert (again.status_code, again.json()) == (201, unheard.json())
        assert send(requests, new, organiser, "On").status_code == 201
        scanned = {"badge": badge, "station": "X", "scanned_at": datetime.now(UTC).isoformat()}
        found = new.api(server.who("volunteer"), "POST", "/camps/tashkent/checkins", **scanned)
        assert found.json()["result"] in {"welcome", "already_in"}
        assert server.api(organiser, "GET", PATH).status_code == 200
        assert send(requests, server, organiser, "Too late").status_code == 503
        # The new server called the old one by itself, so it knows where to send people.
        deadline = time.monotonic() + 60
        while server.api(organiser, "POST", PATH, text="x").json()["address"] != new.address:
            assert time.monotonic() < deadline, "The old server never heard of the new one."
            time.sleep(0.2)
    finally:
        new.kill()
