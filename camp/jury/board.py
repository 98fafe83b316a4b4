"""A round as it stands: who judges whom, and what became of each cell. Read at one moment."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from camp.core.errors import NotFound
from camp.jury.models import Ballot, Juror, JuryConflict, JuryVisit, Round, Slot
from camp.teams.models import Team

GONE = frozenset({"withdrawn", "disqualified"})
"""States of a team that is not judged any more."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One juror and one team.

    `state` is submitted, draft, recused, absent, not_yet or void; empty where no ballot is awaited:
    a reserve does not sit, or the juror does not visit the team.
    """

    juror: Juror
    slot: Slot
    state: str
    ballot: Ballot | None

    @property
    def marks(self) -> dict[str, int]:
        """The juror's own marks by criterion, of a ballot that is handed in or a draft."""
        return self.ballot.marks if self.ballot and self.state in {"submitted", "draft"} else {}


@dataclass(frozen=True, slots=True)
class Board:
    """All of a round that a page needs, loaded in few statements whatever its size."""

    round_: Round
    slots: tuple[Slot, ...]
    """Slots of teams that are still judged, in pitch order."""
    teams: dict[str, Team]
    jurors: tuple[Juror, ...]
    """Everybody who sits for at least one team, by seat."""
    reserves: tuple[Juror, ...]
    """Reserves who do not sit."""
    conflicts: dict[tuple[str, str], JuryConflict]
    ballots: dict[tuple[str, str], Ballot]
    """The ballots that count now, by juror and team."""
    visits: dict[tuple[str, str], JuryVisit] = field(default_factory=dict)
    """Who goes where, by juror and team; empty when everybody hears every team."""
    cells: dict[tuple[str, str], Cell] = field(default_factory=dict)

    def cell(self, juror_id: str, team_id: str) -> Cell:
        return self.cells[juror_id, team_id]

    def row(self, team_id: str) -> list[Cell]:
        """Return the team's cells by seat."""
        return [self.cells[juror.id, team_id] for juror in self.jurors]

    def count(self, team_id: str, *states: str) -> int:
        return sum(cell.state in states for cell in self.row(team_id))

    def missing(self, team_id: str) -> list[Cell]:
        """Return the cells that should still become a submitted ballot."""
        return [cell for cell in self.row(team_id) if cell.state in {"draft", "not_yet"}]

    def is_complete(self, team_id: str) -> bool:
        """Whether everybody who sits for the team has handed in, and somebody has."""
        return not self.missing(team_id) and self.count(team_id, "submitted") > 0

    @property
    def complete(self) -> list[str]:
        return [slot.team_id for slot in self.slots if self.is_complete(slot.team_id)]

    @property
    def all_in(self) -> bool:
        """Whether no ballot is awaited any more."""
        return bool(self.slots) and not any(self.missing(slot.team_id) for slot in self.slots)

    @property
    def share_in(self) -> float:
        """The part of the awaited ballots that is in, 1 when none is awaited."""
        states = [cell.state for cell in self.cells.values()]
        awaited = sum(state in {"submitted", "draft", "not_yet"} for state in states)
        return states.count("submitted") / awaited if awaited else 1.0

    @property
    def submitted(self) -> list[Ballot]:
        """The ballots that count, of the teams that are still judged."""
        return [
            cell.ballot
            for cell in self.cells.values()
            if cell.state == "submitted" and cell.ballot is not None
        ]

    def is_begun(self, juror_id: str, team_id: str) -> bool:
        """Whether the juror sits with the team now: it began, and its ballot is still awaited."""
        visit, cell = self.visits.get((juror_id, team_id)), self.cells.get((juror_id, team_id))
        if visit is None or cell is None or cell.state not in {"draft", "not_yet"}:
            return False
        return visit.begun_at is not None or cell.state == "draft"

    def is_taken(self, team_id: str) -> bool:
        """Whether a juror sits with the team now."""
        return any(self.is_begun(juror.id, team_id) for juror in self.jurors)

    def path(self, juror_id: str) -> list[JuryVisit]:
        """Return the visits that the juror still has to begin, in order."""
        ahead = [
            visit
            for (juror, team), visit in self.visits.items()
            if juror == juror_id
            and self.cells.get((juror, team)) is not None
            and self.cells[juror, team].state == "not_yet"
            and visit.begun_at is None
        ]
        return sorted(ahead, key=lambda visit: (visit.turn, visit.team_id))

    @property
    def now(self) -> Slot | None:
        return next((slot for slot in self.slots if slot.state == "now"), None)

    @property
    def by_room(self) -> dict[str, tuple[Slot | None, Slot | None]]:
        """The team on stage and the one after it in each open room."""
        found = {}
        for room in self.round_.rooms:
            here = [slot for slot in self.slots if slot.room == room]
            on_stage = next((slot for slot in here if slot.state == "now"), None)
            waiting = sorted(
                (slot for slot in here if slot.state == "waiting"),
                key=lambda slot: (self.turn(slot.team_id), slot.position),
            )
            found[room] = (on_stage, waiting[0] if waiting else None)
        return found

    def turn(self, team_id: str) -> int:
        """The turn in which the team is heard, behind all others when nobody comes."""
        turns = [visit.turn for (_, team), visit in self.visits.items() if team == team_id]
        return min(turns, default=len(self.slots) + 1)

    @property
    def following(self) -> Slot | None:
        return next((slot for slot in self.slots if slot.state == "waiting"), None)


