"""The chain over a camp's log: what goes into a fact's hash, and what only its seal enters.

Every entry's hash is the SHA-256 of one canonical text that also holds the hash before it, so a
later change, gap or swap shows for anybody who keeps one newer hash. What is private (marks, words
that a person wrote) enters as a seal: SHA-256 of a salt and the value. Salt and value lie in the
entry's `content`, which may be dropped: the chain stays whole, and a seal tells nothing.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from secrets import token_hex
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import LogEntry

DOMAIN = "camp-ledger-1"
"""Stands first in every hash, so that it can be mistaken for no other."""
SEALED = {"sealed": True}
"""Marks a field of a fact as private: `reason: str = field(metadata=SEALED)`."""
COUNTED = frozenset({"marks", "ballots", "choice"})
"""What stays sealed when a person is forgotten."""
GROUPS = 8
"""A receipt shows so many groups of four digits: 128 bits."""


@dataclass(slots=True)
class NewEntry:
    """A row of the log that is about to be written: many a second, so no object of a session."""

    camp_id: str
    seq: int
    kind: str
    person_id: str | None
    at: datetime
    facts: dict[str, Any]
    sealed: dict[str, str] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)
    prev: str = ""
    hash: str = ""


def chained(entry: NewEntry, content: dict[str, Any], prev: str) -> NewEntry:
    """Seal `content` (values by name) in the entry and chain it to the hash before, "" at first."""
    entry.content = {name: [token_hex(16), value] for name, value in content.items()}
    entry.sealed = {name: seal(*opened) for name, opened in entry.content.items()}
    entry.prev = prev
    entry.hash = hash_of(entry)
    return entry


def hash_of(entry: LogEntry | NewEntry) -> str:
    return sha256(text_of(entry).encode()).hexdigest()


def text_of(entry: LogEntry | NewEntry) -> str:
    """Return what is hashed: the domain, then where, when and what, and the hash before."""
    said = [
        DOMAIN, entry.camp_id, entry.seq, entry.kind, moment(entry.at), entry.person_id,
        entry.facts, entry.sealed, entry.prev,
    ]  # fmt: skip
    return canonical(said)


def seal(salt: str, value: Any) -> str:
    return sha256(f"{salt}{canonical(value)}".encode()).hexdigest()


def canonical(value: Any) -> str:
    """Return the one JSON text of a value: sorted keys, no blanks, ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")


def root_at(session: Session, camp_id: str, *kinds: str) -> str:
    """Return the hash of the newest entry of these kinds, "" where there is none.

    It stands for all that the log held by then, so it is what people note and compare.
    """
    newest = select(LogEntry.hash).where(LogEntry.camp_id == camp_id, LogEntry.kind.in_(kinds))
    return session.scalar(newest.order_by(LogEntry.seq.desc()).limit(1)) or ""


def forget(session: Session, ids: Collection[str]) -> None:
    """Drop what a person wrote, and what others wrote about them, from the logs of all camps.

    `ids` are the person's and those of their places at camps, such as a juror's seat. Marks and
    decisions stay: they are counted again, and name the person by an opaque id alone.
    """
    for entry in words_of(session, ids):
        entry.content = {name: entry.content[name] for name in entry.content if name in COUNTED}


def words_of(session: Session, ids: Collection[str]) -> Iterator[LogEntry]:
    """Return the entries that hold words by or about whoever bears one of these ids.

    Words that were sealed together, such as the comments of an imported round, go together.
    """
    named = [json.dumps(one) for one in ids]
    for entry in session.scalars(select(LogEntry)):
        words = {name: pair for name, pair in entry.content.items() if name not in COUNTED}
        said = canonical([entry.person_id, entry.facts, words]) if words else ""
        if any(name in said for name in named):
            yield entry


def short(digest: str) -> str:
    """Return a hash as people read and compare it: "3fa2 09bc …"."""
    return " ".join(digest[at : at + 4] for at in range(0, 4 * GROUPS, 4))
