"""A list of people that was taken in by mistake: taken back while its people did nothing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Table, delete, literal, or_, select
from sqlalchemy.orm import Session

from camp.core.db import Base
from camp.core.errors import Conflict, NotFound, words
from camp.core.events import hold, record
from camp.core.models import Camp
from camp.people.events import PeopleImportTakenBack
from camp.people.importing import REVERSIBLE, plain
from camp.people.models import Badge, GuardianForm, Link, Login, Participant, Person
from camp.people.models_list import PeopleFile, PeopleImport

MADE_BY_A_LIST = frozenset(
    one.__tablename__ for one in (Participant, Badge, Link, GuardianForm, PeopleFile, PeopleImport)
)
"""Tables in which a list itself writes a row of somebody, or of whoever brought it."""
BUSY = words("Somebody on this list has been active since. Let people go one by one.")
CHANGED = words("Something on this list was changed again since. Correct it by hand.")


@dataclass(frozen=True, slots=True)
class Taken:
    """A list that was taken in, who brought it, and whether it may still be taken back."""

    row: PeopleImport
    by: str
    may_go_back: bool


def imports(session: Session, camp: Camp, now: datetime) -> list[Taken]:
    """Return the lists that were taken in, the newest first."""
    rows = session.execute(
        select(PeopleImport, Person.name)
        .join(Person, Person.id == PeopleImport.by)
        .where(PeopleImport.camp_id == camp.id)
        .order_by(PeopleImport.at.desc(), PeopleImport.id)
        .limit(10)
    ).all()
    return [Taken(row, name, not why_not(session, row, now)) for row, name in rows]


def why_not(session: Session, made: PeopleImport, now: datetime) -> str:
    """Return why a list cannot be taken back, "" when it can."""
    if made.taken_back_at or made.at < now - REVERSIBLE:
        return words("This list cannot be taken back any more.")
    participants = _participants(session, made)
    if len(participants) != len(made.made) or any(one.state != "accepted" for one in participants):
        return BUSY
    if active(session, made, participants):
        return BUSY
    if any(_now(session, made, change) != change[3] for change in made.changes):
        return CHANGED
    return ""


def take_back(session: Session, *, camp_id: str, import_id: str, by: str, now: datetime) -> None:
    """Undo a list: who came by it goes, what it changed is as before. Twice is once.

    Raises Conflict once one of its people has done anything.
    """
    camp = hold(session, camp_id)
    made = session.get(PeopleImport, import_id)
    if made is None or made.camp_id != camp.id:
        raise NotFound
    if made.taken_back_at:
        return
    if refused := why_not(session, made, now):
        raise Conflict(refused)
    for change in made.changes:
        _undo(session, made, change)
    people = [one.person_id for one in _participants(session, made)]
    _let_go(session, camp, made.made, people)
    made.taken_back_at, made.made, made.changes = now, [], []
    record(
        session,
        PeopleImportTakenBack(camp_id=camp_id, by=by, import_id=import_id, people=people),
    )


def active(session: Session, made: PeopleImport, participants: Sequence[Participant]) -> bool:
    """Return whether a row of any table says that one of them did something at this camp."""
    ids = {"person": [one.person_id for one in participants],
           "participant": [one.id for one in participants]}  # fmt: skip
    for table in Base.metadata.sorted_tables:
        if table.name in MADE_BY_A_LIST:
            continue
        for key in table.foreign_keys:
            wanted = ids.get(key.column.table.name)
            if not wanted:
                continue
            found = select(key.parent).where(key.parent.in_(wanted)).limit(1)
            if "camp_id" in table.c:
                found = found.where(table.c.camp_id == made.camp_id)
            if table.name == Login.__tablename__:
                found = found.where(table.c.seen_at >= made.at)
            if session.scalar(found) is not None:
                return True
    return False


def _participants(session: Session, made: PeopleImport) -> list[Participant]:
    return list(session.scalars(select(Participant).where(Participant.id.in_(made.made))))


def _now(session: Session, made: PeopleImport, change: Sequence[Any]) -> Any:
    """Return what stands now where the list wrote."""
    person_id, name, *_ = change
    where = {"camp_id": made.camp_id, "person_id": person_id}
    if name == "guardian":
        form = session.scalars(select(GuardianForm).filter_by(given=False, **where)).one_or_none()
        return form.guardian if form else None
    if name in {"skills", "motivation"}:
        return getattr(session.scalars(select(Participant).filter_by(**where)).one(), name)
    return plain(getattr(session.get_one(Person, person_id), name))


def _undo(session: Session, made: PeopleImport, change: Sequence[Any]) -> None:
    person_id, name, before, _after = change
    where = {"camp_id": made.camp_id, "person_id": person_id}
    if name == "guardian":
        session.execute(delete(GuardianForm).filter_by(**where))
    elif name in {"skills", "motivation"}:
        setattr(session.scalars(select(Participant).filter_by(**where)).one(), name, before)
    else:
        value = date.fromisoformat(before) if name == "birth_date" and before else before
        setattr(session.get_one(Person, person_id), name, value)


def _let_go(
    session: Session, camp: Camp, participant_ids: Iterable[str], person_ids: Sequence[str]
) -> None:
    session.execute(delete(Badge).where(Badge.camp_id == camp.id, Badge.person_id.in_(person_ids)))
    session.execute(delete(Participant).where(Participant.id.in_(list(participant_ids))))
    session.expire_all()
    unknown = [one for one in person_ids if not _is_named(session, one)]
    session.execute(delete(Link).where(Link.person_id.in_(unknown)))
    session.execute(delete(Person).where(Person.id.in_(unknown)))


def _is_named(session: Session, person_id: str) -> bool:
    """Return whether anything but a link still speaks of the person."""
    tables: list[Table] = [one for one in Base.metadata.sorted_tables if one.name != "link"]
    for table in tables:
        keys = [key.parent for key in table.foreign_keys if key.column.table.name == "person"]
        named = or_(False, *(key == person_id for key in keys))
        if keys and session.execute(select(literal(1)).select_from(table).where(named)).first():
            return True
    return False
