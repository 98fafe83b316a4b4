"""The page where a concern is told, and the safeguarding officer's list of them."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for
from sqlalchemy.orm import Session

from camp.control import concerns
from camp.control.rules import EnoughConcerns
from camp.control.schemas import ConcernClosureForm, ConcernForm
from camp.core.rules import Actor, may
from camp.people.models import Person
from camp.web.context import actor, camp, db, now
from camp.web.forms import data
from camp.web.guard import rule
from camp.web.i18n import clock
from camp.web.pieces import piece, topic
from camp.web.tries import Portions
from camp.web.writes import Answer, respond, write

bp = Blueprint("concerns", __name__)
MOST = 6
"""Concerns of one person within an hour: more than anybody tells, less than a flood."""
CONCERNS = topic("camp:{slug}:concerns", rule="concern.read")


@bp.get("/camps/<slug>/concern")
@rule("concern.raise")
def form(slug: str) -> str:
    with db().read() as session:
        readers = concerns.readers(session, camp().id)
    return render_template(
        "control/concern.html", camp=camp(), readers=readers, is_sent="sent" in request.args,
        reads=may(actor(), camp().id, "concern.read"),
    )  # fmt: skip


@bp.post("/camps/<slug>/concern")
@rule("concern.raise")
def send(slug: str) -> Response:
    """Keep a concern. Not by `write`: its answers are stored by who asked."""
    key, at, told = request.form.get("key", "")[:36], now(), ConcernForm().load(data())
    with db().read() as session:
        is_known = concerns.is_known(session, camp().id, key)
        readers = concerns.readers(session, camp().id)
    who = f"concern {camp().id} {actor().person_id}"
    portions: Portions = current_app.extensions["portions"]
    if not is_known and portions.taken(who, at) >= MOST:
        raise _enough(readers, at)
    db().write(partial(concerns.raise_concern, camp_id=camp().id, key=key, now=at, **told))
    if not is_known:
        portions.take(who, at)
    return respond(Answer(location=url_for("concerns.form", slug=slug, sent="yes")))


def _enough(readers: Sequence[Person], at: datetime) -> EnoughConcerns:
    again = clock(Portions.begins_anew(at))
    for one in readers:
        if one.phone:
            said = EnoughConcerns.with_phone
            return EnoughConcerns(said, at=again, name=one.name, phone=one.phone)
    return EnoughConcerns(EnoughConcerns.title, at=again)


@bp.get("/camps/<slug>/concerns")
@rule("concern.read")
def listed(slug: str) -> str:
    return render_template("control/concerns.html", camp=camp())


@bp.post("/camps/<slug>/concerns/<concern_id>/closure")
@rule("concern.read")
def close(slug: str, concern_id: str) -> Response:
    verb = partial(
        concerns.close_concern, camp_id=camp().id, concern_id=concern_id,
        by=actor().person_id, now=now(), **ConcernClosureForm().load(data()),
    )  # fmt: skip
    return write(verb, Answer(location=url_for("concerns.listed", slug=slug)))


def _show(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    return {"camp": camp(), "concerns": concerns.concerns(session, camp().id)}


piece("control.concerns", on=CONCERNS, path="/camps/<slug>/concerns/list",
      template="control/_concerns.html", ask=_show)  # fmt: skip
