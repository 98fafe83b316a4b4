"""The page of the incident log."""

from functools import partial

from flask import Blueprint, Response, render_template, url_for

from camp.control import incidents
from camp.control.schemas import IncidentClosureForm, IncidentForm
from camp.core.rules import Role
from camp.web.context import actor, camp, db, now
from camp.web.forms import data
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("incidents", __name__)


@bp.get("/camps/<slug>/incidents")
@rule("incidents.write")
def log(slug: str) -> str:
    sees_private = actor().has(camp().id, Role.SAFEGUARDING)
    with db().read() as session:
        found = incidents.incidents(session, camp().id, sees_private=sees_private)
    return render_template("control/incidents.html", camp=camp(), incidents=found)


@bp.post("/camps/<slug>/incidents")
@rule("incidents.write")
def note(slug: str) -> Response:
    typed = IncidentForm().load(data())
    verb = partial(
        incidents.note_incident, camp_id=camp().id, by=actor().person_id, now=now(), **typed
    )
    return write(verb, Answer(location=url_for("incidents.log", slug=slug)))


@bp.post("/camps/<slug>/incidents/<incident_id>/closure")
@rule("incidents.write")
def close(slug: str, incident_id: str) -> Response:
    typed = IncidentClosureForm().load(data())
    verb = partial(
        incidents.close_incident, camp_id=camp().id, incident_id=incident_id,
        by=actor().person_id, now=now(), **typed,
    )  # fmt: skip
    return write(verb, Answer(location=url_for("incidents.log", slug=slug)))
