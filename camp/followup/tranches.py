"""Tranches: what each still waits for, and the steps that a person takes with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from camp.core.errors import Invalid, words
from camp.core.events import record
from camp.core.models import Camp
from camp.followup.events import TrancheMoved
from camp.followup.finding import held, one, rows, told
from camp.followup.models import Agreement, Award, Condition, Receipt, Report, Tranche
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


def needs(session: Session, camp: Camp, award: Award, no: int) -> list[Need]:
    """Return what tranche `no` of an award waits for, met or not (R53, R54).

    The first waits for signature and conditions, those between for reports and receipts of what
    was paid, the last for the final report. None is paid of a suspended award or before appeals
    are decided.
    """
    tranches = rows(session, Tranche, award.id)
    reports = rows(session, Report, award.id)
    found = [
        Need("active", award.state in ("contracted", "completed")),
        Need("appeals", not publishing.open_appeals(session, camp.id)),
    ]
    if no == 1:
        return found + _first(session, award)
    before = [one for one in tranches if one.no < no]
    paid = sum(one.state in PAID for one in before)
    found.append(Need("before", paid == len(before), paid, len(before)))
    if no == len(tranches):
        found.append(Need("final", any(_is_final(one) for one in reports)))
        receipts = rows(session, Receipt, award.id)
        waiting = sum(one.state in ("uploaded", "query") for one in receipts)
        found.append(Need("judged", waiting == 0, waiting))
        return found
    accepted = sum(one.kind == "milestone" and one.state == "accepted" for one in reports)
    found.append(Need("reports", accepted >= no - 1, accepted, no - 1))
    want = round(100 * camp.settings.documented_share)
    share = documented_percent(before, rows(session, Receipt, award.id))
    found.append(Need("documented", share >= want, share, want))
    return found


def _first(session: Session, award: Award) -> list[Need]:
    conditions = rows(session, Condition, award.id)
    met = sum(one.state == "met" for one in conditions)
    return [
        Need("conditions", met == len(conditions), met, len(conditions)),
        Need("agreement", session.get(Agreement, award.id) is not None),
    ]


def _is_final(report: Report) -> bool:
    return report.kind == "final" and report.state == "accepted"


def documented_percent(paid: Sequence[Tranche], receipts: Sequence[Receipt]) -> int:
    """Return how much of what was paid has accepted receipts, in whole percent rounded down."""
    given = sum(one.amount for one in paid if one.state in PAID)
    shown = sum(one.amount for one in receipts if one.state == "accepted")
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
    left = sum(one.amount for one in rows(session, Receipt, award.id) if one.state == "accepted")
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
