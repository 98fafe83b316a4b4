"""Ballots on paper: two people type each, the second without seeing the first.

The same twice is cast for the juror; what differs, or differs from a ballot that is in, waits for
a third look. Whoever typed a ballot first never confirms it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import record
from camp.core.ids import new_id
from camp.jury.ballots import Said, cast_ballot, check_marks
from camp.jury.board import sits
from camp.jury.events_held import PaperAgreed, PaperDropped, PaperTyped
from camp.jury.held import CLOSED, hold_ballot
from camp.jury.models import (
    Ballot,
    Criterion,
    HeldBallot,
    Juror,
    JuryConflict,
    PaperEntry,
    Round,
    Slot,
)
from camp.jury.revisions import current_ballot
from camp.jury.rounds import held_round
from camp.jury.rules import (
    InConflict,
    IsAbsent,
    JurorTypes,
    NothingTyped,
    NotOnPanel,
    OwnEntry,
    RoundNotOpen,
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What became of a typed ballot: once, differs, exists, in, or held after the closure."""

    state: str


def type_ballot(
    session: Session,
    *,
    round_id: str,
    juror_id: str,
    team_id: str,
    marks: Mapping[str, int],
    by: str,
    now: datetime,
) -> Typed:
    """Type a ballot from paper, as the first or the second person.

    Typing again replaces what the same person typed. Raises JurorTypes, NotOnPanel, RoundNotOpen,
    Invalid, NotFound, and what casting raises.
    """
    round_, juror = _sheet(session, round_id, juror_id, team_id, marks, by)
    entries = open_entries(session, round_id, juror_id, team_id)
    # Both are shown once they differ: from then on only a third look decides.
    if len(entries) == 2:
        return Typed(_standing(session, entries))
    current = current_ballot(session, round_id, juror_id, team_id)
    if not entries and current and current.state == "submitted" and current.marks == dict(marks):
        return Typed("in")
    mine = entries[0] if entries and entries[0].by == by else None
    if mine is not None and mine.marks == dict(marks):
        return Typed("once")
    if mine is None:
        mine = PaperEntry(
            id=new_id(), round_id=round_id, juror_id=juror_id, team_id=team_id, marks={},
            nth=len(entries) + 1, by=by, at=now, outcome="",
        )  # fmt: skip
        session.add(mine)
        entries.append(mine)
    mine.marks = dict(marks)
    session.flush()
    cell = {"round_id": round_id, "juror_id": juror_id, "team_id": team_id}
    record(session, PaperTyped(camp_id=round_.camp_id, by=by, **cell, marks=dict(marks)))
    state = _standing(session, entries)
    if state != "agreed":
        return Typed(state)
    return Typed(_count(session, round_, juror, entries, marks, by=by, reason="", now=now))


def _sheet(
    session: Session,
    round_id: str,
    juror_id: str,
    team_id: str,
    marks: Mapping[str, int],
    by: str,
) -> tuple[Round, Juror]:
    round_, camp = held_round(session, round_id)
    if round_.state == "prepared":
        raise RoundNotOpen
    juror = session.get(Juror, juror_id)
    slot = session.scalars(select(Slot).filter_by(round_id=round_id, team_id=team_id)).one_or_none()
    if juror is None or juror.camp_id != camp.id or slot is None:
        raise NotFound
    if not sits(juror, slot):
        raise NotOnPanel(words("This juror does not judge this team."))
    _check_cell(session, {"round_id": round_id, "juror_id": juror_id, "team_id": team_id})
    _no_juror(session, camp.id, by)
    keys = list(session.scalars(select(Criterion.key).filter_by(round_id=round_id)))
    check_marks(round_, keys, Said(marks=marks, state="submitted"))
    return round_, juror


def _no_juror(session: Session, camp_id: str, by: str) -> None:
    if session.scalars(select(Juror.id).filter_by(camp_id=camp_id, person_id=by)).first():
        raise JurorTypes


def _check_cell(session: Session, cell: dict[str, str]) -> None:
    """Refuse, in the typist's words, what casting would refuse in the juror's."""
    if session.scalars(select(JuryConflict.id).filter_by(**cell)).first():
        raise InConflict(
            words("This juror stepped aside for this team: the ballot does not count.")
        )
    current = current_ballot(session, **cell)
    if current is not None and current.state == "absent":
        raise IsAbsent(
            words("This juror is noted as absent for this team. Open the cell again at the desk.")
        )


