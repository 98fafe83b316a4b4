"""Posters of the hall: how to join, its Wi-Fi, and each door."""

from typing import Any

from flask import Blueprint, Response, render_template
from flask_babel import gettext

from camp.core.models import Camp
from camp.paper.printing import Code
from camp.paper.sending import asked_language, send
from camp.web import i18n
from camp.web.context import address, camp
from camp.web.guard import rule

bp = Blueprint("control_posters", __name__)


@bp.get("/camps/<slug>/paper/posters")
@rule("paper.read")
def posters(slug: str) -> str:
    return render_template("control/posters.html", camp=camp(), posters=_posters(camp()))


@bp.get("/camps/<slug>/paper/posters.pdf")
@rule("paper.read")
def posters_pdf(slug: str) -> Response:
    asked_language()
    told = [one | {"qr": Code(one["qr"]) if one["qr"] else None} for one in _posters(camp())]
    data = {
        "words": {"title": gettext("Posters")},
        "camp": i18n.camp_name(camp()),
        "posters": told,
    }
    return send("posters", data, f"{slug}-posters")


def _posters(where: Camp) -> list[dict[str, Any]]:
    """Return what each poster says: title, text of its code or nothing, lines, and how."""
    # In capitals as on the wall: these make a code of larger squares.
    join = f"{address()}/j/{where.code}"
    host = address().partition("://")[2]
    told: list[dict[str, Any]] = [
        {
            "title": gettext("Join the camp"),
            "qr": join.upper(),
            "lines": [(gettext("or open"), host), (gettext("and type"), where.code)],
            "how": gettext("Point your phone’s camera at the code. No app, no password."),
        }
    ]
    if where.wifi:
        name, password = wifi_of(where.wifi)
        lines = [(gettext("Network"), name), (gettext("Password"), password)]
        told.append(
            {
                "title": gettext("Wi-Fi"),
                "qr": wifi_code(name, password) if password else "",
                "lines": lines if password else [(gettext("Network"), where.wifi)],
                "how": gettext(
                    "The camp works in this Wi-Fi without the internet. If the page does not "
                    "open, turn mobile data off."
                ),
            }
        )
    told.append(
        {
            "title": gettext("Door: show your badge"),
            "qr": "",
            "lines": [(gettext("No badge yet?"), gettext("Your name is enough"))],
            "how": gettext(
                "Badge, code on your phone or name: any of them lets you in. Coming in twice is "
                "no fault."
            ),
        }
    )
    return told


def wifi_of(told: str) -> tuple[str, str]:
    """Return network and password of "Network / password"; no password where there is no slash."""
    name, _, password = told.partition(" / ")
    return name.strip(), password.strip()


def wifi_code(name: str, password: str) -> str:
    """Return what makes a phone join: "WIFI:T:WPA;S:name;P:password;;"."""
    # A backslash first: those that escape the others must not be escaped again.
    for mark in '\\;,:"':
        name, password = name.replace(mark, "\\" + mark), password.replace(mark, "\\" + mark)
    return f"WIFI:T:WPA;S:{name};P:{password};;"
