"""What the laptop under the server is short of, as last seen: its disk and its backups."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from camp.core.server import Epoch

LITTLE = 500_000_000
"""Bytes of free disk below which people are warned."""
NOTHING = 50_000_000
"""Bytes of free disk below which it hurts, and below which no backup takes the rest."""
STALE = timedelta(minutes=5)
"""The age from which a backup is too old."""
FULL_FOR = timedelta(seconds=60)
"""How long the last refusal for a full disk is told."""


@dataclass
class Machine:
    """Empty where nobody has looked yet."""

    free: int | None = None
    backup_at: datetime | None = None
    """When the newest backup was known to hold everything."""
    backups_since: datetime | None = None
    """Since when backups are made by themselves; empty when they are not."""
    backup_fault: str = ""
    """What became of the last backup: "" (well), "failed", or "second" (the second folder)."""
    full_at: datetime | None = None
    """When a write was last refused because the disk is full."""
    is_fenced: bool = False
    heard: Epoch | None = None
    """The later epoch that was noted last."""

    def is_full(self, now: datetime) -> bool:
        refused = self.full_at is not None and now - self.full_at < FULL_FOR
        return refused or (self.free is not None and self.free < NOTHING)

    def is_stale(self, now: datetime) -> bool:
        since = self.backup_at or self.backups_since
        return self.backups_since is not None and since is not None and now - since > STALE


def says_full(error: Exception) -> bool:
    """Return whether a database's error means that no byte more could be written."""
    said = str(error)
    return any(words in said for words in ("disk is full", "disk I/O", "No space left"))
