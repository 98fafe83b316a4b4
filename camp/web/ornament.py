"""The camp's geometry as SVG markup: rosettes for teams, stars to count with, tiles, and doubt.

Everything comes from one construction: rays that leave the middles of a polygon's edges at a
contact angle meet in a star (Hankin's polygons in contact). The same arguments always give the
same drawing. Colours are classes of the style sheet, so that a drawing follows day and night.
"""

from collections.abc import Iterable, Sequence
from math import cos, pi, sin, sqrt
from statistics import NormalDist

from flask import Flask
from markupsafe import Markup, escape

from camp.web.geometry import khatam_points, moved, path, polygon, star

ORDERS = (8, 10, 6, 12, 5, 9, 7)
ANGLES = (50.0, 62.0, 70.0)
COLOURS = 6
DAY = ("#1e9a98", "#12286b", "#c03a5e", "#6b3a00", "#8444c4", "#748f0a")
NIGHT = ("#84fbeb", "#90a5f6", "#d7798e", "#fed47b", "#824ead", "#62791e")
LEVELS = (0.10, 0.27, 0.44, 0.61, 0.78, 0.95)


def seal(index: int, size: int = 48, night: bool | None = None, label: str = "") -> Markup:
    """Return a team's rosette.

    Order, contact angle and colour all follow from `index`, and the shape alone tells teams apart.
    With `night` given the colours are baked in, for paper and for files that stand alone.
    """
    order, angle = ORDERS[index % 7], ANGLES[(index // 7 + index) % 3]
    turn = -pi / 2 + (pi / order if order % 2 == 0 else 0)
    outer, _ = star(order, angle, 48, turn)
    heart, inner = star(order, angle, 24, turn + pi / order)
    tile, cut = "currentColor", "var(--team-cut)"
    if night is not None:
        tile, cut = (NIGHT if night else DAY)[index % COLOURS], "#071c2c" if night else "#fff"
    return Markup(
        '<svg class="seal seal--{}" width="{}" height="{}" viewBox="-50 -50 100 100" {}>'
        '<path d="{}" fill="{tile}"/>'
        '<path d="{}" fill="none" stroke="{cut}" stroke-width="3.2" stroke-linejoin="round"/>'
        '<path d="{}" fill="{cut}"/><path d="{}" fill="{tile}"/></svg>'
    ).format(
        index % COLOURS, size, size, spoken(label),
        path(polygon(order, 48, turn + pi / order)), path(outer), path(heart),
        path(polygon(order, inner * 0.62, turn)), tile=tile, cut=cut,
    )  # fmt: skip


def khatam(size: int = 24, css: str = "") -> Markup:
    """Return one hollow eight-pointed star in the colour of the text."""
    return Markup(
        '<svg class="khatam {}" width="{}" height="{}" viewBox="0 0 20 20" aria-hidden="true">'
        '<path d="{}" fill="none" stroke="currentColor" stroke-width="1.6"/></svg>'
    ).format(css, size, size, path(khatam_points(10, 10, 17)))


def stars(have: int, total: int, *, size: int = 18, kind: str = "seat", label: str = "") -> Markup:
    """Return `total` stars in a row, the first `have` of them filled.

    `kind` is "seat", "dot" or "done"; without a `label` the words must stand beside.
    """
    width = 1.6 if size < 30 else 2.5
    drawn = Markup("").join(
        Markup('<path class="stars__star{}" d="{}" stroke-width="{}"/>').format(
            " stars__star--full" if k < have else "",
            path(khatam_points(size * k + size / 2, size / 2, size - 3)),
            width,
        )
        for k in range(total)
    )
    return Markup(
        '<svg class="stars stars--{}" width="{}" height="{}" viewBox="0 0 {} {}" {}>{}</svg>'
    ).format(kind, size * total, size, size * total, size, spoken(label), drawn)


def girih_field(width: int, height: int, cell: float = 84, css: str = "") -> Markup:
    """Return a field of eight-pointed stars: octagons on a square grid, squares between them."""
    radius = cell / 2 / cos(pi / 8)
    eight, _ = star(8, 67.5, radius)
    four, _ = star(4, 67.5, radius * sin(pi / 8) * sqrt(2), pi / 4)
    parts = []
    for i in range(-1, int(width / cell) + 1):
        for j in range(-1, int(height / cell) + 1):
            parts.append(path(moved(eight, i * cell, j * cell)))
            parts.append(path(moved(four, (i + 0.5) * cell, (j + 0.5) * cell)))
    return Markup(
        '<svg class="girih {}" viewBox="0 0 {} {}" preserveAspectRatio="xMidYMid slice" '
        'aria-hidden="true"><path d="{}" stroke-width="2" stroke-linejoin="round"/></svg>'
    ).format(css, width, height, "".join(parts))


def diamond(
    mean: float,
    sd: float,
    *,
    low: float = 0.0,
    high: float = 100.0,
    width: int = 230,
    height: int = 44,
    levels: Sequence[float] = LEVELS,
    ticks: Iterable[float] = (),
    hollow: float | None = None,
    css: str = "",
    label: str = "",
) -> Markup:
    """Return the ikat diamond of an uncertain score: threads are its nested central intervals.

    The middle thread is the widest of `levels`, the outer ones the narrowest; without an `sd` only
    the score is marked. Position is what is read, so the axis from `low` to `high` may start above
    zero; what lies outside is cut at its end. Lines stand at `ticks`, a hollow mark at `hollow`.
    """
    levels = (*levels, *levels[-2::-1])
    thread = height / len(levels)

    def at(value: float) -> float:
        return min(width, max(0.0, (value - low) / (high - low) * width))

    shapes = [
        f'<rect class="diamond__grid" x="{at(tick) - 0.5:.1f}" width="1" height="{height}"/>'
        for tick in ticks
    ]
    shapes.append(
        f'<rect class="diamond__rail" y="{height / 2 - 1:.1f}" width="{width}" height="2"/>'
    )
    for row, level in enumerate(levels if sd else ()):
        reach = NormalDist().inv_cdf((1 + level) / 2) * sd
        start, end = at(mean - reach), at(mean + reach)
        shapes.append(
            f'<rect x="{start:.1f}" y="{row * thread + thread * 0.11:.2f}" '
            f'width="{end - start:.1f}" height="{thread * 0.78:.2f}" fill="currentColor"/>'
        )
    shapes.append(
        f'<rect class="diamond__tick" x="{at(mean) - 2:.1f}" y="{height * 0.2:.1f}" '
        f'width="4" height="{height * 0.6:.1f}"/>'
    )
    if hollow is not None:
        size = height / 7
        shapes.append(
            f'<path class="diamond__hollow" d="M{at(hollow):.1f} {height / 2 - size:.1f}'
            f'l{size:.1f} {size:.1f}-{size:.1f} {size:.1f}-{size:.1f}-{size:.1f}z"/>'
        )
    return Markup(
        '<svg class="diamond {}" width="{}" height="{}" viewBox="0 0 {} {}" '
        'preserveAspectRatio="none" {}>{}</svg>'
    ).format(css, width, height, width, height, spoken(label), Markup("".join(shapes)))  # noqa: S704  -- shapes of ours alone


def wall(cells: int, filled: int, *, columns: int = 17, fresh: int = 0) -> Markup:
    """Return the wall that everybody who arrives lays a tile on: `cells` tiles, `filled` laid.

    The wall grows from the lower left corner. The last `fresh` tiles are marked, to land visibly.
    """
    side = 68.0
    rows = max(1, -(-cells // columns))
    places = sorted(
        ((i, j) for i in range(columns) for j in range(rows)),
        key=lambda place: ((place[0] + 1) ** 2 * 0.42 + (rows - place[1]) ** 2 * 0.62, place),
    )[:cells]
    tiles = [_tile(i, j, side, laid=k < filled, fresh=filled - fresh <= k < filled)
             for k, (i, j) in enumerate(places)]  # fmt: skip
    return Markup(
        '<svg class="wall" viewBox="0 0 {:.0f} {:.0f}" aria-hidden="true">{}</svg>'
    ).format(columns * side, rows * side, Markup("".join(tiles)))  # noqa: S704  -- tiles of ours alone


def _tile(i: int, j: int, side: float, *, laid: bool, fresh: bool) -> str:
    x, y = side * (i + 0.5), side * (j + 0.5)
    outline = path(khatam_points(x, y, side - (0 if laid else 3)))
    if not laid:
        return f'<path class="wall__empty" d="{outline}" stroke-width="2.5"/>'
    # Mirrored in blocks of eight, so that the wall shows a pattern however far it has grown.
    colour = (min(i % 8, 7 - i % 8) + 2 * min(j % 8, 7 - j % 8)) % COLOURS
    landing = ' class="wall__tile--fresh"' if fresh else ""
    return (
        f'<g{landing}><path class="wall__tile--{colour}" d="{outline}"/>'
        f'<path class="wall__heart" d="{path(khatam_points(x, y, side * 0.5))}"/>'
        f'<path class="wall__tile--{(colour + 3) % COLOURS}" '
        f'd="{path(khatam_points(x, y, side * 0.32))}"/></g>'
    )


def spoken(label: str) -> Markup:
    if not label:
        return Markup('aria-hidden="true"')
    return Markup('role="img" aria-label="{}"').format(escape(label))


def register(app: Flask) -> None:
    """Let templates draw: {{ seal(team.number, 54) }}, {{ stars(4, 6, label=…) }}."""
    app.jinja_env.globals.update(
        seal=seal, khatam=khatam, stars=stars, girih_field=girih_field, diamond=diamond, wall=wall
    )
