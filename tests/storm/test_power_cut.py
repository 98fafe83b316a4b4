"""The power goes at random moments of the jury's hour: only what was synced is left, and it is all.

A killed process loses nothing that it wrote, synced or not, so only such a disk can tell whether
the answer waited for the sync. That it does tell is shown with `synchronous` lowered.
"""

import pytest

from tests.real import unused_port
from tests.storm.disk import Disk, build_shim
from tests.storm.hall import Hall
from tests.storm.phones import Phone
from tests.storm.servers import StruckServer, p95, storm
from tests.storm.verdict import violations

BALLOTS, CUTS = 2_000, 50


@pytest.fixture(scope="module")
def shim(tmp_path_factory):
    return build_shim(tmp_path_factory.mktemp("shim"))


def struck(app, clock, folder, shim, *, ballots, cuts, lowered=""):
    """Return the phones, the disk, the server and what is wrong after a storm of power cuts."""
    hall = Hall(app, clock, jurors=12).leave()
    disk, port = Disk(folder, shim), unused_port()
    server = StruckServer(folder, port, lowered=lowered, **disk.env)
    phones = [Phone(hall, name, port, count=round(ballots / 12)) for name in hall.tokens]
    try:
        storm(phones, strikes=cuts - 1, strike=lambda: server.strike(disk.cut))
    finally:
        server.kill()
    disk.cut()
    return disk, server, violations(f"sqlite:///{folder}/camp.sqlite", phones)


@pytest.mark.long
def test_a_power_cut_loses_nothing_that_was_acknowledged(app, clock, tmp_path, shim, long_share):
    disk, server, wrong = struck(
        app, clock, tmp_path, shim, ballots=BALLOTS * long_share, cuts=round(CUTS * long_share)
    )

    assert wrong == []
    assert disk.lost > 0
    assert p95(cpu for _, cpu in server.starts) <= 3
    if long_share == 1:
        assert p95(wall for wall, _ in server.starts) <= 3


def test_a_lower_synchronous_is_seen(app, clock, tmp_path, shim):
    _, _, wrong = struck(app, clock, tmp_path, shim, ballots=120, cuts=1, lowered="NORMAL")

    assert any(one.startswith(("lost: ", "unreadable: ")) for one in wrong), wrong
