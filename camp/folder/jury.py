"""Rubric, jurors, conflicts and ballots, in and out."""

from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from camp.core.events import record
from camp.core.ids import new_id
from camp.core.money import as_number
from camp.core.phases import has_reached
from camp.folder.files import Data
from camp.folder.held import bring_held, give_held
from camp.folder.linking import seats_of
from camp.folder.places import Places, moment, spread, suffixed
from camp.folder.staff import person_for
from camp.folder.teams import appointed
from camp.folder.visits import bring_visits, give_visits
from camp.jury.events import RoundImported
from camp.jury.models import Ballot, Criterion, Juror, JuryConflict, Round, Slot
from camp.jury.standings import told_rubric

SCALE_TOP = 5


def bring(places: Places, data: Data) -> None:
    rubric = data["rubric"]
    if not rubric:
        _bring_jurors(places, data["jurors"])
        return
    scale = rubric.get("scale") or [1, SCALE_TOP]
    one = Round(id=new_id(), camp_id=places.camp.id, scale_low=scale[0], scale_high=scale[-1])
    one.state = "prepared"
    places.put("round", one)
    for position, told in enumerate(rubric["criteria"]):
        criterion = Criterion(id=new_id(), round_id=one.id, key=told["id"], position=position)
        criterion.weight, criterion.name = told["weight"], told["name"]
        criterion.names, criterion.anchors = suffixed(told, "name"), told["anchors"]
        criterion.anchor_words = suffixed(told, "anchors", dict)
        places.store(criterion)
    _bring_jurors(places, data["jurors"])
    if has_reached(places.camp, "jury"):
        _open(places, one)
        bring_visits(places, data["jurors"].get("panel"), one)
        _bring_conflicts(places, data["jurors"], one)
        _bring_ballots(places, data["scores"], one)
        bring_held(places, data["jurors"], one)
        _record(places, one)


def _bring_jurors(places: Places, told: dict[str, Any]) -> None:
    for seat, one in enumerate(seats_of(told), start=1):
        juror = Juror(id=new_id(), camp_id=places.camp.id, ref=one["id"], seat=seat)
        juror.person_id = person_for(places, one)
        juror.organisation = one["org"]
        juror.briefed_at, juror.seated_from = moment(one.get("briefed_at")), one.get("seated_from")
        juror.role = one["role"] if one["role"] in {"chair", "reserve"} else "juror"
        places.put(one["id"], juror)
        places.store(appointed(places, juror.person_id, "juror", one["id"]))
        if juror.role == "chair":
            places.store(appointed(places, juror.person_id, "chair", one["id"]))


def _open(places: Places, one: Round) -> None:
    one.state = "open"
    one.opened_at = places.camp.ends_at - timedelta(hours=5)
    teams = [row for ref, row in places.rows.items() if ref.startswith("T")]
    for position, team in enumerate(sorted(teams, key=lambda team: team.pitch_order or 0), start=1):
        slot = Slot(id=new_id(), round_id=one.id, team_id=team.id, position=position, state="done")
        places.store(slot)


def _bring_conflicts(places: Places, told: dict[str, Any], one: Round) -> None:
    for given in told.get("conflicts", []):
        conflict = JuryConflict(id=new_id(), round_id=one.id, kind=given["kind"])
        conflict.juror_id, conflict.team_id = (
            str(places.id(given["juror"])),
            str(places.id(given["team"])),
        )
        conflict.text = given["text"]
        conflict.at = moment(given["declared_at"]) or places.camp.ends_at
        places.store(conflict)


def _bring_ballots(places: Places, scores: list[dict[str, Any]], one: Round) -> None:
    for told in scores:
        ballot = Ballot(id=new_id(), round_id=one.id, revision=1, state=told["status"])
        ballot.juror_id, ballot.team_id = (
            str(places.id(told["juror"])),
            str(places.id(told["team"])),
        )
        marks = told["scores"] or {}
        ballot.marks = {key: mark for key, mark in marks.items() if mark is not None}
        ballot.comment, ballot.reason = told["comment"] or "", told.get("reason", "")
        ballot.source = told.get("source", "")
        ballot.received_at = moment(told["submitted_at"]) or one.opened_at or places.camp.ends_at
        places.store(ballot)


