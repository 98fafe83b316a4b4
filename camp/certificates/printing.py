"""Certificates as PDF, each in its owner's language."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response
from flask_babel import gettext

from camp.certificates import queries
from camp.certificates.models import Certificate
from camp.certificates.wording import sentences
from camp.core.errors import NotFound
from camp.paper.printing import Code
from camp.paper.sending import send
from camp.web import i18n
from camp.web.context import actor, address, camp, db
from camp.web.guard import rule

bp = Blueprint("certificates_printing", __name__)


@bp.get("/camps/<slug>/certificates.pdf")
@rule("certificates.give")
def everybody(slug: str) -> Response:
    """All that count, a page each, by kind and name."""
    with db().read() as session:
        lines = queries.lines(session, camp())
    return _sent([one.certificate for one in lines if one.certificate], f"{slug}-certificates")


@bp.get("/camps/<slug>/certificate.pdf")
@rule("people.self")
def mine(slug: str) -> Response:
    with db().read() as session:
        found = queries.own(session, camp().id, actor().person_id)
    return _sent(found, f"{slug}-certificate")


def _sent(found: Sequence[Certificate], name: str) -> Response:
    if not found:
        raise NotFound
    data = {
        "words": {"title": gettext("Certificates")},
        "certificates": [_told(one) for one in found],
    }
    return send("certificates", data, name)


def _told(one: Certificate) -> dict[str, Any]:
    spoken = i18n.spoken(one.language) or i18n.language()
    with i18n.speaking(spoken):
        said = sentences(one, camp())
    place = f"{address()}/certificates/{one.serial}"
    return {
        **said,
        "name": one.name,
        "lang": spoken.partition("_")[0],
        "address": place.partition("://")[2],
        "qr": Code(place),
    }
