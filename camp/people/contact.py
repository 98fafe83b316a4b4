"""Phone numbers as people type them, and the country that a camp stands in."""

import phonenumbers
from babel.core import get_global

from camp.core.errors import Invalid, words
from camp.core.models import Camp

BAD_PHONE = words("This is not a phone number. Write it with the country's code, such as +998.")


def country_of(camp: Camp) -> str:
    """Return the ISO 3166 code of the country whose time the camp keeps; UZ when it has none."""
    return str(get_global("zone_territories").get(camp.timezone, "UZ"))


def read_phone(typed: str, country: str) -> str:
    """Return a typed number in E.164, or nothing for nothing. Raises Invalid naming the field."""
    if not typed.strip():
        return ""
    try:
        number = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        number = None
    # Possible, not valid: new ranges are given out faster than tables of them are.
    if number is None or not phonenumbers.is_possible_number(number):
        raise Invalid(BAD_PHONE, fields={"phone": [BAD_PHONE]})
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def kept_phone(typed: str, country: str) -> str:
    """Return the number in E.164, or its digits as typed where nobody can be asked again."""
    try:
        return read_phone(typed, country)
    except Invalid:
        return "".join(letter for letter in typed if letter.isdecimal())[:20]
