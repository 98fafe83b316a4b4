"""The door as pages: the station, the card of a scan, the walk-in, taking back."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request, url_for

from camp.checkin import cards, keeping, live, queries, service
from camp.checkin.reading import read
from camp.checkin.rules import RESULTS, kind_of
from camp.checkin.schemas import STATION, ConsentForm, DoorForm, SettlementForm, WalkInForm
from camp.core.rules import may
from camp.people.contact import country_of, read_phone
from camp.people.regions import regions_of
from camp.web import forms, i18n
from camp.web.context import actor, camp, db, now, secret
from camp.web.guard import rule
from camp.web.writes import Answer, write

__all__ = ["bp", "live"]
bp = Blueprint("checkin", __name__)
COOKIE = "camp_station"
DAY = 86_400


@bp.get("/camps/<slug>/door")
@rule("door.read")
def door(slug: str) -> str | Response:
    """The station's page. `station` chooses the door, which this device then remembers."""
    query = request.args.get("q", "")
    with db().read() as session:
        stations = queries.stations(session, camp().id)
        found = queries.search(session, camp().id, query)
    page = render_template(
        "checkin/door.html", camp=camp(), stations=stations, station=_station(), query=query,
        found=found, results=RESULTS, kind_of=kind_of, regions=regions_of(camp(), i18n.language()),
        may_settle=may(actor(), camp().id, "door.settle"),
    )  # fmt: skip
    if "station" not in request.args:
        return page
    response = make_response(page)
    response.set_cookie(COOKIE, _station(), max_age=3 * DAY, samesite="Lax", httponly=True)
    return response


@bp.post("/camps/<slug>/door/stations")
@rule("door.check_in")
def open_station(slug: str) -> Response:
    name = " ".join(request.form.get("name", "").split())
    STATION(name)
    verb = partial(service.open_station, camp_id=camp().id, name=name, by=actor().person_id)
    return write(verb, Answer(location=url_for("checkin.door", slug=slug, station=name)))


@bp.post("/camps/<slug>/door/checkins")
@rule("door.check_in")
def check_in(slug: str) -> Response:
    given: dict[str, Any] = DoorForm().load(forms.data())
    about = {
        "camp_id": camp().id, "station": given["station"], "by": actor().person_id, "now": now(),
        "scanned_at": given["scanned_at"], "key": _key(),
    }  # fmt: skip
    if given["person"]:
        verb = partial(service.check_in_person, person_id=given["person"], **about)
    else:
        verb = partial(service.check_in, code=read(secret(), given["badge"]), **about)
    return write(verb, partial(_card, slug))


@bp.post("/camps/<slug>/door/checkins/<check_in_id>/cancellation")
@rule("door.check_in")
def cancel(slug: str, check_in_id: str) -> Response:
    verb = partial(
        service.undo, camp_id=camp().id, check_in_id=check_in_id, by=actor().person_id, now=now()
    )
    return write(verb, Answer(location=f"/camps/{slug}/door"))


@bp.post("/camps/<slug>/door/consents")
@rule("consent.record")
def agree(slug: str) -> Response:
    given: dict[str, Any] = ConsentForm().load(forms.data())
    verb = partial(
        service.agree_and_check_in, camp_id=camp().id, person_id=given["person"],
        answers={kind: given[kind] for kind in ("code", "data", "photo")},
        station=given["station"], by=actor().person_id, now=now(),
    )  # fmt: skip
    return write(verb, partial(_card, slug))


@bp.get("/camps/<slug>/door/scans/<scan_id>")
@rule("door.read")
def scan(slug: str, scan_id: str) -> str:
    with db().read() as session:
        card = cards.card(session, camp(), scan_id)
    return render_template(
        "checkin/scan.html", camp=camp(), card=card, station=_station(), now=now()
    )


@bp.get("/camps/<slug>/door/walk-ins")
@rule("door.check_in")
def walk_in_form(slug: str) -> str:
    regions = regions_of(camp(), i18n.language())
    return render_template("checkin/walk_in.html", camp=camp(), regions=regions, station=_station())


@bp.post("/camps/<slug>/door/walk-ins")
@rule("door.check_in")
def walk_in(slug: str) -> Response:
    given: dict[str, Any] = WalkInForm().load(forms.data())
    station = given.pop("station")
    given["phone"] = read_phone(given["phone"], country_of(camp()))
    verb = partial(
        service.walk_in, camp_id=camp().id, facts=given, station=station, by=actor().person_id,
        now=now(), key=_key(),
    )  # fmt: skip
    return write(verb, partial(_card, slug))


@bp.get("/camps/<slug>/door/conflicts")
@rule("door.settle")
def open_conflicts(slug: str) -> str:
    """What phones did without a connection and the server would have done otherwise."""
    return render_template("checkin/conflicts.html", camp=camp())


@bp.post("/camps/<slug>/door/conflicts/<scan_key>/<kind>")
@rule("door.settle")
def settle(slug: str, scan_key: str, kind: str) -> Response:
    given: dict[str, Any] = SettlementForm().load(forms.data())
    verb = partial(
        keeping.settle, camp_id=camp().id, scan_key=scan_key, kind=kind, by=actor().person_id,
        now=now(), **given,
    )  # fmt: skip
    return write(verb, Answer(location=f"/camps/{slug}/door/conflicts"))


def _key() -> str:
    """Return the key of the scan: the one under which the form was sent."""
    return (request.headers.get("Idempotency-Key") or request.form.get("key", ""))[:36]


def _station() -> str:
    """Return the station of this device, or nothing while none was chosen."""
    chosen = request.args.get("station") or request.form.get("station")
    return (chosen or request.cookies.get(COOKIE, ""))[:60]


def _card(slug: str, outcome: service.Outcome) -> Answer:
    return Answer(location=f"/camps/{slug}/door/scans/{outcome.scan_id}")
