"""What the follow-up takes and gives as JSON. Amounts are whole minor units of the currency.

Files come as base64: a photograph or a PDF, as long as the whole request allows.
"""

from collections.abc import Sequence
from typing import Any

from marshmallow import Schema, fields, validate

from camp.followup.models import Evidence, Receipt, Report
from camp.followup.queries import Grant, Task
from camp.followup.quotes import MOST as QUOTES
from camp.followup.quotes import Quotes
from camp.followup.rules import INDICATORS, PHOTOS
from camp.web.schemas import Strict

MOST = 10**15


def _text(most: int, **more: Any) -> fields.String:
    return fields.String(validate=validate.Length(max=most), **more)


class NothingIn(Strict):
    """An empty body is enough."""


class OfferAnswerIn(Strict):
    accepts = fields.Boolean(required=True)
    reason = _text(500, load_default="")


class PassIn(Strict):
    reason = _text(500, required=True)


class ProofIn(Strict):
    note = _text(500, load_default="")
    file = fields.String(load_default=None, allow_none=True)


class MetIn(Strict):
    met = fields.Boolean(required=True)
    note = _text(500, load_default="")


class SignatureIn(Strict):
    signed_on = fields.Date(required=True)
    signatory = _text(200, required=True)
    payee = _text(200, required=True)
    to_organisation = fields.Boolean(load_default=False)


class TrancheIn(Strict):
    state = fields.String(required=True, validate=validate.OneOf(("approved", "held", "paid")))
    reason = _text(500, load_default="")
    paid_on = fields.Date(load_default=None, allow_none=True)
    document = _text(200, load_default="")


class PromiseIn(Strict):
    no = fields.Integer(strict=True, load_default=None, allow_none=True)
    text = _text(300, required=True)
    due = fields.Date(required=True)


class ReportIn(Strict):
    kind = fields.String(required=True, validate=validate.OneOf(("milestone", "final")))
    milestone = fields.Integer(strict=True, load_default=None, allow_none=True)
    text = _text(1200, required=True)
    numbers = fields.Dict(
        keys=fields.String(validate=validate.OneOf(INDICATORS)),
        values=fields.Integer(strict=True, validate=validate.Range(0)),
        load_default=dict,
    )
    photos = fields.List(
        fields.String(), load_default=list, validate=validate.Length(max=PHOTOS)
    )  # fmt: skip
    may_show = fields.Boolean(load_default=False)


class JudgedIn(Strict):
    accepts = fields.Boolean(required=True)
    comment = _text(600, load_default="")


class ReceiptIn(Strict):
    no = fields.Integer(strict=True, load_default=None, allow_none=True)
    line = _text(200, required=True)
    amount = fields.Integer(strict=True, required=True, validate=validate.Range(1, MOST))
    bought_on = fields.Date(required=True)
    document = _text(200, load_default="")
    answer = _text(500, load_default="")
    quotes = fields.List(fields.String(), load_default=list, validate=validate.Length(max=QUOTES))
    file = fields.String(load_default=None, allow_none=True)


class ReceiptJudgedIn(Strict):
    state = fields.String(
        required=True, validate=validate.OneOf(("accepted", "query", "refused"))
    )  # fmt: skip
    note = _text(500, load_default="")


class ReminderIn(Strict):
    step = fields.String(required=True, validate=validate.OneOf(("reminder", "warning")))
    text = _text(500, required=True)


class AwardStateIn(Strict):
    state = fields.String(
        required=True,
        validate=validate.OneOf(("suspended", "contracted", "cancelled", "completed")),
    )
    reason = _text(500, load_default="")
    returned = fields.Integer(strict=True, load_default=0, validate=validate.Range(0, MOST))


class OpenDataIn(Strict):
    prefix = _text(40, load_default="")


def _shape(called: str, /, **parts: fields.Field[Any]) -> type[Schema]:
    """Return a schema whose fields have the standard's own names, which are not ours."""
    return Strict.from_dict(dict(parts), name=called)


