"""What the door takes and gives as JSON, and what its forms hold."""

from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema

from camp.checkin.rules import RESULTS
from camp.core.errors import words
from camp.people.regions import is_region

STATION = validate.Length(1, 60)
KEY = validate.Regexp(r"[0-9A-Za-z-]{0,36}\Z")


def known_region(code: str) -> None:
    if not is_region(code):
        raise ValidationError(words("Choose the region."))


class WalkInIn(Schema):
    """Somebody who came without registering: four fields."""

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
    phone = fields.String(load_default="", validate=validate.Length(max=40))
    region = fields.String(
        required=True,
        validate=known_region,
        error_messages={"required": words("Choose the region.")},
    )


class WalkInForm(WalkInIn):
    station = fields.String(required=True, validate=STATION)


class CheckInIn(Schema):
    """A scan: of a badge, of a person found by name, or of a walk-in.

    `told` is what a phone without a connection said to the guest, by the list with the seal
    `list`, at `scanned_at` of its own clock. `key` names the scan where it is sent under another
    Idempotency-Key than at first.
    """

    class Meta:
        unknown = RAISE

    badge = fields.String(validate=validate.Length(1, 300))
    person = fields.String(validate=validate.Length(1, 20))
    walk_in = fields.Nested(WalkInIn)
    station = fields.String(required=True, validate=STATION)
    scanned_at = fields.AwareDateTime(load_default=None, allow_none=True)
    key = fields.String(load_default="", validate=KEY)
    told = fields.String(load_default="", validate=validate.OneOf(("", *RESULTS)))
    list = fields.String(load_default="", validate=validate.Length(max=200))

    @validates_schema
    def check_whole(self, data: dict[str, Any], **_: object) -> None:
        if len(data.keys() & {"badge", "person", "walk_in"}) != 1:
            raise ValidationError(words("Send a badge, a person or a walk-in."), "badge")
        if data["told"] and data["scanned_at"] is None:
            raise ValidationError(words("Send when it was scanned."), "scanned_at")


class UndoIn(Schema):
    """A scan was taken back on a phone, at `undone_at` of its own clock."""

    class Meta:
        unknown = RAISE

    station = fields.String(required=True, validate=STATION)
    undone_at = fields.AwareDateTime(required=True)


class RosterOut(Schema):
    """`list` is a JSON text whose SHA-256 is `digest`; `seal` goes back with each scan."""

    version = fields.Integer()
    until = fields.AwareDateTime()
    list = fields.String()
    digest = fields.String()
    seal = fields.String()


class SideOut(Schema):
    station = fields.String()
    at = fields.AwareDateTime()
    by = fields.String()


class ConflictOut(Schema):
    kind = fields.String()
    scan = fields.String(attribute="scan_key")
    person = fields.String(attribute="person_id")
    name = fields.String()
    here = fields.Nested(SideOut)
    other = fields.Nested(SideOut)
    since = fields.AwareDateTime()


class SettlementForm(Schema):
    """What the door lead says of a conflict."""

    class Meta:
        unknown = RAISE

    stays_in = fields.Boolean(required=True)
    reason = fields.String(
        required=True,
        validate=validate.Length(2, 300, error=words("Write the reason in a few words.")),
        error_messages={"required": words("Write the reason in a few words.")},
    )


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
