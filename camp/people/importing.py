"""A list of people from a file: kept while somebody looks at it, then taken in as one thing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.people.columns import FIELDS, guess
from camp.people.contact import country_of
from camp.people.events import GuardianFormReceived, PeopleImported, ProfileChanged
from camp.people.matching import Change, Matched, match, rows_of
from camp.people.models import GuardianForm, Participant, Person
from camp.people.models_list import PeopleFile, PeopleImport
from camp.people.registering import PERSON_FIELDS, enrol, participant_of
from camp.people.sheets import LONGEST, Cells, refusal

KEPT_FOR = timedelta(hours=24)
REVERSIBLE = timedelta(days=30)
EMPTY = words("There is nobody in this file: it holds no rows.")
Step = Callable[[int, int], None]


def keep_file(
    session: Session, *, camp_id: str, cells: Cells, name: str, by: str, now: datetime
) -> PeopleFile:
    """Keep a list to be looked at, its columns guessed. Nobody is taken in. Raises Invalid."""
    camp = session.get_one(Camp, camp_id)
    heads, rows, columns = guess(cells, country_of(camp))
    if not rows:
        raise refusal(EMPTY)
    kept = PeopleFile(
        id=new_id(), camp_id=camp_id, by=by, name=name[:120], heads=heads, rows=rows,
        columns=columns, made_at=now,
    )  # fmt: skip
    session.add(kept)
    return kept


def file_of(session: Session, camp_id: str, file_id: str, by: str, now: datetime) -> PeopleFile:
    """Return a list that this person brought and that is not forgotten. Raises NotFound."""
    kept = session.get(PeopleFile, file_id)
    if kept is None or (kept.camp_id, kept.by) != (camp_id, by) or kept.made_at < now - KEPT_FOR:
        raise NotFound(words("This list was taken in, or is forgotten by now. Send it again."))
    return kept


def files_of(session: Session, camp_id: str, by: str, now: datetime) -> list[PeopleFile]:
    """Return the lists that this person has brought and not finished, the newest first."""
    found = select(PeopleFile).filter_by(camp_id=camp_id, by=by)
    newer = found.where(PeopleFile.made_at >= now - KEPT_FOR)
    return list(session.scalars(newer.order_by(PeopleFile.made_at.desc(), PeopleFile.id)))


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed on a list's page: a field by column, cells by (row, column), choices."""

    columns: Mapping[int, str]
    cells: Mapping[tuple[int, int], str]
    choices: Mapping[str, str]


def mend_file(
    session: Session, *, camp_id: str, file_id: str, typed: Typed, by: str, now: datetime
) -> None:
    """Keep what was typed; nobody is taken in."""
    kept = file_of(session, camp_id, file_id, by, now)
    columns = [
        typed.columns.get(at, field) if typed.columns.get(at, field) in FIELDS else ""
        for at, field in enumerate(kept.columns)
    ]
    rows: Cells = [list(row) for row in kept.rows]
    for (number, column), text in typed.cells.items():
        if 0 < number <= len(rows) and column < len(columns):
            row = rows[number - 1]
            row.extend([""] * (column + 1 - len(row)))
            row[column] = " ".join(text.split())[:LONGEST]
    kept.columns, kept.rows = columns, rows
    kept.choices = {**kept.choices, **typed.choices}


def throw_away(session: Session, *, camp_id: str, file_id: str, by: str) -> None:
    """Forget a list that was not taken in; twice is once."""
    session.execute(delete(PeopleFile).filter_by(id=file_id, camp_id=camp_id, by=by))


def look(session: Session, camp: Camp, kept: PeopleFile, today: date) -> list[Matched]:
    return match(session, camp, rows_of(kept, country_of(camp), today), kept.choices)


def take_file(
    session: Session,
    *,
    camp_id: str,
    file_id: str,
    by: str,
    now: datetime,
    leave_bad: bool = False,
    step: Step = lambda _done, _all: None,
) -> PeopleImport | None:
    """Take a list in and forget it; None when it says nothing new.

    All of it or nothing. Raises Invalid while a row has a fault, unless `leave_bad` leaves those
    out, and while a choice names somebody whom the row does not look like.
    """
    camp = hold(session, camp_id)
    kept = file_of(session, camp_id, file_id, by, now)
    found = look(session, camp, kept, now.astimezone(camp.zone).date())
    if not leave_bad:
        require_whole(found)
    made = PeopleImport(
        id=new_id(), camp_id=camp_id, by=by, at=now, added=0, changed=0, made=[], changes=[]
    )
    for done, one in enumerate(found):
        step(done, len(found))
        if one.state != "bad":
            _take(session, camp, one, made)
    session.delete(kept)
    if not (made.added or made.changed):
        return None
    session.add(made)
    session.flush()
    record(
        session,
        PeopleImported(
            camp_id=camp_id, by=by, import_id=made.id, added=made.added, changed=made.changed
        ),
    )
    return made


