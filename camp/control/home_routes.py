"""Where a person's day at a camp begins."""

from flask import Blueprint, Response, redirect, render_template

from camp.control import home_live
from camp.people.rules import first_place
from camp.web.context import actor, camp
from camp.web.guard import rule

bp = Blueprint("home", __name__)
__all__ = ["bp", "home_live"]


@bp.get("/camps/<slug>/home")
@rule("home.read")
def home(slug: str) -> str | Response:
    """The participant's home; others are sent to where their work is."""
    place = first_place(actor(), camp())
    if place:
        return redirect(place)  # type: ignore[return-value]
    return render_template("control/home.html", camp=camp(), person_id=actor().person_id)
