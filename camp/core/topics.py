"""How far each topic has come: all topics of a fact are moved in one statement."""

from collections.abc import Iterable
from functools import cache
from typing import Any

from sqlalchemy import Connection, bindparam, case
from sqlalchemy.dialects import postgresql, sqlite

from camp.core.db import table
from camp.core.models import Topic

topic = table(Topic)


def move(connection: Connection, names: Iterable[str], seq: int) -> dict[str, int]:
    """Return the topics' new numbers: the log's, or one more where several camps share a topic."""
    # In one order, so that two camps that share topics never wait for each other.
    ordered = sorted(names)
    if not ordered:
        return {}
    given = {f"name_{place}": name for place, name in enumerate(ordered)} | {"seq": seq}
    moving = _moving(connection.dialect.name, len(ordered))
    return {name: number for name, number in connection.execute(moving, given)}  # noqa: C416  -- rows


@cache
def _moving(dialect: str, count: int) -> Any:
    """Return the statement that moves so many topics; made once, as making it takes its time."""
    kind = (postgresql if dialect == "postgresql" else sqlite).insert
    new = kind(topic).values(
        [{"name": bindparam(f"name_{place}"), "seq": bindparam("seq")} for place in range(count)]
    )
    number = case((topic.c.seq < new.excluded.seq, new.excluded.seq), else_=topic.c.seq + 1)
    return new.on_conflict_do_update(index_elements=[topic.c.name], set_={"seq": number}).returning(
        topic.c.name, topic.c.seq
    )
