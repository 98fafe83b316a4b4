"""What the remote's forms send."""

from typing import Any

from marshmallow import Schema, fields, post_load, pre_load, validate

from camp.stage.options import CHOICES


class OptionIn(Schema):
    """One option and its value as the form has it: "yes" and "no", a way, or a speed."""

    option = fields.String(required=True, validate=validate.OneOf(tuple(CHOICES)))
    value = fields.String(required=True)

    @post_load
    def typed(self, sent: dict[str, Any], **_: Any) -> dict[str, Any]:
        known = {_text(one): one for one in CHOICES[sent["option"]]}
        return {**sent, "value": known.get(sent["value"], sent["value"])}


class HallIn(Schema):
    """Metres; a decimal comma is read as a point."""

    depth = fields.Float(required=True)
    width = fields.Float(required=True)

    @pre_load
    def point(self, sent: dict[str, Any], **_: Any) -> dict[str, Any]:
        return {name: value.replace(",", ".") for name, value in sent.items()}


def _text(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
