"""The projector's one page, and the verbs of its remote."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request

from camp.core.errors import Invalid
from camp.core.rules import may
from camp.stage import (
    live,  # noqa: F401  -- declares what the page holds
    service,
)
from camp.stage.schemas import HallIn, OptionIn
from camp.web.context import actor, camp, now
from camp.web.forms import data
from camp.web.guard import rule
from camp.web.writes import write

bp = Blueprint("stage", __name__)


@bp.get("/camps/<slug>/stage")
@rule("stage.show")
def screen(slug: str) -> str:
    drives = may(actor(), camp().id, "stage.drive")
    return render_template("stage/stage.html", camp=camp(), drives=drives)


@bp.post("/camps/<slug>/stage/scene")
@rule("stage.drive")
def show_scene(slug: str) -> Response:
    scene = request.form.get("scene", "")
    return write(partial(service.show_scene, scene=scene, **_by()))


@bp.post("/camps/<slug>/stage/step")
@rule("stage.drive")
def step(slug: str) -> Response:
    typed = request.form.get("to", "")
    if not typed.isdecimal():
        raise Invalid
    cuts = request.form.get("cuts") == "yes"
    return write(partial(service.step_reveal, to=int(typed), cuts=cuts, **_by()))


@bp.post("/camps/<slug>/stage/rehearsal")
@rule("stage.drive")
def rehearsal(slug: str) -> Response:
    return write(partial(service.rehearse, is_on=request.form.get("on") == "yes", **_by()))


@bp.post("/camps/<slug>/stage/options")
@rule("stage.drive")
def options(slug: str) -> Response:
    typed = OptionIn().load(data())
    return write(partial(service.set_option, **typed, **_by()))


@bp.post("/camps/<slug>/stage/hall")
@rule("stage.drive")
def hall(slug: str) -> Response:
    typed = HallIn().load(data())
    return write(partial(service.measure_hall, **typed, **_by()))


@bp.post("/camps/<slug>/stage/black")
@rule("stage.drive")
def black(slug: str) -> Response:
    return write(partial(service.blackout, is_black=request.form.get("on") == "yes", **_by()))


@bp.post("/camps/<slug>/stage/light")
@rule("stage.drive")
def light(slug: str) -> Response:
    return write(partial(service.light, is_light=request.form.get("on") == "yes", **_by()))


def _by() -> dict[str, Any]:
    return {"camp_id": camp().id, "by": actor().person_id, "now": now()}
