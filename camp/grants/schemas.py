"""What the grants room takes and gives as JSON. Amounts are whole minor units of the currency."""

from typing import Any

from marshmallow import fields, validate

from camp.core.errors import words
from camp.grants.choices import Choice
from camp.grants.rules import DECISIONS, GROUNDS, KINDS, OUTCOMES, VOTES
from camp.web.schemas import Strict

MOST = 10**15


class VotesIn(Strict):
    for_ = fields.Integer(data_key="for", strict=True, validate=validate.Range(0, 99))
    against = fields.Integer(strict=True, validate=validate.Range(0, 99))
    abstained = fields.Integer(strict=True, validate=validate.Range(0, 99))


class AwardIn(Strict):
    team = fields.String(required=True, validate=validate.Length(1, 20))
    decision = fields.String(required=True, validate=validate.OneOf(DECISIONS))
    kind = fields.String(load_default="", allow_none=True, validate=validate.OneOf(("", *KINDS)))
    order = fields.Integer(
        load_default=None, allow_none=True, strict=True, validate=validate.Range(1, 500)
    )
    amount = fields.Integer(
        load_default=0, allow_none=True, strict=True, validate=validate.Range(0, MOST)
    )
    conditions = fields.List(
        fields.String(validate=validate.Length(1, 300)),
        load_default=list,
        validate=validate.Length(max=20),
    )
    reason = fields.String(load_default="", allow_none=True, validate=validate.Length(max=500))
    votes = fields.Nested(VotesIn, load_default=dict, allow_none=True)
    note = fields.String(load_default="", allow_none=True, validate=validate.Length(max=500))
    revision = fields.Integer(load_default=None, allow_none=True, strict=True)
    """The last seen one, if the asker knows it."""


class HandIn(Strict):
    vote = fields.String(required=True, validate=validate.OneOf(VOTES))


class AppealIn(Strict):
    team = fields.String(required=True, validate=validate.Length(1, 20))
    ground = fields.String(required=True, validate=validate.OneOf(GROUNDS))
    text = fields.String(required=True, validate=validate.Length(1, 1200))


class AppealAnswerIn(Strict):
    outcome = fields.String(required=True, validate=validate.OneOf(OUTCOMES))
    answer = fields.String(required=True, validate=validate.Length(1, 1200))


class KeyIn(Strict):
    """A key needs no words; an empty body is enough."""


class SittingIn(Strict):
    present = fields.List(fields.String(), load_default=None, allow_none=True)
    note = fields.String(load_default=None, allow_none=True, validate=validate.Length(1, 500))


class TieIn(Strict):
    order = fields.List(
        fields.String(), required=True, validate=validate.Length(min=2, error=words("Two or more."))
    )
    sentence = fields.String(required=True, validate=validate.Length(1, 500))


def choice(given: dict[str, Any]) -> Choice:
    """Return what was sent as the choice that the verbs take."""
    votes = {("for" if name == "for_" else name): n for name, n in (given["votes"] or {}).items()}
    return Choice(
        team=given["team"],
        decision=given["decision"],
        kind=given["kind"] or "",
        order=given["order"],
        amount=given["amount"] or 0,
        conditions=tuple(given["conditions"]),
        reason=given["reason"] or "",
        votes=votes,
        note=given["note"] or "",
    )


def revisions(given: list[dict[str, Any]]) -> dict[str, int]:
    return {one["team"]: one["revision"] for one in given if one["revision"] is not None}
