"""Casting a ballot: the hot path of the jury's hour, in few statements; and opening one again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from camp.core.db import table
from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.ledger import short
from camp.core.models import Camp
from camp.core.phases import check_gate
from camp.jury.events import BallotCast, BallotDrafted, BallotReopened
from camp.jury.models import Ballot, Round
from camp.jury.placing import Place, check_open, place_of, standing
from camp.jury.revisions import current_ballot, mark, shown
from camp.jury.rules import (
    AlreadySubmitted,
    NothingToReopen,
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
    by: str = ""
    """Who hands it in for the juror; empty when it is the juror."""
    source: str = ""
    """How it came: empty from the juror's device, else carried, paper or late."""

    def equals(self, ballot: Any) -> bool:
        """Whether this is what `ballot`, or a row of its columns, says."""
        return (dict(self.marks), self.state, self.comment, self.shares_comment) == (
            ballot.marks, ballot.state, ballot.comment, ballot.shares_comment,
        )  # fmt: skip


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

    A ballot that is saved takes seven statements, whatever the camp: the camp, the cell, three of
    the log, the revision before, this one.
    """
    camp = hold(session, camp_id)
    place = place_of(session, round_id=round_id, person_id=person_id, team_id=team_id)
    check_open(place.round_state)
    check_gate(camp, "ballots", place.gate)
    place.check_seat()
    check_marks(place, place.keys, said)
    current = place.ballot
    if current is not None and said.equals(current):
        return standing(current, round_id, team_id)
    if revision != (current.revision if current else 0):
        theirs = shown(standing(current, round_id, team_id)) if current else None
        raise StaleRevision(yours=_shown(said), theirs=theirs)
    if current is not None and current.state == "submitted" and said.state == "draft":
        raise AlreadySubmitted
    cell = {"round_id": round_id, "juror_id": place.juror_id, "team_id": team_id}
    return _add(session, camp_id, cell, current, said, by=said.by or person_id, now=now)


def check_marks(scale: Round | Place, keys: Sequence[str], said: Said) -> None:
    """Refuse unknown criteria, marks off the scale, and a submitted ballot with a gap."""
    faults: dict[str, list[str]] = {}
    for key, given in said.marks.items():
        if key not in keys:
            faults[key] = [words("The rubric has no such criterion.")]
        elif not scale.scale_low <= given <= scale.scale_high:
            faults[key] = [words("This mark is outside the scale.")]
    if said.state == "submitted":
        for key in keys:
            if key not in said.marks:
                faults[key] = [words("Choose a mark here.")]
    if len(said.comment) > COMMENT:
        faults["comment"] = [words("This is too long.")]
    if faults:
        raise Invalid(fields=faults)


def _add(
    session: Session,
    camp_id: str,
    cell: Mapping[str, str],
    current: Any,
    said: Said,
    *,
    by: str,
    now: datetime,
) -> Ballot:
    revision = current.revision + 1 if current else 1
    marks = dict(said.marks)
    fact: BallotCast | BallotDrafted
    if said.state == "submitted" or (current is not None and current.state == "submitted"):
        fact = BallotCast(
            camp_id=camp_id, by=by, **cell, revision=revision, marks=marks, comment=said.comment,
            source=said.source,
        )  # fmt: skip
    else:
        fact = BallotDrafted(camp_id=camp_id, by=by, **cell, revision=revision)
    seq = record(session, fact)
    counts = isinstance(fact, BallotCast)
    receipt = short(session.get_one(Camp, camp_id).last_hash) if counts else ""
    row = {
        **cell, "id": new_id(), "revision": revision, "is_current": True, "state": said.state,
        "marks": marks, "comment": said.comment, "shares_comment": said.shares_comment,
        "reason": "", "received_at": now, "device_at": said.device_at, "seq": seq,
        "receipt": receipt, "by": by, "source": said.source,
    }  # fmt: skip
    connection = session.connection()
    connection.execute(_SUPERSEDE, {f"this_{name}": value for name, value in cell.items()})
    connection.execute(_INSERT, row)
    return Ballot(**row)


_ballot = table(Ballot)
_SUPERSEDE = (
    update(_ballot)
    .where(
        _ballot.c.is_current,
        *(
            _ballot.c[name] == bindparam(f"this_{name}")
            for name in ("round_id", "juror_id", "team_id")
        ),
    )
    .values(is_current=False)
)
_INSERT = insert(_ballot)


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
    check_open(round_.state)
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
