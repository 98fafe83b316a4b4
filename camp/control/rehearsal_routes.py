"""The rehearsal's page: begin it, jump to its jury, let invented jurors score, wipe it."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, url_for

from camp.control import rehearsing, simulating
from camp.control.schemas import RunIn
from camp.web.context import actor, camp, db, now, secret
from camp.web.forms import data
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("rehearsal", __name__)


@bp.get("/camps/<slug>/rehearsal")
@rule("camp.set_up")
def page(slug: str) -> str:
    with db().read() as session:
        twin = rehearsing.rehearsal_of(session, camp().id)
        stand = simulating.open_board(session, twin)
    return render_template("control/rehearsal.html", camp=camp(), twin=twin, stand=stand)


@bp.post("/camps/<slug>/rehearsal")
@rule("camp.set_up")
def begin(slug: str) -> Response:
    return write(partial(rehearsing.begin_rehearsal, **_mover()), _here(slug))


@bp.post("/camps/<slug>/rehearsal/jury")
@rule("camp.set_up")
def go_to_jury(slug: str) -> Response:
    return write(partial(rehearsing.go_to_jury, **_mover()), _here(slug))


@bp.post("/camps/<slug>/rehearsal/ballots")
@rule("camp.set_up")
def let_score(slug: str) -> Response:
    """Hand the invented ballots in here, for a page without scripts."""
    verb = partial(simulating.let_score, camp_id=camp().id, now=now())
    return write(verb, _here(slug))


@bp.post("/camps/<slug>/rehearsal/scripts")
@rule("camp.set_up")
def scripts(slug: str) -> dict[str, Any]:
    """Return what the invented jurors hand in, for a phone that sends it over the hall's Wi-Fi.

    Not through `write`: the tokens must not be kept with the answer.
    """
    at = now()
    verb = partial(simulating.scripts, camp_id=camp().id, secret=secret(), now=at)
    return {"jurors": db().write(verb), "run": at.isoformat()}


@bp.post("/camps/<slug>/rehearsal/run-end")
@rule("camp.set_up")
def end_run(slug: str) -> Response:
    """The device has played its run: its tokens open nothing any more."""
    run = RunIn().load(data())["run"]
    return write(partial(simulating.end_run, camp_id=camp().id, run=run, now=now()), _here(slug))


@bp.post("/camps/<slug>/rehearsal/wipe")
@rule("camp.set_up")
def wipe(slug: str) -> Response:
    verb = partial(rehearsing.wipe_rehearsal, camp_id=camp().id, by=actor().person_id)
    return write(verb, _here(slug))


def _mover() -> dict[str, Any]:
    return {"camp_id": camp().id, "by": actor().person_id, "now": now()}


def _here(slug: str) -> Answer:
    return Answer(location=url_for("rehearsal.page", slug=slug))
