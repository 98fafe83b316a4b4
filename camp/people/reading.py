"""What people write into a list: dates, regions, languages, and what is wrong with each."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from camp.core.errors import Invalid, words
from camp.core.names import fold
from camp.people.contact import read_phone
from camp.people.profile import SKILLS, SKILLS_MOST
from camp.people.regions import find_region

_SPOKEN = {
    "uz": "uz", "uz-latn": "uz", "ozbek": "uz", "ozbekcha": "uz", "uzbek": "uz", "uzbekskiy": "uz",
    "ozbek tili": "uz", "uz-cyrl": "uz_Cyrl", "ru": "ru", "rus": "ru", "russian": "ru",
    "russkiy": "ru", "ruscha": "ru", "rus tili": "ru", "en": "en", "english": "en",
    "angliyskiy": "en", "inglizcha": "en", "ingliz tili": "en",
}  # fmt: skip
_GENDERS = {
    "f": "F", "j": "F", "ayol": "F", "qiz": "F", "women": "F", "woman": "F", "female": "F",
    "jenskiy": "F", "jenshina": "F", "jen": "F", "m": "M", "e": "M", "erkak": "M", "yigit": "M",
    "male": "M", "man": "M", "mujskoy": "M", "mujchina": "M", "muj": "M",
}  # fmt: skip
# What people type is compared folded, and folding changes some of these words, too.
LANGUAGES = {fold(word): code for word, code in _SPOKEN.items()}
GENDERS = {fold(word): code for word, code in _GENDERS.items()}
FORMS = ("%d.%m.%Y", "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%y")
EXCEL_ZERO = date(1899, 12, 30)
"""Day 0 of a spreadsheet's dates: a cell that lost its form shows days since then."""
YEARS = 100
UNCLEAR_BIRTH = words("The year of birth is not clear. Write it like 2004.")


@dataclass(slots=True)
class Row:
    """One line: what it says, as typed, and what is wrong with it."""

    number: int
    facts: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def check_name(row: Row) -> None:
    if not row.facts.get("name"):
        row.faults.append(words("The name is missing."))
    elif len(row.facts["name"]) > 120:
        row.faults.append(words("The name is too long."))


def mend(row: Row, country: str, today: date) -> None:
    """Turn what was typed into what we keep, and say what cannot be."""
    facts = row.facts
    for name in ("phone", "guardian_phone"):
        if name in facts:
            try:
                facts[name] = read_phone(facts[name], country)
            except Invalid as error:
                row.faults.extend(error.facts["fields"]["phone"])  # type: ignore[index]
    if "birth" in facts:
        _read_birth(row, facts.pop("birth"), today)
    _read_words(row)
    for name, most in (("town", 120), ("motivation", 600), ("guardian", 120)):
        if name in facts:
            facts[name] = facts[name][:most]


def _read_words(row: Row) -> None:
    """Turn words that people choose among into our keys."""
    facts = row.facts
    if "region" in facts:
        found = find_region(facts["region"])
        facts["region"] = found or facts["region"]
        if not found:
            row.faults.append(words("This region is not known."))
    for name, known in (("language", LANGUAGES), ("gender", GENDERS)):
        if name in facts:
            facts[name] = known.get(fold(facts[name]), "")
    if "skills" in facts:
        facts["skills"] = _skills(facts["skills"])


def read_date(typed: str) -> date | int | None:
    """Return a date or a year: 2004, 11.03.2004, 2004-03-11, 11/03/2004, a spreadsheet's 38057."""
    text = typed.split(" ", maxsplit=1)[0]
    for form in FORMS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    if re.fullmatch(r"[0-9]{4}", text):
        return int(text) if 1900 <= int(text) <= 2100 else None
    if re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", text):
        return EXCEL_ZERO + timedelta(days=int(float(text)))
    return None


def _read_birth(row: Row, typed: str, today: date) -> None:
    born = read_date(typed)
    year = born.year if isinstance(born, date) else born or 0
    if isinstance(born, date):
        row.facts["birth_date"] = born
    if today.year - YEARS < year <= today.year:
        row.facts["birth_year"] = year
    else:
        row.facts["birth"] = typed
        row.faults.append(UNCLEAR_BIRTH)


def _skills(typed: str) -> list[str]:
    """Return keys of skills; what we have no key for is kept in its own words."""
    known: Mapping[str, str] = {fold(name): key for key, name in SKILLS.items()}
    parts = [part.strip() for part in re.split(r"[,;/\n]", typed)]
    found = [known.get(fold(part), part[:40]) for part in parts if part]
    return list(dict.fromkeys(found))[:SKILLS_MOST]