def _record(places: Places, one: Round) -> None:
    """Let the log hold what was brought: ballots that nobody cast here have no fact else."""
    found = places.session.scalars(
        select(Ballot).filter_by(round_id=one.id).order_by(Ballot.juror_id, Ballot.team_id)
    ).all()
    cells = [{"juror": row.juror_id, "team": row.team_id} for row in found]
    fact = RoundImported(
        camp_id=places.camp.id,
        round_id=one.id,
        teams=tuple(slot.team_id for slot in one.slots),
        rubric=told_rubric(one),
        rules=asdict(places.camp.settings),
        ballots=[
            {**cell, "state": row.state, "marks": dict(row.marks)}
            for cell, row in zip(cells, found, strict=True)
        ],
        comments=[
            {**cell, "comment": row.comment}
            for cell, row in zip(cells, found, strict=True)
            if row.comment
        ],
    )
    record(places.session, fact)


def give(places: Places) -> Data:
    one = places.session.scalars(select(Round).filter_by(camp_id=places.camp.id)).first()
    jurors = sorted(places.load(Juror, "J"), key=lambda juror: juror.seat)
    if one is None:
        seats = {**_seats(places, jurors), "conflicts": []} if jurors else {}
        return {"rubric": {}, "jurors": seats, "scores": []}
    return {
        "rubric": {
            "scale": list(range(one.scale_low, one.scale_high + 1)),
            "criteria": [_criterion(criterion) for criterion in one.criteria],
        },
        "jurors": {
            **_seats(places, jurors),
            "conflicts": _conflicts(places, one),
            **give_visits(places, one),
            **give_held(places, one),
        },
        "scores": _scores(places, one),
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    return {
        "id": criterion.key,
        "weight": as_number(criterion.weight),
        "name": criterion.name,
        **spread("name", criterion.names),
        "anchors": criterion.anchors,
        **spread("anchors", criterion.anchor_words),
    }


def _seats(places: Places, jurors: list[Juror]) -> dict[str, Any]:
    """Return who judges; older folders know one reserve, so any further stand apart."""
    reserve = [_juror(places, juror) for juror in jurors if juror.role == "reserve"]
    told: dict[str, Any] = {
        "jurors": [_juror(places, juror) for juror in jurors if juror.role != "reserve"]
    }
    if reserve:
        told["reserve"] = reserve[0]
    if reserve[1:]:
        told["further_reserve"] = reserve[1:]
    return told


def _juror(places: Places, juror: Juror) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": places.refs[juror.id],
        "name": juror.person.name,
        **places.called(juror.person_id, places.refs[juror.id]),
        "org": juror.organisation,
        "role": juror.role,
    }
    if juror.briefed_at:
        told["briefed_at"] = places.time(juror.briefed_at)
    if juror.seated_from is not None:
        told["seated_from"] = juror.seated_from
    return told


def _conflicts(places: Places, one: Round) -> list[dict[str, Any]]:
    rows = places.session.scalars(
        select(JuryConflict).filter_by(round_id=one.id).order_by(JuryConflict.at)
    )
    return [
        {
            "juror": places.refs[row.juror_id],
            "team": places.refs[row.team_id],
            "kind": row.kind,
            "declared_at": places.time(row.at),
            "text": row.text,
        }
        for row in rows
    ]


def _scores(places: Places, one: Round) -> list[dict[str, Any]]:
    keys = [criterion.key for criterion in one.criteria]
    rows = places.session.scalars(select(Ballot).filter_by(round_id=one.id, is_current=True)).all()
    told = [_score(places, ballot, keys) for ballot in rows]
    return sorted(told, key=lambda cell: (cell["juror"], cell["team"]))


def _score(places: Places, ballot: Ballot, keys: list[str]) -> dict[str, Any]:
    scores = {key: ballot.marks.get(key) for key in keys} if ballot.marks else None
    cell = {
        "juror": places.refs[ballot.juror_id],
        "team": places.refs[ballot.team_id],
        "status": ballot.state,
        "scores": scores,
        "submitted_at": places.time(ballot.received_at) if ballot.state == "submitted" else None,
        "comment": ballot.comment or None,
    }
    more = {"reason": ballot.reason, "source": ballot.source}
    return cell | {name: said for name, said in more.items() if said}
