"""What the ideas room takes and gives as JSON, and what its forms send."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from camp.ideas.rules import DECISIONS, GROUNDS
from camp.web.schemas import Strict

LONG = 600
"""Letters that fit one thought; the phone's fields stop at 280."""
WORDS, LETTERS = 8, 40
"""How many skills or themes an idea has at most, and how long each may be."""


class IdeaIn(Strict):
    title = fields.String(required=True, validate=validate.Length(1, 160))
    problem = fields.String(validate=validate.Length(max=LONG))
    who = fields.String(validate=validate.Length(max=LONG))
    solution = fields.String(validate=validate.Length(max=LONG))
    language = fields.String(validate=validate.Length(max=10))
    tags = fields.List(
        fields.String(validate=validate.Length(1, LETTERS)), validate=validate.Length(0, WORDS)
    )
    skills = fields.List(
        fields.String(validate=validate.Length(1, LETTERS)), validate=validate.Length(0, WORDS)
    )
    beneficiaries = fields.Integer(
        strict=True, allow_none=True, validate=validate.Range(0, 100_000_000)
    )
    region = fields.String(validate=validate.Length(max=10))


class IdeaChangeIn(IdeaIn):
    revision = fields.Integer(required=True, strict=True, validate=validate.Range(1))

    def __init__(self, **options: Any) -> None:
        super().__init__(partial=("title",), **options)


class IdeaForm(IdeaIn):
    """The form: lists come as words with commas, numbers as text, emptied fields as nothing."""

    skills = fields.List(fields.String(validate=validate.Length(max=300)), load_default=list)
    """Ticked ones, and words with commas."""
    more_skills = fields.String(load_default="", validate=validate.Length(max=300))
    tags = fields.String(load_default="", validate=validate.Length(max=300))  # type: ignore[assignment]
    problem = fields.String(load_default="", validate=validate.Length(max=LONG))
    who = fields.String(load_default="", validate=validate.Length(max=LONG))
    solution = fields.String(load_default="", validate=validate.Length(max=LONG))
    beneficiaries = fields.Integer(load_default=None, validate=validate.Range(0, 100_000_000))
    revision = fields.Integer(load_default=1)
    send = fields.Boolean(load_default=False)


class ScreeningIn(Strict):
    decision = fields.String(required=True, validate=validate.OneOf(DECISIONS))
    ground = fields.String(load_default="", validate=validate.OneOf(("", *GROUNDS)))
    reason = fields.String(load_default="", validate=validate.Length(max=300))


class DotsIn(Strict):
    dots = fields.Integer(required=True, strict=True, validate=validate.Range(0, 100))
    cast_at = fields.AwareDateTime(load_default=None, allow_none=True)


class DotsForm(Strict):
    dots = fields.Integer(required=True, validate=validate.Range(0, 100))
    cast_at = fields.AwareDateTime(load_default=None)


class DotsOut(Schema):
    dots = fields.Integer()
    left = fields.Integer()
    late = fields.String()


class SlipIn(Strict):
    participant = fields.String(required=True, validate=validate.Length(1, 20))
    dots = fields.Dict(
        keys=fields.String(), values=fields.Integer(validate=validate.Range(0, 100)), required=True
    )


class VotingIn(Strict):
    state = fields.String(required=True, validate=validate.OneOf(("open", "closed", "revealed")))
    closes_at = fields.AwareDateTime(load_default=None, allow_none=True)

    @validates_schema
    def time_is_for_an_open_vote(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("closes_at") and data["state"] != "open":
            raise ValidationError("Only an open vote has a time to close.", "closes_at")


class VotingForm(Strict):
    state = fields.String(required=True, validate=validate.OneOf(("open", "closed", "revealed")))
    minutes = fields.Integer(load_default=None, validate=validate.Range(1, 240))
    seen = fields.AwareDateTime(load_default=None)


class LateIn(Strict):
    accept = fields.Boolean(required=True)
    reason = fields.String(load_default="", validate=validate.Length(max=300))


class JoinIn(Strict):
    wants = fields.Boolean(required=True)


class MergeIn(Strict):
    into = fields.String(required=True, validate=validate.Length(1, 20))


class PitchIn(Strict):
    state = fields.String(validate=validate.OneOf(("now", "done", "skipped", "waiting")))
    proxy = fields.String(allow_none=True, validate=validate.Length(1, 20))


class PlaceForm(Strict):
    place = fields.Integer(required=True, validate=validate.Range(0))


class QueueIn(Strict):
    order = fields.List(fields.String(), required=True, validate=validate.Length(max=500))


class PitchOut(Schema):
    idea = fields.String(attribute="idea.id")
    title = fields.String(attribute="idea.title")
    author = fields.String()
    reader = fields.String()
    state = fields.String(attribute="idea.pitch")
