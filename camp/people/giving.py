"""The participants as a table for a spreadsheet, which works out nothing that people wrote."""

import csv
import io
from collections.abc import Callable, Iterable, Sequence

from camp.people.models import Participant

COLUMNS = ("name", "phone", "birth", "region", "town", "gender", "language", "skills")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table(heads: Sequence[str], people: Iterable[Participant], region: Callable[[str], str]) -> str:
    """Return the table; an import reads it back and finds nothing new."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(heads)
    for one in people:
        person = one.person
        born = person.birth_date.strftime("%d.%m.%Y") if person.birth_date else person.birth_year
        cells = (
            person.name, person.phone, born or "", region(person.region) if person.region else "",
            person.town, person.gender, person.language.replace("_", "-"), ", ".join(one.skills),
        )  # fmt: skip
        writer.writerow([harmless(str(cell)) for cell in cells])
    return out.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet takes for words: a mark stands before what begins a sum."""
    is_phone = cell.startswith("+") and cell[1:].isdecimal()
    return f"'{cell}" if cell.startswith(FORMULA) and not is_phone else cell


def as_written(cell: str) -> str:
    """Return what stood in the cell before `harmless`."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in FORMULA else cell
