"""The shape of every file of a camp folder (format 1)."""

from typing import Any

from babel import Locale
from babel.core import UnknownLocaleError
from marshmallow import RAISE, Schema, fields, pre_load, validate

from camp.core.phases import PHASES


class Part(Schema):
    """A record. A key may carry a language, such as `title_en`, when its plain key is a text."""

    class Meta:
        unknown = RAISE

    @pre_load
    def leave_translations(self, given: Any, **_: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {key: value for key, value in given.items() if not self._translates(key)}

    def _translates(self, key: str) -> bool:
        name, _, language = key.rpartition("_")
        return key not in self.fields and name in {*self.fields, *SPOKEN} and is_language(language)


SPOKEN = ("text",)
"""Texts that may come in other languages alone, without a plain key."""


def is_language(tag: str) -> bool:
    try:
        Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return False
    return True


def text(*values: str, optional: bool = False, null: bool = False) -> fields.String:
    """A text without NUL and unpaired surrogates, one of `values` if any are named."""
    checks: list[Any] = [_clean]
    if values:
        checks.append(validate.OneOf(values))
    return fields.String(required=not optional, allow_none=null, validate=checks)


def _clean(value: str) -> bool:
    return "\0" not in value and not any(0xD800 <= ord(letter) <= 0xDFFF for letter in value)


def whole(low: int = 0, high: int | None = None, **more: Any) -> fields.Integer:
    return fields.Integer(
        strict=True,
        required=not more.get("optional"),
        allow_none=more.get("null", False),
        validate=validate.Range(low, high),
    )


def number(low: float = 0, high: float | None = None, **more: Any) -> fields.Float:
    return fields.Float(
        required=not more.get("optional"),
        allow_none=more.get("null", False),
        validate=validate.Range(low, high),
    )


def yes(**more: Any) -> fields.Boolean:
    # Only true and false: "yes" or 1 in a file is somebody's mistake.
    return fields.Boolean(
        truthy={True}, falsy={False}, required=not more.get("optional"), allow_none=False
    )


def moment(**more: Any) -> fields.AwareDateTime:
    return fields.AwareDateTime(
        format="iso", required=not more.get("optional"), allow_none=more.get("null", False)
    )


def day(**more: Any) -> fields.Date:
    return fields.Date(
        format="iso", required=not more.get("optional"), allow_none=more.get("null", False)
    )


def hour() -> fields.Time:
    return fields.Time(format="%H:%M", required=True)


def texts(**more: Any) -> fields.List[Any]:
    return fields.List(text(), required=not more.get("optional"))


def days() -> fields.List[Any]:
    return fields.List(day(), required=True, validate=validate.Length(min=1))


def any_keys(**more: Any) -> fields.Dict:
    return fields.Dict(
        keys=text(), required=not more.get("optional"), allow_none=more.get("null", False)
    )


def one(shape: dict[str, Any], **more: Any) -> fields.Nested:
    return fields.Nested(
        Part.from_dict(shape), required=not more.get("optional"), allow_none=more.get("null", False)
    )


def many(shape: dict[str, Any], **more: Any) -> fields.List[Any]:
    return fields.List(fields.Nested(Part.from_dict(shape)), required=not more.get("optional"))


PHASE = tuple(PHASES)
PERSON = {"id": text(), "name": text(), "person": text(optional=True)}
