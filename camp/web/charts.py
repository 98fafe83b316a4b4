"""Charts as SVG markup: places and shapes carry the meaning, tones of the style sheet help.

Each is drawn beside a table with the same numbers (see templates/_macros/charts.html). Nothing
here decides who may see it: it draws what it is given.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, pi

from flask import Flask
from markupsafe import Markup

from camp.web.geometry import khatam_points, moved, path, polygon
from camp.web.ornament import spoken

WIDTH, HEIGHT = 400, 240
"""Of a chart with axes, in units that are about a pixel of a phone."""
LEFT, RIGHT, TOP, BOTTOM = 44, 10, 12, 30
ACROSS = 4
"""Dots that stand side by side on one mark of a histogram."""
TILE, MANY = 52, 3
"""Side of a place on a map of tiles, and from how many on its tone is the full one."""


@dataclass(frozen=True, slots=True)
class Stop:
    """One team on the funding frontier: what it asks and what its points are."""

    name: str
    cost: int
    points: float
    funded: bool


def counted_dots(count: int, most: int, label: str = "") -> Markup:
    """Return `count` stars in a row on a rail that has room for `most`."""
    room = max(most, 1)
    shapes = "".join(path(khatam_points(12 * k + 6, 7, 11)) for k in range(count))
    return Markup(
        '<svg class="chart-dots" viewBox="0 0 {0} 14" width="{0}" height="14" {2}>'
        '<path class="chart__rail" d="M0 7H{0}"/><path class="chart__mark" d="{1}"/></svg>'
    ).format(12 * room, shapes, spoken(label))


def bar(value: float, most: float, label: str = "") -> Markup:
    """Return a bar of `value` on a rail that ends at `most`."""
    part = 100 * value / most if most else 0
    return Markup(
        '<svg class="chart-bar" viewBox="0 0 100 12" preserveAspectRatio="none" {}>'
        '<path class="chart__rail" d="M0 6H100"/>'
        '<rect class="chart__bar" y="1" width="{:.1f}" height="10"/></svg>'
    ).format(spoken(label), part)


def histogram(counts: Mapping[int, int], low: int, high: int, label: str = "") -> Markup:
    """Return one dot for each mark that was given, stacked on the marks from `low` to `high`."""
    steps = high - low + 1
    cell = (WIDTH - LEFT - RIGHT) / steps
    size = min(cell / (ACROSS + 0.6), 11.0)
    tallest = ceil(max(counts.values(), default=0) / ACROSS)
    floor = TOP + max(tallest, 1) * size
    shapes = []
    for step in range(steps):
        middle = LEFT + (step + 0.5) * cell
        count = counts.get(low + step, 0)
        for k in range(count):
            row, column = divmod(k, ACROSS)
            wide = min(count - row * ACROSS, ACROSS)
            x = middle + (column - (wide - 1) / 2) * size
            shapes.append(path(khatam_points(x, floor - (row + 0.5) * size, size - 1)))
    words = Markup("").join(
        Markup(
            '<text class="chart__text" x="{:.1f}" y="{:.1f}" text-anchor="middle">{}</text>'
        ).format(LEFT + (step + 0.5) * cell, floor + 20, low + step)
        for step in range(steps)
    )
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {:.0f}" {}>'
        '<path class="chart__rail" d="M{} {:.1f}H{}"/>'
        '<path class="chart__mark" d="{}"/>{}</svg>'
    ).format(
        WIDTH, floor + BOTTOM, spoken(label), LEFT, floor, WIDTH - RIGHT, "".join(shapes), words
    )  # fmt: skip


def frontier(
    stops: Sequence[Stop], envelope: int, marks: Sequence[tuple[int, str]], label: str = ""
) -> Markup:
    """Return points bought (upwards) for money asked (to the right), team after team by place.

    A full star is funded by the rule, a hollow one is not; the broken line is the envelope. `marks`
    are amounts, in the same minor units, with their words.
    """
    cost = points = 0.0
    most = max(sum(stop.cost for stop in stops), envelope, 1)
    best = max(sum(stop.points for stop in stops), 1.0)

    def x(amount: float) -> float:
        return LEFT + amount / most * (WIDTH - LEFT - RIGHT)

    def y(total: float) -> float:
        return HEIGHT - BOTTOM - total / best * (HEIGHT - TOP - BOTTOM)

    line = f"M{x(0):.1f} {y(0):.1f}"
    funded: list[str] = []
    others: list[str] = []
    for stop in stops:
        cost, points = cost + stop.cost, points + stop.points
        line += f"L{x(cost):.1f} {y(points):.1f}"
        (funded if stop.funded else others).append(path(khatam_points(x(cost), y(points), 15)))
    words = Markup("").join(
        Markup('<text class="chart__text" x="{:.1f}" y="{}" text-anchor="{}">{}</text>').format(
            x(amount), HEIGHT - 8, "end" if x(amount) > WIDTH - 60 else "middle", told
        )
        for amount, told in marks
    )
    tall = Markup("").join(
        Markup(
            '<text class="chart__text" x="{}" y="{:.1f}" text-anchor="end">{:.0f}</text>'
        ).format(LEFT - 6, y(total) + 5, total)
        for total in (0.0, best / 2, best)
    )
    return Markup(
        '<svg class="chart" viewBox="0 0 {} {}" {}>'
        '<path class="chart__rail" d="M{:.1f} {:.1f}H{}"/>'
        '<path class="chart__limit" d="M{:.1f} {}V{}"/><path class="chart__line" d="{}"/>'
        '<path class="chart__mark" d="{}"/>'
        '<path class="chart__mark chart__mark--hollow" d="{}"/>{}{}</svg>'
    ).format(
        WIDTH, HEIGHT, spoken(label), x(0), y(0), WIDTH - RIGHT, x(envelope), TOP, HEIGHT - BOTTOM,
        line, "".join(funded), "".join(others), words, tall,
    )  # fmt: skip


def tiles(
    places: Mapping[str, tuple[int, int]],
    counts: Mapping[str, int],
    ringed: Collection[str],
    label: str = "",
) -> Markup:
    """Return a map of octagons by column and row, each with the end of its code and its count.

    None, few and many (`MANY` and more) are three tones; a thick edge rings what is `ringed`.
    """
    wide, high = (max(place[k] for place in places.values()) + 1 for k in (0, 1))
    shapes = []
    # What is ringed is drawn last, so that no neighbour covers its edge.
    for code, (column, row) in sorted(places.items(), key=lambda one: one[0] in ringed):
        x, y, count = (column + 0.5) * TILE, (row + 0.5) * TILE, counts.get(code, 0)
        tone = "many" if count >= MANY else "few" if count else "none"
        ring = " tile-map__place--ringed" if code in ringed else ""
        shapes.append(
            Markup(
                '<g class="tile-map__place tile-map__place--{}{}"><path d="{}"/>'
                '<text x="{:.1f}" y="{:.1f}">{}</text><text x="{:.1f}" y="{:.1f}">{}</text></g>'
            ).format(
                tone, ring, path(moved(polygon(8, TILE * 0.46, pi / 8), x, y)), x, y - 1,
                code.partition("-")[2] or code, x, y + 15, count,
            )
        )  # fmt: skip
    return Markup('<svg class="tile-map" viewBox="-2 -2 {} {}" {}>{}</svg>').format(
        wide * TILE + 4, high * TILE + 4, spoken(label), Markup("").join(shapes)
    )


def parts(shares: Sequence[float], label: str = "") -> Markup:
    """Return one bar cut in parts by their size, the first ones in the tones of the chart."""
    whole, at, shapes = sum(shares) or 1.0, 0.0, []
    for number, share in enumerate(shares):
        width = 100 * share / whole
        shapes.append(
            f'<rect class="chart__part chart__part--{number}" x="{at:.1f}" y="1" '
            f'width="{max(0.0, width - 0.8):.1f}" height="10"/>'
        )
        at += width
    return Markup(
        '<svg class="chart-bar" viewBox="0 0 100 12" preserveAspectRatio="none" {}>{}</svg>'
    ).format(spoken(label), Markup("".join(shapes)))  # noqa: S704  -- shapes of ours alone


def round_marks(most: int) -> list[int]:
    """Return at most four round numbers from 0 to `most`."""
    step = next(
        size * 10**power for power in range(18) for size in (1, 2, 5) if size * 10**power * 4 > most
    )
    return list(range(0, most + 1, step))


def register(app: Flask) -> None:
    app.jinja_env.globals.update(
        counted_dots=counted_dots,
        chart_bar=bar,
        histogram=histogram,
        frontier=frontier,
        tile_map=tiles,
        chart_parts=parts,
    )
