"""What the team tells, and what the officer answers: milestones, reports and receipts."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, words
from camp.core.events import record
from camp.core.ids import new_id
from camp.followup import tranches
from camp.followup.events import (
    MilestoneSet,
    ReceiptJudged,
    ReceiptSent,
    ReportJudged,
    ReportSent,
)
from camp.followup.evidence import add, of
from camp.followup.files import JPEG, Kept
from camp.followup.finding import held, next_no, one, require_lead, told
from camp.followup.models import Award, Milestone, Receipt, Report
from camp.followup.offers import require_sum
from camp.followup.quotes import MOST as MOST_QUOTES
from camp.followup.quotes import QUOTE, quotes_of
from camp.followup.rules import (
    INDICATORS,
    PHOTOS,
    RUNNING,
    AwardStands,
    JudgedAlready,
    NotEvidence,
    QuotesMissing,
    TooManyPhotos,
    TooManyQuotes,
)

MOST = 10**12


def set_milestone(
    session: Session, *, award_id: str, no: int | None, text: str, due: date, by: str,
    now: datetime,
) -> Milestone:  # fmt: skip
    """Write down a promise and its day, or agree another day for an open one."""
    award, _camp = held(session, award_id)
    if award.state not in ("accepted", *RUNNING):
        raise AwardStands
    said = told(text, least=3, most=300)
    if no is None:
        same = select(Milestone).filter_by(award_id=award_id, text=said, due=due)
        if (there := session.scalars(same).first()) is not None:
            return there
        milestone = Milestone(
            id=new_id(), camp_id=award.camp_id, award_id=award_id,
            no=next_no(session, Milestone, award), state="open", text=said, due=due, evidence="",
        )  # fmt: skip
        session.add(milestone)
    else:
        milestone = one(session, Milestone, award, no)
        if milestone.state == "done":
            raise JudgedAlready
        if (milestone.text, milestone.due) == (said, due):
            return milestone
        milestone.text, milestone.due, milestone.state = said, due, "changed"
    _tell_milestone(session, award, milestone, by)
    return milestone


def call_overdue(session: Session, *, award_id: str, no: int, by: str, now: datetime) -> Milestone:
    """Say that a milestone is late; a person does, never a timer."""
    award, camp = held(session, award_id)
    milestone = one(session, Milestone, award, no)
    if milestone.state == "done" or milestone.due >= now.astimezone(camp.zone).date():
        raise AwardStands
    if milestone.state != "overdue":
        milestone.state = "overdue"
        _tell_milestone(session, award, milestone, by)
    return milestone


def send_report(
    session: Session, *, award_id: str, kind: str, milestone_no: int | None, text: str,
    numbers: Mapping[str, int], photos: Sequence[Kept], may_show: bool, by: str, now: datetime,
) -> Report:  # fmt: skip
    """Report on a milestone or on the whole, as the team's lead.

    Sent again before the officer answers, or after it came back, it replaces what was said and
    keeps its photographs. Raises OnlyLead, AwardStands, JudgedAlready or TooManyPhotos.
    """
    award, camp = held(session, award_id)
    require_lead(session, award, by)
    if award.state not in RUNNING:
        raise AwardStands
    said = told(text, least=5, most=1200)
    counted = _counted(numbers)
    if any(photo.media != JPEG for photo in photos):
        raise NotEvidence
    if kind == "milestone":
        one(session, Milestone, award, milestone_no or 0)
    report = session.scalars(
        select(Report).filter_by(award_id=award_id, kind=kind, milestone_no=milestone_no)
    ).first()
    if report is None:
        report = Report(
            id=new_id(), camp_id=award.camp_id, award_id=award_id,
            no=next_no(session, Report, award), kind=kind, milestone_no=milestone_no, texts={},
            comment="",
        )  # fmt: skip
        session.add(report)
    elif report.state == "accepted":
        raise JudgedAlready
    report.state, report.text, report.indicators = "submitted", said, counted
    report.may_show, report.at, report.by = may_show, now, by
    report.submitted_on = now.astimezone(camp.zone).date()
    session.flush()
    there = {row.digest for row in of(session, report.id)}
    if len(there | {photo.digest for photo in photos}) > PHOTOS:
        raise TooManyPhotos
    for photo in photos:
        add(session, award, report.id, photo, by=by, now=now)
    fact = ReportSent(
        camp_id=award.camp_id, by=by, award_id=award_id, team_id=award.team_id, no=report.no,
        kind=kind, text=said,
    )  # fmt: skip
    record(session, fact)
    return report


def judge_report(
    session: Session, *, award_id: str, no: int, accepts: bool, comment: str, by: str, now: datetime
) -> Report:
    """Accept a report, or give it back with a reason. The same answer again changes nothing."""
    award, _camp = held(session, award_id)
    report = one(session, Report, award, no)
    state = "accepted" if accepts else "returned"
    said = told(comment, least=0 if accepts else 5, most=600, field="comment")
    if (report.state, report.comment) == (state, said):
        return report
    if report.state != "submitted":
        raise JudgedAlready
    report.state, report.comment, report.judged_at, report.judged_by = state, said, now, by
    if accepts and report.milestone_no is not None:
        milestone = one(session, Milestone, award, report.milestone_no)
        if milestone.state != "done":
            milestone.state = "done"
            _tell_milestone(session, award, milestone, by)
    fact = ReportJudged(
        camp_id=award.camp_id, by=by, award_id=award_id, team_id=award.team_id, no=no,
        state=state, comment=said,
    )  # fmt: skip
    record(session, fact)
    return report


def send_receipt(
    session: Session, *, award_id: str, no: int | None, line: str, amount: int, bought_on: date,
    document: str, answer: str, kept: Kept | None, by: str, now: datetime,
    offers: Sequence[Kept] = (),
) -> Receipt:  # fmt: skip
    """Send what was bought, with its photograph; or answer (`no`) what the officer asked.

    `offers` are the quotes of a large purchase. An accepted receipt that still lacks quotes takes
    them, keeps what it says, and is looked at again. Raises OnlyLead, AwardStands, JudgedAlready,
    TooManyQuotes, or Invalid without a file or for a day to come.
    """
    award, camp = held(session, award_id)
    require_lead(session, award, by)
    if award.state not in RUNNING:
        raise AwardStands
    require_sum(amount)
    if bought_on > now.astimezone(camp.zone).date():
        raise Invalid(fields={"bought_on": [words("This day is still to come.")]})
    from_line = told(line, least=1, most=200, field="line")
    if no is None:
        if kept is None:
            raise Invalid(fields={"file": [words("Add a photo or a PDF of the receipt.")]})
        receipt = Receipt(
            id=new_id(), camp_id=award.camp_id, award_id=award_id,
            no=next_no(session, Receipt, award), note="",
        )  # fmt: skip
        session.add(receipt)
    else:
        receipt = one(session, Receipt, award, no)
        lacks = quotes_of(camp.settings, receipt, of(session, receipt.id)).missing > 0
        if receipt.state not in ("uploaded", "query", *(("accepted",) if lacks and offers else ())):
            raise JudgedAlready
    if receipt.state != "accepted":
        receipt.line, receipt.amount, receipt.bought_on = from_line, amount, bought_on
        receipt.document = told(document, most=200, field="document")
    receipt.answer = told(answer, most=500, field="answer")
    receipt.state, receipt.at, receipt.by = "uploaded", now, by
    session.flush()
    if kept is not None:
        add(session, award, receipt.id, kept, by=by, now=now)
    for offer in offers:
        add(session, award, receipt.id, offer, by=by, now=now, kind=QUOTE)
    if len(quotes_of(camp.settings, receipt, of(session, receipt.id)).found) > MOST_QUOTES:
        raise TooManyQuotes
    fact = ReceiptSent(
        camp_id=award.camp_id, by=by, award_id=award_id, team_id=award.team_id, no=receipt.no,
        amount=receipt.amount,
    )  # fmt: skip
    record(session, fact)
    return receipt


def judge_receipt(
    session: Session, *, award_id: str, no: int, state: str, note: str, by: str, now: datetime
) -> Receipt:
    """Accept a receipt, ask about it, or refuse it; the last two with a reason.

    One that was accepted is asked about or refused while it lacks quotes. Raises QuotesMissing for
    accepting a large purchase without its quotes, or JudgedAlready.
    """
    award, camp = held(session, award_id)
    receipt = one(session, Receipt, award, no)
    if state not in ("accepted", "query", "refused"):
        raise Invalid(fields={"state": [words("Choose one of the answers.")]})
    said = told(note, least=0 if state == "accepted" else 5, most=500, field="note")
    if (receipt.state, receipt.note) == (state, said):
        return receipt
    shown = quotes_of(camp.settings, receipt, of(session, receipt.id))
    if receipt.state not in ("uploaded", "query", *(("accepted",) if shown.missing else ())):
        raise JudgedAlready
    if state == "accepted" and shown.missing:
        raise QuotesMissing(want=shown.want, have=len(shown.found))
    receipt.state, receipt.note, receipt.judged_at, receipt.judged_by = state, said, now, by
    fact = ReceiptJudged(
        camp_id=award.camp_id, by=by, award_id=award_id, team_id=award.team_id, no=no,
        state=state, note=said,
    )  # fmt: skip
    record(session, fact)
    tranches.document(session, award, by=by, now=now)
    return receipt


def _counted(numbers: Mapping[str, int]) -> dict[str, int]:
    """Return the numbers by their known names. Raises Invalid for what cannot be counted."""
    strange = [name for name in numbers if name not in INDICATORS]
    wrong = [name for name, value in numbers.items() if not 0 <= value <= MOST]
    if strange or wrong:
        sentence = words("Write a whole number, 0 or more.")
        raise Invalid(fields={name: [sentence] for name in (*strange, *wrong)})
    if numbers.get("women", 0) > numbers.get("direct_beneficiaries", 0):
        raise Invalid(fields={"women": [words("No more women than people in all.")]})
    return dict(numbers)


def _tell_milestone(session: Session, award: Award, milestone: Milestone, by: str | None) -> None:
    session.flush()
    fact = MilestoneSet(
        camp_id=award.camp_id, by=by, award_id=award.id, team_id=award.team_id, no=milestone.no,
        due=milestone.due.isoformat(), state=milestone.state, text=milestone.text,
    )  # fmt: skip
    record(session, fact)
