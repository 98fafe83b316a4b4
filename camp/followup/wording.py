"""The agreement's sentences in one language: plain strings, for a page or a printed form."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import force_locale, gettext

from camp.core.errors import words
from camp.followup.agreement import Clause, Text
from camp.web import i18n

TITLE = words("Agreement no. %(number)s on a small grant")
PARTIES = words("%(implementer)s and the team “%(team)s”, led by %(lead)s, agree as follows.")
SENTENCES = {
    "amount": words("The team “%(team)s” receives %(amount)s for its project."),
    "tranche": words("Tranche %(no)s: %(amount)s, %(share)s %% of the grant."),
    "condition": words("Before the first tranche: %(text)s."),
    "milestone": words("By %(due)s: %(text)s."),
    "reports": words(
        "The second tranche is paid when the first report is accepted and receipts for "
        "%(percent)s %% of the first tranche are shown; the last one after the final report."
    ),
    "lines": words("The money is spent by budget lines; a receipt is shown for every purchase."),
    "months": words("The project lasts %(months)s months from the day of signature."),
    "return": words("What is not spent, or spent on something else, is given back."),
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """An agreement in one language: its title, who agrees, one sentence a clause, and the labels
    of the signatures."""

    language: str
    title: str
    parties: str
    clauses: tuple[str, ...]
    organisation: str
    lead: str
    signed: str


def spoken(text: Text, language: str) -> Spoken:
    """Return the agreement in one of our languages, amounts and days as that language has them."""
    with force_locale(language):
        blank = "____________"
        return Spoken(
            language=language,
            title=gettext(TITLE, number=text.number),
            parties=gettext(
                PARTIES,
                implementer=text.implementer or text.programme,
                team=text.team,
                lead=text.lead or blank,
            ),
            clauses=tuple(_sentence(clause, text.currency) for clause in text.clauses),
            organisation=gettext("For the organisation"),
            lead=gettext("The team’s lead"),
            signed=gettext("Date and signature"),
        )


def _sentence(clause: Clause, currency: str) -> str:
    values = {name: _value(name, value, currency) for name, value in clause.facts.items()}
    return str(gettext(SENTENCES[clause.key], **values))


def _value(name: str, value: Any, currency: str) -> str:
    if name == "amount":
        return i18n.money(value, currency)
    if isinstance(value, date):
        return i18n.day(value, "d MMMM y")
    return str(value).rstrip(".") if name == "text" else str(value)
