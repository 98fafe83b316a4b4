"""docs/performance.md: what was measured last, part by part, and on what machine."""

import os
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

PLACE = Path(__file__).resolve().parents[2] / "docs/performance.md"


def write(name: str, section: str) -> None:
    """Put the section between the marks of its name."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    held = re.compile(re.escape(begin) + ".*?" + re.escape(end), re.DOTALL)
    text = PLACE.read_text("utf-8")
    assert held.search(text), f"{PLACE.name} has no place for {name}."
    new = f"{begin}\n{section.strip()}\n{end}"
    PLACE.write_text(held.sub(lambda _found: new, text), "utf-8")


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [list(heads), *(list(map(str, row)) for row in rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def conditions() -> str:
    """Say when, and how busy the machine was."""
    return f"{day()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}."


def day() -> str:
    return f"Measured on {datetime.now(UTC):%Y-%m-%d}"
