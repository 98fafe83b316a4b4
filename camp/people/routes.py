"""Signing in and out, the PIN, one's devices and the language, as pages."""

from datetime import timedelta
from functools import partial

from flask import Blueprint, Response, current_app, g, redirect, render_template, request, url_for

from camp.core.ids import read_code
from camp.core.phases import has_reached, open_gates
from camp.people import queries, signin
from camp.people.devices import device_name
from camp.people.rules import PinWrong
from camp.web import i18n
from camp.web.context import actor, camp, db, now, secret
from camp.web.guard import PUBLIC, SIGNED_IN, rule
from camp.web.identity import forget_login, keep_login
from camp.web.tries import Tries
from camp.web.writes import Answer, local, respond, write

bp = Blueprint("people", __name__)


@bp.get("/")
@rule(PUBLIC)
def front() -> str | Response:
    """The last camp's home for who is signed in; else where a code or badge is typed."""
    with db().read() as session:
        camps = queries.camps_of(session, actor())
        nobody = queries.is_empty(session)
    if nobody:
        return redirect("/start")  # type: ignore[return-value]
    if len(camps) == 1:
        return redirect(f"/camps/{camps[0].slug}/home")  # type: ignore[return-value]
    return render_template("people/front.html", camps=camps)


@bp.get("/join")
@rule(PUBLIC)
def join() -> str:
    return render_template("people/join.html", next=local(request.args.get("next", "/")))


@bp.post("/join")
@rule(PUBLIC)
def join_by_code() -> Response:
    with db().read() as session:
        camp = queries.camp_by_code(session, request.form.get("code", ""))
    return respond(Answer(location=url_for("people.camp_front", slug=camp.slug)))


@bp.get("/j/<code>")
@bp.get("/J/<code>", endpoint="join_by_large_qr")
@rule(PUBLIC)
def join_by_qr(code: str) -> Response:
    with db().read() as session:
        camp = queries.camp_by_code(session, code)
    return redirect(url_for("people.camp_front", slug=camp.slug))  # type: ignore[return-value]


@bp.get("/camps/<slug>")
@rule("camp.read")
def camp_front(slug: str) -> str | Response:
    if actor().person_id:
        return redirect(f"/camps/{slug}/home")  # type: ignore[return-value]
    with db().read() as session:
        is_open = "registration" in open_gates(session, camp())
    return render_template(
        "people/camp_front.html", camp=camp(), is_open=is_open,
        has_results=has_reached(camp(), "results"),
    )  # fmt: skip


@bp.get("/l/<token>")
@rule(PUBLIC)
def open_link(token: str) -> str:
    """Show whose link this is. A preview that fetches the page signs nobody in."""
    with db().read() as session:
        person = signin.person_of(session, token=token, kind="page", secret=secret())
        logins = queries.logins(session, person.id)
    elsewhere = [one for one in logins if one.id != actor().login_id]
    return render_template(
        "people/link.html", person=person, token=token, elsewhere=elsewhere,
        device_name=device_name,
    )  # fmt: skip


@bp.post("/l/<token>")
@rule(PUBLIC)
def use_link(token: str) -> Response:
    with db().read() as session:
        person = signin.person_of(session, token=token, kind="page", secret=secret())
    with db().read() as session:
        waits = signin.actor_of(session, person.id, pin_given=False).held_back
    return _begin(person.id, "link", "/pin" if waits else "/")


@bp.post("/badge")
@rule(PUBLIC)
def use_badge() -> Response:
    """Sign a participant in. Four digits are few, so a badge rests after five wrong ones."""
    code = read_code(request.form.get("badge", ""))
    tail = request.form.get("phone_tail", "").strip()

    def owner() -> str:
        with db().read() as session:
            return signin.badge_owner(session, code=code, phone_tail=tail).id

    def from_here() -> str:
        return str(_badge_tries().run(code, now(), owner))

    return _begin(
        str(_address_tries().run(request.remote_addr or "", now(), from_here)), "badge", "/"
    )


def _badge_tries() -> Tries:
    return current_app.extensions.setdefault("badge_tries", Tries(5, timedelta(minutes=15)))  # type: ignore[no-any-return]


def _address_tries() -> Tries:
    # A whole hall may stand behind one address.
    return current_app.extensions.setdefault("address_tries", Tries(100, timedelta(minutes=15)))  # type: ignore[no-any-return]


def _begin(person_id: str, kind: str, location: str) -> Response:
    token = db().write(
        partial(
            signin.sign_in,
            person_id=person_id,
            device=request.user_agent.string,
            kind=kind,
            now=now(),
        )
    )
    return keep_login(respond(Answer(location=location)), token)


@bp.get("/pin")
@rule(SIGNED_IN)
def pin() -> str:
    with db().read() as session:
        is_new = not queries.person(session, actor().person_id).pin_hash
    return render_template(
        "people/pin.html", is_new=is_new, next=local(request.args.get("next", "/"))
    )


@bp.post("/pin")
@rule(SIGNED_IN)
def give_pin() -> Response:
    right = db().write(
        partial(
            signin.give_pin,
            login_id=actor().login_id,
            pin=request.form.get("pin", "").strip(),
            now=now(),
        )
    )
    if not right:
        raise PinWrong
    return respond(Answer(location=local(request.form.get("next", "/"))))


@bp.get("/devices")
@rule(SIGNED_IN)
def devices() -> str:
    with db().read() as session:
        logins = queries.logins(session, actor().person_id)
        newest = next(iter(queries.camps_of(session, actor())), None)
    # The page is of no camp; its hours are those of the camp that the person is at.
    g.zone = newest.zone if newest else None
    return render_template(
        "people/devices.html", logins=logins, device_name=device_name, names_zone=newest is None
    )


@bp.post("/devices/<login_id>/revocation")
@rule(SIGNED_IN)
def revoke_device(login_id: str) -> Response:
    verb = partial(signin.sign_out, login_id=login_id, person_id=actor().person_id, now=now())
    return write(verb, Answer(location="/devices"))


@bp.post("/sign-out")
@rule(SIGNED_IN)
def sign_out() -> Response:
    verb = partial(
        signin.sign_out, login_id=actor().login_id, person_id=actor().person_id, now=now()
    )
    return forget_login(write(verb, Answer(location="/")))


@bp.get("/language/<tag>")
@rule(PUBLIC)
def language_here(tag: str) -> Response:
    """Speak another language on this device."""
    response = redirect(local(request.args.get("next", "/")), 303)
    response.set_cookie(
        i18n.COOKIE, i18n.spoken(tag) or "en", max_age=31_536_000, samesite="Lax", httponly=True
    )
    return response  # type: ignore[return-value]


@bp.post("/language")
@rule(PUBLIC)
def choose_language() -> Response:
    tag = i18n.spoken(request.form.get("language", "")) or "en"
    if actor().person_id:
        db().write(partial(signin.speak, person_id=actor().person_id, language=tag))
    response = respond(Answer(location=local(request.form.get("back", "/"))))
    response.set_cookie(i18n.COOKIE, tag, max_age=31_536_000, samesite="Lax", httponly=True)
    return response
