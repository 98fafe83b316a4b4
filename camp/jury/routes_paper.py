"""Ballots on paper: the sheets to print, and the fast screen on which two people type them."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request
from marshmallow import ValidationError

from camp.core.errors import words
from camp.core.ids import is_whole
from camp.jury import paper, queries_paper
from camp.jury.api_paper import settling, typing
from camp.jury.board import board
from camp.jury.schemas import PaperDecisionIn, PaperIn
from camp.web import forms
from camp.web.context import actor, db
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("jury_paper", __name__)
MOST_BLANK = 40


@bp.get("/rounds/<round_id>/paper/ballots")
@rule("round.run")
def ballots(round_id: str) -> str:
    """Ballots for printing: for all, for `?juror=…`, or `?blank=4` spares."""
    with db().read() as session:
        stand = board(session, round_id)
    blank = min(max(request.args.get("blank", 0, type=int), 0), MOST_BLANK)
    cells = [] if blank else queries_paper.to_print(stand, request.args.get("juror", ""))
    address = request.url_root.rstrip("/")
    return render_template(
        "jury/paper_ballots.html", stand=stand, cells=cells, blank=blank, address=address,
        chosen=request.args.get("juror", ""),
    )  # fmt: skip


@bp.get("/rounds/<round_id>/paper")
@rule("paper.enter")
def entry(round_id: str) -> str:
    """Type ballots: choose juror and team or read the sheet's code; what waits stands below."""
    with db().read() as session:
        stand = board(session, round_id)
        listed = queries_paper.sheets(session, stand)
    juror, team = request.args.get("juror", ""), request.args.get("team", "")
    return render_template(
        "jury/paper_entry.html",
        stand=stand,
        sheets=listed,
        cell=stand.cells.get((juror, team)),
        sheet=queries_paper.sheet_of(listed, juror, team),
        done=request.args.get("done", ""),
        me=actor().person_id,
    )


@bp.post("/rounds/<round_id>/paper")
@rule("paper.enter")
def type_ballot(round_id: str) -> Response:
    data = PaperIn().load(_of_form())
    return write(typing(round_id, data), _back(round_id, data))


@bp.post("/rounds/<round_id>/paper/decision")
@rule("paper.enter")
def settle(round_id: str) -> Response:
    fields = _of_form()
    kept = request.form.get("choice") == "drop"
    data = PaperDecisionIn().load({**fields, "marks": None if kept else fields["marks"]})
    return write(settling(round_id, data), _back(round_id, data))


def _of_form() -> dict[str, Any]:
    fields = forms.data()
    found = {k.removeprefix("mark-"): v for k, v in fields.items() if k.startswith("mark-")}
    faults = {key: [words("Type a mark.")] for key, mark in found.items() if not is_whole(mark)}
    if faults:
        raise ValidationError(faults)
    made: dict[str, Any] = {
        key: fields[key] for key in ("juror", "team", "reason") if key in fields
    }
    return made | {"marks": {key: int(mark) for key, mark in found.items()}}


def _back(round_id: str, data: dict[str, Any]) -> Any:
    """Go on with the next sheet; with a difference, to both entries."""

    def back(typed: paper.Typed) -> Answer:
        stays = typed.state in {"differs", "exists"}
        cell = {"juror": data["juror"], "team": data["team"]} if stays else {}
        place = f"/rounds/{round_id}/paper?{urlencode({'done': typed.state, **cell})}"
        return Answer(200, {"state": typed.state}, place)

    return back
