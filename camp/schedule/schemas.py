"""What the schedule takes and gives as JSON, and what its forms send."""

from datetime import UTC
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from camp.schedule.rules import AUDIENCES, FORMATS, LONGEST, TIMER_KINDS
from camp.web.schemas import Strict

AS_TYPED = "%Y-%m-%dT%H:%M"
"""How a browser sends a date and time: without a zone, so it is the camp's."""


class ItemWords(Strict):
    kind = fields.String(required=True, validate=validate.Length(1, 20))
    title = fields.String(required=True, validate=validate.Length(1, 200))
    room = fields.String(load_default="", validate=validate.Length(max=120))


class ItemIn(ItemWords):
    starts_at = fields.AwareDateTime(required=True)
    ends_at = fields.AwareDateTime(required=True)
    titles = fields.Dict(
        fields.String(validate=validate.Length(2, 10)),
        fields.String(validate=validate.Length(max=200)),
        load_default=None,
    )

    @post_load
    def in_utc(self, sent: dict[str, Any], **_: Any) -> dict[str, Any]:
        # The answer gives the times as they are read later.
        return sent | {name: sent[name].astimezone(UTC) for name in ("starts_at", "ends_at")}


class ItemForm(ItemWords):
    starts_at = fields.NaiveDateTime(required=True, format=AS_TYPED)
    ends_at = fields.NaiveDateTime(required=True, format=AS_TYPED)
    title_uz = fields.String(validate=validate.Length(max=200))
    title_uz_Cyrl = fields.String(validate=validate.Length(max=200))  # noqa: N815 -- a language
    title_ru = fields.String(validate=validate.Length(max=200))
    title_en = fields.String(validate=validate.Length(max=200))


class ItemOut(Schema):
    id = fields.String()
    kind = fields.String()
    title = fields.String()
    titles = fields.Dict()
    room = fields.String()
    starts_at = fields.AwareDateTime()
    ends_at = fields.AwareDateTime()


class AnnouncementIn(Strict):
    text = fields.String(required=True, validate=validate.Length(1, 500))
    audience = fields.String(load_default="all", validate=validate.OneOf(AUDIENCES))
    on_stage = fields.Boolean(load_default=False)


class AnnouncementOut(Schema):
    id = fields.String()
    text = fields.String()
    audience = fields.String()
    on_stage = fields.Boolean()
    at = fields.AwareDateTime()


class TimerIn(Strict):
    kind = fields.String(required=True, validate=validate.OneOf(TIMER_KINDS))
    subject = fields.String(load_default="", validate=validate.Length(max=20))
    seconds = fields.Integer(required=True, strict=True, validate=validate.Range(1, LONGEST))


class ExtensionIn(Strict):
    seconds = fields.Integer(required=True, strict=True, validate=validate.Range(1, LONGEST))


class TimerForm(Strict):
    timer_kind = fields.String(load_default="call", validate=validate.OneOf(TIMER_KINDS))
    minutes = fields.Integer(required=True, validate=validate.Range(1, LONGEST // 60))


class TurnIn(Strict):
    """A turn of a debate, by its number from 1."""

    format = fields.String(required=True, validate=validate.OneOf(tuple(FORMATS)))
    turn = fields.Integer(required=True, validate=validate.Range(1, 20))


class PrepIn(Strict):
    """A side that prepares, by its letter."""

    format = fields.String(required=True, validate=validate.OneOf(tuple(FORMATS)))
    side = fields.String(required=True, validate=validate.Length(1, 1))


class TimerOut(Schema):
    id = fields.String()
    kind = fields.String()
    subject = fields.String()
    seconds = fields.Integer()
    started_at = fields.AwareDateTime()
    paused_at = fields.AwareDateTime()
    spent = fields.Integer()
    ended_at = fields.AwareDateTime()
    remaining = fields.Integer()
