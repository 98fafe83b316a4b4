"""SIGKILL at random moments of the jury's hour: what was acknowledged stands, once each."""

import pytest

from tests.real import unused_port
from tests.storm.hall import Hall
from tests.storm.phones import Phone
from tests.storm.servers import StruckServer, p95, storm
from tests.storm.verdict import violations

BALLOTS, KILLS = 2_000, 50


@pytest.mark.long
def test_killed_servers_lose_nothing_and_double_nothing(app, clock, tmp_path, long_share):
    hall = Hall(app, clock, jurors=12).leave()
    port = unused_port()
    server = StruckServer(tmp_path, port)
    count = round(BALLOTS * long_share / 12)
    phones = [Phone(hall, name, port, count=count) for name in hall.tokens]
    try:
        storm(phones, strikes=round(KILLS * long_share), strike=server.strike)
    finally:
        server.kill()

    assert violations(f"sqlite:///{tmp_path}/camp.sqlite", phones) == []
    assert p95(cpu for _, cpu in server.starts) <= 3
    if long_share == 1:
        assert p95(wall for wall, _ in server.starts) <= 3
    assert sum(phone.taps for phone in phones) > 0.1 * count * 12
