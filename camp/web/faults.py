"""What a schema's library says of a value, in the reader's words."""

import re
from typing import Any

from flask_babel import gettext, ngettext

from camp.core.errors import words

NUMBER = r"(-?[\d.]+)"
NEEDED = re.compile(r"Missing data for required field|Field may not be null|minimum length 1\.")
SHORT = re.compile(r"Shorter than minimum length (\d+)")
LONG = re.compile(r"Longer than maximum length (\d+)")
BETWEEN_LENGTHS = re.compile(r"Length must be between (\d+) and (\d+)")
BETWEEN = re.compile(
    rf"Must be greater than (?:or equal to )?{NUMBER} and less than (?:or equal to )?{NUMBER}\."
)
LEAST = re.compile(rf"Must be greater than (?:or equal to )?{NUMBER}\.")
MOST = re.compile(rf"Must be less than (?:or equal to )?{NUMBER}\.")
NO_NUMBER = re.compile(r"Not a valid (?:integer|number)|Number too large|Special numeric values")
NO_TIME = re.compile(r"Not a valid (?:\w+ )?(?:date|time|datetime)\.")
NOT_LISTED = re.compile(r"Must be one of: |made was not in: ")
OTHER = re.compile(r"Not a valid |Invalid (?:value|input|type)|does not match expected pattern")


def in_words(sentence: str) -> str:
    """Return the sentence translated; what the library wrote is said as a person would say it."""
    told: str = _told(sentence)
    return told


def _told(sentence: str) -> Any:
    if NEEDED.search(sentence):
        return gettext("Fill this in.")
    if found := SHORT.match(sentence):
        least = int(found[1])
        return ngettext(
            "Write at least %(num)s character.", "Write at least %(num)s characters.", least
        )
    if found := LONG.match(sentence):
        most = int(found[1])
        return ngettext(
            "Write at most %(num)s character.", "Write at most %(num)s characters.", most
        )
    if found := BETWEEN_LENGTHS.match(sentence):
        return gettext("Write %(low)s to %(high)s characters.", low=found[1], high=found[2])
    if found := BETWEEN.match(sentence):
        return gettext("Choose a number from %(low)s to %(high)s.", low=found[1], high=found[2])
    if found := LEAST.match(sentence):
        return gettext("The number must be %(low)s or more.", low=found[1])
    if found := MOST.match(sentence):
        return gettext("The number must be %(high)s or less.", high=found[1])
    return gettext(_plain(sentence))


def _plain(sentence: str) -> str:
    if NO_NUMBER.match(sentence):
        return words("Write a number.")
    if NO_TIME.match(sentence):
        return words("Choose a day or a time.")
    if NOT_LISTED.search(sentence):
        return words("Choose one of what is offered.")
    if OTHER.search(sentence):
        return words("This cannot be read. Write it another way.")
    return sentence
