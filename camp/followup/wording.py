"""Words of the follow-up as plain strings: states, numbers of reports, and the agreement."""

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

STATES = {
    "offered": words("offered"), "accepted": words("accepted"), "declined": words("declined"),
    "lapsed": words("lapsed"), "passed": words("passed over"), "contracted": words("under way"),
    "late": words("report late"), "suspended": words("suspended"),
    "cancelled": words("written off"), "completed": words("completed"),
}  # fmt: skip
"""What an award's state is called; "late" is one under way whose report is late."""
NUMBERS = {
    "direct_beneficiaries": words("People reached"),
    "women": words("Women among them"),
    "trained": words("People trained"),
    "jobs_or_income": words("People with work or income"),
    "volunteer_hours": words("Hours of volunteers"),
    "co_funding": words("Money from others"),
    "still_active_6m": words("Projects at work after six months"),
}
"""What the numbers of a report are called."""


def award_words(state: str) -> str:
    """Return what a state is called; a word that a folder told and we do not know stays itself."""
    return str(gettext(STATES[state])) if state in STATES else state


def indicator_words(name: str) -> str:
    return str(gettext(NUMBERS[name]))


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
