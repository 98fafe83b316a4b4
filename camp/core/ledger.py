"""The chain over a camp's log: what goes into a fact's hash, and what only its seal enters.

Every entry's hash is the SHA-256 of one canonical text that also holds the hash before it, so a
later change, gap or swap shows for anybody who keeps one newer hash. What is private (marks, words
that a person wrote) enters as a seal: SHA-256 of a salt and the value. Salt and value lie in the
entry's `content`, which may be dropped: the chain stays whole, and a seal tells nothing.
"""

import json
from datetime import datetime
from hashlib import sha256
from secrets import token_hex
from typing import Any

from camp.core.models import LogEntry

DOMAIN = "camp-ledger-1"
"""Stands first in every hash, so that it can be mistaken for no other."""
SEALED = {"sealed": True}
"""Marks a field of a fact as private: `reason: str = field(metadata=SEALED)`."""
GROUPS = 8
"""A receipt shows so many groups of four digits: 128 bits."""


def chained(entry: LogEntry, content: dict[str, Any], prev: str) -> LogEntry:
    """Seal `content` (values by name) in the entry and chain it to the hash before, "" at first."""
    entry.content = {name: [token_hex(16), value] for name, value in content.items()}
    entry.sealed = {name: seal(*opened) for name, opened in entry.content.items()}
    entry.prev, entry.hash = prev, hash_of(entry, prev)
    return entry


def hash_of(entry: LogEntry, prev: str) -> str:
    said = [
        DOMAIN, entry.camp_id, entry.seq, entry.kind, moment(entry.at), entry.person_id,
        entry.facts, entry.sealed, prev,
    ]  # fmt: skip
    return sha256(canonical(said).encode()).hexdigest()


def seal(salt: str, value: Any) -> str:
    return sha256(f"{salt}{canonical(value)}".encode()).hexdigest()


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: sorted keys, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def short(digest: str) -> str:
    """Return a hash as people read and compare it: "3fa2 09bc …"."""
    return " ".join(digest[at : at + 4] for at in range(0, 4 * GROUPS, 4))