def require_whole(found: list[Matched]) -> None:
    """Raise Invalid, naming the first row that has a fault and is not left out."""
    stops = [one.row.number for one in found if one.stops]
    if stops:
        raise Invalid(
            words("Row %(number)s needs another look: mend it, or leave it out."), number=stops[0]
        )


def _take(session: Session, camp: Camp, one: Matched, made: PeopleImport) -> None:
    choice, facts = one.decided, one.row.facts
    if choice == "skip":
        return
    if choice != "new" and choice not in {person.id for person in one.alike}:
        raise Invalid(words("Look at the rows again: somebody else changed the list."))
    known = None if choice == "new" else choice
    participant = participant_of(session, camp.id, known) if known else None
    if participant is None:
        before = _said(session, known)
        participant = enrol(
            session, camp=camp, facts=facts, registration="list", by=made.by, now=made.at,
            person_id=known,
        )  # fmt: skip
        filled = {name: plain(getattr(participant.person, name)) for name in before}
        made.changes = made.changes + [
            [participant.person_id, name, was, filled[name]]
            for name, was in before.items()
            if was != filled[name]
        ]
        _name_guardian(session, participant, facts, made)
        made.made = [*made.made, participant.id]
        made.added += 1
    elif one.changes:
        _correct(session, participant, one.changes, facts, made)
        made.changed += 1


def _said(session: Session, person_id: str | None) -> dict[str, Any]:
    """Return what is known of somebody who was at another camp, nothing of somebody new."""
    if person_id is None:
        return {}
    person = session.get_one(Person, person_id)
    return {name: plain(getattr(person, name)) for name in PERSON_FIELDS}


def _correct(
    session: Session, participant: Participant, changes: list[Change], facts: Mapping[str, Any],
    made: PeopleImport,
) -> None:  # fmt: skip
    person = participant.person
    for change in changes:
        if change.field == "guardian":
            _name_guardian(session, participant, facts, made)
            continue
        owner: Person | Participant = person
        if change.field in {"skills", "motivation"}:
            owner = participant
        if change.field == "birth_date":
            made.changes = [
                *made.changes,
                [person.id, "birth_year", person.birth_year, change.after.year],
            ]
            person.birth_year = change.after.year
        setattr(owner, change.field, change.after)
        told = [plain(value) for value in (change.before, change.after)]
        made.changes = [*made.changes, [person.id, change.field, *told]]
    record(session, ProfileChanged(camp_id=made.camp_id, by=made.by, person_id=person.id))


def plain(value: Any) -> Any:
    """Return a value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


def _name_guardian(
    session: Session, participant: Participant, facts: Mapping[str, Any], made: PeopleImport
) -> None:
    """Note whom to ask for a minor. Only the guardian's own word lets the minor in."""
    if not facts.get("guardian"):
        return
    asked = {"camp_id": made.camp_id, "person_id": participant.person_id}
    if session.scalar(select(GuardianForm.id).filter_by(**asked)) is not None:
        return
    session.add(
        GuardianForm(
            id=new_id(),
            guardian=facts["guardian"],
            phone=facts.get("guardian_phone", ""),
            given=False,
            at=made.at,
            by=made.by,
            **asked,
        )
    )
    made.changes = [*made.changes, [participant.person_id, "guardian", "", facts["guardian"]]]
    record(session, GuardianFormReceived(by=made.by, **asked))


def forget(session: Session, *, now: datetime) -> None:
    """Forget lists that nobody finished within a day, and how to take back what is 30 days old."""
    session.execute(delete(PeopleFile).where(PeopleFile.made_at < now - KEPT_FOR))
    old = select(PeopleImport).where(PeopleImport.at < now - REVERSIBLE)
    for one in session.scalars(old):
        one.made, one.changes = [], []
