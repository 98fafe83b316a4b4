"""The owner's page for erasing a person: find them, see what goes and what stays, say why."""

from typing import Any

from flask import Blueprint, Response, render_template, request
from flask_smorest import Blueprint as ApiBlueprint
from sqlalchemy.orm import Session

from camp.control import erasing
from camp.control.schemas import ErasureIn
from camp.core.errors import CampError, NotFound
from camp.core.models import Camp
from camp.core.rules import Actor
from camp.web.context import actor, camp, db, now
from camp.web.forms import data
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("erasing", __name__)
api = ApiBlueprint("erasing_api", __name__)


@bp.get("/camps/<slug>/people/erasure")
@rule("people.erase")
def find(slug: str) -> str:
    query = request.args.get("q", "")[:120]
    with db().read() as session:
        found = list(erasing.found_people(session, camp(), query)) if query else []
    return render_template("control/erasure_find.html", camp=camp(), query=query, found=found)


@bp.get("/camps/<slug>/people/<person_id>/erasure")
@rule("people.erase")
def look(slug: str, person_id: str) -> str:
    with db().read() as session:
        shown = _traces(session, camp(), person_id)
        why_not = _refusal(session, person_id, actor())
    return render_template("control/erasure.html", camp=camp(), shown=shown, why_not=why_not)


@bp.post("/camps/<slug>/people/<person_id>/erasure")
@rule("people.erase")
def erase(slug: str, person_id: str) -> Response:
    sent = ErasureIn().load(data())
    return write(_verb(person_id, sent), Answer(location=f"/camps/{slug}/people/erasure"))


@api.post("/camps/<slug>/people/<person_id>/erasure")
@api.arguments(ErasureIn)
@api.response(204)
@rule("people.erase")
def erase_by_program(sent: dict[str, Any], slug: str, person_id: str) -> Response:
    """Erase a person in all camps; `name` confirms who is meant."""
    return write(_verb(person_id, sent), Answer(204))


def _verb(person_id: str, sent: dict[str, Any]) -> Any:
    here, who, at = camp(), actor(), now()

    def verb(session: Session) -> None:
        _traces(session, here, person_id)
        erasing.erase(session, camp_id=here.id, person_id=person_id, who=who, now=at, **sent)

    return verb


def _traces(session: Session, here: Camp, person_id: str) -> erasing.Traces:
    """Return what is known of somebody whom this camp knows; nobody else is looked at from here."""
    found = erasing.traces(session, person_id=person_id)
    if here.id not in {one.id for one in found.camps}:
        raise NotFound
    return found


def _refusal(session: Session, person_id: str, who: Actor) -> str:
    try:
        erasing.check_erasable(session, person_id=person_id, who=who)
    except CampError as error:
        return str(error)
    return ""
