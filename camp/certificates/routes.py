"""Pages of certificates: one's own, the organisers' desk, and the check by a stranger."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request

from camp.certificates import queries, service
from camp.certificates.rules import SINCE
from camp.certificates.wording import kind_name, sentences, serial_in_groups
from camp.core.errors import NotFound
from camp.core.phases import has_reached
from camp.people.models import Person
from camp.web.context import actor, camp, db, now
from camp.web.guard import PUBLIC, rule
from camp.web.trust import is_hall_only
from camp.web.writes import Answer, write

bp = Blueprint("certificates", __name__)
bp.add_app_template_global(kind_name, "certificate_kind")
bp.add_app_template_global(serial_in_groups)


@bp.get("/camps/<slug>/certificates")
@rule("certificates.give")
def desk(slug: str) -> str:
    with db().read() as session:
        lines = queries.lines(session, camp())
    return render_template(
        "certificates/desk.html", camp=camp(), lines=lines, is_time=has_reached(camp(), SINCE),
        hall_only=is_hall_only(),
    )  # fmt: skip


@bp.post("/camps/<slug>/certificates")
@rule("certificates.give")
def give(slug: str) -> Response:
    """Give all that are ready, or the one that `person` and `kind` name."""
    person, kind = request.form.get("person", ""), request.form.get("kind", "")
    verb = partial(
        service.give, camp_id=camp().id, only=[(person, kind)] if person else None,
        by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb, lambda n: Answer(200, {"given": n}, f"/camps/{slug}/certificates"))


@bp.post("/camps/<slug>/certificates/<certificate_id>/revocation")
@rule("certificates.give")
def revoke(slug: str, certificate_id: str) -> Response:
    verb = partial(
        service.revoke, camp_id=camp().id, certificate_id=certificate_id, by=actor().person_id,
        now=now(),
    )  # fmt: skip
    return write(verb, Answer(location=f"/camps/{slug}/certificates"))


@bp.get("/camps/<slug>/people/<person_id>/spelling")
@rule("spelling.confirm")
def ask(slug: str, person_id: str) -> str:
    """Ask somebody at the door how their name is spelled on the certificate."""
    return _spelling(person_id, back=f"/camps/{slug}/door")


@bp.post("/camps/<slug>/people/<person_id>/spelling")
@rule("spelling.confirm")
def confirm(slug: str, person_id: str) -> Response:
    is_desk = request.form.get("then") == "desk"
    return _spell(person_id, f"/camps/{slug}/{'certificates' if is_desk else 'door'}")


@bp.get("/camps/<slug>/certificate")
@rule("people.self")
def mine(slug: str) -> str:
    """One's own name as it is printed, and one's certificates."""
    return _spelling(actor().person_id, back=f"/camps/{slug}/more")


@bp.post("/camps/<slug>/certificate")
@rule("people.self")
def spell_mine(slug: str) -> Response:
    return _spell(actor().person_id, f"/camps/{slug}/certificate")


@bp.get("/certificates/<serial>")
@rule(PUBLIC)
def check(serial: str) -> tuple[str, int]:
    """What a certificate says, for whoever holds it: nothing that does not stand on it."""
    with db().read() as session:
        found = queries.by_serial(session, serial)
    shown: dict[str, Any] = {"certificate": None}
    if found:
        certificate, where = found
        shown = {"certificate": certificate, "where": where, "said": sentences(certificate, where)}
    return render_template("certificates/check.html", serial=serial, **shown), 200 if found else 404


def _spelling(person_id: str, *, back: str) -> str:
    is_me = person_id == actor().person_id
    with db().read() as session:
        may_have = person_id in queries.people_of(session, camp())
        if not may_have and not is_me:
            raise NotFound
        person = session.get_one(Person, person_id)
        kept = queries.spelling_of(session, camp().id, person_id)
        own = queries.own(session, camp().id, person_id)
    return render_template(
        "certificates/own.html", camp=camp(), person=person, kept=kept, back=back, own=own,
        is_me=is_me, may_have=may_have,
    )  # fmt: skip


def _spell(person_id: str, location: str) -> Response:
    verb = partial(
        service.spell_name, camp_id=camp().id, person_id=person_id,
        name=request.form.get("name", ""), by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb, Answer(location=location))
