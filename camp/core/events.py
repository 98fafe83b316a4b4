"""Record a fact inside the transaction; announce it once the transaction is durable.

`record` writes the fact to the camp's log, so fact and state commit together or not at all.
Listeners hear it afterwards. A listener that fails is logged and costs nobody else: the fact
is in the log, and a phone that missed it learns on its next watch that it is behind.
"""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime

from sqlalchemy import case, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from camp.core.ledger import chained
from camp.core.models import Camp, LogEntry, Topic


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
    camp = session.scalars(
        select(Camp)
        .where(Camp.id == camp_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()
    session.info.setdefault("held", set()).add(camp_id)
    return camp


def record(session: Session, fact: Event) -> int:
    """Append `fact` to its camp's log, move its topics and return its number.

    The camp is held until commit, so log order is commit order and each entry is chained to the
    one before it.
    """
    is_held = fact.camp_id in session.info.get("held", ())
    camp = session.get_one(Camp, fact.camp_id) if is_held else hold(session, fact.camp_id)
    facts = asdict(fact)
    entry = LogEntry(
        camp_id=facts.pop("camp_id"),
        seq=camp.last_seq + 1,
        kind=type(fact).__name__,
        person_id=facts.pop("by"),
        at=datetime.now(UTC),
    )
    sealed = [one.name for one in fields(fact) if one.metadata.get("sealed")]
    content = {name: facts.pop(name) for name in sealed}
    entry.facts = facts
    session.add(chained(entry, content, camp.last_hash))
    seq = entry.seq
    camp.last_seq, camp.last_hash = seq, entry.hash
    # The control room lists every fact and what each leaves to be done.
    moved = dict.fromkeys((*fact.topics(camp), f"camp:{camp.slug}:control"))
    topics = {name: _move(session, name, seq) for name in moved}
    session.flush()
    session.info.setdefault("recorded", []).append((entry, Announced(seq, fact, topics)))
    return seq


def _move(session: Session, name: str, seq: int) -> int:
    """Return the topic's new number: the log's, or one more where several camps share a topic."""
    insert = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert
    new = insert(Topic).values(name=name, seq=seq)
    number = case((Topic.seq < new.excluded.seq, new.excluded.seq), else_=Topic.seq + 1)
    number_now: int = session.scalars(
        new.on_conflict_do_update(index_elements=[Topic.name], set_={"seq": number}).returning(
            Topic.seq
        )
    ).one()
    return number_now


def latest(session: Session, topic: str) -> int:
    """Return the number of the last fact that moved `topic`, 0 if none did."""
    return session.scalar(select(Topic.seq).where(Topic.name == topic)) or 0


def committed(session: Session) -> list[Announced]:
    """The session's facts, less those whose savepoint was rolled back."""
    return [announced for entry, announced in session.info.pop("recorded", []) if entry in session]
