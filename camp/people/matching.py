"""Rows of a list beside the people whom we know: who is new, who is here, what would change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.core.names import fold
from camp.people.models import GuardianForm, Participant, Person
from camp.people.models_list import PeopleFile
from camp.people.reading import Row, check_name, mend

CORRECTS = ("phone", "birth_year", "birth_date", "gender", "region", "town")
"""What a list corrects of somebody who is here."""
FILLS = ("language", "skills", "motivation")
"""What people say of themselves: a list tells it only where they have not."""
SLICE = 400
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a list would change about somebody."""

    field: str
    before: Any
    after: Any


@dataclass(slots=True)
class Matched:
    """A row, whom it may be, and what is proposed to do with it.

    `state` is bad, twice (it stands further up, in the row `twin`), same, changed or new.
    """

    row: Row
    state: str = "new"
    alike: tuple[Person, ...] = ()
    here: frozenset[str] = frozenset()
    twin: int = 0
    changes: list[Change] = field(default_factory=list)
    proposed: str = "new"
    choice: str = ""
    """What was chosen by hand; nothing leaves it at what is proposed."""

    @property
    def decided(self) -> str:
        return self.choice or self.proposed

    @property
    def stops(self) -> bool:
        """Whether the row keeps the list from being taken in."""
        return self.state == "bad" and self.choice != "skip"


def rows_of(kept: PeopleFile, country: str, today: date) -> list[Row]:
    """Return the rows of a file as facts with their faults; row 1 is the first below the head."""
    return [
        read_row(number, kept.columns, line, country, today)
        for number, line in enumerate(kept.rows, 1)
    ]


def read_row(
    number: int, columns: Sequence[str], cells: Sequence[str], country: str, today: date
) -> Row:
    row = Row(number)
    for name, cell in zip(columns, cells, strict=False):
        if name and cell.strip():
            row.facts[name] = " ".join(cell.split())
    parts = [row.facts.pop(part, "") for part in ("given", "family")]
    if "name" not in row.facts and any(parts):
        row.facts["name"] = " ".join(part for part in parts if part)
    check_name(row)
    mend(row, country, today)
    return row


def match(
    session: Session, camp: Camp, rows: Sequence[Row], choices: Mapping[str, str]
) -> list[Matched]:
    """Return each row with whom it may be: a handful of statements, however many rows."""
    here = {
        one.person_id: one
        for one in session.scalars(select(Participant).filter_by(camp_id=camp.id))
    }
    forms = set(session.scalars(select(GuardianForm.person_id).filter_by(camp_id=camp.id)))
    known = _Known[Person](_persons(session, rows, here.values()))
    found, before = [], _Known[Row]()
    for row in rows:
        one = Matched(row, choice=choices.get(str(row.number), ""))
        twin = before.same(row.facts)
        if row.faults:
            one.state, one.proposed = "bad", ""
        elif twin is not None:
            one.state, one.proposed, one.twin = "twice", "skip", twin.number
        else:
            _look(one, known, here, forms)
        if row.facts.get("name"):
            before.add(row, row.facts)
        found.append(one)
    return found


def _look(
    one: Matched,
    known: "_Known[Person]",
    here: Mapping[str, Participant],
    forms: set[str],
) -> None:
    facts = one.row.facts
    same, alike = known.same(facts, among=here), known.alike(facts)
    # Brothers and sisters share a phone: the number alone makes nobody the same.
    one.alike = tuple(alike)
    one.here = frozenset(person.id for person in alike if person.id in here)
    if same is None:
        return
    one.proposed = same.id
    # The choice may be another of those alike: what changes is told of whom it is about.
    about = next((person for person in alike if person.id == one.choice), same)
    if about.id in here:
        one.changes = changes(about, here[about.id], facts, has_form=about.id in forms)
        one.state = "changed" if one.changes else "same"


def changes(
    person: Person, participant: Participant, facts: Mapping[str, Any], *, has_form: bool
) -> list[Change]:
    """Return what a row would change about somebody who is here; the name stays as it is."""
    found = []
    for name in (*CORRECTS, *FILLS):
        owner = participant if name in {"skills", "motivation"} else person
        before, after = getattr(owner, name), facts.get(name)
        if not after or before == after or (name in FILLS and before):
            continue
        if name == "birth_year" and "birth_date" in facts:
            continue  # The date says it.
        found.append(Change(name, before, after))
    if facts.get("guardian") and not has_form:
        found.append(Change("guardian", "", facts["guardian"]))
    return found


class _Known(Generic[T]):
    """People, or rows, by phone and by name in any order of its words."""

    def __init__(self, persons: Iterable[Any] = ()) -> None:
        self._by_phone: dict[str, list[tuple[T, Mapping[str, Any]]]] = {}
        self._by_name: dict[frozenset[str], list[tuple[T, Mapping[str, Any]]]] = {}
        for person in persons:
            facts = {"phone": person.phone, "birth_year": person.birth_year, "name": person.name}
            self.add(person, facts)

    def add(self, one: T, facts: Mapping[str, Any]) -> None:
        if facts.get("phone"):
            self._by_phone.setdefault(facts["phone"], []).append((one, facts))
        self._by_name.setdefault(_name(facts), []).append((one, facts))

    def same(self, facts: Mapping[str, Any], among: Mapping[str, Any] | None = None) -> T | None:
        """Return who has this name with this phone or birth year, those `among` first."""
        fits = [one for one, other in self._by_name.get(_name(facts), ()) if _agree(facts, other)]
        fits += [
            one
            for one, other in self._by_phone.get(facts.get("phone", ""), ())
            if len(_name(facts) & _name(other)) and not _at_odds(facts, other, "birth_year")
        ]
        if among is not None:
            fits.sort(key=lambda one: getattr(one, "id", "") not in among)
        return fits[0] if fits else None

    def alike(self, facts: Mapping[str, Any]) -> list[T]:
        found = [one for one, _ in self._by_phone.get(facts.get("phone", ""), ())]
        found += [
            one
            for one, other in self._by_name.get(_name(facts), ())
            if _agree(facts, other) and one not in found
        ]
        return found


def _name(facts: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(fold(str(facts.get("name", "")))[:160].split())


def _agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two of one name may be one: phone or year say so, and neither says otherwise."""
    says = any(
        one.get(name) and one.get(name) == other.get(name) for name in ("phone", "birth_year")
    )
    return says and not _at_odds(one, other, "birth_year")


def _at_odds(one: Mapping[str, Any], other: Mapping[str, Any], name: str) -> bool:
    return bool(one.get(name) and other.get(name) and one[name] != other[name])


def _persons(session: Session, rows: Sequence[Row], here: Iterable[Participant]) -> list[Person]:
    """Return everybody whom a row may be: all who are here, and others by phone and name."""
    phones = {row.facts["phone"] for row in rows if row.facts.get("phone")}
    names = {fold(row.facts["name"])[:160] for row in rows if row.facts.get("name")}
    names |= {" ".join(reversed(name.split())) for name in names}
    found = {one.person_id: one.person for one in here}
    for column, wanted in ((Person.phone, phones), (Person.folded, names)):
        values = sorted(wanted)
        for start in range(0, len(values), SLICE):
            some = select(Person).where(column.in_(values[start : start + SLICE]))
            found |= {person.id: person for person in session.scalars(some)}
    return sorted(found.values(), key=lambda person: (person.name, person.id))
