"""Where a ballot would go: everything that decides whether it may, read in one statement."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, bindparam, func, select
from sqlalchemy.orm import Session

from camp.core.db import table
from camp.core.errors import NotFound
from camp.core.models import Gate
from camp.jury.models import Ballot, Criterion, Juror, JuryConflict, Round, Slot
from camp.jury.rules import InConflict, IsAbsent, NotOnPanel, RoundIsClosed, RoundNotOpen


@dataclass(frozen=True, slots=True)
class Place:
    """One cell of a round: its juror, its team's slot and the ballot that stands there now."""

    round_state: str
    scale_low: int
    scale_high: int
    keys: tuple[str, ...]
    """The rubric's criteria."""
    gate: bool | None
    """Whether the gate of ballots was opened or shut by hand."""
    juror_id: str
    role: str
    seated_from: int | None
    position: int
    in_conflict: bool
    ballot: Any
    """What stands there now, with the columns of `_SAID`; None where there is nothing."""

    def check_seat(self) -> None:
        state = self.ballot.state if self.ballot is not None else ""
        if self.in_conflict or state in {"recused", "void"}:
            raise InConflict
        # As `board.sits` has it.
        if self.role == "reserve" and (
            self.seated_from is None or self.seated_from > self.position
        ):
            raise NotOnPanel
        if state == "absent":
            raise IsAbsent


def check_open(state: str) -> None:
    if state == "closed":
        raise RoundIsClosed
    if state == "prepared":
        raise RoundNotOpen


def place_of(session: Session, *, round_id: str, person_id: str, team_id: str) -> Place:
    """Return the person's cell. Raises NotOnPanel, or NotFound for a round or team of no jury."""
    row = (
        session.connection()
        .execute(_PLACE, {"round": round_id, "person": person_id, "team": team_id})
        .one_or_none()
    )
    if row is None:
        raise NotFound
    if row.juror_id is None:
        raise NotOnPanel
    if row.position is None and row.round_state != "prepared":
        raise NotFound
    return Place(
        round_state=row.round_state, scale_low=row.scale_low, scale_high=row.scale_high,
        keys=tuple((row.keys or "").split("\n")), gate=row.gate, juror_id=row.juror_id,
        role=row.role, seated_from=row.seated_from, position=row.position or 0,
        in_conflict=row.conflict_id is not None, ballot=row if row.ballot_id else None,
    )  # fmt: skip


def standing(row: Any, round_id: str, team_id: str) -> Ballot:
    """Return the ballot of a place as an object of no session: nothing of it is ever changed."""
    return Ballot(
        id=row.ballot_id, round_id=round_id, juror_id=row.juror_id, team_id=team_id,
        **{name: getattr(row, name) for name in _SAID},
    )  # fmt: skip


_SAID = (
    "revision", "state", "marks", "comment", "shares_comment", "received_at", "seq", "receipt",
    "by", "source",
)  # fmt: skip
_round, _juror, _slot = table(Round).c, table(Juror).c, table(Slot).c
_ballots, _conflict, _gate = table(Ballot).c, table(JuryConflict).c, table(Gate).c
_criterion = table(Criterion).c
_PLACE = (
    select(
        _round.state.label("round_state"),
        _round.scale_low,
        _round.scale_high,
        select(func.aggregate_strings(_criterion.key, "\n"))
        .where(_criterion.round_id == _round.id)
        .scalar_subquery()
        .label("keys"),
        _gate.is_open.label("gate"),
        _juror.id.label("juror_id"),
        _juror.role,
        _juror.seated_from,
        _slot.position,
        _conflict.id.label("conflict_id"),
        _ballots.id.label("ballot_id"),
        *(_ballots[name] for name in _SAID),
    )
    .select_from(table(Round))
    .outerjoin(
        table(Juror),
        and_(_juror.camp_id == _round.camp_id, _juror.person_id == bindparam("person")),
    )
    .outerjoin(table(Slot), and_(_slot.round_id == _round.id, _slot.team_id == bindparam("team")))
    .outerjoin(
        table(JuryConflict),
        and_(
            _conflict.round_id == _round.id,
            _conflict.juror_id == _juror.id,
            _conflict.team_id == bindparam("team"),
        ),
    )
    .outerjoin(
        table(Ballot),
        and_(
            _ballots.round_id == _round.id,
            _ballots.juror_id == _juror.id,
            _ballots.team_id == bindparam("team"),
            _ballots.is_current,
        ),
    )
    .outerjoin(table(Gate), and_(_gate.camp_id == _round.camp_id, _gate.name == "ballots"))
    .where(_round.id == bindparam("round"))
)
