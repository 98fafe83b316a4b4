"""Awards after the camp, in and out: grants.json, and the files that grantees sent beside it.

What a part says only when somebody changed it here (conditions, files, days of an offer) is left
out while it is as it came.
"""

from typing import Any

from sqlalchemy import select

from camp.core.ids import new_id
from camp.core.money import as_number, to_major, to_minor
from camp.folder.files import Data
from camp.folder.places import Places, day, moment, spread, suffixed
from camp.followup.finding import rows
from camp.followup.models import (
    Agreement,
    Award,
    Condition,
    Evidence,
    Milestone,
    Receipt,
    Reminder,
    Report,
    Tranche,
)

STATES = {"active": "contracted", "report_overdue": "contracted", "conditions_pending": "accepted"}
"""What a folder's status means here; the others have the same names."""
KEPT = (
    "offered",
    "accepted",
    "declined",
    "lapsed",
    "passed",
    "suspended",
    "cancelled",
    "completed",
)


def bring(places: Places, data: Data) -> None:
    promised = {
        one["team"]: one.get("conditions", [])
        for one in data["deliberation"].get("decisions", [])
        if one["decision"] == "award"
    }
    for told in data["grants"]:
        award = _award(places, told)
        agreement = told["agreement"]
        if agreement:
            row = Agreement(award_id=award.id, camp_id=places.camp.id)
            row.signed_on = day(agreement["signed_at"]) or places.camp.ends_at.date()
            row.signatory, row.payee = agreement["signatory"], agreement["bank"]
            row.to_organisation = agreement.get("organisation", False)
            row.at = places.camp.ends_at
            places.store(row)
        texts = [{"text": text} for text in promised.get(told["team"], [])]
        for no, given in enumerate(told.get("conditions", texts), start=1):
            condition = places.store(_condition(places, award, no, given, bool(agreement)))
            _bring_files(places, award, condition.id, given)
        for given in told["tranches"]:
            places.store(_tranche(places, award, given))
        for given in told["milestones"]:
            places.store(_milestone(places, award, given))
        for given in told["reports"]:
            _bring_files(places, award, places.store(_report(places, award, given)).id, given)
        for given in told["receipts"]:
            _bring_files(places, award, places.store(_receipt(places, award, given)).id, given)
        for given in told.get("reminders", []):
            places.store(_reminder(places, award, given))


def _award(places: Places, told: dict[str, Any]) -> Award:
    award = Award(id=new_id(), camp_id=places.camp.id, team_id=str(places.id(told["team"])))
    award.ref, award.amount = told["id"], to_minor(told["awarded"], places.camp.currency)
    award.state = STATES.get(told["status"], told["status"])
    award.from_reserve, award.note = told.get("from_reserve", False), told.get("note", "")
    award.offered_at, award.offer_until = moment(told.get("offered_at")), moment(told.get("until"))
    award.answered_at, award.reason = moment(told.get("answered_at")), told.get("reason", "")
    award.returned = to_minor(told.get("returned", 0), places.camp.currency)
    stored: Award = places.put(told["id"], award)
    return stored


def _condition(
    places: Places, award: Award, no: int, given: dict[str, Any], signed: bool
) -> Condition:
    row = Condition(id=new_id(), camp_id=places.camp.id, award_id=award.id, no=no)
    row.text, row.note = given["text"], given.get("note", "")
    row.state = given.get("state", "met" if signed else "open")
    return row


def _tranche(places: Places, award: Award, given: dict[str, Any]) -> Tranche:
    row = Tranche(id=new_id(), camp_id=places.camp.id, award_id=award.id, no=given["no"])
    row.share, row.amount = given["share"], to_minor(given["amount"], places.camp.currency)
    row.state, row.paid_on = given["status"], day(given["paid_at"])
    row.reason, row.document = given.get("reason", ""), given.get("document", "")
    return row


def _milestone(places: Places, award: Award, given: dict[str, Any]) -> Milestone:
    row = Milestone(id=new_id(), camp_id=places.camp.id, award_id=award.id, no=given["no"])
    row.text, row.state = given["text"], given["state"]
    row.due, row.evidence = (
        day(given["due"]) or places.camp.ends_at.date(),
        given.get("evidence", ""),
    )
    return row


def _report(places: Places, award: Award, given: dict[str, Any]) -> Report:
    row = Report(id=new_id(), camp_id=places.camp.id, award_id=award.id, no=given["no"])
    row.kind, row.state = given["kind"], given["state"]
    row.milestone_no = given.get("milestone", given["no"] if row.kind == "milestone" else None)
    row.text, row.texts = given.get("text", ""), suffixed(given, "text")
    row.indicators, row.may_show = given["indicators"], given.get("may_show", False)
    row.submitted_on = day(given["submitted_at"]) or places.camp.ends_at.date()
    row.comment = given.get("comment", "")
    return row


def _receipt(places: Places, award: Award, given: dict[str, Any]) -> Receipt:
    row = Receipt(id=new_id(), camp_id=places.camp.id, award_id=award.id, no=given["no"])
    row.line, row.document = given["line"], given["doc"]
    row.amount = to_minor(given["amount"], places.camp.currency)
    row.bought_on = day(given["date"]) or places.camp.ends_at.date()
    row.state, row.note, row.answer = given["state"], given.get("note", ""), given.get("answer", "")
    return row


