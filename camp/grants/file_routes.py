"""The ranking and the money of a preview as a file."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, request
from flask_babel import gettext

from camp.grants import forms, giving, service
from camp.grants.proposal import proposal
from camp.grants.protocol import deliberation
from camp.paper.sending import said
from camp.web.context import actor, camp, db
from camp.web.downloads import sheet_file
from camp.web.guard import rule
from camp.web.i18n import money

bp = Blueprint("grants_files", __name__)


@bp.get("/camps/<slug>/grants/what-if.csv")
@rule("awards.read")
def table(slug: str) -> Response:
    """Return the ranking and the money as the page shows them under the same terms."""
    terms = forms.terms(request.args, camp().currency)
    with db().read() as session:
        stand = deliberation(session, camp())
        preview = proposal(session, camp(), stand.ranked, terms=terms)
    db().write(partial(service.take_ranking, camp_id=camp().id, by=actor().person_id))
    text = giving.table(_heads(), stand.rows, preview, camp().currency, _said)
    return sheet_file(text, f"{slug}-what-if")


def _heads() -> list[str]:
    return [
        gettext("Place"), gettext("Team"), gettext("Points"), gettext("Asks"),
        gettext("By the rule"), gettext("What the rule gives"), gettext("Jury"), gettext("Rule"),
        gettext("Currency"),
    ]  # fmt: skip


def _said(what: str, value: Any) -> str:
    macro = partial(said, "grants/_words.html")
    match what:
        case "reserve":
            return str(gettext("reserve %(order)s", order=value))
        case "jury":
            return macro("decided", value.choice, value.ask)
        case "rule":
            rule_name = macro("rule_words", value.funding_rule)
            told = f"{rule_name}, {money(value.envelope, camp().currency)}"
            if value == camp().settings:
                return told
            return str(gettext("%(rule)s (preview)", rule=told))
    return macro("left_out_words" if what == "reason" else "way_words", value)
