"""The camp's geometry: stars of polygons in contact, and paths of their corners.

Rays that leave the middles of a polygon's edges at a contact angle meet in a star (Hankin's
polygons in contact). Sizes are those of the drawing; the same arguments give the same points.
"""

from collections.abc import Iterable
from itertools import pairwise
from math import cos, hypot, pi, radians, sin, tan

Point = tuple[float, float]


def star(order: int, angle: float, radius: float, turn: float = 0.0) -> tuple[list[Point], float]:
    """Return the star inside a regular polygon, and the radius of its inner corners.

    `angle` is the contact angle in degrees, `radius` reaches the polygon's corners.
    """
    step, contact = pi / order, radians(angle)
    apothem = radius * cos(step)
    ray = apothem * tan(step) / (cos(contact) + sin(contact) * tan(step))
    inner = hypot(apothem - ray * sin(contact), ray * cos(contact))
    points: list[Point] = []
    for k in range(order):
        at = 2 * step * k + turn
        points.append((apothem * cos(at), apothem * sin(at)))
        points.append((inner * cos(at + step), inner * sin(at + step)))
    return points, inner


def polygon(order: int, radius: float, turn: float = 0.0) -> list[Point]:
    angles = (2 * pi * k / order + turn for k in range(order))
    return [(radius * cos(angle), radius * sin(angle)) for angle in angles]


def khatam_points(x: float, y: float, size: float) -> list[Point]:
    """Return the corners of an eight-pointed star round a point."""
    # Two squares turned by 45 degrees: their crossings lie at 0.7654 of the radius.
    radii = (size / 2, size / 2 * 0.7654)
    return [
        (x + radii[k % 2] * cos(pi * k / 8), y + radii[k % 2] * sin(pi * k / 8)) for k in range(16)
    ]


def moved(points: Iterable[Point], x: float, y: float) -> list[Point]:
    return [(px + x, py + y) for px, py in points]


def path(points: Iterable[Point]) -> str:
    """Return a closed path of SVG, in tenths.

    Each corner is told from the one before, so that equal shapes are equal text wherever they
    stand: a page of stars is compressed to little more than one star.
    """
    corners = [(round(x * 10), round(y * 10)) for x, y in points]
    (x, y), *others = corners
    steps = [(right - left, lower - upper) for (left, upper), (right, lower) in pairwise(corners)]
    told = " ".join(f"{_tenths(across)} {_tenths(down)}" for across, down in steps)
    return f"M{_tenths(x)} {_tenths(y)}" + (f"l{told}" if others else "") + "z"


def _tenths(number: int) -> str:
    return f"{number / 10:g}"