def _reminder(places: Places, award: Award, given: dict[str, Any]) -> Reminder:
    row = Reminder(id=new_id(), camp_id=places.camp.id, award_id=award.id, step=given["step"])
    row.text, row.at = given["text"], moment(given["at"]) or places.camp.ends_at
    return row


def _bring_files(places: Places, award: Award, owner_id: str, given: dict[str, Any]) -> None:
    for one in given.get("files", []):
        row = Evidence(id=new_id(), camp_id=places.camp.id, award_id=award.id, owner_id=owner_id)
        row.digest, row.media, row.size = one["sha256"], one["media"], one["size"]
        row.kind, row.at = one.get("kind", ""), moment(one["at"]) or places.camp.ends_at
        places.store(row)


def give(places: Places) -> Data:
    return {"grants": [_told(places, award) for award in places.load(Award, "GR")]}


def _told(places: Places, award: Award) -> dict[str, Any]:
    files: dict[str, list[Evidence]] = {}
    for file in places.session.scalars(
        select(Evidence).filter_by(award_id=award.id).order_by(Evidence.at, Evidence.id)
    ):
        files.setdefault(file.owner_id, []).append(file)

    def found(model: Any) -> list[Any]:
        return rows(places.session, model, award.id)

    agreement = places.session.get(Agreement, award.id)
    milestones = found(Milestone)
    told: dict[str, Any] = {
        "id": places.refs[award.id],
        "team": places.refs[award.team_id],
        "awarded": _major(places, award.amount),
        "status": _status(award, agreement, milestones),
        "agreement": agreement and {
            "signed_at": agreement.signed_on.isoformat(), "signatory": agreement.signatory,
            "bank": agreement.payee, **_said(organisation=agreement.to_organisation),
        },
        "tranches": [_told_tranche(places, one) for one in found(Tranche)],
        "milestones": [
            {"no": one.no, "text": one.text, "due": one.due.isoformat(), "state": one.state}
            | _said(evidence=one.evidence)
            for one in milestones
        ],
        "reports": [_told_report(places, one, files) for one in found(Report)],
        "receipts": [_told_receipt(places, one, files) for one in found(Receipt)],
    }  # fmt: skip
    conditions = found(Condition)
    usual = "met" if agreement else "open"
    if any(one.state != usual or one.note or one.id in files for one in conditions):
        told["conditions"] = [
            {"text": one.text, "state": one.state} | _said(note=one.note)
            | _files(places, files.get(one.id))
            for one in conditions
        ]  # fmt: skip
    reminders = places.session.scalars(
        select(Reminder).filter_by(award_id=award.id).order_by(Reminder.at, Reminder.id)
    )
    return told | _said(
        from_reserve=award.from_reserve, note=award.note, reason=award.reason,
        offered_at=places.time(award.offered_at), until=places.time(award.offer_until),
        answered_at=places.time(award.answered_at), returned=_major(places, award.returned),
        reminders=[
            {"step": one.step, "text": one.text, "at": places.time(one.at)} for one in reminders
        ],
    )  # fmt: skip


def _status(award: Award, agreement: Agreement | None, milestones: list[Milestone]) -> str:
    if award.state == "contracted":
        late = any(one.state == "overdue" for one in milestones)
        return "report_overdue" if late else "active"
    if award.state == "accepted" and agreement is None:
        return "conditions_pending"
    return award.state


def _told_tranche(places: Places, one: Tranche) -> dict[str, Any]:
    return {
        "no": one.no,
        "share": one.share,
        "amount": _major(places, one.amount),
        "status": one.state,
        "paid_at": one.paid_on.isoformat() if one.paid_on else None,
    } | _said(reason=one.reason, document=one.document)


def _told_report(places: Places, one: Report, files: dict[str, list[Evidence]]) -> dict[str, Any]:
    usual = one.no if one.kind == "milestone" else None
    return {
        "no": one.no,
        "kind": one.kind,
        "submitted_at": one.submitted_on.isoformat(),
        "state": one.state,
        **spread("text", one.texts),
        "indicators": one.indicators,
    } | _said(
        text=one.text, comment=one.comment, may_show=one.may_show,
        milestone=one.milestone_no if one.milestone_no != usual else None,
    ) | _files(places, files.get(one.id))  # fmt: skip


def _told_receipt(places: Places, one: Receipt, files: dict[str, list[Evidence]]) -> dict[str, Any]:
    return {
        "no": one.no,
        "line": one.line,
        "date": one.bought_on.isoformat(),
        "amount": _major(places, one.amount),
        "doc": one.document,
        "state": one.state,
    } | _said(note=one.note, answer=one.answer) | _files(places, files.get(one.id))  # fmt: skip


def _files(places: Places, found: list[Evidence] | None) -> dict[str, Any]:
    told = [
        {"sha256": one.digest, "media": one.media, "size": one.size, "at": places.time(one.at)}
        | _said(kind=one.kind)
        for one in found or []
    ]
    return {"files": told} if told else {}


def _said(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}


def _major(places: Places, minor: int) -> int | float:
    return as_number(to_major(minor, places.camp.currency))
