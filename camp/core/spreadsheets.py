"""Tables for a spreadsheet, which works out nothing that people wrote."""

import csv
import io
from collections.abc import Iterable

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def sheet(heads: Iterable[str], rows: Iterable[Iterable[object]], *, between: str = ";") -> str:
    """Return the table as text, its cells harmless."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=between)
    writer.writerow(heads)
    for row in rows:
        writer.writerow(harmless(str(cell)) for cell in row)
    return out.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet takes for words: a mark stands before what begins a sum."""
    is_phone = cell.startswith("+") and cell[1:].isdecimal()
    return f"'{cell}" if cell.startswith(FORMULA) and not is_phone else cell


def as_written(cell: str) -> str:
    """Return what stood in the cell before `harmless`."""
    return cell[1:] if cell.startswith("'") and cell[1:2] in FORMULA else cell
