"""Ballots that arrive too late or beside another: kept, until a person decides on each."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, Invalid, KeyReused, NotFound, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.phases import has_reached
from camp.jury.ballots import Said, cast_ballot, check_marks, reopen_ballot
from camp.jury.board import sits
from camp.jury.events_held import BallotHeld, HeldBallotDecided
from camp.jury.models import Ballot, Criterion, HeldBallot, Juror, JuryConflict, Round, Slot
from camp.jury.revisions import current_ballot
from camp.jury.rounds import close_round, reopen_round
from camp.jury.rules import (
    AlreadyDecided,
    DeliberationIsOpen,
    InConflict,
    NotOnPanel,
    ResultsAreOut,
    RoundIsClosed,
)

CLOSED, STALE = "closed", "stale"


def hold_ballot(
    session: Session,
    *,
    camp_id: str,
    round_id: str,
    person_id: str,
    team_id: str,
    said: Said,
    revision: int,
    key: str,
    cause: str,
    now: datetime,
) -> Ballot | HeldBallot:
    """Keep what a juror handed in, without counting it.

    Returns the ballot that counts when it says the same. Sent twice it is kept once; a newer one
    takes the place of what still waits. Raises InConflict, NotOnPanel, Invalid and NotFound.
    """
    hold(session, camp_id)
    juror = _juror(session, camp_id, person_id)
    cell = {"round_id": round_id, "juror_id": juror.id, "team_id": team_id}
    _check(session, juror, cell, said)
    current = current_ballot(session, **cell)
    if current is not None and said.equals(current):
        return current
    asked = select(HeldBallot).filter_by(**cell).execution_options(populate_existing=True)
    kept = list(session.scalars(asked))
    for one in kept:
        if one.key == key and not _is_same(one, said):
            raise KeyReused
        if one.key == key or (one.decision == "waiting" and _is_same(one, said)):
            return one
    for one in kept:
        if one.decision == "waiting":
            one.decision = "replaced"
    made = HeldBallot(
        id=new_id(), camp_id=camp_id, **cell, cause=cause, key=key, marks=dict(said.marks),
        comment=said.comment, shares_comment=said.shares_comment, revision=revision,
        device_at=said.device_at, received_at=now, by=said.by or person_id, decision="waiting",
        reason="",
    )  # fmt: skip
    session.add(made)
    session.flush()
    fact = BallotHeld(
        camp_id=camp_id, by=made.by, **cell, cause=cause, marks=made.marks, comment=made.comment
    )
    record(session, fact)
    return made


def _juror(session: Session, camp_id: str, person_id: str) -> Juror:
    found = session.scalars(
        select(Juror).filter_by(camp_id=camp_id, person_id=person_id)
    ).one_or_none()
    if found is None:
        raise NotOnPanel
    return found


def _check(session: Session, juror: Juror, cell: dict[str, str], said: Said) -> None:
    """Refuse what could not count whoever decides; an absence is a thing to decide on."""
    round_id, team_id = cell["round_id"], cell["team_id"]
    slot = session.scalars(select(Slot).filter_by(round_id=round_id, team_id=team_id)).one_or_none()
    if slot is None:
        raise NotFound
    if not sits(juror, slot):
        raise NotOnPanel
    if session.scalars(select(JuryConflict.id).filter_by(**cell)).first():
        raise InConflict
    criteria = session.scalars(select(Criterion.key).filter_by(round_id=round_id)).all()
    check_marks(session.get_one(Round, round_id), list(criteria), said)


def _is_same(kept: HeldBallot, said: Said) -> bool:
    return (kept.marks, kept.comment, kept.shares_comment) == (
        dict(said.marks), said.comment, said.shares_comment,
    )  # fmt: skip


def _said(kept: HeldBallot, *, by: str = "") -> Said:
    return Said(
        marks=kept.marks, state="submitted", comment=kept.comment,
        shares_comment=kept.shares_comment, device_at=kept.device_at, by=by, source="late",
    )  # fmt: skip


def decide_held(
    session: Session,
    *,
    held_id: str,
    accept: bool,
    reason: str,
    revision: int,
    by: str,
    now: datetime,
) -> HeldBallot:
    """Let a kept ballot count, or not.

    `revision` is that of the juror's ballot on the team which the person who decides has seen, 0
    for none. A closed round is opened again for it and closed anew: the log keeps both
    fingerprints. Raises ResultsAreOut once the results are published, DeliberationIsOpen,
    AlreadyDecided, StaleRevision, Forbidden, Invalid, and what casting raises.
    """
    kept = session.get(HeldBallot, held_id)
    if kept is None:
        raise NotFound
    camp = hold(session, kept.camp_id)
    session.refresh(kept)
    juror = session.get_one(Juror, kept.juror_id)
    _check_decider(kept, juror, by, reason)
    decision = "accepted" if accept else "refused"
    if kept.decision == decision:
        return kept
    if kept.decision != "waiting":
        raise AlreadyDecided
    if accept:
        _let_count(session, camp, kept, juror, reason=reason, revision=revision, by=by, now=now)
    kept.decision, kept.reason = decision, reason.strip()
    kept.decided_at, kept.decided_by = now, by
    cell = {"round_id": kept.round_id, "juror_id": kept.juror_id, "team_id": kept.team_id}
    fact = HeldBallotDecided(camp_id=camp.id, by=by, **cell, decision=decision, reason=kept.reason)
    record(session, fact)
    return kept


def _check_decider(kept: HeldBallot, juror: Juror, by: str, reason: str) -> None:
    """What came beside another ballot is the juror's own to settle, what came late never is."""
    if (kept.cause == STALE) != (juror.person_id == by):
        raise Forbidden
    if kept.cause == CLOSED and not reason.strip():
        raise Invalid(fields={"reason": [words("Say why, in a sentence.")]})


def _let_count(
    session: Session,
    camp: Camp,
    kept: HeldBallot,
    juror: Juror,
    *,
    reason: str,
    revision: int,
    by: str,
    now: datetime,
) -> None:
    round_ = session.get_one(Round, kept.round_id, populate_existing=True)
    if has_reached(camp, "results"):
        raise ResultsAreOut
    was_closed = round_.state == "closed"
    if was_closed and has_reached(camp, "deliberation"):
        raise DeliberationIsOpen
    if was_closed and kept.cause == STALE:
        raise RoundIsClosed
    # The public board stands as it was frozen, also over a closure that is done again.
    stood = round_.frozen, round_.frozen_at, round_.frozen_seq
    if was_closed:
        reopen_round(session, round_id=round_.id, reason=reason, by=by, now=now)
    cell = {"round_id": kept.round_id, "juror_id": kept.juror_id, "team_id": kept.team_id}
    current = current_ballot(session, **cell)
    if current is not None and current.state == "absent":
        back = reopen_ballot(session, **cell, reason=reason, by=by, now=now)
        revision = back.revision if revision == current.revision else revision
    cast_ballot(
        session, camp_id=camp.id, round_id=kept.round_id, person_id=juror.person_id,
        team_id=kept.team_id, said=_said(kept, by=by), revision=revision, now=now,
    )  # fmt: skip
    if was_closed:
        round_.frozen, round_.frozen_at, round_.frozen_seq = stood
        close_round(session, round_id=round_.id, by=by, now=now)
