"""Camps, registrations, consents and badges as programs see them."""

from functools import partial
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from camp.core.errors import Forbidden
from camp.core.models import Camp
from camp.core.phases import open_gates
from camp.core.rules import require
from camp.people import badges, consenting, queries, registering
from camp.people.contact import country_of, read_phone
from camp.people.models import Participant
from camp.people.rules import may_answer_for
from camp.people.schemas import (
    CampOut,
    ConsentIn,
    ConsentOut,
    DecisionIn,
    GuardianIn,
    RegistrationIn,
    RegistrationOut,
    RevocationOut,
)
from camp.web.context import actor, camp, db, now
from camp.web.guard import SIGNED_IN, belongs, rule
from camp.web.writes import Answer, write

bp = Blueprint("camps", __name__)
belongs("registration_id", Participant)


@bp.get("/camps")
@bp.response(200, CampOut(many=True))
@rule(SIGNED_IN)
def list_camps() -> Any:
    with db().read() as session:
        return [
            {"camp": one, "gates": sorted(open_gates(session, one))}
            for one in queries.camps_of(session, actor())
        ]


@bp.get("/camps/<slug>")
@bp.response(200, CampOut)
@rule("camp.read")
def get_camp(slug: str) -> Any:
    with db().read() as session:
        return {"camp": camp(), "gates": sorted(open_gates(session, camp()))}


@bp.post("/camps/<slug>/registrations")
@bp.arguments(RegistrationIn)
@bp.response(201, RegistrationOut)
@rule("camp.read")
def post_registration(sent: dict[str, Any], slug: str) -> Response:
    sent["phone"] = read_phone(sent["phone"], country_of(camp()))
    verb = partial(
        registering.register,
        camp_id=camp().id,
        facts=sent,
        by=actor().person_id or None,
        now=now(),
        person_id=actor().person_id or None,
    )
    return write(verb, lambda made: Answer(201, RegistrationOut().dump(made)))


@bp.put("/registrations/<registration_id>")
@bp.arguments(DecisionIn)
@bp.response(200, RegistrationOut)
@rule("people.admit")
def put_registration(sent: dict[str, Any], registration_id: str) -> Response:
    verb = partial(
        registering.decide,
        participant_id=registration_id,
        state=sent["state"],
        by=actor().person_id,
        now=now(),
    )
    return write(verb, lambda made: Answer(200, RegistrationOut().dump(made)))


@bp.post("/people/<person_id>/consents")
@bp.arguments(ConsentIn)
@bp.response(200, ConsentOut)
@rule(SIGNED_IN)
def post_consent(sent: dict[str, Any], person_id: str) -> Response:
    """The person's own answer, or one that the door takes down."""
    where = _camp_called(sent.pop("camp"), "consent.record")
    if not may_answer_for(actor(), where.id, person_id):
        raise Forbidden
    verb = partial(
        consenting.answer_consent,
        camp_id=where.id,
        person_id=person_id,
        by=actor().person_id,
        now=now(),
        **sent,
    )
    return write(verb, lambda made: Answer(200, ConsentOut().dump(made)))


@bp.post("/people/<person_id>/guardian")
@bp.arguments(GuardianIn)
@bp.response(204)
@rule(SIGNED_IN)
def post_guardian(sent: dict[str, Any], person_id: str) -> Response:
    where = _camp_called(sent.pop("camp"), "guardian.write")
    sent["phone"] = read_phone(sent["phone"], country_of(where))
    verb = partial(
        consenting.receive_guardian_form,
        camp_id=where.id,
        person_id=person_id,
        by=actor().person_id,
        now=now(),
        **sent,
    )
    return write(verb, Answer(204))


@bp.post("/badges/<code>/revocation")
@bp.response(200, RevocationOut)
@rule(SIGNED_IN)
def post_revocation(code: str) -> Response:
    with db().read() as session:
        badge = queries.badge_by_code(session, code)
    require(actor(), badge.camp_id, "badge.revoke")
    verb = partial(
        badges.revoke_badge,
        camp_id=badge.camp_id,
        code=badge.code,
        by=actor().person_id,
        now=now(),
    )
    return write(verb, lambda made: Answer(200, RevocationOut().dump(made)))


def _camp_called(slug: str, permission: str) -> Camp:
    with db().read() as session:
        found = queries.camp_called(session, slug)
    require(actor(), found.id, permission)
    return found
