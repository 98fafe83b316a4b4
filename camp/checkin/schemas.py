"""What the door takes and gives as JSON, and what its forms hold."""

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from camp.core.errors import words
from camp.people.regions import is_region

STATION = validate.Length(1, 60)


def known_region(code: str) -> None:
    if not is_region(code):
        raise ValidationError(words("Choose the region."))


class CheckInIn(Schema):
    class Meta:
        unknown = RAISE

    badge = fields.String(required=True, validate=validate.Length(1, 300))
    station = fields.String(required=True, validate=STATION)
    scanned_at = fields.AwareDateTime(load_default=None, allow_none=True)


class CheckInOut(Schema):
    """An outcome. `at`, `station` and `by` are the first check-in's for who is in already."""

    result = fields.String()
    id = fields.String(attribute="check_in_id")
    person = fields.String(attribute="person_id")
    at = fields.AwareDateTime()
    station = fields.String()
    by = fields.String()


class StationOut(Schema):
    name = fields.String()
    welcomes = fields.Integer()
    last_at = fields.AwareDateTime()


class DoorOut(Schema):
    checked_in = fields.Integer()
    expected = fields.Integer()
    capacity = fields.Integer()
    minors = fields.Integer()
    no_photo = fields.Integer()
    waits_for_guardian = fields.Integer()
    stations = fields.List(fields.Nested(StationOut))


class DoorForm(Schema):
    """A form at a station: a code that was read or typed, or a person who was found."""

    class Meta:
        unknown = RAISE

    badge = fields.String(load_default="", validate=validate.Length(max=300))
    person = fields.String(load_default="")
    station = fields.String(required=True, validate=STATION)
    scanned_at = fields.AwareDateTime(load_default=None)


class ConsentForm(Schema):
    """The answers at the desk. What is not ticked was not agreed to."""

    class Meta:
        unknown = RAISE

    person = fields.String(required=True)
    station = fields.String(required=True, validate=STATION)
    code = fields.Boolean(load_default=False)
    data = fields.Boolean(load_default=False)
    photo = fields.Boolean(load_default=False)


class WalkInForm(Schema):
    class Meta:
        unknown = RAISE

    name = fields.String(
        required=True,
        validate=validate.Length(2, 120),
        error_messages={"required": words("Write the name.")},
    )
    birth_year = fields.Integer(
        required=True,
        validate=validate.Range(1900, 2100, error=words("Write the year with four digits.")),
        error_messages={
            "required": words("Write the year of birth."),
            "invalid": words("Write the year with four digits."),
        },
    )
    phone = fields.String(load_default="")
    region = fields.String(
        required=True,
        validate=known_region,
        error_messages={"required": words("Choose the region.")},
    )
    station = fields.String(required=True, validate=STATION)
