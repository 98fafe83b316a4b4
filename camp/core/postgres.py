"""PostgreSQL as we run it: durable before the answer, and a lost connection is found out."""

from sqlalchemy import Engine, create_engine

POOL, MORE = 8, 16
"""Connections of one process, kept and added: four workers fit into a server's usual 100."""


def engine(url: str) -> Engine:
    return create_engine(
        url,
        pool_size=POOL,
        max_overflow=MORE,
        # After a restart every kept connection is dead: one is tried before it is used.
        pool_pre_ping=True,
        connect_args={"connect_timeout": 5, "options": "-c synchronous_commit=on"},
    )
