"""Small tables that are pasted from a spreadsheet, such as the staff: columns guessed by head."""

import csv
from collections.abc import Mapping

from camp.core.errors import Invalid, words
from camp.core.names import fold
from camp.people.reading import Row, check_name
from camp.people.sheets import delimiter

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
MOST = 500


def read_table(text: str, order: tuple[str, ...]) -> list[Row]:
    """Return rows by column name; without a known head the columns stand in `order`."""
    lines = [line for line in text.replace("\r", "").split("\n") if line.strip(" \t,;")]
    if len(lines) > MOST:
        raise Invalid(fields={"table": [words("Paste 500 rows at most.")]})
    cells = list(csv.reader(lines, delimiter=delimiter(lines), skipinitialspace=True))
    if not cells:
        return []
    heads = [_column(cell) for cell in cells[0]]
    if any(heads):
        cells = cells[1:]
    else:
        heads = list(order)
    return [_row(number, heads, line) for number, line in enumerate(cells, 1)]


def _column(cell: str) -> str:
    wanted = fold(cell).strip(" :.*")
    return next((name for name, heads in HEADS.items() if wanted in heads), "")


def _row(number: int, heads: list[str], cells: list[str]) -> Row:
    row = Row(number)
    for head, cell in zip(heads, cells, strict=False):
        if head and cell.strip():
            row.facts[head] = " ".join(cell.split())
    check_name(row)
    return row