_PARTY = _shape("Party", id=fields.String(required=True), name=fields.String(required=True))
OPEN_GRANT = _shape(
    "OpenGrant",
    **{
        name: fields.String(required=True)
        for name in ("id", "title", "description", "currency", "awardDate", "dateModified")
    },
    **{name: fields.Float(required=True) for name in ("amountAwarded", "amountDisbursed")},
    amountAppliedFor=fields.Float(),
    plannedDates=fields.List(
        fields.Nested(_shape("PlannedDates", startDate=fields.String(), endDate=fields.String()))
    ),
    recipientOrganization=fields.List(fields.Nested(_PARTY)),
    recipientIndividual=fields.Nested(_PARTY),
    fundingOrganization=fields.List(fields.Nested(_PARTY), required=True),
    grantProgramme=fields.List(
        fields.Nested(_shape("GrantProgramme", code=fields.String(), title=fields.String()))
    ),
    beneficiaryLocation=fields.List(
        fields.Nested(
            _shape(
                "Location",
                **{n: fields.String() for n in ("name", "countryCode", "geoCode", "geoCodeType")},
            )
        )
    ),
)


class OpenData(Strict):
    grants = fields.List(fields.Nested(OPEN_GRANT), required=True)


class DonorsIn(Strict):
    text = _text(2000, load_default="")


def grant_out(one: Grant) -> dict[str, Any]:
    """Return an award as programs see it."""
    award, until = one.award, one.award.offer_until
    return {
        "id": award.id,
        "team": award.team_id,
        "amount": award.amount,
        "state": award.state,
        "from_reserve": award.from_reserve,
        "until": until.isoformat() if until else None,
        "reason": award.reason,
        "agreement": one.agreement
        and {
            "signed_on": one.agreement.signed_on.isoformat(),
            "signatory": one.agreement.signatory,
            "payee": one.agreement.payee,
            "to_organisation": one.agreement.to_organisation,
        },
        "conditions": [
            {"no": row.no, "text": row.text, "state": row.state, "note": row.note,
             "files": _files(one.files.get(row.id))}
            for row in one.conditions
        ],
        "tranches": [
            {"no": row.no, "share": row.share, "amount": row.amount, "state": row.state,
             "reason": row.reason, "paid_on": row.paid_on and row.paid_on.isoformat(),
             "document": row.document}
            for row in one.tranches
        ],
        "next": one.next.no if one.next else None,
        "waits_for": [need.key for need in one.needs if not need.is_met],
        "milestones": [
            {"no": due.milestone.no, "text": due.milestone.text,
             "due": due.milestone.due.isoformat(), "state": due.milestone.state,
             "days_late": max(0, due.late), "step": due.step}
            for due in one.dues
        ],
        "reports": [report_out(row, one.files.get(row.id)) for row in one.reports],
        "receipts": [receipt_out(row, one.quotes[row.id]) for row in one.receipts],
        "lines": [
            {"line": line.item, "planned": line.planned, "accepted": line.accepted,
             "waiting": line.waiting}
            for line in one.lines
        ],
        "reminders": [
            {"step": row.step, "text": row.text, "at": row.at.isoformat()} for row in one.reminders
        ],
        "paid": one.paid,
    }  # fmt: skip


def report_out(row: Report, found: list[Evidence] | None = None) -> dict[str, Any]:
    return {
        "no": row.no, "kind": row.kind, "milestone": row.milestone_no, "state": row.state,
        "text": row.text, "texts": row.texts, "numbers": row.indicators, "comment": row.comment,
        "submitted_on": row.submitted_on.isoformat(), "files": _files(found),
    }  # fmt: skip


def receipt_out(row: Receipt, files: Quotes | None = None) -> dict[str, Any]:
    own, quotes = (files.own, files.found) if files else ((), ())
    return {
        "no": row.no, "line": row.line, "amount": row.amount, "state": row.state,
        "bought_on": row.bought_on.isoformat(), "document": row.document, "note": row.note,
        "answer": row.answer, "files": _files(own), "quotes": _files(quotes),
        "quotes_wanted": files.want if files else 0,
        "quotes_missing": files.missing if files else 0,
    }  # fmt: skip


def task_out(task: Task) -> dict[str, Any]:
    return {"award": task.award_id, "what": task.key, "no": task.no, "harm": task.harm}


def _files(found: Sequence[Evidence] | None) -> list[dict[str, Any]]:
    return [{"id": one.id, "sha256": one.digest, "media": one.media} for one in found or []]
