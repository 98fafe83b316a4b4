"""Tranches: what each still waits for, and the steps that a person takes with it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from camp.core.errors import Invalid, words
from camp.core.events import record
from camp.core.models import Camp
from camp.followup import evidence
from camp.followup.events import TrancheMoved
from camp.followup.finding import held, one, rows, told
from camp.followup.models import Agreement, Award, Condition, Receipt, Report, Tranche
from camp.followup.quotes import unquoted
from camp.followup.rules import AwardStands, JudgedAlready, NotDue
from camp.grants import publishing

PAID = ("paid", "documented")


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a tranche waits for: `key` names it, `have` of `want` counts it."""

    key: str
    is_met: bool
    have: int = 0
    want: int = 0


@dataclass(frozen=True, slots=True)
class Papers:
    """What the answer rests on, as rows of one award."""

    award: Award
    conditions: Sequence[Condition]
    agreement: Agreement | None
    tranches: Sequence[Tranche]
    reports: Sequence[Report]
    receipts: Sequence[Receipt]
    unquoted: Collection[str] = ()
    """Ids of receipts whose quotes are missing, so that they count for nothing (R56)."""


def needs(session: Session, camp: Camp, award: Award, no: int) -> list[Need]:
    """Return what tranche `no` of an award waits for, met or not."""
    receipts = rows(session, Receipt, award.id)
    papers = Papers(
        award,
        rows(session, Condition, award.id),
        session.get(Agreement, award.id),
        rows(session, Tranche, award.id),
        rows(session, Report, award.id),
        receipts,
        unquoted(camp.settings, receipts, evidence.of_all(session, [award.id])),
    )
    appeals = publishing.open_appeals(session, camp.id)
    return needs_of(papers, no, share=camp.settings.documented_share, appeals=bool(appeals))


def needs_of(papers: Papers, no: int, *, share: float, appeals: bool) -> list[Need]:
    """Say it of rows that were read (R53, R54).

    The first waits for signature and conditions, those between for reports and receipts of what
    was paid, the last for the final report. None is paid of a suspended award or before appeals
    are decided; `share` of the first tranche must have receipts before the second.
    """
    found = [
        Need("active", papers.award.state in ("contracted", "completed")),
        Need("appeals", not appeals),
    ]
    if no == 1:
        met = sum(one.state == "met" for one in papers.conditions)
        whole = len(papers.conditions)
        found.append(Need("conditions", met == whole, met, whole))
        return [*found, Need("agreement", papers.agreement is not None)]
    before = [one for one in papers.tranches if one.no < no]
    paid = sum(one.state in PAID for one in before)
    found.append(Need("before", paid == len(before), paid, len(before)))
    if no == len(papers.tranches):
        found.append(Need("final", any(_is_final(one) for one in papers.reports)))
        waiting = sum(_waits(one, papers) for one in papers.receipts)
        return [*found, Need("judged", waiting == 0, waiting)]
    accepted = sum(one.kind == "milestone" and one.state == "accepted" for one in papers.reports)
    found.append(Need("reports", accepted >= no - 1, accepted, no - 1))
    want, have = round(100 * share), documented_percent(before, papers)
    return [*found, Need("documented", have >= want, have, want)]


def _is_final(report: Report) -> bool:
    return report.kind == "final" and report.state == "accepted"


def _waits(receipt: Receipt, papers: Papers) -> bool:
    if receipt.state == "accepted":
        return receipt.id in papers.unquoted
    return receipt.state in ("uploaded", "query")


def documented_percent(paid: Sequence[Tranche], papers: Papers) -> int:
    """Return how much of what was paid has accepted receipts, in whole percent rounded down.

    A receipt whose quotes are missing counts for nothing.
    """
    given = sum(one.amount for one in paid if one.state in PAID)
    shown = sum(
        one.amount
        for one in papers.receipts
        if one.state == "accepted" and one.id not in papers.unquoted
    )
    return 100 * shown // given if given else 0


def approve(session: Session, *, award_id: str, no: int, by: str, now: datetime) -> Tranche:
    """Approve a payment once nothing is missing. Raises NotDue with what is, or JudgedAlready."""
    award, camp = held(session, award_id)
    tranche = one(session, Tranche, award, no)
    if tranche.state == "approved":
        return tranche
    if tranche.state not in ("planned", "held"):
        raise JudgedAlready
    missing = [need.key for need in needs(session, camp, award, no) if not need.is_met]
    if missing:
        raise NotDue(missing=missing)
    return _to(session, award, tranche, "approved", "", by=by, now=now)


def hold_back(
    session: Session, *, award_id: str, no: int, reason: str, by: str, now: datetime
) -> Tranche:
    """Hold a payment back with a reason that the team reads."""
    award, _camp = held(session, award_id)
    tranche = one(session, Tranche, award, no)
    said = told(reason, least=5, most=500, field="reason")
    if (tranche.state, tranche.reason) == ("held", said):
        return tranche
    if tranche.state not in ("planned", "approved", "held"):
        raise JudgedAlready
    return _to(session, award, tranche, "held", said, by=by, now=now)


def pay(
    session: Session, *, award_id: str, no: int, paid_on: date, document: str, by: str,
    now: datetime,
) -> Tranche:  # fmt: skip
    """Note that an approved tranche was paid: the day, and the document that says so.

    Raises AwardStands before it was approved, JudgedAlready when it was paid otherwise.
    """
    award, camp = held(session, award_id)
    tranche = one(session, Tranche, award, no)
    number = told(document, least=1, most=200, field="document")
    if paid_on > now.astimezone(camp.zone).date():
        raise Invalid(fields={"paid_on": [words("This day is still to come.")]})
    if tranche.state in PAID:
        if (tranche.paid_on, tranche.document) == (paid_on, number):
            return tranche
        raise JudgedAlready
    if tranche.state != "approved" or award.state != "contracted":
        raise AwardStands
    missing = [need.key for need in needs(session, camp, award, no) if not need.is_met]
    if missing:
        raise NotDue(missing=missing)
    tranche.paid_on, tranche.document = paid_on, number
    return _to(session, award, tranche, "paid", "", by=by, now=now)


def document(session: Session, award: Award, *, by: str, now: datetime) -> None:
    """Mark the paid tranches that accepted receipts cover whole, the first ones first."""
    found = [one for one in rows(session, Receipt, award.id) if one.state == "accepted"]
    settings = session.get_one(Camp, award.camp_id).settings
    idle = unquoted(settings, found, evidence.of_all(session, [award.id]))
    left = sum(one.amount for one in found if one.id not in idle)
    for tranche in rows(session, Tranche, award.id):
        if tranche.state in PAID:
            left -= tranche.amount
            if left >= 0 and tranche.state == "paid":
                _to(session, award, tranche, "documented", "", by=by, now=now)


def _to(
    session: Session, award: Award, tranche: Tranche, state: str, reason: str, *, by: str,
    now: datetime,
) -> Tranche:  # fmt: skip
    tranche.state, tranche.reason, tranche.at, tranche.by = state, reason, now, by
    fact = TrancheMoved(
        camp_id=award.camp_id, by=by, award_id=award.id, team_id=award.team_id, no=tranche.no,
        state=state, amount=tranche.amount, reason=reason,
    )  # fmt: skip
    record(session, fact)
    return tranche
