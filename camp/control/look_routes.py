"""The page of the camp's look: a colour that is tried before it is taken, and the logo."""

from functools import partial

from flask import Blueprint, Response, render_template, request

from camp.control import logos, look
from camp.core.aside import natively
from camp.core.errors import Invalid, words
from camp.core.glaze import glaze, nearest, read_colour
from camp.web.context import actor, camp
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("look_setup", __name__)
USUAL = "#00707a"
"""What is shown before a camp has a colour: the common turquoise."""


@bp.get("/camps/<slug>/settings/look")
@rule("camp.set_up")
def page(slug: str) -> str:
    """With `?colour=` that colour is tried, without being taken."""
    return render_template("control/look.html", camp=camp(), **_tried())


@bp.get("/camps/<slug>/settings/look/trial")
@rule("camp.set_up")
def trial(slug: str) -> str:
    return render_template("control/_look.html", camp=camp(), **_tried())


@bp.post("/camps/<slug>/settings/look/colour")
@rule("camp.set_up")
def change_colour(slug: str) -> Response:
    sent = request.form.get("colour", "")
    colour = read_colour(sent) if sent else ""
    verb = partial(look.change_colour, camp_id=camp().id, colour=colour, by=actor().person_id)
    return write(verb, _here(slug))


@bp.post("/camps/<slug>/settings/look/logo")
@rule("camp.set_up")
def change_logo(slug: str) -> Response:
    file = request.files.get("logo")
    content = file.read() if file else b""
    if not content and "drop" not in request.form:
        raise Invalid(fields={"logo": [words("Choose a file.")]})
    made = logos.make_logo(content) if content else b""
    verb = partial(look.change_logo, camp_id=camp().id, content=made, by=actor().person_id)
    return write(verb, _here(slug))


def _here(slug: str) -> Answer:
    return Answer(location=f"/camps/{slug}/settings/look")


def _tried() -> dict[str, object]:
    typed = request.form.get("colour") or request.args.get("colour", "")
    try:
        colour = read_colour(typed) if typed else camp().colour or USUAL
    except Invalid:
        colour = camp().colour or USUAL
    made = glaze(colour)
    # Up to a second of arithmetic, once for each colour.
    offered = natively(partial(nearest, colour)) if made.clashes else ""
    return {"colour": colour, "made": made, "offered": offered}
