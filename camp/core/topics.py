"""How far each topic has come: all topics of a fact are moved in one statement."""

from collections.abc import Iterable
from functools import cache

from sqlalchemy import Connection, TextClause, text


def move(connection: Connection, names: Iterable[str], seq: int) -> dict[str, int]:
    """Return the topics' new numbers: the log's, or one more where several camps share a topic."""
    # In one order, so that two camps that share topics never wait for each other.
    ordered = sorted(names)
    if not ordered:
        return {}
    given: dict[str, object] = {f"name_{place}": name for place, name in enumerate(ordered)}
    moved = connection.execute(_moving(len(ordered)), given | {"seq": seq})
    return {row.name: row.seq for row in moved}


@cache
def _moving(count: int) -> TextClause:
    """Return the statement that moves so many topics.

    As text, since SQLAlchemy compiles an INSERT of several rows anew each time: ten times slower.
    """
    rows = ", ".join(f"(:name_{place}, :seq)" for place in range(count))
    return text(
        f"INSERT INTO topic (name, seq) VALUES {rows} ON CONFLICT (name) DO UPDATE SET seq ="  # noqa: S608  -- names of parameters only
        " CASE WHEN topic.seq < excluded.seq THEN excluded.seq ELSE topic.seq + 1 END"
        " RETURNING name, seq"
    )
