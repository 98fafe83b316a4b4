"""The participants as a table for a spreadsheet."""

from collections.abc import Callable, Iterable, Sequence

from camp.core.spreadsheets import sheet
from camp.people.models import Participant

COLUMNS = ("name", "phone", "birth", "region", "town", "gender", "language", "skills")


def table(heads: Sequence[str], people: Iterable[Participant], region: Callable[[str], str]) -> str:
    """Return the table; an import reads it back and finds nothing new."""
    return sheet(heads, (_row(one, region) for one in people))


def _row(one: Participant, region: Callable[[str], str]) -> tuple[object, ...]:
    person = one.person
    born = person.birth_date.strftime("%d.%m.%Y") if person.birth_date else person.birth_year
    return (
        person.name, person.phone, born or "", region(person.region) if person.region else "",
        person.town, person.gender, person.language.replace("_", "-"), ", ".join(one.skills),
    )  # fmt: skip
