"""Camps, projects and ballots read from files; a fault names the file, the row and the reason."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from math import inf, isfinite
from pathlib import Path
from typing import Any

from scoring.ballots import Ballot, BallotTable
from scoring.rubric import Criterion, Rubric

DIGITS = 300
"""Of the longest whole number that a float can hold."""


class BadFile(Exception):
    """One line that says which file, which row and what is wrong with it."""

    def __init__(self, path: Path, row: int | None, reason: str) -> None:
        place = f"{path.name}, row {row}" if row else path.name
        super().__init__(f"{place}: {reason}")


@dataclass(slots=True)
class FileCamp:
    """One entry of a camps file or a meta file, and what other files add to it.

    `base` is the lower end of a scale that begins below zero: marks are read above it, and
    `shown` puts it back.
    """

    rubric: Rubric
    columns: tuple[str, ...]
    base: float
    top_k: int = 0
    budget: float = 0.0
    merit_floor: float | None = None
    table: BallotTable = field(default_factory=BallotTable)
    asks: dict[str, int] = field(default_factory=dict)
    regions: dict[str, str] = field(default_factory=dict)

    def shown(self, points: float) -> float:
        """Turn points into a value on the jury's scale."""
        return self.rubric.mark(points) + self.base

    def points(self, mark: float) -> float:
        """Turn a value on the jury's scale into points."""
        return self.rubric.points(mark - self.base)


def read_camps(path: Path) -> dict[str, FileCamp]:
    """Read `{camp: {"scale", "weights", "top_k", "budget", "merit_floor"}}`."""
    camps = read_meta(path)
    for name, told in _entries(path).items():
        camp = camps[name]
        camp.top_k = int(_number(path, name, told, "top_k", whole=True))
        camp.budget = _number(path, name, told, "budget")
        if told.get("merit_floor") is not None:
            camp.merit_floor = _number(path, name, told, "merit_floor", least=None)
    return camps


def read_meta(path: Path) -> dict[str, FileCamp]:
    """Read `{data: {"scale": [lo, hi], "weights": [...]}}`; other keys are left aside."""
    return {name: _camp(path, name, told) for name, told in _entries(path).items()}


def read_projects(path: Path, camps: Mapping[str, FileCamp]) -> None:
    """Read `camp,project,ask,region` into the camps; asks become hundredths."""
    for row, line in _rows(path, ("camp", "project", "ask")):
        camp, project = _camp_of(path, row, line, "camp", camps), _id(path, row, line, "project")
        if project in camp.asks:
            raise BadFile(path, row, f"project {project!r} appears twice")
        ask = _float(path, row, "ask", line["ask"])
        camp.asks[project] = round(ask * 100)
        if camp.asks[project] < 1:
            raise BadFile(path, row, f"ask must be at least 0.01, got {line['ask']}")
        camp.regions[project] = line.get("region") or ""


def read_ballots(path: Path, camps: Mapping[str, FileCamp], *, key: str, known: bool) -> None:
    """Read `camp,order,project,juror,c1,…` (or `data,project,juror,c1,…`) into the camps.

    `key` is the first column's name; `known` refuses projects that the projects file lacks.
    """
    needed = (key, "project", "juror", *(("order",) if known else ()))
    for row, line in _rows(path, needed):
        camp = _camp_of(path, row, line, key, camps)
        project, juror = _id(path, row, line, "project"), _id(path, row, line, "juror")
        if known and project not in camp.asks:
            raise BadFile(path, row, f"project {project!r} is not in the projects file")
        for column in camp.rubric.keys:
            if column not in line:
                raise BadFile(path, 1, f"there is no column {column!r}")
        if camp.table.get(project, juror):
            raise BadFile(path, row, f"juror {juror!r} has judged {project!r} before")
        camp.table.upsert(Ballot(juror, project, _marks(path, row, line, camp)))


def read_query(path: Path, camps: Mapping[str, FileCamp]) -> Iterator[tuple[str, str, str]]:
    """Read `data,project,juror`: which composites are asked for."""
    for row, line in _rows(path, ("data", "project", "juror")):
        _camp_of(path, row, line, "data", camps)
        yield line["data"], _id(path, row, line, "project"), _id(path, row, line, "juror")


