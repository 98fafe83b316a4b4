"""The organisers' lists: registrations, links on paper, guardian forms."""

from functools import partial

from flask import Blueprint, Response, render_template, request

from camp.people import consenting, listing, live, queries, registering, wording
from camp.people.contact import country_of, read_phone
from camp.people.models import Participant
from camp.people.schemas import GuardianIn
from camp.web import forms
from camp.web.context import actor, camp, db, now, secret
from camp.web.guard import belongs, rule
from camp.web.writes import Answer, write

bp = Blueprint("lists", __name__)
belongs("registration_id", Participant)
__all__ = ["bp", "live", "wording"]


def root() -> str:
    return f"/camps/{camp().slug}/people"


@bp.get("/camps/<slug>/people")
@rule("people.list")
def everybody(slug: str) -> str:
    with db().read() as session:
        staff = listing.staff(session, camp())
    return render_template("people/list.html", camp=camp(), staff=staff)


@bp.post("/camps/<slug>/people/decisions")
@rule("people.admit")
def decide(slug: str) -> Response:
    """Decide on one registration (`one`), or on all that are ticked (`chosen`)."""
    state, _, one = request.form.get("decision", "").partition(":")
    verb = partial(
        registering.decide_all,
        camp_id=camp().id,
        participant_ids=[one] if one else request.form.getlist("chosen"),
        state=state,
        by=actor().person_id,
        now=now(),
    )
    return write(verb, Answer(location=root()))


@bp.post("/registrations/<registration_id>/person")
@rule("people.admit")
def same_person(registration_id: str) -> Response:
    """Say whose registration this is."""
    verb = partial(
        registering.merge,
        participant_id=registration_id,
        person_id=request.form.get("person", ""),
        by=actor().person_id,
        now=now(),
    )
    return write(verb, Answer(location=root()))


@bp.get("/camps/<slug>/people/links")
@rule("people.links")
def links(slug: str) -> str:
    who = "participants" if request.args.get("who") == "participants" else "staff"
    verb = partial(listing.print_links, camp_id=camp().id, who=who, secret=secret(), now=now())
    keys = db().write(verb)
    address = request.host_url.rstrip("/")
    return render_template("people/links.html", camp=camp(), keys=keys, address=address, who=who)


@bp.get("/camps/<slug>/people/<person_id>/guardian")
@rule("guardian.read")
def guardian(slug: str, person_id: str) -> str:
    with db().read() as session:
        person = queries.participant_person(session, camp().id, person_id)
        form = queries.guardian_form(session, camp().id, person_id)
    return render_template("people/guardian.html", camp=camp(), person=person, form_kept=form)


@bp.post("/camps/<slug>/people/<person_id>/guardian")
@rule("guardian.write")
def send_guardian(slug: str, person_id: str) -> Response:
    sent = GuardianIn().load({**forms.data(), "camp": slug, "given": "given" in request.form})
    sent.pop("camp")
    sent["phone"] = read_phone(sent["phone"], country_of(camp()))
    verb = partial(
        consenting.receive_guardian_form, camp_id=camp().id, person_id=person_id,
        by=actor().person_id, now=now(), **sent,
    )  # fmt: skip
    return write(verb, Answer(location=f"/camps/{slug}/guardians"))


@bp.get("/camps/<slug>/guardians")
@rule("guardian.read")
def guardians(slug: str) -> str:
    """The minors of the camp and whether their guardians have agreed."""
    with db().read() as session:
        minors = queries.minors(session, camp())
    return render_template("people/guardians.html", camp=camp(), minors=minors)
