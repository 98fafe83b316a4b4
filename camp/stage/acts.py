"""The ceremony on the projector and on phones: the steps that were reached, and nothing else."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.grants.hearing import Frame, frame
from camp.grants.reveal import Lifted, lifted, veiled
from camp.grants.script import Script
from camp.jury.drawing import Axis
from camp.stage import queries
from camp.stage.models import Stage
from camp.stage.options import Options

AROUND = 2
"""Rows of the reveal that fit besides those of a page: veils are lower than lifted rows."""
VEILED = 3
OPEN = 6
"""Teams still to come up to which their seals are shown."""
TEN = 10


def show(session: Session, camp: Camp, stage: Stage) -> Mapping[str, Any]:
    """Return the present step: what comes later is not read into the answer."""
    script = queries.script_of(session, camp, stage)
    last = queries.length(script, stage)
    if script is None or not last:
        return {"last": 0}
    step = min(stage.step, last)
    common = {
        "last": last,
        "step": step,
        "way": stage.options.way,
        "digest": script.seal,
        "currency": camp.currency,
        "is_rehearsal": script.is_rehearsal,
        "note": f"reveal:{step}",
        "tunes": "",
    }
    if stage.options.way == "jurors":
        return {**common, **_jurors(script, step, stage.options)}
    return {**common, **_teams(script, step, last, stage.options)}


def mirror(session: Session, camp: Camp) -> Mapping[str, Any]:
    """Return what phones show of the present step: what was lifted last, or who leads.

    A rehearsal is not mirrored.
    """
    stage = queries.stage_of(session, camp.id)
    if stage.options.rehearsal or not stage.step:
        return {"step": 0}
    script = queries.script_of(session, camp, stage)
    last = queries.length(script, stage)
    if script is None or not last:
        return {"step": 0}
    step = min(stage.step, last)
    found: dict[str, Any] = {"step": step, "last": last, "currency": camp.currency}
    if stage.options.way == "jurors":
        board = frame(script, step)
        return {**found, "board": board, "rows": board.rows[:VEILED]}
    return {**found, "board": None, "row": lifted(script, step)[-1]}


def _teams(script: Script, step: int, last: int, options: Options) -> Mapping[str, Any]:
    rows = lifted(script, step)[::-1]
    hidden = list(range(1, last - step + 1))
    fits = options.sizes.rows + AROUND
    if last > fits:
        hidden = hidden[-VEILED:]
        rows = rows[: fits - len(hidden)]
    to_come = veiled(script, step)
    grant = " grant" if rows and rows[0].decision == "award" else ""
    return {
        "tunes": f"lift settle{grant}" if rows else "",
        "lifted": rows,
        "line_above": _line_above(rows),
        "veiled": hidden,
        "axis": _axis(rows),
        "open": to_come if 0 < len(to_come) <= OPEN else [],
        "to_come": len(to_come),
    }


def _jurors(script: Script, step: int, options: Options) -> Mapping[str, Any]:
    board: Frame = frame(script, step)
    rows = options.sizes.rows
    return {
        "tunes": "settle grant" if board.is_result else "settle" if board.step else "",
        "board": board,
        "juror": board.juror if options.names_jurors else "",
        "pages": [board.rows[at : at + rows] for at in range(0, len(board.rows), rows)],
        "line_above": _line_above(board.rows),
        "open": sum(row.can_win for row in board.rows),
    }


def _line_above(rows: Any) -> str:
    """Return the team above which the grants begin, once an award stands right above it."""
    for above, below in pairwise(rows):
        if above.decision == "award" and below.decision not in {"award", ""}:
            return str(below.team_id)
    return ""


def _axis(rows: list[Lifted]) -> Axis:
    """Return an axis from below the last team to 100: the top would tell of those to come."""
    lows = [row.points if row.low is None else row.low for row in rows]
    low = max(0, int(min(lows, default=0.0) // TEN) * TEN)
    return Axis(float(low), 100.0, tuple(range(low, 101, TEN)))
