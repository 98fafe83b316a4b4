"""Two workers on PostgreSQL and Valkey, each part of which stops now and then under load."""

from itertools import cycle

import pytest

from camp.app import create_app
from camp.config import Config
from tests.real import unused_port
from tests.storm.hall import Hall
from tests.storm.parts import Ear, Postgres, Valkey, kill, workers_of
from tests.storm.phones import Phone
from tests.storm.servers import SECRET, StruckServer, storm
from tests.storm.verdict import violations

BALLOTS, EACH, LIVE = 2_000, 10, 10
"""Ballots, strikes on each part, and the seconds after which pushes are live again."""


@pytest.fixture
def parts():
    postgres, valkey = Postgres(), Valkey()
    yield postgres, valkey
    valkey.close()
    postgres.close()


@pytest.mark.long
def test_any_part_may_stop(parts, clock, tmp_path, long_share):
    postgres, valkey = parts
    config = Config(data=tmp_path, database_url=postgres.url, secret=SECRET.encode())
    hall = Hall(create_app(config, clock=clock), clock, jurors=12)
    secretary = hall.token("Kamol")
    hall.leave()
    server = StruckServer(
        tmp_path, unused_port(), "--workers", "2",
        CAMP_DATABASE_URL=postgres.url, CAMP_QUEUE_URL=valkey.url, CAMP_PACE="0.2",
    )  # fmt: skip
    phones = [
        Phone(hall, name, server.port, count=round(BALLOTS * long_share / 12))
        for name in hall.tokens
    ]
    ear = Ear(server.address, secretary, f"round:{hall.round_id}:progress")
    strikes = cycle([postgres.restart, valkey.restart, lambda: kill(workers_of(server.pid)[0])])
    silent = []

    def strike():
        next(strikes)()
        newest = max(one.receipt["seq"] for phone in phones for one in phone.sent if one.receipt)
        silent.append(ear.seconds_until(newest, 2 * LIVE))

    try:
        storm(phones, strikes=round(3 * EACH * long_share), strike=strike)
        last = max(one.receipt["seq"] for phone in phones for one in phone.sent if one.receipt)
        silent.append(ear.seconds_until(last, 2 * LIVE))
    finally:
        ear.close()
        server.stop()

    assert violations(postgres.url, phones) == []
    assert max(silent) <= LIVE
