"""The secretary's desk: matrix, slots, panel, freeze and closure; and the standings."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from camp.core.errors import Forbidden
from camp.core.rules import may
from camp.jury import ballots, panel, queries, rounds
from camp.jury.board import board
from camp.jury.drawing import draw
from camp.jury.schemas import AbsenceIn, ConflictBackIn, ReopeningIn, ReserveIn
from camp.jury.telling import added_up, certainty, names_of, sentences
from camp.web import forms
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("jury_desk", __name__)
bp.add_app_template_filter(added_up, "added_up")


@bp.get("/camps/<slug>/jury/desk")
@rule("progress.read")
def desk(slug: str) -> str:
    """The matrix; with `?juror=…&team=…` also what may be done about that cell."""
    with db().read() as session:
        round_ = queries.current_round(session, camp().id)
        stand = board(session, round_.id) if round_ else None
        lacks = rounds.missing_for_opening(session, camp())
    chosen = (request.args.get("juror", ""), request.args.get("team", ""))
    cell = stand.cells.get(chosen) if stand else None
    return render_template("jury/desk.html", stand=stand, cell=cell, lacks=lacks)


def _to_desk() -> Answer:
    return Answer(location=url_for("jury_desk.desk", slug=camp().slug))


@bp.post("/rounds/<round_id>/opening")
@rule("round.run")
def open_round(round_id: str) -> Response:
    verb = partial(rounds.open_round, round_id=round_id, by=actor().person_id, now=now())
    return write(verb, _to_desk())


@bp.post("/rounds/<round_id>/slots/<team_id>")
@rule("round.run")
def put_slot(round_id: str, team_id: str) -> Response:
    given: dict[str, Any] = {
        "round_id": round_id, "team_id": team_id, "by": actor().person_id, "now": now(),
    }  # fmt: skip
    if request.form.get("state") == "now":
        return write(partial(rounds.start_slot, **given), _to_desk())
    anyway = request.form.get("close_anyway") == "yes"
    return write(partial(rounds.end_slot, **given, close_anyway=anyway), _to_desk())


@bp.post("/rounds/<round_id>/absences")
@rule("round.run")
def note_absence(round_id: str) -> Response:
    """Note one cell, or with `onwards` every team from there on that the juror has not marked."""
    data = AbsenceIn().load({k: v for k, v in forms.data().items() if k != "onwards"})
    teams = [data["team"]]
    if request.form.get("onwards") == "yes":
        with db().read() as session:
            stand = board(session, round_id)
        order = [slot.team_id for slot in stand.slots]
        teams = [
            team for team in order[order.index(data["team"]) :]
            if stand.cells[data["juror"], team].state in {"draft", "not_yet"}
        ]  # fmt: skip
    verb = partial(
        panel.note_absence,
        round_id=round_id,
        juror_id=data["juror"],
        team_ids=teams,
        reason=data["reason"],
        by=actor().person_id,
        now=now(),
    )
    return write(verb, _to_desk())


@bp.post("/rounds/<round_id>/reserve")
@rule("round.run")
def seat_reserve(round_id: str) -> Response:
    data = ReserveIn().load(forms.data())
    verb = partial(
        panel.seat_reserve,
        round_id=round_id,
        juror_id=data["juror"],
        from_team=data["from_team"],
        by=actor().person_id,
        now=now(),
    )
    return write(verb, _to_desk())


@bp.post("/rounds/<round_id>/ballots/<team_id>/reopening")
@rule("ballot.reopen")
def reopen(round_id: str, team_id: str) -> Response:
    data = ReopeningIn().load(forms.data())
    verb = partial(
        ballots.reopen_ballot,
        round_id=round_id,
        team_id=team_id,
        juror_id=data["juror"],
        reason=data["reason"],
        by=actor().person_id,
        now=now(),
    )
    return write(verb, _to_desk())


@bp.post("/rounds/<round_id>/conflicts/withdrawal")
@rule("conflict.withdraw")
def withdraw_conflict(round_id: str) -> Response:
    data = ConflictBackIn().load(forms.data())
    verb = partial(
        panel.withdraw_conflict,
        round_id=round_id,
        juror_id=data["juror"],
        team_id=data["team"],
        reason=data["reason"],
        by=actor().person_id,
        now=now(),
    )
    return write(verb, _to_desk())


@bp.post("/rounds/<round_id>/freeze")
@rule("standings.freeze")
def freeze(round_id: str) -> Response:
    verb = partial(rounds.freeze_round, round_id=round_id, by=actor().person_id, now=now())
    return write(verb, _to_desk())


@bp.post("/rounds/<round_id>/closure")
@rule("round.run")
def close(round_id: str) -> Response:
    verb = partial(rounds.close_round, round_id=round_id, by=actor().person_id, now=now())
    return write(verb, _to_desk())


@bp.get("/rounds/<round_id>/standings")
@rule("standings.read")
def standings(round_id: str) -> str:
    with db().read() as session:
        stand = board(session, round_id)
    return render_template("jury/standings.html", stand=stand)


@bp.get("/rounds/<round_id>/standings/<team_id>/explanation")
@rule("result.own")
def explanation(round_id: str, team_id: str) -> str:
    with db().read() as session:
        stand, drawn = queries.steps_of(session, camp(), round_id, team_id, actor())
    found: Any = drawn
    names = names_of(stand.round_, found["teams"])
    row = next((one for one in found["teams"] if one["team"] == team_id), None)
    if row is None:
        raise Forbidden
    steps = found["steps"][team_id]
    sees_all = may(actor(), camp().id, "standings.read")
    return render_template(
        "jury/explanation.html",
        row=row,
        mode=found["mode"],
        steps=steps,
        told=sentences([one for one in steps if one["key"] != "interval"], names),
        certainty=certainty(row, close_to(found, team_id) if sees_all else ()),
        drawing=draw([{**row, "raw_mean": None}]),
        back=f"/rounds/{round_id}/standings" if sees_all else f"/camps/{camp().slug}/home",
    )


def close_to(found: dict[str, Any], team_id: str) -> list[str]:
    """Return the names of the teams in the bracket of this one."""
    names = {row["team"]: row["name"] for row in found["teams"]}
    band: list[str] = next((band for band in found.get("bands", ()) if team_id in band), [])
    return [names[team] for team in band if team != team_id]
