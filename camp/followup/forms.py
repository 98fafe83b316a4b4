"""Forms of the follow-up as the verbs take them: sums, days and files as people give them."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from flask import Request, current_app, request
from werkzeug.datastructures import FileStorage

from camp.config import Config
from camp.core.errors import CampError, Invalid, words
from camp.core.ids import is_whole
from camp.followup import files
from camp.followup.files import Kept
from camp.followup.rules import INDICATORS, PHOTOS, NotEvidence, TooManyPhotos
from camp.grants.forms import amount as amount_of

ROOM = (PHOTOS + 1) * files.LARGEST
"""Bytes of a form with photographs; other forms are much smaller."""


def let_photos_in(asked: Request) -> None:
    """Take larger forms at this door than at others; said before anything reads the form."""
    asked.max_content_length = ROOM


def amount(name: str, currency: str) -> int:
    """Return a sum as people type it, in minor units. Raises Invalid."""
    typed = request.form.get(name, "").strip()
    if not typed:
        raise Invalid(fields={name: [words("Write an amount such as 610 000.")]})
    return amount_of(typed, currency, name)


def day(name: str) -> date:
    """Return a day from a date field. Raises Invalid."""
    try:
        return date.fromisoformat(request.form.get(name, "").strip())
    except ValueError:
        raise Invalid(fields={name: [words("Choose a day.")]}) from None


def numbers(form: Mapping[str, str]) -> dict[str, int]:
    """Return the indicators that were filled in. Raises Invalid for what is no whole number."""
    found, wrong = {}, {}
    for name in INDICATORS:
        typed = "".join(form.get(name, "").split())
        if typed and is_whole(typed):
            found[name] = int(typed)
        elif typed:
            wrong[name] = [words("Write a whole number, 0 or more.")]
    if wrong:
        raise Invalid(fields=wrong)
    return found


def one_file(name: str) -> Kept | None:
    """Keep the file of a field, if one was chosen. Raises NotEvidence."""
    return next(iter(many_files(name, most=1)), None)


def many_files(
    name: str, *, most: int = PHOTOS, too_many: type[CampError] = TooManyPhotos
) -> list[Kept]:
    """Keep the files of a field. Raises NotEvidence or `too_many`, naming the field."""
    chosen = [one for one in request.files.getlist(name) if one.filename]
    if len(chosen) > most:
        raise too_many(fields={name: [too_many.title]})
    try:
        return [keep(_content(one)) for one in chosen]
    except NotEvidence as error:
        raise NotEvidence(fields={name: [NotEvidence.title]}) from error


def keep(content: bytes) -> Kept:
    return files.keep(data_folder(), content)


def data_folder() -> Path:
    config: Config = current_app.extensions["config"]
    return config.data


def _content(one: FileStorage) -> bytes:
    return one.stream.read(files.LARGEST + 1)
