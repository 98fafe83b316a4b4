"""What the paper's pages show: the sheets to print, what is typed and what waits."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.jury.board import Board, Cell
from camp.jury.models import PaperEntry
from camp.jury.paper import standing
from camp.people.models import Person


@dataclass(frozen=True, slots=True)
class Sheet:
    """A ballot on paper that was typed and waits: `entries` in the order of typing."""

    cell: Cell
    team: str
    entries: list[PaperEntry]
    names: list[str]
    state: str
    """once, differs or exists."""

    @property
    def first_by(self) -> str:
        return self.entries[0].by


def sheets(session: Session, stand: Board) -> list[Sheet]:
    """Return what was typed and waits, conflicts first."""
    rows = session.execute(
        select(PaperEntry, Person.name)
        .join(Person, Person.id == PaperEntry.by)
        .filter(PaperEntry.round_id == stand.round_.id, PaperEntry.outcome == "")
        .order_by(PaperEntry.nth)
    )
    found: dict[tuple[str, str], list[tuple[PaperEntry, str]]] = {}
    for entry, name in rows:
        found.setdefault((entry.juror_id, entry.team_id), []).append((entry, name))
    listed = [
        _sheet(stand, stand.cells[key], typed) for key, typed in found.items() if key in stand.cells
    ]
    return sorted(listed, key=lambda one: one.state == "once")


def _sheet(stand: Board, cell: Cell, typed: list[tuple[PaperEntry, str]]) -> Sheet:
    entries = [entry for entry, _ in typed]
    state = standing(entries, cell.ballot)
    team = stand.teams[cell.slot.team_id].name
    return Sheet(cell, team, entries, [name for _, name in typed], state)


def sheet_of(listed: list[Sheet], juror_id: str, team_id: str) -> Sheet | None:
    wanted = (juror_id, team_id)
    return next(
        (one for one in listed if (one.cell.juror.id, one.cell.slot.team_id) == wanted), None
    )


def to_print(stand: Board, juror_id: str) -> list[Cell]:
    """Return the cells that get a printed ballot, by juror and in pitch order."""
    return [
        cell
        for juror in stand.jurors
        for cell in (stand.cells.get((juror.id, slot.team_id)) for slot in stand.slots)
        if cell is not None
        and cell.state in {"submitted", "draft", "not_yet"}
        and juror_id in {"", juror.id}
    ]
