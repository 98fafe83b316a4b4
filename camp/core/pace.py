"""Slow a burst down to a pace people can read."""

from collections.abc import Callable, Hashable
from threading import Lock, Timer


class Pace:
    """Run calls per key at most once each `interval` seconds.

    The first call of a burst runs at once, the newest one runs when the interval ends,
    and those between are dropped: they would show a state that is already gone.
    """

    def __init__(self, interval: float) -> None:
        self._interval = interval
        self._lock = Lock()
        self._newest: dict[Hashable, Callable[[], None] | None] = {}

    def run(self, key: Hashable, call: Callable[[], None]) -> None:
        with self._lock:
            resting = key in self._newest
            self._newest[key] = call if resting else None
        if not resting:
            self._start(key, call)

    def _start(self, key: Hashable, call: Callable[[], None]) -> None:
        if self._interval:
            timer = Timer(self._interval, self._wake, [key])
            timer.daemon = True
            timer.start()
        else:
            self._newest.pop(key, None)
        call()

    def _wake(self, key: Hashable) -> None:
        with self._lock:
            call = self._newest.pop(key)
            if call is not None:
                self._newest[key] = None
        if call is not None:
            self._start(key, call)
