"""Ballots that a phone without network draws as codes: parts of a text in, ballots out.

A part reads `CAMP1.<checksum of the whole>.<number>.<how many>.<checksum of the part>.<part>`. The
parts joined are base64url of deflated JSON: `{"pass", "ballots": [[key, team, body]]}`, each body
the very text that the phone will send when its network is back. Checksums are CRC-32 in hex.
"""

import json
import re
import zlib
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from camp.core.errors import CampError, words

PART = re.compile(r"CAMP1\.([0-9a-f]{8})\.(\d{1,3})\.(\d{1,3})\.([0-9a-f]{8})\.([\w-]{1,2000})")
LARGEST = 200_000
"""Bytes of a bundle: forty ballots with the longest comments are half of it."""


class PartsMissing(CampError):
    slug, status = "parts-missing", 422
    title = words("Parts of the codes are missing. Read these too: %(parts)s")


class NotReadable(CampError):
    slug, status = "codes-not-readable", 422
    title = words("These are no ballots of ours. Read the codes on the juror’s phone again.")


class CarriedIn(Schema):
    class Meta:
        unknown = RAISE

    pass_ = fields.String(required=True, data_key="pass", validate=validate.Length(max=80))
    ballots = fields.List(
        fields.Tuple(
            (
                fields.String(validate=validate.Regexp(r"[0-9A-Za-z-]{1,36}\Z")),
                fields.String(validate=validate.Length(min=1, max=40)),
                fields.String(validate=validate.Length(max=8000)),
            )
        ),
        required=True,
        validate=validate.Length(min=1, max=200),
    )


def read(texts: Iterable[str]) -> dict[str, Any]:
    """Return what the parts say, however often and in whatever order they were read.

    Of several bundles the one that was read last counts. Raises PartsMissing or NotReadable.
    """
    bundles: dict[str, dict[int, str]] = {}
    sizes: dict[str, int] = {}
    for whole, number, count, checksum, part in PART.findall(" ".join(texts)):
        if crc(part) == checksum:
            parts = bundles.pop(whole, {})
            bundles[whole] = parts | {int(number): part}
            sizes[whole] = int(count)
    if not bundles:
        raise NotReadable
    whole, parts = list(bundles.items())[-1]
    missing = [str(n) for n in range(1, sizes[whole] + 1) if n not in parts]
    if missing:
        raise PartsMissing(PartsMissing.title, parts=", ".join(missing))
    text = "".join(parts[n] for n in sorted(parts))
    if crc(text) != whole:
        raise NotReadable
    return _unpacked(text)


def crc(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"


def _unpacked(text: str) -> dict[str, Any]:
    try:
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        plain = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, LARGEST)
        found: dict[str, Any] = CarriedIn().load(json.loads(plain))
    except (ValueError, zlib.error, ValidationError, RecursionError) as error:
        raise NotReadable from error
    return found
