"""Ballots on paper as PDF: two a page, each with the code that finds it on the typing screen."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext

from camp.jury import queries_paper
from camp.jury.board import Board, Cell, board
from camp.jury.models import Criterion
from camp.jury.routes_paper import MOST_BLANK
from camp.paper.printing import Code
from camp.paper.sending import asked_language, send
from camp.web import i18n
from camp.web.context import camp, db
from camp.web.guard import rule

bp = Blueprint("jury_ballots_pdf", __name__)


@bp.get("/rounds/<round_id>/paper/ballots.pdf")
@rule("round.run")
def ballots(round_id: str) -> Response:
    """Ballots for all, for `?juror=…`, or `?blank=4` spares."""
    asked_language()
    with db().read() as session:
        stand = board(session, round_id)
    blank = min(max(request.args.get("blank", 0, type=int), 0), MOST_BLANK)
    cells = [] if blank else queries_paper.to_print(stand, request.args.get("juror", ""))
    typing = f"{request.url_root}rounds/{round_id}/paper"
    round_ = stand.round_
    data = {
        "words": _words(),
        "round": f" · {round_.name}" if round_.name else "",
        "low": round_.scale_low,
        "high": round_.scale_high,
        "criteria": _criteria(round_.criteria, round_.scale_low, round_.scale_high),
        "ballots": [_ballot(stand, cell, typing) for cell in cells]
        + [{"juror": [], "team": "", "qr": Code(typing)}] * blank,
    }
    return send("ballots", data, "ballots")


def _ballot(stand: Board, cell: Cell, typing: str) -> dict[str, Any]:
    juror, team = cell.juror, stand.teams[cell.slot.team_id]
    seat = [gettext("seat %(seat)s", seat=juror.seat)] if juror.seat else []
    return {
        "juror": [juror.person.name, *seat],
        "team": f"{cell.slot.position}. {team.name}",
        "qr": Code(f"{typing}?juror={juror.id}&team={team.id}"),
    }


def _criteria(criteria: Sequence[Criterion], low: int, high: int) -> list[dict[str, str]]:
    told = []
    for one in criteria:
        said = i18n.in_words(one.anchor_words, one.anchors, camp().language)
        ends = [f"{step}: {said[str(step)]}" for step in (low, high) if said.get(str(step))]
        told.append(
            {
                "name": i18n.in_words(one.names, one.name, camp().language),
                "weight": f"{i18n.number(one.weight, 0 if one.weight == int(one.weight) else 1)} %",
                "anchors": " ".join(ends),
            }
        )
    return told


def _words() -> dict[str, str]:
    return {
        "title": gettext("Ballot"),
        "juror": gettext("Juror"),
        "team": gettext("Team"),
        "criterion": gettext("Criterion, weight"),
        "comment": gettext("Comment"),
        "how": gettext(
            "One cross in each row. A corrected cross: fill the box, make a new one, sign beside "
            "it."
        ),
        "signature": gettext("Signature and time"),
        "typed_by": gettext("Typed by, 1 and 2"),
        "qr": gettext("Code of this ballot"),
        "none": gettext(
            "There is no ballot to print: the round is not open yet, or this juror sits for no "
            "team. Blank spares can be printed any time."
        ),
    }
