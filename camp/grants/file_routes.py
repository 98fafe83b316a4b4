"""The ranking and the money of a preview as a file."""

from flask import Blueprint, Response, request
from flask_babel import gettext

from camp.grants import forms, giving
from camp.grants.proposal import proposal
from camp.grants.protocol import deliberation
from camp.paper.sending import said
from camp.web.context import camp, db
from camp.web.guard import rule

bp = Blueprint("grants_files", __name__)


@bp.get("/camps/<slug>/grants/what-if.csv")
@rule("awards.read")
def table(slug: str) -> Response:
    """Return the ranking and the money as the page shows them under the same terms."""
    with db().read() as session:
        stand = deliberation(session, camp())
        terms = forms.terms(request.args, camp().currency)
        preview = proposal(session, camp(), stand.ranked, terms=terms)
    text = giving.table(_heads(), stand.rows, preview, camp().currency, _said)
    head = f'attachment; filename="{slug}-what-if.csv"'
    return Response(
        text.encode("utf-8-sig"), mimetype="text/csv", headers={"Content-Disposition": head}
    )


def _heads() -> list[str]:
    return [
        gettext("Place"), gettext("Team"), gettext("Points"), gettext("Asks"),
        gettext("By the rule"), gettext("Decision"), gettext("Currency"),
    ]  # fmt: skip


def _said(what: str, value: str) -> str:
    if what == "reserve":
        return str(gettext("reserve %(order)s", order=value))
    return said("grants/_words.html", "left_out_words" if what == "reason" else "way_words", value)
