"""Phones behind a lossy network: each ballot counts once, in order, and all arrive soon after."""

import time

import pytest

from tests.real import unused_port
from tests.storm.hall import Hall
from tests.storm.phones import Phone
from tests.storm.proxy import PROFILES, Proxy
from tests.storm.servers import StruckServer
from tests.storm.verdict import violations

JURORS, BALLOTS, TEAMS = 20, 100, 5
OUTAGE, DRAIN = 300, 60
"""Seconds that the weather lasts at full size, and in which all must be sent after it."""


@pytest.mark.long
def test_no_network_loses_doubles_or_reorders_a_ballot(app, clock, tmp_path, long_share):
    hall = Hall(app, clock, jurors=JURORS, teams=TEAMS * len(PROFILES)).leave()
    server = StruckServer(tmp_path, unused_port())
    proxies = {
        name: Proxy(profile, unused_port(), server.port) for name, profile in PROFILES.items()
    }
    phones = []
    for place, proxy in enumerate(proxies.values()):
        teams = list(hall.teams.values())[TEAMS * place : TEAMS * (place + 1)]
        phones += [
            Phone(hall, name, proxy.port, count=round(BALLOTS * long_share), teams=teams)
            for name in list(hall.tokens)[:JURORS]
        ]
    try:
        _cast_in_bad_weather(phones, OUTAGE * long_share)
        for proxy in proxies.values():
            proxy.calm()
        calm = time.monotonic()
        for phone in phones:
            phone.join(max(0, calm + DRAIN - time.monotonic()))
        waiting = [phone.name for phone in phones if phone.is_alive()]
    finally:
        for proxy in proxies.values():
            proxy.close()
        server.kill()

    assert waiting == []
    assert violations(f"sqlite:///{tmp_path}/camp.sqlite", phones) == []
    assert all(proxy.resets for proxy in proxies.values())
    assert all(proxies[name].swallowed for name in ("camp", "train", "awful"))
    assert proxies["portal"].pretended


def _cast_in_bad_weather(phones, seconds):
    """Let the phones cast until most is sent, or the time is over."""
    end = time.monotonic() + seconds
    most = 0.85 * sum(phone.count for phone in phones)
    for phone in phones:
        phone.start()
    while time.monotonic() < end and sum(phone.answered for phone in phones) < most:
        time.sleep(0.05)
