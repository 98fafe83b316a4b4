"""The program's commands as a volunteer types them."""

import json
import os
import socket
import subprocess
import sys
from contextlib import closing

import pytest

from camp.config import Config
from camp.core.rules import Role
from camp.demo import build


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("commands")
    build(Config(data=folder), phase="jury")
    return folder


def camp(data, *words):
    return subprocess.run(
        [sys.executable, "-m", "camp", *words, "--data", str(data)],
        capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "CAMP_ADDRESS": "http://localhost:8000"},
    )  # fmt: skip


def test_links_hold_a_way_in_for_everybody(data):
    found = json.loads(camp(data, "links", "--json").stdout)

    assert {one["role"] for one in found} >= {"juror", "organiser", "participant", "projector"}
    assert {one["role"] for one in found} <= {*Role}
    assert all(one["link"].startswith("http://localhost:8000/l/") for one in found)
    assert all(one["pin"] for one in found if one["role"] in {"juror", "organiser"})
    assert len({(one["person"], one["role"]) for one in found}) == len(found)


def test_a_taken_port_is_said_in_one_sentence(data):
    with closing(socket.create_server(("0.0.0.0", 0))) as other:
        port = other.getsockname()[1]
        ended = camp(data, "demo", "--port", str(port))

    assert ended.returncode == 1
    assert ended.stderr.splitlines() == [
        f"Another program uses port {port}. Stop it, or give --port another number."
    ]


def test_a_reader_of_links_may_stop_early(data):
    line = f"{sys.executable} -m camp links --data {data} | head -n 1"
    ended = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True)

    assert len(ended.stdout.splitlines()) == 1
    assert ended.stderr == ""
