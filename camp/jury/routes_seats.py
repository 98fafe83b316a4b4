"""What secretary and chair see of the jurors, and the ranking without one of them."""

from functools import partial

from flask import Blueprint, Response, render_template, url_for

from camp.core.errors import NotFound
from camp.jury import queries, whatif
from camp.jury.board import board
from camp.jury.drawing import leaning
from camp.jury.standings import standings
from camp.web.context import actor, camp, db
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("jury_seats", __name__)


@bp.get("/camps/<slug>/jury/jurors")
@rule("jurors.judge")
def jurors(slug: str) -> str:
    """Strictness, steadiness and signs of each juror, once no ballot is awaited."""
    with db().read() as session:
        round_ = queries.opened_round(session, camp().id)
        stand = board(session, round_.id) if round_ else None
        found = None
        if stand is not None and whatif.is_complete(stand):
            found = standings(stand, camp().settings)
        if stand is None or found is None:
            return render_template("jury/jurors.html", seats=[], stand=stand)
        seats = whatif.seats(stand, found)
        asked = whatif.asked(session, camp().id, stand.round_.id)
    return render_template(
        "jury/jurors.html",
        stand=stand,
        seats=seats,
        asked=asked,
        names={seat.juror.id: seat.juror.person.name for seat in seats},
        leaning=leaning(
            {seat.juror.id: seat.effect for seat in seats},
            {seat.juror.id: seat.sd for seat in seats},
        ),
        mode=found.fitted.mode,
    )


@bp.post("/rounds/<round_id>/what-ifs/<juror_id>")
@rule("jurors.judge")
def ask(round_id: str, juror_id: str) -> Response:
    verb = partial(
        whatif.ask_what_if, round_id=round_id, juror_id=juror_id, by=actor().person_id
    )  # fmt: skip
    there = url_for("jury_seats.without", round_id=round_id, juror_id=juror_id)
    return write(verb, Answer(location=there))


@bp.get("/rounds/<round_id>/what-ifs/<juror_id>")
@rule("jurors.judge")
def without(round_id: str, juror_id: str) -> str:
    """Both rankings side by side, for whoever asked for it on the record."""
    with db().read() as session:
        stand = board(session, round_id)
        asked = [
            one
            for one in whatif.asked(session, camp().id, round_id)
            if one.juror_id == juror_id
        ]  # fmt: skip
        if not asked or not whatif.is_complete(stand):
            raise NotFound
        moved = whatif.without(stand, camp(), juror_id)
    juror = next((one for one in stand.jurors if one.id == juror_id), None)
    if juror is None:
        raise NotFound
    return render_template(
        "jury/what_if.html",
        juror=juror,
        moved=moved,
        others=sorted(moved, key=lambda one: one.position),
        asked=asked,
    )
