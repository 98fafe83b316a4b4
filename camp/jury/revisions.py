"""Revisions of a ballot: nothing is changed in place, the newest of a cell counts."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.ids import new_id
from camp.jury.models import Ballot
from camp.jury.rules import MARKED


def current_ballot(session: Session, round_id: str, juror_id: str, team_id: str) -> Ballot | None:
    return session.scalars(
        select(Ballot)
        .filter_by(round_id=round_id, juror_id=juror_id, team_id=team_id, is_current=True)
        .execution_options(populate_existing=True)
    ).one_or_none()


def follow(session: Session, current: Ballot | None, ballot: Ballot) -> Ballot:
    """Add `ballot` as the revision after `current`, which counts no more."""
    ballot.id, ballot.revision, ballot.is_current = new_id(), 1, True
    if current is not None:
        ballot.revision = current.revision + 1
        current.is_current = False
    session.add(ballot)
    session.flush()
    return ballot


def mark(
    session: Session,
    cell: Mapping[str, str],
    state: str,
    reason: str,
    *,
    seq: int,
    by: str,
    now: datetime,
) -> Ballot:
    """Add a revision that is not the juror's own: void, recused, absent, or given back.

    `cell` names the round, the juror and the team. What is given back has its last marks.
    """
    current = current_ballot(session, **cell)
    earlier = last_marks(session, current) if current and state == "reopened" else None
    ballot = Ballot(**cell, state=state, reason=reason, received_at=now, seq=seq, by=by)
    if earlier is not None:
        ballot.marks, ballot.comment = dict(earlier.marks), earlier.comment
        ballot.shares_comment = earlier.shares_comment
    return follow(session, current, ballot)


def last_marks(session: Session, ballot: Ballot) -> Ballot | None:
    """Return the newest revision of the same cell that holds the juror's own marks."""
    return session.scalars(
        select(Ballot)
        .filter_by(round_id=ballot.round_id, juror_id=ballot.juror_id, team_id=ballot.team_id)
        .where(Ballot.state.in_(MARKED))
        .order_by(Ballot.revision.desc())
        .limit(1)
    ).first()


def shown(ballot: Ballot) -> dict[str, object]:
    """Return a ballot as its own juror's device reads it."""
    return {
        "team": ballot.team_id,
        "revision": ballot.revision,
        "state": ballot.state,
        "marks": dict(ballot.marks),
        "comment": ballot.comment,
        "share": ballot.shares_comment,
        "received_at": ballot.received_at.isoformat(),
        "seq": ballot.seq,
        "receipt": ballot.receipt,
    }
