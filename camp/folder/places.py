"""Ids of the folder and of the tables, both ways, and times as the folder writes them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.ids import new_id
from camp.core.models import Camp


class Places:
    """Which table row a folder's id stands for, while a folder is brought in or given out."""

    def __init__(self, session: Session, camp: Camp) -> None:
        self.session, self.camp = session, camp
        self.rows: dict[str, Any] = {}
        self.refs: dict[str, str] = {}
        self.people: dict[str, str] = {}
        """The folder's id of everybody, by person: the first one where there are several."""
        self.former: dict[str, str] = {}
        """The persons of a folder who have no part in the camp any more, by their id there."""

    def put(self, ref: str, row: Any) -> Any:
        """Remember `row` under its folder id and store it."""
        self.rows[ref] = row
        self.refs[row.id] = ref
        return self.store(row)

    def store(self, row: Any) -> Any:
        """Write the row at once: rows that point to each other by id alone keep their order."""
        self.session.add(row)
        self.session.flush()
        return row

    def id(self, ref: str | None) -> str | None:
        return self.rows[ref].id if ref else None

    def person(self, ref: str) -> str:
        return self.former.get(ref) or str(self.rows[ref].person_id)

    def called(self, person_id: str, ref: str) -> dict[str, str]:
        """Name a person by `ref`; return the id of the record that told of them first, if any."""
        first = self.people.setdefault(person_id, ref)
        return {"person": first} if first != ref else {}

    def somebody(self, ref: str | None) -> str:
        """Return the person behind an id; nobody has none."""
        return self.person(ref) if ref else ""

    def load(self, model: Any, letter: str) -> list[Any]:
        """Return the camp's rows in the folder's order, each with a ref: its own or a new one."""
        rows = list(self.session.scalars(select(model).filter_by(camp_id=self.camp.id)).unique())
        taken = {row.ref for row in rows if row.ref}
        free = (f"{letter}{n:02d}" for n in range(1, 10_000))
        rows.sort(key=lambda row: (row.ref is None, _natural(row.ref or ""), row.id))
        for row in rows:
            ref = row.ref or next(one for one in free if one not in taken)
            taken.add(ref)
            self.rows[ref] = row
            self.refs[row.id] = ref
        return rows

    def time(self, at: datetime | None) -> str | None:
        return at.astimezone(self.camp.zone).isoformat() if at else None


def _natural(ref: str) -> tuple[str, int, str]:
    digits = "".join(letter for letter in ref if letter.isdigit())
    return ref.rstrip("0123456789"), int(digits or 0), ref


def ids_in_order(number: int) -> list[str]:
    """Return new ids that sort as they stand: what happened at one moment keeps its order."""
    return sorted(new_id() for _ in range(number))


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def suffixed(record: dict[str, Any], name: str, kind: type = str) -> dict[str, Any]:
    """Return the translations of a field, each a `kind`: {"en": …} of `name_en`."""
    start = f"{name}_"
    return {
        key.removeprefix(start): value
        for key, value in record.items()
        if key.startswith(start) and isinstance(value, kind)
    }


def spread(name: str, words: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{name}_{language}": value for language, value in words.items()}
