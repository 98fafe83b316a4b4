"""What each column of a list of people means: guessed from its head, else from what it holds."""

import re
from collections.abc import Callable, Mapping, Sequence

import phonenumbers

from camp.core.errors import words
from camp.core.names import fold
from camp.people.reading import GENDERS, LANGUAGES, read_date
from camp.people.regions import find_region
from camp.people.sheets import Cells

FIELDS: Mapping[str, str] = {
    "name": words("Name"), "given": words("Given name"), "family": words("Family name"),
    "phone": words("Phone"), "birth": words("Year or date of birth"), "region": words("Region"),
    "town": words("Town or village"), "gender": words("Gender"), "language": words("Language"),
    "skills": words("Skills"), "motivation": words("Why they come"),
    "guardian": words("Guardian’s name"), "guardian_phone": words("Guardian’s phone"),
}  # fmt: skip
"""What is kept of a file, by what a column may be; everything else is left out."""
ORDER = ("name", "phone", "birth", "region", "language")
"""What the columns of a list without heads are taken for where their contents say nothing."""

# Folded; a word with "*" is a beginning, two words stand side by side. The first that fits counts:
# "Phone of a parent" is a guardian's, and the language of an interface is nobody's region.
HEADS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (field, frozenset(one.strip() for one in known.replace("\n", " ").split(",")))
    for field, known in {
        " timestamp": """timestamp, otmetka vremeni, vaqt belgisi, vaqt tamgasi, submitted at,
            consent*, soglasi*, rozilik*, roziman""",
        " email": "email*, e mail*, pochta, pochtasi, elektron pochta*, elektronn*",
        "guardian": """guardian*, parent*, roditel*, opekun*, ota ona*, vasiy*, mother, father,
            mat, otets""",
        "phone": """phone*, telephone*, mobile*, telefon*, tel, whatsapp, raqam, raqami,
            raqamingiz, nomer, nomeri""",
        "birth": "birth*, born, rojden*, tugilgan*, age, vozrast, esh, eshi, eshingiz",
        "town": "town*, village*, city, gorod, selo, district, rayon*, tuman*, shahar*, qishloq*",
        "region": "region*, oblast*, province, viloyat*, hudud*, xudud*",
        "gender": "gender, sex, jins*, pol, vash pol",
        "skills": "skill*, navik*, konikma*, umeete, umeniya, qolingizdan",
        "motivation": "motiv*, why*, pochemu, zachem, nega, nima uchun",
        "name": """full name, fio, fish, f i o, f i sh, ism familiya*, familiya imya*,
            familiya ism*, imya familiya*, imya i familiya*, familiya i imya*, ism sharif*,
            ism va familiya*, toliq ism*, polnoe imya, name and surname, first and last name""",
        "family": "family name, last name, surname, familiya*",
        "given": "first name, given name, imya, ism, ismi, ismingiz",
        " name": "name, names, participant, ishtirokchi, uchastnik, your name",
        "language": "language*, til, tili, tilingiz, tilda, yazik*",
    }.items()
)
OTHER = {"role", "rol", "vazifa", "organisation", "organization", "tashkilot", "organizatsiya"}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
ENOUGH = 0.6
LOOKED_AT = 60


def guess(cells: Cells, country: str) -> tuple[list[str], Cells, list[str]]:
    """Return the heads, the rows below them and the field of each column, "" for none.

    Without a known head the first line is a row like any other.
    """
    width = max((len(line) for line in cells), default=0)
    by_head = [_by_head(cell) for cell in cells[0]] if cells else []
    has_head = any(field is not None for field in by_head)
    heads = cells[0] if has_head else []
    rows = cells[1:] if has_head else cells
    fields: list[str] = []
    for column in range(width):
        told = by_head[column] if has_head and column < len(by_head) else None
        values = [line[column] for line in rows[:LOOKED_AT] if column < len(line) and line[column]]
        fields.append(_by_contents(values, country) if told is None else told)
    if not has_head and not set(fields) & {"name", "family"}:
        fields = [*ORDER, *[""] * width][:width]
    return heads, rows, _once(fields)


def _by_head(head: str) -> str | None:
    """Return the field that a head names, "" where it names nothing of ours, None if unknown."""
    spoken = " ".join(re.findall(r"\w+", fold(head)))
    named = [field for field, known in HEADS if any(_holds(spoken, one) for one in known)]
    if not named:
        return "" if spoken in OTHER else None
    if named[0] == "guardian" and "phone" in named:
        return "guardian_phone"
    return {" timestamp": "", " email": "", " name": "name"}.get(named[0], named[0])


def _holds(spoken: str, known: str) -> bool:
    end = "" if known.endswith("*") else " "
    return f" {known.rstrip('*')}{end}" in f" {spoken} "


def _by_contents(values: Sequence[str], country: str) -> str:
    """Return the field that most of the values look like, "" for none."""
    looks: dict[str, Callable[[str], bool]] = {
        "": lambda value: EMAIL.fullmatch(value) is not None,
        "birth": lambda value: read_date(value) is not None,
        "phone": lambda value: _is_phone(value, country),
        "gender": lambda value: fold(value) in GENDERS,
        "language": lambda value: fold(value) in LANGUAGES,
        "region": lambda value: not value.isdigit() and find_region(value) != "",
        "name": _is_name,
    }
    for field, look in looks.items():
        if values and sum(map(look, values)) / len(values) >= ENOUGH:
            return field
    return ""


def _is_phone(value: str, country: str) -> bool:
    if sum(letter.isdecimal() for letter in value) < 7:
        return False
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(value, country))
    except phonenumbers.NumberParseException:
        return False


def _is_name(value: str) -> bool:
    parts = value.split()
    return 2 <= len(parts) <= 4 and all(part[0].isalpha() and part[0].isupper() for part in parts)


def _once(fields: Sequence[str]) -> list[str]:
    """Return the fields, each for the first column that claims it."""
    return [
        field if field and field not in fields[:column] else ""
        for column, field in enumerate(fields)
    ]
