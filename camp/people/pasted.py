"""Tables that are pasted from a spreadsheet: columns guessed, each row with its faults."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from camp.core.errors import Invalid, words
from camp.core.names import fold
from camp.people.contact import read_phone
from camp.people.regions import find_region

HEADS: Mapping[str, tuple[str, ...]] = {
    "name": ("name", "full name", "fio", "fish", "ism", "ismi", "ism familiya", "imya", "famiyliya",
             "familiya imya", "imya familiya", "participant", "ishtirokchi", "uchastnik"),
    "phone": ("phone", "telephone", "mobile", "telefon", "tel", "raqam", "nomer"),
    "birth": ("birth", "birth year", "birth date", "year of birth", "date of birth", "born",
              "tugilgan yili", "tugilgan sana", "tugilgan", "god rojdeniya", "data rojdeniya"),
    "region": ("region", "viloyat", "oblast", "hudud", "xudud"),
    "language": ("language", "til", "yazik"),
    "gender": ("gender", "sex", "jins", "pol"),
    "role": ("role", "rol", "vazifa"),
    "organisation": ("organisation", "organization", "tashkilot", "organizatsiya", "ish joyi"),
}  # fmt: skip
"""Folded words at the head of a column, in English, Uzbek and Russian."""
LANGUAGES = {
    "uz": "uz", "uz-latn": "uz", "ozbek": "uz", "ozbekcha": "uz", "uzbek": "uz", "uzbekskiy": "uz",
    "uz-cyrl": "uz_Cyrl", "ru": "ru", "rus": "ru", "russian": "ru", "russkiy": "ru", "ruscha": "ru",
    "en": "en", "english": "en", "angliyskiy": "en", "inglizcha": "en",
}  # fmt: skip
GENDERS = {"f": "F", "j": "F", "ayol": "F", "women": "F", "female": "F", "m": "M", "e": "M",
           "erkak": "M", "male": "M"}  # fmt: skip
MOST = 500


@dataclass(slots=True)
class Row:
    """One line: what it says, as typed, and what is wrong with it."""

    number: int
    facts: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def read_people(text: str, *, country: str, today: date) -> list[Row]:
    """Return the rows of a pasted list of participants; a phone is read as of `country`."""
    rows = read_table(text, ("name", "phone", "birth", "region", "language"))
    for row in rows:
        _mend(row, country, today)
    return rows


def read_table(text: str, order: tuple[str, ...]) -> list[Row]:
    """Return rows by column name; without a known head the columns stand in `order`."""
    lines = [line for line in text.replace("\r", "").split("\n") if line.strip(" \t,;")]
    if len(lines) > MOST:
        raise Invalid(fields={"table": [words("Paste 500 rows at most.")]})
    cells = list(csv.reader(lines, delimiter=_delimiter(lines), skipinitialspace=True))
    if not cells:
        return []
    heads = [_column(cell) for cell in cells[0]]
    if any(heads):
        cells = cells[1:]
    else:
        heads = list(order)
    return [_row(number, heads, line) for number, line in enumerate(cells, 1)]


def _delimiter(lines: list[str]) -> str:
    """Return the mark that most lines have; a tab wins, for spreadsheets write it."""
    counts = {mark: sum(mark in line for line in lines) for mark in "\t;,"}
    return max(counts, key=lambda mark: (counts[mark], mark == "\t", mark == ";"))


def _column(cell: str) -> str:
    wanted = fold(cell).strip(" :.*")
    return next((name for name, heads in HEADS.items() if wanted in heads), "")


def _row(number: int, heads: list[str], cells: list[str]) -> Row:
    row = Row(number)
    for head, cell in zip(heads, cells, strict=False):
        if head and cell.strip():
            row.facts[head] = " ".join(cell.split())
    if not row.facts.get("name"):
        row.faults.append(words("The name is missing."))
    elif len(row.facts["name"]) > 120:
        row.faults.append(words("The name is too long."))
    return row


def _mend(row: Row, country: str, today: date) -> None:
    facts = row.facts
    if "phone" in facts:
        try:
            facts["phone"] = read_phone(facts["phone"], country)
        except Invalid as error:
            row.faults.extend(error.facts["fields"]["phone"])  # type: ignore[index]
    if "birth" in facts:
        _read_birth(row, facts.pop("birth"), today)
    if "region" in facts:
        facts["region"] = find_region(facts["region"]) or facts["region"]
        if len(facts["region"]) > 6 or not find_region(facts["region"]):
            row.faults.append(words("This region is not known."))
    if "language" in facts:
        facts["language"] = LANGUAGES.get(fold(facts["language"]), "")
    if "gender" in facts:
        facts["gender"] = GENDERS.get(fold(facts["gender"]), "")


def _read_birth(row: Row, typed: str, today: date) -> None:
    """Read a year or a date: 2004, 11.03.2004, 2004-03-11 or 11/03/2004."""
    for form in ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y"):
        try:
            row.facts["birth_date"] = datetime.strptime(typed, form).date()  # noqa: DTZ007
        except ValueError:
            continue
        break
    born = row.facts.get("birth_date")
    year = born.year if born else int(typed) if typed.isascii() and typed.isdigit() else 0
    if today.year - 100 < year <= today.year:
        row.facts["birth_year"] = year
    else:
        row.facts["birth"] = typed
        row.faults.append(words("The year of birth is not clear. Write it like 2004."))
