"""Badges to print: a page, and the same as PDF."""

from functools import partial

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext

from camp.paper.printing import Code
from camp.paper.sending import asked_language, send
from camp.people import listing
from camp.people.badges import badge_text
from camp.people.paper import WHO, PrintedBadge, printed_badges
from camp.people.wording import role_name
from camp.web import i18n
from camp.web.context import camp, db, now, secret
from camp.web.guard import rule

bp = Blueprint("people_paper", __name__)


@bp.get("/camps/<slug>/paper/badges")
@rule("people.links")
def badges(slug: str) -> str:
    found = _badges()
    texts = {one.code: badge_text(secret(), one.code) for one in found if one.code}
    return render_template("people/badges.html", camp=camp(), badges=found, who=_who(), texts=texts)


@bp.get("/camps/<slug>/paper/badges.pdf")
@rule("people.links")
def badges_pdf(slug: str) -> Response:
    """Sheets of eight, for `?who=` everybody, participants or staff, or for one `?person=`."""
    asked_language()
    told = [
        {
            "name": one.name,
            "role": role_name(one.role),
            "colour": one.colour,
            "code": f"{one.code[:3]} {one.code[3:]}".strip(),
            "note": one.town,
            "qr": Code(badge_text(secret(), one.code)) if one.code else None,
        }
        for one in _badges()
    ]
    said = {
        "title": gettext("Badges"),
        "code": gettext("Badge code"),
        "qr": gettext("QR code of the badge"),
        "none": gettext("Nobody has a badge yet."),
    }
    data = {"words": said, "camp": i18n.camp_name(camp()), "badges": told}
    return send("badges", data, f"{slug}-badges")


@bp.get("/camps/<slug>/people/links.pdf")
@rule("people.links")
def links_pdf(slug: str) -> Response:
    """Twelve slips a page, of staff or `?who=participants`; links are made where there are none."""
    asked_language()
    who = "participants" if request.args.get("who") == "participants" else "staff"
    verb = partial(listing.print_links, camp_id=camp().id, who=who, secret=secret(), now=now())
    keys = [(key, f"{request.host_url}l/{key.token}") for key in db().write(verb)]
    data = {
        "words": {
            "title": gettext("Links on paper"),
            "qr": gettext("Sign-in link"),
            "none": gettext("Nobody is here yet."),
        },
        "slips": [
            {"name": key.name, "role": role_name(key.role), "address": link, "qr": Code(link)}
            for key, link in keys
        ],
    }
    return send("links", data, f"{slug}-links-{who}")


def _who() -> str:
    asked = request.args.get("who", "")
    return asked if asked in WHO else WHO[0]


def _badges() -> list[PrintedBadge]:
    with db().read() as session:
        return printed_badges(session, camp(), who=_who(), person_id=request.args.get("person", ""))
