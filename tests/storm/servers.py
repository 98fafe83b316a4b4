"""The real server, struck while it works: killed, or cut off from power."""

import math
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.browser.serving import Server

SECRET = "the secret of the tests"


class StruckServer(Server):
    """A server on a prepared data folder that notes how long each start took: wall and CPU s."""

    def __init__(self, data: Path, port: int, *words: str, lowered: str = "", **env: str) -> None:
        """`lowered` is a level of `synchronous` that the program itself would never use."""
        self.starts: list[tuple[float, float]] = []
        self._lowered = lowered
        super().__init__(data, port, "serve", *words, CAMP_SECRET=SECRET, **env)

    @property
    def port(self) -> int:
        return self._port

    def strike(self, between: Callable[[], None] = lambda: None) -> None:
        """Kill it, let something happen to its files, and start it again."""
        self.kill()
        between()
        self.restart()

    def _command(self, *words: str) -> list[str]:
        if self._lowered:
            return [sys.executable, "-m", "tests.storm.lowered", self._lowered, *words]
        return super()._command(*words)

    def _start(self, *words: str) -> None:
        began = time.monotonic()
        super()._start(*words)
        ticks = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        self.starts.append((time.monotonic() - began, (int(ticks[11]) + int(ticks[12])) / 100))


def storm(phones, *, strikes, strike, patience=600) -> None:
    """Let the phones cast, and strike at so many random moments of their work."""
    whole = sum(phone.count for phone in phones)
    moments = sorted(random.sample(range(1, whole), strikes))
    end = time.monotonic() + patience
    for phone in phones:
        phone.start()
    for moment in moments:
        while sum(phone.answered for phone in phones) < moment and _is_casting(phones):
            assert time.monotonic() < end, "The phones are not served any more."
            time.sleep(0.002)
        time.sleep(random.uniform(0, 0.03))
        strike()
    for phone in phones:
        phone.join(max(1, end - time.monotonic()))
        assert not phone.is_alive(), "A phone still waits."


def _is_casting(phones):
    return any(phone.is_alive() for phone in phones)


def p95(values) -> float:
    ordered = sorted(values)
    return ordered[math.ceil(0.95 * len(ordered)) - 1]