def _marks(path: Path, row: int, line: Mapping[str, str], camp: FileCamp) -> dict[str, float]:
    given = {c: text for c, text in line.items() if c[:1] == "c" and c[1:].isdecimal() and text}
    marks: dict[str, float] = {}
    for column, text in given.items():
        if column not in camp.columns:
            raise BadFile(path, row, f"{column} has a mark, but there is no weight for it")
        mark = _float(path, row, column, text) - camp.base
        lo, hi = camp.rubric.scale
        if not lo <= mark <= hi:
            scale = f"{lo + camp.base:g}..{hi + camp.base:g}"
            raise BadFile(path, row, f"mark {text} in {column} is outside the scale {scale}")
        marks[column] = mark
    if marks.keys().isdisjoint(camp.rubric.keys):
        raise BadFile(path, row, "the ballot has no mark")
    return marks


def _camp(path: Path, name: str, told: Mapping[str, Any]) -> FileCamp:
    for key in ("scale", "weights"):
        numbers = told.get(key)
        if not isinstance(numbers, list) or not all(_is_number(one) for one in numbers):
            raise BadFile(path, None, f"{name}: {key} must be a list of numbers")
    scale, weights = told["scale"], told["weights"]
    if len(scale) != 2 or not scale[0] < scale[1]:
        raise BadFile(path, None, f"{name}: scale must be [lowest, highest]")
    if not weights or min(weights) < 0 or not 0 < sum(weights) < inf:
        raise BadFile(path, None, f"{name}: weights must not be negative, and one above zero")
    columns = tuple(f"c{n}" for n in range(1, len(weights) + 1))
    base = min(float(scale[0]), 0.0)
    criteria = tuple(
        Criterion(column, weight) for column, weight in zip(columns, weights, strict=True) if weight
    )
    return FileCamp(Rubric((scale[0] - base, scale[1] - base), criteria), columns, base)


def _entries(path: Path) -> dict[str, dict[str, Any]]:
    try:
        told = json.loads(_text(path), parse_int=_whole, object_pairs_hook=partial(_once, path))
    except json.JSONDecodeError as error:
        raise BadFile(path, error.lineno, f"not JSON: {error.msg}") from None
    except RecursionError:
        raise BadFile(path, None, "not JSON: nested too deeply") from None
    if not isinstance(told, dict) or not all(isinstance(one, dict) for one in told.values()):
        raise BadFile(path, None, "must be an object with an object for each camp")
    return told


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= DIGITS else inf


def _once(path: Path, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its pairs; of two with one key the first would be lost unseen."""
    told: dict[str, Any] = {}
    for key, value in pairs:
        if key in told:
            raise BadFile(path, None, f"{key!r} appears twice")
        told[key] = value
    return told


def _number(
    path: Path,
    name: str,
    told: Mapping[str, Any],
    key: str,
    *,
    whole: bool = False,
    least: float | None = 0,
) -> float:
    value: Any = told.get(key)
    if not _is_number(value) or (whole and value != int(value)):
        kind = "whole number" if whole else "number"
        raise BadFile(path, None, f"{name}: {key} must be a {kind}, got {value!r}")
    if least is not None and value < least:
        raise BadFile(path, None, f"{name}: {key} must be at least {least:g}, got {value!r}")
    return float(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value)


def _rows(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield each row with its line number, 1 being the header's."""
    reader = csv.reader(_text(path).splitlines(), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        for name in needed:
            if name not in header:
                raise BadFile(path, 1, f"there is no column {name!r}")
        if len(set(header)) < len(header):
            raise BadFile(path, 1, "a column appears twice")
        for values in reader:
            if not values:
                continue
            if len(values) != len(header):
                told = f"{len(values)} values for {len(header)} columns"
                raise BadFile(path, reader.line_num, told)
            cells = (value.strip() for value in values)
            yield reader.line_num, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        raise BadFile(path, reader.line_num, f"not CSV: {error}") from None


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise BadFile(path, None, error.strerror or "cannot be read") from None
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        raise BadFile(path, row, "not UTF-8") from None


def _camp_of(
    path: Path, row: int, line: Mapping[str, str], key: str, camps: Mapping[str, FileCamp]
) -> FileCamp:
    if line[key] not in camps:
        raise BadFile(path, row, f"{key} {line[key]!r} is not in the camps file")
    return camps[line[key]]


def _id(path: Path, row: int, line: Mapping[str, str], key: str) -> str:
    if not line[key]:
        raise BadFile(path, row, f"{key} is empty")
    return line[key]


def _float(path: Path, row: int, column: str, text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not isfinite(value):
        raise BadFile(path, row, f"{column} must be a number, got {text!r}")
    return value
