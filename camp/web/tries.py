"""How often something may be tried in vain before it rests: codes are short and halls are full.

Kept in memory: a restart forgives, and several workers count each for itself.
"""

import secrets
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from camp.core.errors import CampError, words
from camp.core.ids import digest

KEPT = 10_000


class TooManyTries(CampError):
    slug, status = "too-many-tries", 429
    title = words("Too many tries. Wait %(seconds)s seconds.")


class Tries:
    """Counts failures by key; after `limit` of them within `rest` the key rests that long."""

    def __init__(self, limit: int, rest: timedelta) -> None:
        self.limit, self.rest = limit, rest
        self._failed: dict[str, list[datetime]] = {}
        self._lock = Lock()

    def run(self, key: str, now: datetime, call: Callable[[], object]) -> object:
        """Return what `call` gives; a CampError that it raises counts as a failure of `key`."""
        self._require_rested(key, now)
        try:
            return call()
        except CampError:
            self._count(key, now)
            raise

    def _require_rested(self, key: str, now: datetime) -> None:
        with self._lock:
            recent = [at for at in self._failed.get(key, []) if now - at < self.rest]
        if len(recent) >= self.limit:
            seconds = int((self.rest - (now - recent[0])).total_seconds()) + 1
            raise TooManyTries(TooManyTries.title, seconds=seconds)

    def _count(self, key: str, now: datetime) -> None:
        with self._lock:
            if len(self._failed) > KEPT:
                self._failed.clear()
            recent = [at for at in self._failed.get(key, []) if now - at < self.rest]
            self._failed[key] = [*recent, now]


class Portions:
    """Counts what each sends within an hour of the clock, for what must not be traced to anybody.

    It keeps a number for each key and no time; keys are hashed with a salt that only this process
    knows, and all are forgotten when the hour ends.
    """

    def __init__(self) -> None:
        self._salt = secrets.token_hex(16)
        self._hour: datetime | None = None
        self._sent: Counter[str] = Counter()
        self._lock = Lock()

    def taken(self, key: str, now: datetime) -> int:
        with self._lock:
            self._turn(now)
            return self._sent[self._hidden(key)]

    def take(self, key: str, now: datetime) -> None:
        with self._lock:
            self._turn(now)
            self._sent[self._hidden(key)] += 1

    @staticmethod
    def begins_anew(now: datetime) -> datetime:
        return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)

    def _turn(self, now: datetime) -> None:
        hour = now.replace(minute=0, second=0, microsecond=0)
        if hour != self._hour:
            self._hour, self._salt = hour, secrets.token_hex(16)
            self._sent.clear()

    def _hidden(self, key: str) -> str:
        return digest(f"{self._salt} {key}")
