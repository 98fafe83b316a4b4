"""What the invented jurors of a rehearsal hand in: here at once, or from a phone in the hall."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from camp.control.rehearsing import invented_jurors, rehearsal_of
from camp.control.rules import RehearsalNotBegun
from camp.core.events import hold
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.jury import ballots
from camp.jury.board import Board, board
from camp.jury.models import Juror
from camp.jury.queries import current_round
from camp.people import signin
from camp.people.models import Link

LONGEST_RUN = timedelta(hours=1)
"""After so long the tokens of a device that never said that it is done are revoked as well."""


def open_board(session: Session, twin: Camp | None) -> Board | None:
    """Return the rehearsal's round while it takes ballots."""
    round_ = current_round(session, twin.id) if twin else None
    return board(session, round_.id) if round_ and round_.state == "open" else None


def scripts(
    session: Session, *, camp_id: str, secret: bytes, now: datetime
) -> list[dict[str, Any]]:
    """Return the invented jurors with a token each and the ballots that they still owe.

    The tokens are this run's own, whatever other device plays; `end_run` revokes them.
    """
    twin, stand = _running(session, camp_id)
    jurors = invented_jurors(session, twin.id)
    _revoke(session, jurors, Link.made_at < now - LONGEST_RUN, now)
    told = []
    for juror in jurors:
        link = Link(id=new_id(), person_id=juror.person_id, kind="api", made_at=now)
        session.add(link)
        session.flush()
        token = signin.token_of(link, secret)
        told.append({"name": juror.person.name, "token": token, "ballots": _owed(stand, juror)})
    return told


def end_run(session: Session, *, camp_id: str, run: datetime, now: datetime) -> None:
    """Revoke the tokens of the run that began then. Without one it changes nothing."""
    hold(session, camp_id)
    twin = rehearsal_of(session, camp_id)
    if twin is not None:
        _revoke(session, invented_jurors(session, twin.id), Link.made_at == run, now)


def _revoke(
    session: Session, jurors: Iterable[Juror], which: ColumnElement[bool], now: datetime
) -> None:
    people = [juror.person_id for juror in jurors]
    session.execute(
        update(Link)
        .where(Link.person_id.in_(people), Link.kind == "api", Link.revoked_at.is_(None), which)
        .values(revoked_at=now)
    )


def let_score(session: Session, *, camp_id: str, now: datetime) -> None:
    """Hand in what the invented jurors still owe."""
    twin, stand = _running(session, camp_id)
    for juror in invented_jurors(session, twin.id):
        for one in _owed(stand, juror):
            ballots.cast_ballot(
                session, camp_id=twin.id, round_id=stand.round_.id, person_id=juror.person_id,
                team_id=one["team"], revision=one["revision"], now=now,
                said=ballots.Said(marks=one["marks"], state="submitted"),
            )  # fmt: skip


def _running(session: Session, camp_id: str) -> tuple[Camp, Board]:
    twin = rehearsal_of(session, camp_id)
    stand = open_board(session, twin)
    if twin is None or stand is None:
        raise RehearsalNotBegun
    return twin, stand


def _owed(stand: Board, juror: Juror) -> list[dict[str, Any]]:
    """Return the juror's missing ballots, with marks that are the same at every rehearsal."""
    owed = []
    for slot in stand.slots:
        cell = stand.cells.get((juror.id, slot.team_id))
        if cell is None or cell.state not in {"draft", "not_yet"}:
            continue
        draw = Random(f"{juror.seat}:{slot.position}")  # noqa: S311  -- marks of nobody
        low, high = stand.round_.scale_low, stand.round_.scale_high
        owed.append(
            {
                "team": slot.team_id,
                "url": f"/api/v1/rounds/{stand.round_.id}/ballots/{slot.team_id}",
                "revision": cell.ballot.revision if cell.ballot else 0,
                "marks": {one.key: draw.randint(low, high) for one in stand.round_.criteria},
            }
        )
    return owed
