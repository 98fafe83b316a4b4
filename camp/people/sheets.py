"""Files of people as rows of cells: CSV in the marks and letters that programs write, and XLSX.

Nothing here knows what a cell means. A formula is never worked out: of one the file's own last
value is read.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import Any

from camp.core.errors import Invalid, words
from camp.core.spreadsheets import as_written

MOST_ROWS, MOST_COLUMNS, LONGEST = 1000, 60, 2000
"""Rows below the head, columns, and letters of one cell."""
UNPACKED = 30_000_000
"""Bytes that an XLSX may hold once it is unpacked."""
MARKS = "\t;,"
ENCODINGS = ("utf-8-sig", "windows-1251")
CYRILLIC = re.compile("[А-Яа-яЁёЎўҚқҒғҲҳ]")

Cells = list[list[str]]
UNREADABLE = words("This file cannot be read. Save it again as CSV or as XLSX and send that.")
TOO_MANY = words("This file has more than %(rows)s rows. Send it in parts.")
TOO_WIDE = words("This file has more than %(columns)s columns. Delete those that are not needed.")
TOO_LONG = words("Row %(row)s holds a cell of more than %(letters)s letters. Shorten it.")
TOO_LARGE = words("This file is too large once it is unpacked. Save the one sheet as CSV.")


def read_file(content: bytes) -> Cells:
    """Return the file's rows that hold something. Raises Invalid naming the field `file`."""
    if content[:4] == b"PK\x03\x04":
        return _bounded(_workbook(content))
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise refusal(words("This is an old Excel file (XLS). Save it as XLSX or as CSV."))
    return read_text(_decoded(content))


def read_text(text: str) -> Cells:
    """Return the rows of a table in text: its cells stand between tabs, semicolons or commas."""
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    # The first line in which a spreadsheet names the mark between cells.
    text = re.sub(r"\Asep=(.)\n", "", text)
    mark = delimiter(text.split("\n")[:200])
    try:
        return _bounded(csv.reader(io.StringIO(text), delimiter=mark, skipinitialspace=True))
    except csv.Error:
        # A cell without end, or longer than the reader holds.
        raise refusal(UNREADABLE) from None


def delimiter(lines: Iterable[str]) -> str:
    """Return the mark that most lines have; a tab wins, for spreadsheets write it."""
    counts = {mark: sum(mark in line for line in lines) for mark in MARKS}
    return max(counts, key=lambda mark: (counts[mark], mark == "\t", mark == ";"))


def refusal(sentence: str, **facts: object) -> Invalid:
    return Invalid(sentence, fields={"file": [sentence]} if not facts else {}, **facts)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        raise refusal(UNREADABLE)
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    # 0x98 is nothing in Windows-1251; the rest of such a file still is that.
    return content.decode("windows-1251", "replace")


def _bounded(lines: Iterable[Iterable[Any]]) -> Cells:
    """Return the lines that hold something, as text. Raises Invalid where there is too much."""
    found: Cells = []
    for line in lines:
        cells = [as_written(written(cell)) for cell in line]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise refusal(TOO_WIDE, columns=MOST_COLUMNS)
        if any(len(cell) > LONGEST for cell in cells):
            raise refusal(TOO_LONG, row=len(found) + 1, letters=LONGEST)
        found.append(cells)
        if len(found) > MOST_ROWS + 1:
            raise refusal(TOO_MANY, rows=MOST_ROWS)
    return found


def written(cell: Any) -> str:
    """Return a cell as a person would write it: a date by the day, a whole number without ".0"."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime("%d.%m.%Y" if cell.time() == time() else "%d.%m.%Y %H:%M")
    if isinstance(cell, date):
        return cell.strftime("%d.%m.%Y")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    return " ".join(str(cell).replace("\0", "").split())


def _workbook(content: bytes) -> Iterator[Iterable[Any]]:
    # Slow to load, and needed by this file alone.
    from openpyxl import load_workbook

    _check_package(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
        # What the file says of its own size is not believed.
        sheet.reset_dimensions()
        size = {"max_row": MOST_ROWS * 2, "max_col": MOST_COLUMNS + 1}
        yield from sheet.iter_rows(values_only=True, **size)
    except Exception as error:
        # A broken file breaks openpyxl in many ways, and all mean one thing to who sent it.
        raise refusal(UNREADABLE) from error


def _check_package(content: bytes) -> None:
    """Refuse what is no workbook, unpacks to too much, or defines entities of its own."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            # `zipfile` never reads more of a part than it says here.
            if sum(part.file_size for part in parts) > UNPACKED or len(parts) > 500:
                raise refusal(TOO_LARGE)
            for part in parts:
                if b"<!" + b"DOCTYPE" in package.read(part).replace(b"\0", b""):
                    raise refusal(UNREADABLE)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise refusal(UNREADABLE) from error
    except ValueError as error:
        raise refusal(UNREADABLE) from error
