"""A server that is behind works for phones that still listen, not for those that gave up."""

import http.client
import json
import os
import signal
import time
from uuid import uuid4

import pytest
import requests

from tests.real import unused_port
from tests.storm.hall import KEYS, Hall
from tests.storm.servers import StruckServer

GONE = 40


@pytest.fixture
def hall(app, clock):
    return Hall(app, clock, jurors=3).leave()


@pytest.fixture
def server(hall, tmp_path):
    made = StruckServer(tmp_path, unused_port())
    yield made
    made.kill()


def ballot(hall, n=1):
    """Return the path, the body and the headers of a ballot of the first juror's."""
    team = next(iter(hall.teams.values()))
    body = {"marks": dict.fromkeys(KEYS, n), "state": "submitted", "revision": 0}
    token = next(iter(hall.tokens.values()))
    headers = {
        "Authorization": f"Bearer {token}",
        "Idempotency-Key": str(uuid4()),
        "Content-Type": "application/json",
    }
    return f"/api/v1/rounds/{hall.round_id}/ballots/{team}", json.dumps(body), headers


def test_a_write_whose_phone_has_hung_up_is_not_begun(hall, server):
    """It was never answered, so the phone sends it again: nothing is lost by leaving it."""
    path, body, headers = ballot(hall)
    os.kill(server.pid, signal.SIGSTOP)
    for _ in range(GONE):
        phone = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        phone.request("PUT", path, body, {**headers, "Idempotency-Key": str(uuid4())})
        phone.close()
    os.kill(server.pid, signal.SIGCONT)
    address = f"http://127.0.0.1:{server.port}"
    # Those that hung up came first, so they have been dealt with when this one is answered.
    assert requests.get(f"{address}/readyz", timeout=20).ok
    time.sleep(0.5)

    own = requests.get(
        f"{address}/api/v1/rounds/{hall.round_id}", headers=headers, timeout=20
    ).json()["ballots"]
    sent = requests.put(address + path, data=body, headers=headers, timeout=20)

    assert own == []
    assert (sent.status_code, sent.json()["revision"]) == (200, 1)
