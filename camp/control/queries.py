"""The camp in numbers, its deadlines and its log. Nothing here writes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.checkin import queries as door
from camp.core.models import Camp, Deadline, LogEntry
from camp.ideas.models import Idea
from camp.jury import queries as jury
from camp.jury.board import board
from camp.people.models import Person
from camp.projects import queries as projects
from camp.projects.rules import DEADLINE
from camp.teams.models import Seat, Team
from camp.teams.queries import LOCK

PAGE = 50
"""Facts on one page of the log."""
DEADLINES = (LOCK, DEADLINE)


@dataclass(frozen=True, slots=True)
class Counter:
    """A number that is read in passing, `of` how many that could be."""

    kind: str
    have: int
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One fact of the log with the names that its ids stand for."""

    entry: LogEntry
    by: str
    names: dict[str, str]


def counters(session: Session, camp: Camp) -> list[Counter]:
    """Return the camp in numbers, in the order of its days."""
    ideas = session.scalar(
        select(func.count(Idea.id)).where(Idea.camp_id == camp.id, Idea.state != "draft")
    )
    seats = session.scalar(
        select(func.count(Seat.id)).where(Seat.camp_id == camp.id, Seat.left_at.is_(None))
    )
    rows = projects.rows(session, camp)
    inside, expected = door.checked_in(session, camp.id), door.expected(session, camp.id)
    found = [
        Counter("inside", inside, expected),
        Counter("ideas", ideas or 0),
        Counter("teams", len(rows)),
        Counter("seats", seats or 0, expected),
        Counter("submissions", sum(row.counted is not None for row in rows), len(rows)),
    ]
    round_ = jury.current_round(session, camp.id)
    if round_ is not None and round_.state != "prepared":
        stand = board(session, round_.id)
        wanted = sum(
            cell.state in {"submitted", "draft", "not_yet"} for cell in stand.cells.values()
        )
        found.append(Counter("ballots", len(stand.submitted), wanted))
    return found


def deadlines(session: Session, camp_id: str) -> dict[str, Deadline]:
    found = session.scalars(select(Deadline).filter_by(camp_id=camp_id))
    return {one.name: one for one in found}


def log(session: Session, camp: Camp, before: int | None = None) -> list[Line]:
    """Return a page of the camp's log, the newest first, before the number `before`."""
    wanted = select(LogEntry).filter_by(camp_id=camp.id)
    if before is not None:
        wanted = wanted.where(LogEntry.seq < before)
    entries = session.scalars(wanted.order_by(LogEntry.seq.desc()).limit(PAGE)).all()
    names = _names(session, camp, entries)
    return [
        Line(
            entry,
            names.get(entry.person_id or "", ""),
            {key: names.get(str(value), str(value)) for key, value in entry.told.items()},
        )
        for entry in entries
    ]


def _names(session: Session, camp: Camp, entries: Sequence[LogEntry]) -> dict[str, str]:
    """Return what the ids in these facts stand for: people, teams, ideas and jurors."""
    ids = set()
    for entry in entries:
        ids |= {entry.person_id, *(value for value in entry.facts.values() if _is_id(value))}
    seats = {one.id: one.person.name for one in jury.jurors(session, camp.id)}
    found = dict(seats)
    for kind, name in ((Person, Person.name), (Team, Team.name), (Idea, Idea.title)):
        rows = session.execute(select(kind.id, name).where(kind.id.in_(ids - {None})))
        found |= {str(row[0]): str(row[1]) for row in rows}
    return found


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 8 <= len(value) <= 20
