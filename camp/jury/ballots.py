"""Casting a ballot: the hot path of the jury's hour, in few statements; and opening one again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.ledger import short
from camp.core.models import Camp
from camp.core.phases import require_open
from camp.jury.board import sits
from camp.jury.events import BallotCast, BallotDrafted, BallotReopened
from camp.jury.models import Ballot, Criterion, Juror, JuryConflict, Round, Slot
from camp.jury.revisions import current_ballot, follow, mark, shown
from camp.jury.rules import (
    AlreadySubmitted,
    InConflict,
    IsAbsent,
    NothingToReopen,
    NotOnPanel,
    RoundIsClosed,
    RoundNotOpen,
    StaleRevision,
)

COMMENT = 600


@dataclass(frozen=True, slots=True)
class Said:
    """What a juror's device sends: marks on the jury's scale by criterion, and the rest."""

    marks: Mapping[str, int]
    state: str
    """draft or submitted."""
    comment: str = ""
    shares_comment: bool = False
    device_at: datetime | None = None
    """The device's clock: kept, never decides."""

    def equals(self, ballot: Ballot) -> bool:
        return (dict(self.marks), self.state, self.comment, self.shares_comment) == (
            ballot.marks, ballot.state, ballot.comment, ballot.shares_comment,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a ballot would go: everything that decides whether it may."""

    round_: Round
    juror: Juror
    slot: Slot
    conflict: JuryConflict | None
    ballot: Ballot | None


def cast_ballot(
    session: Session,
    *,
    camp_id: str,
    round_id: str,
    person_id: str,
    team_id: str,
    said: Said,
    revision: int,
    now: datetime,
) -> Ballot:
    """Save what a juror says about a team as a further revision.

    `revision` is the last that the device saw, 0 for none. The same content leaves one ballot,
    however often and at whatever revision it arrives; other content at an old revision raises
    StaleRevision with both. Also raises RoundIsClosed, GateClosed, InConflict, IsAbsent,
    NotOnPanel, AlreadySubmitted, Invalid and NotFound.
    """
    camp = hold(session, camp_id)
    place = _place(session, round_id, person_id, team_id)
    criteria = session.scalars(
        select(Criterion).filter_by(round_id=round_id).order_by(Criterion.position)
    ).all()
    _check_open(place.round_)
    require_open(session, camp, "ballots")
    _check_seat(place)
    _check_marks(place.round_, [one.key for one in criteria], said)
    current = place.ballot
    if current is not None and said.equals(current):
        return current
    if revision != (current.revision if current else 0):
        raise StaleRevision(yours=_shown(said), theirs=shown(current) if current else None)
    if current is not None and current.state == "submitted" and said.state == "draft":
        raise AlreadySubmitted
    return _add(session, camp_id, place, said, now)


def _place(session: Session, round_id: str, person_id: str, team_id: str) -> _Place:
    mine = and_(Juror.camp_id == Round.camp_id, Juror.person_id == person_id)
    cell = (Slot.round_id == Round.id, Slot.team_id == team_id)
    row = session.execute(
        select(Round, Juror, Slot, JuryConflict, Ballot)
        .outerjoin(Juror, mine)
        .outerjoin(Slot, and_(*cell))
        .outerjoin(
            JuryConflict,
            and_(
                JuryConflict.round_id == Round.id,
                JuryConflict.juror_id == Juror.id,
                JuryConflict.team_id == team_id,
            ),
        )
        .outerjoin(
            Ballot,
            and_(
                Ballot.round_id == Round.id,
                Ballot.juror_id == Juror.id,
                Ballot.team_id == team_id,
                Ballot.is_current,
            ),
        )
        .where(Round.id == round_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        raise NotFound
    round_, juror, slot, conflict, ballot = row
    if juror is None:
        raise NotOnPanel
    if slot is None and round_.state != "prepared":
        raise NotFound
    return _Place(round_, juror, slot, conflict, ballot)


def _check_open(round_: Round) -> None:
    if round_.state == "closed":
        raise RoundIsClosed
    if round_.state == "prepared":
        raise RoundNotOpen


def _check_seat(place: _Place) -> None:
    state = place.ballot.state if place.ballot is not None else ""
    if place.conflict is not None or state in {"recused", "void"}:
        raise InConflict
    if not sits(place.juror, place.slot):
        raise NotOnPanel
    if state == "absent":
        raise IsAbsent


def _check_marks(round_: Round, keys: list[str], said: Said) -> None:
    """Refuse unknown criteria, marks off the scale, and a submitted ballot with a gap."""
    faults: dict[str, list[str]] = {}
    for key, given in said.marks.items():
        if key not in keys:
            faults[key] = [words("The rubric has no such criterion.")]
        elif not round_.scale_low <= given <= round_.scale_high:
            faults[key] = [words("This mark is outside the scale.")]
    if said.state == "submitted":
        for key in keys:
            if key not in said.marks:
                faults[key] = [words("Choose a mark here.")]
    if len(said.comment) > COMMENT:
        faults["comment"] = [words("This is too long.")]
    if faults:
        raise Invalid(fields=faults)


def _add(session: Session, camp_id: str, place: _Place, said: Said, now: datetime) -> Ballot:
    current, counted = place.ballot, place.ballot and place.ballot.state == "submitted"
    revision = current.revision + 1 if current else 1
    cell = {
        "round_id": place.round_.id,
        "juror_id": place.juror.id,
        "team_id": place.slot.team_id,
    }
    by, receipt = place.juror.person_id, ""
    if said.state == "submitted" or counted:
        marks = dict(said.marks)
        seq = record(
            session,
            BallotCast(
                camp_id=camp_id, by=by, **cell, revision=revision, marks=marks,
                comment=said.comment,
            ),
        )  # fmt: skip
        receipt = short(session.get_one(Camp, camp_id).last_hash)
    else:
        seq = record(session, BallotDrafted(camp_id=camp_id, by=by, **cell, revision=revision))
    return follow(
        session,
        current,
        Ballot(
            **cell, state=said.state, marks=dict(said.marks), comment=said.comment,
            shares_comment=said.shares_comment, received_at=now, device_at=said.device_at,
            seq=seq, receipt=receipt, by=by,
        ),
    )  # fmt: skip


def _shown(said: Said) -> dict[str, object]:
    return {
        "state": said.state,
        "marks": dict(said.marks),
        "comment": said.comment,
        "share": said.shares_comment,
    }


def reopen_ballot(
    session: Session,
    *,
    round_id: str,
    juror_id: str,
    team_id: str,
    reason: str,
    by: str,
    now: datetime,
) -> Ballot:
    """Give a juror a ballot back, or a cell that was marked absent: it counts no more until sent.

    Its marks are kept. Raises NothingToReopen where there is neither, and RoundIsClosed.
    """
    round_ = session.get(Round, round_id)
    if round_ is None:
        raise NotFound
    hold(session, round_.camp_id)
    session.refresh(round_)
    _check_open(round_)
    if not reason.strip():
        raise Invalid(fields={"reason": [words("Say why, in a sentence.")]})
    current = current_ballot(session, round_id, juror_id, team_id)
    if current is None or current.state not in {"submitted", "absent", "reopened"}:
        raise NothingToReopen
    if current.state == "reopened":
        return current
    cell = {"round_id": round_id, "juror_id": juror_id, "team_id": team_id}
    fact = BallotReopened(camp_id=round_.camp_id, by=by, **cell, reason=reason.strip())
    seq = record(session, fact)
    return mark(session, cell, "reopened", reason.strip(), seq=seq, by=by, now=now)