def board(session: Session, round_id: str) -> Board:
    """Read the round. Raises NotFound."""
    round_ = session.scalars(
        select(Round)
        .filter_by(id=round_id)
        .options(selectinload(Round.criteria))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if round_ is None:
        raise NotFound
    rows = session.execute(
        select(Slot, Team)
        .join(Team, Team.id == Slot.team_id)
        .where(Slot.round_id == round_id)
        .order_by(Slot.position)
        .execution_options(populate_existing=True)
    )
    judged = [(slot, team) for slot, team in rows if team.state not in GONE]
    seats = session.scalars(
        select(Juror)
        .filter_by(camp_id=round_.camp_id)
        .order_by(Juror.seat, Juror.id)
        .execution_options(populate_existing=True)
    ).all()
    conflicts = session.scalars(select(JuryConflict).filter_by(round_id=round_id)).all()
    ballots = session.scalars(select(Ballot).filter_by(round_id=round_id, is_current=True)).all()
    made = Board(
        round_,
        tuple(slot for slot, _ in judged),
        {team.id: team for _, team in judged},
        tuple(one for one in seats if one.role != "reserve" or one.seated_from is not None),
        tuple(one for one in seats if one.role == "reserve" and one.seated_from is None),
        {(one.juror_id, one.team_id): one for one in conflicts},
        {(one.juror_id, one.team_id): one for one in ballots},
        _visits(session, round_) if round_.panel != "full" else {},
    )
    made.cells.update(_cells(made))
    return made


def _visits(session: Session, round_: Round) -> dict[tuple[str, str], JuryVisit]:
    found = session.scalars(
        select(JuryVisit).filter_by(round_id=round_.id).execution_options(populate_existing=True)
    )
    return {(one.juror_id, one.team_id): one for one in found}


def sits(juror: Juror, slot: Slot) -> bool:
    """Whether the juror judges the team of this slot, conflicts aside (rulebook R38)."""
    return juror.role != "reserve" or (
        juror.seated_from is not None and juror.seated_from <= slot.position
    )


def _cells(made: Board) -> Iterable[tuple[tuple[str, str], Cell]]:
    for slot in made.slots:
        for juror in made.jurors:
            key = (juror.id, slot.team_id)
            ballot = made.ballots.get(key)
            yield key, Cell(juror, slot, _state(made, key, juror, slot), ballot)


def _state(made: Board, key: tuple[str, str], juror: Juror, slot: Slot) -> str:
    ballot = made.ballots.get(key)
    if not sits(juror, slot):
        return ""
    if key in made.conflicts:
        return "void" if ballot is not None and ballot.state == "void" else "recused"
    if ballot is None and made.round_.panel != "full" and key not in made.visits:
        return ""
    if ballot is None or (ballot.state == "reopened" and not ballot.marks):
        return "not_yet"
    return "draft" if ballot.state == "reopened" else ballot.state
