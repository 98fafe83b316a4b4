"""Record a fact inside the transaction; announce it once the transaction is durable.

`record` writes the fact to the camp's log, so fact and state commit together or not at all.
Listeners hear it afterwards. A listener that fails is logged and costs nobody else: the fact
is in the log, and a phone that missed it learns on its next watch that it is behind.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from sqlalchemy import bindparam, event, insert, select, update
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.orm.attributes import set_committed_value

from camp.core.db import table
from camp.core.ledger import NewEntry, chained
from camp.core.models import Camp, LogEntry, Topic
from camp.core.topics import move


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact about one camp. Subclasses are named in the past tense and hold ids only.

    `by` is the person who made it true; `topics` are all topics that it moves,
    such as "round:k3…:standings". Marks and a person's words are fields with `ledger.SEALED`.
    """

    camp_id: str
    by: str | None = None

    def topics(self, camp: Camp) -> tuple[str, ...]:
        raise NotImplementedError

    @property
    def loses_rights(self) -> str:
        """The person who may see less from now on and must watch again; or nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class Announced:
    """A fact, its number in the camp's log and the topics that it moved to which number."""

    seq: int
    fact: Event
    topics: dict[str, int]


Listener = Callable[[Announced], None]


def hold(session: Session, camp_id: str) -> Camp:
    """Wait for the camp and keep it until commit, so that what is checked next stays true.

    On SQLite the writer's BEGIN IMMEDIATE has done this already.
    """
    camp = session.scalars(_HOLD, {"camp": camp_id}).one()
    session.info.setdefault("held", set()).add(camp_id)
    return camp


_HOLD = (
    select(Camp)
    .where(Camp.id == bindparam("camp"))
    .with_for_update()
    .execution_options(populate_existing=True)
)
"""Statements of the hot path are made once: to make one takes longer than to run it."""


def record(session: Session, fact: Event) -> int:
    """Append `fact` to its camp's log, move its topics and return its number: three statements.

    The camp is held until commit, so log order is commit order and each entry is chained to the
    one before it.
    """
    is_held = fact.camp_id in session.info.get("held", ())
    camp = session.get_one(Camp, fact.camp_id) if is_held else hold(session, fact.camp_id)
    # What the verb changed so far is written first, as a query of its own would see it.
    session.flush()
    facts = {one.name: getattr(fact, one.name) for one in fields(fact)}
    sealed = [one.name for one in fields(fact) if one.metadata.get("sealed")]
    content = {name: facts.pop(name) for name in sealed}
    entry = NewEntry(
        camp_id=facts.pop("camp_id"),
        seq=camp.last_seq + 1,
        kind=type(fact).__name__,
        person_id=facts.pop("by"),
        at=datetime.now(UTC),
        facts=facts,
    )
    chained(entry, content, camp.last_hash)
    # The control room lists every fact and what each leaves to be done.
    moved = {*fact.topics(camp), f"camp:{camp.slug}:control"}
    seq = entry.seq
    connection = session.connection()
    connection.execute(_APPEND, {name: getattr(entry, name) for name in _COLUMNS})
    connection.execute(_MOVE_ON, {"camp": camp.id, "last": seq, "newest": entry.hash})
    set_committed_value(camp, "last_seq", seq)
    set_committed_value(camp, "last_hash", entry.hash)
    topics = move(connection, moved, seq)
    session.info.setdefault("recorded", []).append(
        (_savepoint(session), Announced(seq, fact, topics))
    )
    return seq


_COLUMNS = [one.name for one in table(LogEntry).columns if one.name != "id"]
_APPEND = insert(table(LogEntry)).values({name: bindparam(name) for name in _COLUMNS})
_camp = table(Camp)
_MOVE_ON = (
    update(_camp)
    .where(_camp.c.id == bindparam("camp"))
    .values(last_seq=bindparam("last"), last_hash=bindparam("newest"))
)


def _savepoint(session: Session) -> SessionTransaction | None:
    return session.get_nested_transaction() or session.get_transaction()


@event.listens_for(Session, "after_soft_rollback")
def _forget(session: Session, ended: SessionTransaction) -> None:
    """Leave out what a savepoint that is rolled back recorded, and read its camps anew."""
    session.info.pop("held", None)
    recorded = session.info.get("recorded")
    if recorded:
        recorded[:] = [pair for pair in recorded if not _is_within(pair[0], ended)]


def _is_within(one: SessionTransaction | None, ended: SessionTransaction) -> bool:
    while one is not None and one is not ended:
        one = one.parent
    return one is ended


def latest(session: Session, topic: str) -> int:
    """Return the number of the last fact that moved `topic`, 0 if none did."""
    return session.scalar(select(Topic.seq).where(Topic.name == topic)) or 0


def committed(session: Session) -> list[Announced]:
    """The session's facts, less those whose savepoint was rolled back."""
    return [announced for _, announced in session.info.pop("recorded", [])]
