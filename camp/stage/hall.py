"""How large the picture's text must be to be read from the back of the hall (pure arithmetic)."""

from dataclasses import dataclass
from math import ceil, radians, tan

CANVAS = 1920
"""Pixels that the width of every picture is drawn with."""
LEAST, MOST = 40, 84
"""Pixels of the smallest text: never under the first; over the second no scene holds its words."""
READABLE = 10
"""Minutes of arc under which capital letters can just be read; 15 read with ease."""
CAPITAL = 0.70
"""Height of a capital letter by the size of its type."""
QR = 604
"""Pixels of a QR code with its quiet zone."""
QR_REACH = 10
"""A QR code is read from ten times its width."""
MINUTE = 1 / 60
STEPS = ((46, 8, 6, 10), (56, 6, 6, 8), (MOST, 5, 4, 6))
"""Smallest text up to which a page holds so many rows, cards and tiles."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What follows from a hall: pixels of a picture 1920 wide, and metres."""

    least: int
    """The smallest text."""
    rows: int
    cards: int
    tiles: int
    reads_to: float
    """From how far the smallest text can be read, in metres."""
    qr_to: float
    """From how far the QR code can be read."""
    is_enough: bool
    """Whether the back row can read the smallest text."""


def sizes(depth: float, width: float) -> Sizes:
    """Return the sizes for a hall `depth` metres deep and an image `width` metres wide.

    15 m and 3 m give 40 px, 8 rows, and a QR code for 9.4 m; 15 m and 2 m give 60 px and 5 rows.
    """
    needed = ceil(pixels(depth, width) - 0.5)
    least = min(MOST, max(LEAST, needed))
    rows, cards, tiles = next(many for most, *many in STEPS if least <= most)
    return Sizes(
        least, rows, cards, tiles,
        reads_to=round(distance(least, width), 1),
        qr_to=round(QR_REACH * QR / CANVAS * width, 1),
        is_enough=needed <= MOST,
    )  # fmt: skip


def pixels(depth: float, width: float, arc: float = READABLE) -> float:
    """Return the type size that is seen under `arc` minutes from `depth` metres away."""
    return depth * tan(radians(arc * MINUTE)) / CAPITAL * CANVAS / width


def distance(size: float, width: float, arc: float = READABLE) -> float:
    """Return from how many metres type of `size` pixels is seen under `arc` minutes."""
    return size * CAPITAL * width / CANVAS / tan(radians(arc * MINUTE))
