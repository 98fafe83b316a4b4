"""Regions of a camp's country, by ISO 3166-2 code: never free text."""

import json
from functools import cache
from pathlib import Path

from babel import Locale

from camp.core.models import Camp
from camp.core.names import fold
from camp.people.contact import country_of

TILES = {
    "UZ-QR": (0, 0), "UZ-XO": (1, 1), "UZ-NW": (2, 1), "UZ-TO": (5, 1), "UZ-TK": (6, 1),
    "UZ-NG": (7, 1), "UZ-BU": (2, 2), "UZ-SA": (3, 2), "UZ-JI": (4, 2), "UZ-SI": (5, 2),
    "UZ-FA": (7, 2), "UZ-AN": (8, 2), "UZ-QA": (3, 3), "UZ-SU": (4, 4),
}  # fmt: skip
"""Column and row of each region on a map of tiles, about where it lies."""

_FILE = Path(__file__).with_name("regions.json")


@cache
def _named() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(_FILE.read_text("utf-8"))
    return found


def regions_of(camp: Camp, language: str) -> list[tuple[str, str]]:
    """Return (code, name): the country's regions where we know them, else countries."""
    country = country_of(camp)
    regions = [(code, name_of(code, language)) for code in _named() if code.startswith(country)]
    if regions:
        return sorted(regions, key=lambda pair: pair[1])
    codes = (str(code) for code in Locale("en").territories)
    real = (code for code in codes if len(code) == 2 and code not in {"EU", "EZ", "UN", "ZZ"})
    pairs = [(code, name_of(code, language)) for code in real]
    return sorted(pairs, key=lambda pair: (pair[0] != country, pair[1]))


def is_region(code: str) -> bool:
    return code in _named() or code in Locale("en").territories


def name_of(code: str, language: str) -> str:
    """Return a region's or country's name in one of our languages; the code when it has none."""
    if code in _named():
        names = _named()[code]
        return names.get(language, names["en"])
    tag = {"uz": "uz_Latn"}.get(language, language)
    return str(Locale.parse(tag).territories.get(code, code))


def find_region(typed: str) -> str:
    """Return the code that a typed code or name of a region means, or nothing."""
    wanted = fold(typed)
    for code, names in _named().items():
        known = {fold(name) for name in names.values()} | {code.lower(), code[3:].lower()}
        if wanted in known or any(wanted and name.split()[0] == wanted for name in known):
            return code
    if is_region(typed.upper()):
        return typed.upper()
    return _countries().get(wanted, "")


@cache
def _countries() -> dict[str, str]:
    """Return the codes of countries by their folded names in every language that we speak."""
    return {
        fold(name): code
        for tag in ("en", "ru", "uz_Latn", "uz_Cyrl")
        for code, name in Locale.parse(tag).territories.items()
        if len(code) == 2
    }
