"""Answers to writes, kept under the person and the key for 72 hours, then forgotten."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from camp.core.db import table
from camp.core.models import Answered

KEPT_FOR = timedelta(hours=72)

_answered = table(Answered)
_FIND = select(_answered.c.request, _answered.c.body).where(
    _answered.c.person_id == bindparam("who"), _answered.c.key == bindparam("sent")
)
_KEEP = insert(_answered)


def find(session: Session, who: str, key: str) -> Row[Any, Any] | None:
    """Return the request that came with this key, and what was answered."""
    return session.connection().execute(_FIND, {"who": who, "sent": key}).one_or_none()


def keep(
    session: Session, who: str, key: str, *, request: str, status: int, body: Any, at: datetime
) -> None:
    """Keep an answer. Raises IntegrityError where another worker just kept one for this key."""
    row = {"person_id": who, "key": key, "request": request, "status": status, "body": body}
    session.connection().execute(_KEEP, {**row, "at": at})


def forget(session: Session, *, now: datetime) -> int:
    """Forget the answers that are older than 72 hours; return how many they were."""
    gone = session.execute(delete(Answered).where(Answered.at < now - KEPT_FOR))
    return gone.rowcount  # type: ignore[attr-defined, no-any-return]
