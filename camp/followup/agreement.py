"""What the agreement says, as plain data: a page shows it, and a printed form may as well.

Each clause names a sentence by its key and the values in it, so that one agreement stands in two
languages beside each other; `wording.spoken` gives it in each.
"""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Camp, Kept, Programme
from camp.followup.queries import Grant

LANGUAGES = ("uz", "ru")


@dataclass(frozen=True, slots=True)
class Clause:
    """One sentence of the agreement: `key` picks it, `facts` are its values, amounts in minor."""

    key: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Text:
    """A filled agreement: number, parties and clauses. Nothing in it is in any language."""

    number: str
    programme: str
    funder: str
    implementer: str
    team: str
    lead: str
    signed_on: str
    payee: str
    currency: str
    clauses: tuple[Clause, ...]


def agreement_text(session: Session, camp: Camp, grant: Grant) -> Text:
    """Return the agreement of one award with everything filled in that is known."""
    plan = plan_of(session, camp)
    policy = plan.get("grant_policy", {}) if isinstance(plan.get("grant_policy"), dict) else {}
    months = policy.get("duration_months", 6)
    clauses = [
        Clause("amount", {"amount": grant.award.amount, "team": grant.team.name}),
        *(
            Clause("tranche", {"no": one.no, "amount": one.amount, "share": round(100 * one.share)})
            for one in grant.tranches
        ),
        *(Clause("condition", {"no": one.no, "text": one.text}) for one in grant.conditions),
        *(
            Clause("milestone", {"no": one.milestone.no, "text": one.milestone.text,
                                 "due": one.milestone.due})
            for one in grant.dues
        ),
        Clause("reports", {"percent": round(100 * camp.settings.documented_share)}),
        Clause("lines"),
        Clause("months", {"months": months}),
        Clause("return"),
    ]  # fmt: skip
    return Text(
        number=f"{camp.slug}-{grant.team.number}",
        programme=_programme(session, camp),
        funder=str(plan.get("funder", "")),
        implementer=str(plan.get("implementer", "")),
        team=grant.team.name,
        lead=grant.lead.name if grant.lead else "",
        signed_on=grant.agreement.signed_on.isoformat() if grant.agreement else "",
        payee=grant.agreement.payee if grant.agreement else "",
        currency=camp.currency,
        clauses=tuple(clauses),
    )


def _programme(session: Session, camp: Camp) -> str:
    found = session.get(Programme, camp.programme_id) if camp.programme_id else None
    return found.name if found else camp.name


def plan_of(session: Session, camp: Camp) -> dict[str, Any]:
    """Return what the programme's file says besides the tables."""
    body = session.scalars(select(Kept.body).filter_by(camp_id=camp.id, part="programme")).first()
    return body if isinstance(body, dict) else {}
