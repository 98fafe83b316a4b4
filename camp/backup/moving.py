"""Move a camp to another machine: the last backup, the fence, and the new lead."""

import urllib.request
from datetime import datetime
from functools import partial
from http.client import HTTPException
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.backup.making import make
from camp.config import Config
from camp.control.events import ServerFenced, ServerLeads
from camp.core import server
from camp.core.events import record
from camp.core.models import Camp
from camp.core.work import Database

PATIENCE = 2
"""Seconds that a server which may be switched off is given to answer."""


def hand_over(database: Database, config: Config, file: Path, *, to: str, now: datetime) -> None:
    """Take no more writes, then make the backup: so it holds everything that was acknowledged.

    When the backup cannot be made, the server goes on as before and the error is raised.
    """
    is_first = database.write(partial(stop, to=to, now=now), past_fence=True)
    try:
        make(config, file, now=now)
    except BaseException:
        if is_first:
            database.write(partial(lead, now=now), past_fence=True)
        raise


def stop(session: Session, *, to: str, now: datetime) -> bool:
    """Take no more writes from the commit on; return whether it took some until now.

    `to` is where the camp goes, if that is known.
    """
    is_first = server.standing(session).fenced_at is None
    for camp_id in session.scalars(select(Camp.id)).all() if is_first else ():
        record(session, ServerFenced(camp_id=camp_id))
    server.fence(session, to=to, now=now)
    return is_first


def lead(session: Session, *, now: datetime) -> None:
    """Begin a later epoch on this server, and say so in every camp's log."""
    epoch = server.take_over(session, now=now)
    for camp_id in session.scalars(select(Camp.id)).all():
        record(session, ServerLeads(camp_id=camp_id, epoch=epoch.number))


def call(former: str, *, header: str, word: str) -> None:
    """Let the server that was before hear of this one's epoch, if it is there."""
    if not former.startswith(("http://", "https://")):
        return
    asked = urllib.request.Request(f"{former}/healthz", headers={header: word})  # noqa: S310
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE):  # noqa: S310
            pass
    except (OSError, HTTPException, ValueError):
        pass
