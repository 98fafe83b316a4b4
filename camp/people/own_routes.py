"""One's own pages at a camp: registering, consents, profile, badge, leaving, and the rest."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request

from camp.core.errors import NotFound
from camp.core.models import Camp
from camp.core.phases import open_gates
from camp.people import badges, consenting, profile, queries, registering, signin
from camp.people.consenting import Standing
from camp.people.contact import country_of, read_phone
from camp.people.models import Conduct, Participant
from camp.people.regions import regions_of
from camp.people.schemas import ProfileIn, RegistrationIn
from camp.web import forms, i18n
from camp.web.context import actor, camp, db, now, secret
from camp.web.guard import rule
from camp.web.identity import keep_login
from camp.web.writes import Answer, write

bp = Blueprint("own", __name__)


def root() -> str:
    return f"/camps/{camp().slug}"


@bp.get("/camps/<slug>/registration")
@rule("camp.read")
def registration(slug: str) -> str | Response:
    """The open form; who is registered sees where their registration stands."""
    with db().read() as session:
        mine = registering.participant_of(session, camp().id, actor().person_id)
        is_open = "registration" in open_gates(session, camp())
        me = queries.person(session, actor().person_id) if actor().person_id else None
    return render_template(
        "people/registration.html", camp=camp(), mine=mine, is_open=is_open, me=me,
        regions=regions_of(camp(), i18n.language()), spoken=profile.SPOKEN,
    )  # fmt: skip


@bp.post("/camps/<slug>/registration")
@rule("camp.read")
def send_registration(slug: str) -> Response:
    """Register, and sign a newcomer in on this device: it is their only key so far."""
    sent = RegistrationIn().load(_whole_year(forms.data(lists=("speaks",))))
    sent["phone"] = read_phone(sent["phone"], country_of(camp()))
    sent["language"] = sent["language"] or i18n.language()
    known, at, device = actor().person_id or None, now(), request.user_agent.string
    token: list[str] = []

    def verb(session: Any) -> Participant:
        made = registering.register(
            session, camp_id=camp_id, facts=sent, by=known, now=at, person_id=known
        )
        if known is None:
            token[:] = [
                signin.sign_in(
                    session, person_id=made.person_id, device=device, kind="link", now=at
                )
            ]
        return made

    camp_id = camp().id
    response = write(verb, Answer(201, location=f"{root()}/registration"))
    return keep_login(response, token[0]) if token else response


def _whole_year(fields: dict[str, Any]) -> dict[str, Any]:
    year = str(fields.get("birth_year", ""))
    return {**fields, "birth_year": int(year)} if year.isascii() and year.isdigit() else fields


@bp.get("/camps/<slug>/more")
@rule("home.read")
def more(slug: str) -> str:
    with db().read() as session:
        person = queries.person(session, actor().person_id)
        stands = consenting.standing(session, camp(), person)
        mine = registering.participant_of(session, camp().id, person.id)
    return render_template("people/more.html", camp=camp(), person=person, stands=stands, mine=mine)


@bp.get("/camps/<slug>/consent")
@rule("people.self")
def consent(slug: str) -> str:
    with db().read() as session:
        person = queries.person(session, actor().person_id)
        stands = consenting.standing(session, camp(), person)
        conduct = consenting.conduct_of(session, camp().id)
    return render_template(
        "people/consent.html", camp=camp(), stands=stands, conduct=conduct, text=_text(conduct)
    )


@bp.post("/camps/<slug>/consent")
@rule("people.self")
def give_consent(slug: str) -> Response:
    """Agreeing to the rules says yes to code and data; photo and contact are asked apart."""
    given = {"code": True, "data": True}
    given |= {kind: request.form.get(kind) == "yes" for kind in ("photo", "contact")}
    return _answers(camp(), request.form.get("version", ""), given, f"{root()}/home")


@bp.post("/camps/<slug>/consents/<kind>")
@rule("people.self")
def change_consent(slug: str, kind: str) -> Response:
    """Give or withdraw one consent."""
    given = {kind: request.form.get("given") == "yes"}
    return _answers(camp(), request.form.get("version", ""), given, f"{root()}/more")


def _answers(where: Camp, version: str, given: dict[str, bool], location: str) -> Response:
    who, at = actor().person_id, now()

    def verb(session: Any) -> None:
        conduct = consenting.conduct_of(session, where.id)
        shown = version or (conduct.version if conduct else "1")
        for kind, yes in given.items():
            consenting.answer_consent(
                session, camp_id=where.id, person_id=who, kind=kind, version=shown[:20],
                given=yes, by=who, now=at,
            )  # fmt: skip

    return write(verb, Answer(location=location))


def _text(conduct: Conduct | None) -> dict[str, Any]:
    """Return the lines in the reader's language, else in one that the camp has."""
    texts = conduct.texts if conduct else consenting.default_conduct()["texts"]
    nothing: dict[str, Any] = {"lines": [], "full": []}
    other = next((texts[tag] for tag in (camp().language, "en", *texts) if tag in texts), nothing)
    return dict(i18n.in_words(texts, other))


@bp.get("/camps/<slug>/profile")
@rule("people.self")
def own_profile(slug: str) -> str:
    return render_template(
        "people/profile.html", camp=camp(), mine=_mine(), skills=profile.SKILLS,
        needs=profile.NEEDS, spoken=profile.SPOKEN, most=profile.SKILLS_MOST,
    )  # fmt: skip


@bp.post("/camps/<slug>/profile")
@rule("people.self")
def send_profile(slug: str) -> Response:
    sent = ProfileIn().load(forms.data(lists=("skills", "speaks", "needs")))
    verb = partial(
        profile.change_profile, camp_id=camp().id, person_id=actor().person_id,
        by=actor().person_id, **sent,
    )  # fmt: skip
    return write(verb, Answer(location=f"{root()}/more"))


def _mine() -> Participant:
    with db().read() as session:
        mine = registering.participant_of(session, camp().id, actor().person_id)
    if mine is None:
        raise NotFound
    return mine


@bp.get("/camps/<slug>/badge")
@rule("people.self")
def badge(slug: str) -> str | Response:
    with db().read() as session:
        found = badges.badge_of(session, camp().id, actor().person_id)
        person = queries.person(session, actor().person_id)
        stands: Standing = consenting.standing(session, camp(), person)
    if stands.missing:
        return redirect(f"{root()}/consent")  # type: ignore[return-value]
    text = badges.badge_text(secret(), found.code) if found else ""
    return render_template(
        "people/badge.html", camp=camp(), badge=found, text=text, person=person, stands=stands
    )
