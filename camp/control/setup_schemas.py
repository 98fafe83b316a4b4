"""What the pages that set a camp up take from their forms."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from babel.numbers import list_currencies
from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate

from camp.core.errors import words
from camp.core.money import to_minor
from camp.grants.forms import ungrouped

NEEDED: dict[str, Any] = {"required": words("Fill this in.")}
AMOUNTS = ("envelope", "min_award", "max_award", "quotes_two_from", "quotes_three_from")


def _small(low: int, high: int) -> Any:
    return fields.Integer(validate=validate.Range(low, high))


class _Amount(fields.Decimal):
    """A sum as people type it: "150 000 000" or "12,50"."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return super()._deserialize(ungrouped(str(value)), *args, **kwargs)


class _Points(fields.Float):
    """A number of points, with a point or a comma."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return super()._deserialize(str(value).strip().replace(",", "."), *args, **kwargs)


class FactsIn(Schema):
    """What the camp is. Times are as the hall's clock shows them, in the camp's own zone."""

    class Meta:
        unknown = RAISE

    name = fields.String(required=True, validate=validate.Length(2, 200), error_messages=NEEDED)
    theme = fields.String(load_default="", validate=validate.Length(max=200))
    starts_at = fields.NaiveDateTime(required=True, error_messages=NEEDED)
    ends_at = fields.NaiveDateTime(required=True, error_messages=NEEDED)
    timezone = fields.String(required=True)
    place = fields.String(load_default="", validate=validate.Length(max=200))
    rooms = fields.String(load_default="", validate=validate.Length(max=400))
    wifi = fields.String(load_default="", validate=validate.Length(max=200))
    language = fields.String(
        load_default="en", validate=validate.OneOf(["en", "ru", "uz", "uz_Cyrl"])
    )
    currency = fields.String(required=True)
    capacity = fields.Integer(load_default=64, validate=validate.Range(1, 5000))

    @post_load
    def _in_its_zone(self, facts: dict[str, Any], **_: object) -> dict[str, Any]:
        if facts["timezone"] not in available_timezones():
            raise ValidationError(words("Choose a time zone from the list."), "timezone")
        if facts["currency"] not in list_currencies():
            raise ValidationError(words("Choose a currency from the list."), "currency")
        zone = ZoneInfo(facts["timezone"])
        for name in ("starts_at", "ends_at"):
            at: datetime = facts[name]
            facts[name] = at.replace(tzinfo=zone)
        facts["rooms"] = [room.strip() for room in facts["rooms"].split(",") if room.strip()]
        return facts


class RulesIn(Schema):
    """The camp's rules. Amounts are typed in major units; `in_minor` makes them whole."""

    class Meta:
        unknown = RAISE

    team_min = _small(1, 20)
    team_max = _small(1, 20)
    dots = _small(1, 20)
    dots_per_idea = _small(1, 20)
    jury_seats = _small(1, 99)
    quorum = _small(1, 99)
    slot_minutes = _small(1, 120)
    pitch_minutes = _small(0, 120)
    question_minutes = _small(0, 120)
    score_minutes = _small(0, 120)
    changeover_minutes = _small(0, 60)
    score_mode = fields.String(validate=validate.OneOf(["full", "severity", "additive", "mean"]))
    live_board = fields.Boolean()
    tie_margin = _Points(validate=validate.Range(0, 10))
    funding_rule = fields.String(validate=validate.OneOf(["stop", "skip", "knapsack"]))
    merit_floor = _Points(validate=validate.Range(0, 100))
    appeal_hours = _small(0, 1000)
    age_min = _small(0, 120)
    age_max = _small(0, 120)
    envelope = _Amount(validate=validate.Range(0, 10**13))
    min_award = _Amount(validate=validate.Range(0, 10**13))
    max_award = _Amount(validate=validate.Range(0, 10**13))
    quotes_two_from = _Amount(validate=validate.Range(0, 10**13))
    quotes_three_from = _Amount(validate=validate.Range(0, 10**13))


def in_minor(rules: dict[str, Any], currency: str) -> dict[str, Any]:
    """Return the rules with amounts in whole minor units. Raises ValidationError."""
    made = dict(rules)
    for name in AMOUNTS:
        if name in made:
            try:
                made[name] = to_minor(made[name], currency)
            except ValueError:
                fault = words("This amount has more decimals than its currency.")
                raise ValidationError(fault, name) from None
    return made