def open_entries(session: Session, round_id: str, juror_id: str, team_id: str) -> list[PaperEntry]:
    """Return what was typed of this ballot and waits, in the order of typing: two at most."""
    return list(
        session.scalars(
            select(PaperEntry)
            .filter_by(round_id=round_id, juror_id=juror_id, team_id=team_id, outcome="")
            .order_by(PaperEntry.nth)
            .execution_options(populate_existing=True)
        )
    )


def standing(entries: list[PaperEntry], ballot: Ballot | None) -> str:
    """Return once, differs, exists (a ballot that is in says something else) or agreed."""
    if len(entries) < 2:
        return "once"
    if entries[0].marks != entries[1].marks:
        return "differs"
    if ballot is not None and ballot.state == "submitted" and ballot.marks != entries[0].marks:
        return "exists"
    return "agreed"


def _standing(session: Session, entries: list[PaperEntry]) -> str:
    one = entries[0]
    return standing(entries, current_ballot(session, one.round_id, one.juror_id, one.team_id))


def _count(
    session: Session,
    round_: Round,
    juror: Juror,
    entries: list[PaperEntry],
    marks: Mapping[str, int],
    *,
    by: str,
    reason: str,
    now: datetime,
) -> str:
    """Cast what was agreed on; after the closure it is kept as late."""
    team_id, camp_id = entries[0].team_id, round_.camp_id
    current = current_ballot(session, round_.id, juror.id, team_id)
    cell = {"round_id": round_.id, "juror_id": juror.id, "team_id": team_id}
    first, second = entries[0].by, entries[-1].by
    said = Said(
        marks=dict(marks), state="submitted", by=by, source="paper",
        comment=current.comment if current else "",
        shares_comment=current.shares_comment if current else False,
    )  # fmt: skip
    revision = current.revision if current else 0
    given: dict[str, Any] = {
        "camp_id": camp_id,
        "round_id": round_.id,
        "team_id": team_id,
        "said": said,
    }
    fact = PaperAgreed(camp_id=camp_id, by=by, **cell, first=first, second=second, reason=reason)
    record(session, fact)
    outcome = "cast"
    if round_.state == "closed":
        found = hold_ballot(
            session, **given, person_id=juror.person_id, revision=revision, key=new_id(),
            cause=CLOSED, now=now,
        )  # fmt: skip
        outcome = "held" if isinstance(found, HeldBallot) else "cast"
    else:
        cast_ballot(session, **given, person_id=juror.person_id, revision=revision, now=now)
    for one in entries:
        one.outcome = outcome
    return "in" if outcome == "cast" else "held"


def settle_ballot(
    session: Session,
    *,
    round_id: str,
    juror_id: str,
    team_id: str,
    marks: Mapping[str, int] | None,
    reason: str,
    by: str,
    now: datetime,
) -> Typed:
    """Decide with a third look at the paper: `marks` as they stand there, or None to give it up.

    Not by whoever typed it first. Raises OwnEntry, NothingTyped, and what typing raises.
    """
    if not reason.strip():
        raise Invalid(fields={"reason": [words("Say why, in a sentence.")]})
    entries = open_entries(session, round_id, juror_id, team_id)
    if not entries:
        raise NothingTyped
    if marks is None:
        return _give_up(session, round_id, juror_id, team_id, by=by, reason=reason.strip())
    round_, juror = _sheet(session, round_id, juror_id, team_id, marks, by)
    entries = open_entries(session, round_id, juror_id, team_id)
    if not entries:
        raise NothingTyped
    if entries[0].by == by or len(entries) < 2:
        raise OwnEntry
    return Typed(
        _count(session, round_, juror, entries, marks, by=by, reason=reason.strip(), now=now)
    )


def _give_up(
    session: Session, round_id: str, juror_id: str, team_id: str, *, by: str, reason: str
) -> Typed:
    """Drop what was typed, also of a juror who has stepped aside or does not sit any more."""
    _, camp = held_round(session, round_id)
    _no_juror(session, camp.id, by)
    entries = open_entries(session, round_id, juror_id, team_id)
    if not entries:
        raise NothingTyped
    for one in entries:
        one.outcome = "dropped"
    cell = {"round_id": round_id, "juror_id": juror_id, "team_id": team_id}
    record(session, PaperDropped(camp_id=camp.id, by=by, **cell, reason=reason))
    return Typed("dropped")
