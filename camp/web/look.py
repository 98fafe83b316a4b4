"""What a page looks like: day or night as its reader chose, the camp's colour and its logo.

A camp's colour is a style sheet of its own, named after the colour: nothing is written into pages,
so the policy against inline styles stays whole, and phones keep it like any other asset.
"""

import re

from flask import Blueprint, Flask, Response, redirect, request
from markupsafe import Markup

from camp.core.errors import NotFound
from camp.core.glaze import glaze, sheet
from camp.core.models import Logo
from camp.web.assets import FOREVER
from camp.web.context import camp, db
from camp.web.guard import PUBLIC, rule
from camp.web.writes import local

bp = Blueprint("look", __name__)
COOKIE = "camp_light"
LIGHTS = ("device", "day", "night")
COLOUR = re.compile(r"[0-9a-f]{6}")
GROUNDS = {"phone": ("#f6f9fa", "#071c2c"), "desk": ("#0c2233", "#051522")}
"""What stands next to the browser's own bar, by day and by night."""


def light() -> str:
    """Return how this reader wants pages, one of LIGHTS."""
    chosen = request.cookies.get(COOKIE, "")
    return chosen if chosen in LIGHTS else "device"


def light_class() -> Markup:
    """Return the class of `<html>` for pages that follow the reader's choice."""
    return Markup({"device": ' class="by-device"', "day": "", "night": ' class="night"'}[light()])  # noqa: S704  -- three words of ours


def theme_colours(kind: str) -> Markup:
    """Return the `theme-color` of a page on a "phone" or "desk"."""
    day, night = GROUNDS[kind]
    meta = Markup('<meta name="theme-color" content="{}"{}>')
    if light() == "device":
        dark = Markup(' media="(prefers-color-scheme: dark)"')
        return meta.format(day, "") + meta.format(night, dark)
    return meta.format(night if light() == "night" else day, "")


def colour_sheet(colour: str) -> str:
    """Return the address of the style sheet of a camp's colour."""
    return f"/assets/glaze/{colour.removeprefix('#')}.css"


@bp.get("/assets/glaze/<code>.css")
@rule(PUBLIC)
def glazed(code: str) -> Response:
    if not COLOUR.fullmatch(code):
        raise NotFound
    response = Response(sheet(glaze(f"#{code}")), mimetype="text/css")
    response.headers["Cache-Control"] = FOREVER
    return response


@bp.get("/camps/<slug>/logo/<mark>")
@rule("camp.read")
def logo(slug: str, mark: str) -> Response:
    with db().read() as session:
        found = session.get(Logo, camp().id)
    if found is None or mark != camp().logo:
        raise NotFound
    # We made this file ourselves (see camp/control/logos.py): it is a picture and nothing else.
    response = Response(found.content, mimetype="image/webp")
    response.headers["Cache-Control"] = FOREVER
    return response


@bp.get("/light/<choice>")
@rule(PUBLIC)
def choose_light(choice: str) -> Response:
    """Show pages by day, by night or as the device has it, on this device."""
    if choice not in LIGHTS:
        raise NotFound
    response = redirect(local(request.args.get("next", "/")), 303)
    response.set_cookie(COOKIE, choice, max_age=31_536_000, samesite="Lax", httponly=True)
    return response  # type: ignore[return-value]


def register(app: Flask) -> None:
    app.register_blueprint(bp)
    app.jinja_env.globals.update(
        light=light, light_class=light_class, theme_colours=theme_colours, colour_sheet=colour_sheet
    )
