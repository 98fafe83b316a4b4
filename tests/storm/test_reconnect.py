"""The Wi-Fi of the hall is gone for a moment: all phones drop at once and soon return."""

from pathlib import Path
from threading import Barrier
from uuid import uuid4

import pytest
import requests

from camp.core.models import Topic
from tests.real import unused_port
from tests.storm.hall import Hall
from tests.storm.servers import StruckServer, p95
from tests.storm.sockets import Hand

PHONES, WITHIN = 300, 2.0
"""How many there are, and the seconds over which they return."""
ALL_BACK, MOST_BACK = 10, 5
"""Seconds until all, and 95 of 100, show what the server has."""
MEMORY = 400 * 1024
"""KiB that the server may hold."""


@pytest.mark.long
def test_a_hall_that_returns_at_once_is_soon_up_to_date(app, clock, tmp_path, long_share):
    count = round(PHONES * long_share)
    hall = Hall(app, clock, jurors=12)
    page = f"/camps/{hall.slug}/home"
    token, owner = hall.token("Bobur"), hall.token("Aziza")
    hall.leave()
    server = StruckServer(tmp_path, unused_port())
    dropped, returns = Barrier(count + 1), Barrier(count + 1)
    hands = [Hand(server.port, token, page, dropped, returns) for _ in range(count)]
    for place, hand in enumerate(hands):
        hand.after = WITHIN * place / count
        hand.start()
    try:
        dropped.wait(60)
        before = dict(hands[0].seen)
        answer = requests.post(
            f"{server.address}/api/v1/camps/{hall.slug}/announcements",
            json={"text": "The lights are back."},
            headers={"Authorization": f"Bearer {owner}", "Idempotency-Key": str(uuid4())},
            timeout=20,
        )
        assert answer.status_code == 201, answer.text
        returns.wait(60)
        for hand in hands:
            hand.join(60)
        held = _memory(server.pid)
    finally:
        for hand in hands:
            hand.close()
        server.stop()

    assert [one for hand in hands for one in hand.wrong] == []
    assert hands[0].seen != before
    assert all(hand.seen == _numbers(app, hand.seen) for hand in hands)
    back = sorted(hand.back for hand in hands)
    assert (p95(back) <= MOST_BACK, back[-1] <= ALL_BACK, held < MEMORY) == (True,) * 3


def _numbers(app, topics):
    with app.extensions["db"].read() as session:
        found = [session.get(Topic, name) for name in topics]
        return dict(zip(topics, [one.seq if one else 0 for one in found], strict=True))


def _memory(pid: int) -> int:
    """Return the KiB of memory that a process holds now."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1])
