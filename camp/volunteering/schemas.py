"""What the forms of shifts send."""

from marshmallow import fields, validate

from camp.web.schemas import Strict


class ShiftForm(Strict):
    """Times are without a zone, so they are the camp's."""

    person = fields.String(required=True, validate=validate.Length(max=20))
    desk = fields.String(required=True, validate=validate.Length(1, 60))
    starts_at = fields.NaiveDateTime(required=True)
    ends_at = fields.NaiveDateTime(required=True)


class HandoverForm(Strict):
    note = fields.String(load_default="", validate=validate.Length(max=300))


class HoursForm(Strict):
    minutes = fields.Integer(required=True, validate=validate.Range(0, 720))
