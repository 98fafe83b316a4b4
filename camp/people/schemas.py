"""What the people room takes and gives."""

from datetime import UTC, datetime
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates

from camp.core.errors import words
from camp.people.regions import is_region
from camp.people.rules import CONSENTS
from camp.web.schemas import Strict

NEEDED: dict[str, Any] = {"required": words("Fill this in.")}
EARLIEST = 1920


class CampOut(Schema):
    id = fields.String(attribute="camp.id")
    slug = fields.String(attribute="camp.slug")
    name = fields.String(attribute="camp.name")
    phase = fields.String(attribute="camp.phase")
    starts_at = fields.AwareDateTime(attribute="camp.starts_at")
    ends_at = fields.AwareDateTime(attribute="camp.ends_at")
    timezone = fields.String(attribute="camp.timezone")
    gates = fields.List(fields.String())


class RegistrationIn(Strict):
    """`birth_date` says more than `birth_year`; one of them is needed."""

    name = fields.String(required=True, validate=validate.Length(2, 120), error_messages=NEEDED)
    phone = fields.String(load_default="", validate=validate.Length(max=40))
    birth_year = fields.Integer(strict=True, load_default=None, allow_none=True)
    birth_date = fields.Date(load_default=None, allow_none=True)
    gender = fields.String(load_default="", validate=validate.OneOf(["", "F", "M"]))
    region = fields.String(load_default="", validate=validate.Length(max=10))
    town = fields.String(load_default="", validate=validate.Length(max=120))
    language = fields.String(load_default="", validate=validate.Length(max=10))
    speaks = fields.List(fields.String(validate=validate.Length(max=10)), load_default=list)
    motivation = fields.String(load_default="", validate=validate.Length(max=600))

    @validates("birth_year")
    def _lives(self, year: int | None, **_: object) -> None:
        if year is not None and not EARLIEST <= year <= datetime.now(UTC).year:
            raise ValidationError(words("The year of birth is not clear. Write it like 2004."))

    @validates("region")
    def _is_known(self, region: str, **_: object) -> None:
        if region and not is_region(region):
            raise ValidationError(words("Choose a region from the list."))


class RegistrationOut(Schema):
    id = fields.String()
    person = fields.String(attribute="person_id")
    state = fields.String()


class DecisionIn(Strict):
    state = fields.String(
        required=True, validate=validate.OneOf(["accepted", "waitlisted", "declined"])
    )


class ConsentIn(Strict):
    camp = fields.String(required=True, metadata={"description": "The camp's slug."})
    kind = fields.String(required=True, validate=validate.OneOf(CONSENTS))
    version = fields.String(required=True, validate=validate.Length(1, 20))
    given = fields.Boolean(required=True, truthy={True}, falsy={False})


class ConsentOut(Schema):
    kind = fields.String()
    version = fields.String()
    given = fields.Boolean()
    at = fields.AwareDateTime()


class GuardianIn(Strict):
    camp = fields.String(required=True, metadata={"description": "The camp's slug."})
    guardian = fields.String(required=True, validate=validate.Length(2, 120), error_messages=NEEDED)
    phone = fields.String(load_default="", validate=validate.Length(max=40))
    given = fields.Boolean(load_default=True)


class RevocationOut(Schema):
    code = fields.String()
    revoked_at = fields.AwareDateTime()


class ProfileIn(Strict):
    skills = fields.List(fields.String(validate=validate.Length(1, 40)), load_default=list)
    speaks = fields.List(fields.String(validate=validate.Length(1, 10)), load_default=list)
    looks_for = fields.String(load_default="", validate=validate.Length(max=200))
    needs = fields.List(fields.String(validate=validate.Length(1, 40)), load_default=list)
