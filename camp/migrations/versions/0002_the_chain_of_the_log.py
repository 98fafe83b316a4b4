"""the chain of the log.

Every entry that is there is chained in its order, and what people wrote moves from its facts into
its content. From then on triggers keep the log append only; only `content` may be dropped.
"""

import json
from collections.abc import Mapping
from hashlib import sha256
from secrets import token_hex
from typing import Any

import sqlalchemy as sa
from alembic import op

import camp.core.db

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

HASHED = "camp_id, seq, kind, facts, person_id, at, sealed, prev, hash"
SQLITE = (
    (
        f"CREATE TRIGGER log_entry_is_kept BEFORE UPDATE OF {HASHED} ON log_entry"
        " BEGIN SELECT RAISE(ABORT, 'the log is append only'); END"
    ),
    # A demo is built again and again; nothing else deletes from the log.
    (
        "CREATE TRIGGER log_entry_stays BEFORE DELETE ON log_entry"
        " WHEN NOT (SELECT is_demo FROM camp WHERE id = OLD.camp_id)"
        " BEGIN SELECT RAISE(ABORT, 'the log is append only'); END"
    ),
)
POSTGRESQL = (
    (
        "CREATE FUNCTION keep_log_entry() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF TG_OP = 'DELETE' THEN IF (SELECT is_demo FROM camp WHERE id = OLD.camp_id)"
        " THEN RETURN OLD; END IF; END IF;"
        " RAISE EXCEPTION 'the log is append only'; END $$"
    ),
    (
        f"CREATE TRIGGER log_entry_is_kept BEFORE UPDATE OF {HASHED} ON log_entry"
        " FOR EACH ROW EXECUTE FUNCTION keep_log_entry()"
    ),
    (
        "CREATE TRIGGER log_entry_stays BEFORE DELETE ON log_entry"
        " FOR EACH ROW EXECUTE FUNCTION keep_log_entry()"
    ),
)
ENTRY = sa.table(
    "log_entry",
    sa.column("id"),
    sa.column("camp_id"),
    sa.column("seq"),
    sa.column("kind"),
    sa.column("person_id"),
    sa.column("facts", sa.JSON),
    sa.column("at", camp.core.db.UtcDateTime()),
    sa.column("sealed", sa.JSON),
    sa.column("content", sa.JSON),
    sa.column("prev"),
    sa.column("hash"),
)
CAMP = sa.table("camp", sa.column("id"), sa.column("last_hash"))


def upgrade() -> None:
    op.add_column("camp", _column("last_hash", sa.String(64), ""))
    op.add_column("log_entry", _column("sealed", sa.JSON(), "{}"))
    op.add_column("log_entry", _column("content", sa.JSON(), "{}"))
    op.add_column("log_entry", _column("prev", sa.String(64), ""))
    op.add_column("log_entry", _column("hash", sa.String(64), ""))
    op.add_column("ballot", _column("receipt", sa.String(40), ""))
    database = op.get_bind()
    last: dict[str, str] = {}
    entries = database.execute(sa.select(ENTRY).order_by(ENTRY.c.camp_id, ENTRY.c.seq)).mappings()
    for entry in entries.all():
        values = _chained(entry, last.get(entry["camp_id"], ""))
        database.execute(ENTRY.update().where(ENTRY.c.id == entry["id"]).values(values))
        last[entry["camp_id"]] = values["hash"]
    for camp_id, newest in last.items():
        database.execute(CAMP.update().where(CAMP.c.id == camp_id).values(last_hash=newest))
    for statement in POSTGRESQL if database.dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


def _column(name: str, kind: Any, default: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, server_default=default)


def _chained(entry: Mapping[Any, Any], prev: str) -> dict[str, Any]:
    facts = dict(entry["facts"])
    private = {"reason"} | ({"kind"} if entry["kind"] == "ConflictDeclared" else set())
    content = {name: [token_hex(16), facts.pop(name)] for name in sorted(private & set(facts))}
    sealed = {name: _sha(salt + _text(value)) for name, (salt, value) in content.items()}
    at = entry["at"].isoformat(timespec="microseconds")
    said = [
        "camp-ledger-1", entry["camp_id"], entry["seq"], entry["kind"], at, entry["person_id"],
        facts, sealed, prev,
    ]  # fmt: skip
    digest = _sha(_text(said))
    return {"facts": facts, "content": content, "sealed": sealed, "prev": prev, "hash": digest}


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _sha(text: str) -> str:
    return sha256(text.encode()).hexdigest()
