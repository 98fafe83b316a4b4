"""Ballots that wait or were decided on, and sheets of paper as they were typed, in and out."""

from typing import Any
from uuid import uuid4

from sqlalchemy import select

from camp.core.ids import new_id
from camp.folder.places import Places, moment
from camp.jury.models import HeldBallot, PaperEntry, Round


def bring_held(places: Places, told: dict[str, Any], one: Round) -> None:
    for given in told.get("held", []):
        kept = HeldBallot(id=new_id(), camp_id=places.camp.id, round_id=one.id, key=str(uuid4()))
        _bring_cell(places, given, kept)
        for name in ("cause", "comment", "shares_comment", "revision", "decision", "reason"):
            setattr(kept, name, given[name])
        for name in ("device_at", "received_at", "decided_at"):
            setattr(kept, name, moment(given[name]))
        kept.decided_by = places.somebody(given["decided_by"]) or None
        places.store(kept)
    for given in told.get("paper", []):
        typed = PaperEntry(id=new_id(), round_id=one.id, nth=given["nth"], outcome=given["outcome"])
        _bring_cell(places, given, typed)
        typed.at = moment(given["at"]) or places.camp.ends_at
        places.store(typed)


def _bring_cell(places: Places, given: dict[str, Any], row: HeldBallot | PaperEntry) -> None:
    row.juror_id, row.team_id = str(places.id(given["juror"])), str(places.id(given["team"]))
    row.marks, row.by = dict(given["marks"]), places.somebody(given["by"])


def give_held(places: Places, one: Round) -> dict[str, Any]:
    """Return what there is of both, nothing where there is none: older folders know neither."""
    kept = places.session.scalars(select(HeldBallot).filter_by(round_id=one.id))
    typed = places.session.scalars(select(PaperEntry).filter_by(round_id=one.id))
    told = {
        "held": sorted(
            (_held(places, row) for row in kept),
            key=lambda row: (row["juror"], row["team"], row["received_at"], str(row)),
        ),
        "paper": sorted(
            (_paper(places, row) for row in typed),
            key=lambda row: (row["juror"], row["team"], row["at"], row["nth"], str(row)),
        ),
    }
    return {name: rows for name, rows in told.items() if rows}


def _cell(places: Places, row: HeldBallot | PaperEntry) -> dict[str, Any]:
    return {
        "juror": places.refs[row.juror_id],
        "team": places.refs[row.team_id],
        "marks": row.marks,
        "by": places.people.get(row.by),
    }


def _held(places: Places, row: HeldBallot) -> dict[str, Any]:
    return _cell(places, row) | {
        "cause": row.cause,
        "comment": row.comment,
        "shares_comment": row.shares_comment,
        "revision": row.revision,
        "device_at": places.time(row.device_at),
        "received_at": places.time(row.received_at),
        "decision": row.decision,
        "reason": row.reason,
        "decided_at": places.time(row.decided_at),
        "decided_by": places.people.get(row.decided_by or ""),
    }


def _paper(places: Places, row: PaperEntry) -> dict[str, Any]:
    return _cell(places, row) | {
        "nth": row.nth,
        "at": places.time(row.at),
        "outcome": row.outcome,
    }
