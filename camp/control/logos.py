"""A camp's logo: whatever picture is given, what is kept is one that we made from its pixels."""

import warnings
from hashlib import sha256
from io import BytesIO

from camp.core.errors import Invalid, words

TAKES = ("PNG", "JPEG", "WEBP")
LARGEST = 1_000_000
"""Bytes of the file that is given."""
PIXELS = 20_000_000
SMALLEST, SIDES = 32, (512, 256, 128)
"""Pixels of a side: what is smaller is refused, what is larger is made smaller."""
KEPT = 200_000
"""Bytes that are kept; a picture that needs more is made smaller once more."""


def make_logo(content: bytes) -> bytes:
    """Return the picture as WebP, without what its file says besides. Raises Invalid.

    SVG is not taken: it is a program as much as a picture.
    """
    # Loaded when it is needed: no other page should wait for it.
    from PIL import Image, ImageOps

    if len(content) > LARGEST:
        raise _refused(words("This file is too large. A logo has at most 1 MB."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            given = Image.open(BytesIO(content), formats=TAKES)
            if given.width * given.height > PIXELS:
                raise _refused(words("This picture has too many pixels. Make it smaller first."))
            if min(given.size) < SMALLEST:
                raise _refused(words("This picture is too small. A logo has at least 32 pixels."))
            picture = ImageOps.exif_transpose(given).convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning):
        fault = words("This file is not a picture that can be read. Give a PNG, JPEG or WebP file.")
        raise _refused(fault) from None
    for side in SIDES:
        made = BytesIO()
        picture.thumbnail((side, side))
        # Without loss, so that a logo which went through an export is the same one.
        picture.save(made, "WEBP", lossless=True, exact=True, method=4)
        if made.tell() <= KEPT:
            break
    return made.getvalue()


def mark_of(logo: bytes) -> str:
    """Return what tells this logo from another in its address."""
    return sha256(logo).hexdigest()[:16]


def _refused(fault: str) -> Invalid:
    return Invalid(fields={"logo": [fault]})
