"""What the projects room takes and gives as JSON and from forms."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import RAISE, Schema, fields, validate

from camp.core.models import Camp
from camp.projects.budget import Budget, add_up, within_limits
from camp.projects.models import Submission

_text = validate.Length(max=4000)
_amount = validate.Range(0, 10**13)


class LineIn(Schema):
    """Amounts are in major units of the budget's currency; sums may be sent and must be right."""

    class Meta:
        unknown = RAISE

    category = fields.String(load_default="", validate=validate.Length(max=40))
    item = fields.String(required=True, validate=validate.Length(1, 200))
    quantity = fields.Decimal(required=True, validate=_amount)
    unit_cost = fields.Decimal(required=True, validate=_amount)
    own_contribution = fields.Decimal(load_default=Decimal(0), validate=_amount)
    total = fields.Decimal(load_default=None, allow_none=True)
    requested = fields.Decimal(load_default=None, allow_none=True)


class BudgetIn(Schema):
    class Meta:
        unknown = RAISE

    currency = fields.String(load_default="", validate=validate.Regexp(r"^([A-Z]{3})?$"))
    rate = fields.Decimal(load_default=None, allow_none=True, validate=validate.Range(min=0))
    rate_date = fields.String(load_default="", validate=validate.Length(max=10))
    lines = fields.List(fields.Nested(LineIn), required=True, validate=validate.Length(max=40))


class MilestoneIn(Schema):
    class Meta:
        unknown = RAISE

    title = fields.String(required=True, validate=validate.Length(1, 200))
    due = fields.String(load_default="", validate=validate.Regexp(r"^(\d{4}-\d{2}-\d{2})?$"))


class SectionIn(Schema):
    """Fields of any section; those of others are left alone."""

    class Meta:
        unknown = RAISE

    title = fields.String(validate=validate.Length(max=120))
    one_liner = fields.String(validate=validate.Length(max=200))
    problem = fields.String(validate=_text)
    gloss = fields.String(
        validate=validate.Length(max=600), metadata={"description": "the project in English"}
    )
    beneficiaries = fields.Integer(strict=True, validate=validate.Range(0, 10**9), allow_none=True)
    who = fields.String(validate=validate.Length(max=600))
    solution = fields.String(validate=_text)
    tested = fields.String(validate=_text)
    risks = fields.String(validate=_text)
    ai_help = fields.String(validate=validate.Length(max=600))
    milestones = fields.List(fields.Nested(MilestoneIn), validate=validate.Length(max=12))
    budget = fields.Nested(BudgetIn, allow_none=True)


class SubmissionIn(SectionIn):
    saved_at = fields.AwareDateTime(load_default=None, allow_none=True)


class HandInForm(Schema):
    """What comes with the button: `saved_at` is when the device says that it was tapped."""

    class Meta:
        unknown = RAISE

    saved_at = fields.AwareDateTime(load_default=None)


class DraftIn(SectionIn):
    revision = fields.Integer(required=True, strict=True, validate=validate.Range(min=0))


class ReasonIn(Schema):
    class Meta:
        unknown = RAISE

    reason = fields.String(required=True, validate=validate.Length(1, 300))


class LateVersionIn(ReasonIn):
    """`version` is the late one that was looked at; without it, the newest is meant."""

    version = fields.Integer(load_default=None, allow_none=True, validate=validate.Range(min=1))


class PlaceIn(ReasonIn):
    place = fields.Integer(required=True, validate=validate.Range(min=1))


class SubmissionOut(Schema):
    team = fields.String()
    version = fields.Integer()
    received_at = fields.String()
    saved_at = fields.String(allow_none=True)
    late = fields.Boolean()
    counts = fields.Boolean()
    refused = fields.Boolean(metadata={"description": "late, and the organisers left it out"})
    reason = fields.String(metadata={"description": "why a late version counts or does not"})
    ask = fields.Integer(metadata={"description": "minor units of `currency`"})
    currency = fields.String()
    ask_within_limits = fields.Boolean()
    body = fields.Dict()


def submission_out(one: Submission, camp: Camp) -> dict[str, Any]:
    return {
        "team": one.team_id, "version": one.version, "received_at": one.received_at.isoformat(),
        "saved_at": one.saved_at.isoformat() if one.saved_at else None,
        "late": one.is_late, "counts": one.counts, "refused": one.is_refused,
        "reason": one.refused_reason if one.is_refused else one.accepted_reason,
        "ask": one.ask, "currency": camp.currency,
        "ask_within_limits": within_limits(one.ask, camp),
        "body": with_sums(one.body, camp),
    }  # fmt: skip


def with_sums(body: Mapping[str, Any], camp: Camp) -> dict[str, Any]:
    """Return a project's fields with the budget's sums beside its lines."""
    shown = {name: value for name, value in body.items() if not name.startswith("_")}
    if shown.get("budget"):
        shown["budget"] = {**shown["budget"], **budget_out(add_up(shown["budget"], camp))}
    return shown


def budget_out(made: Budget) -> dict[str, Any]:
    """Return the sums in major units of the budget's currency, the ask in minor ones."""
    return {
        "lines": [
            {
                "category": line.category, "item": line.item,
                "quantity": float(line.quantity), "unit_cost": float(line.unit_cost),
                "total": float(line.total), "own_contribution": float(line.own_contribution),
                "requested": float(line.requested),
            }
            for line in made.lines
        ],
        "total": float(made.total),
        "own_contribution": float(made.own_contribution),
        "requested": float(made.requested),
        "ask": made.ask,
        "ineligible": list(made.ineligible),
    }  # fmt: skip
