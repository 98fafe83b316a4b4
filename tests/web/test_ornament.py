"""Ornaments are well-formed, the same every time, and tell teams and numbers apart."""

from itertools import combinations
from math import cos, isclose, pi, radians, sin
from xml.etree import ElementTree as ET

import pytest

from camp.web.geometry import star
from camp.web.ornament import diamond, girih_field, khatam, seal, stars, wall

DRAWINGS = {
    "seal": lambda: seal(3, 54, label='Team "A" & <B>'),
    "seal on paper": lambda: seal(3, night=False),
    "khatam": lambda: khatam(44, "empty__star"),
    "stars": lambda: stars(4, 6, label="4 of 6 seats"),
    "field": lambda: girih_field(230, 230),
    "diamond": lambda: diamond(71.9, 3.4, low=45, high=95),
    "wall": lambda: wall(240, 186, fresh=1),
}


def attributes(markup: str) -> set[str]:
    return {name for element in ET.fromstring(markup).iter() for name in element.attrib}


def widths(markup: str) -> list[float]:
    threads = [r for r in ET.fromstring(markup) if r.get("fill") == "currentColor"]
    return [float(thread.attrib["width"]) for thread in threads]


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_is_well_formed_and_the_same_every_time(draw):
    first = draw()

    assert ET.fromstring(first).tag == "svg"
    assert draw() == first


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_has_no_inline_style(draw):
    assert "style" not in attributes(draw())


def shape(index):
    return [path.attrib["d"] for path in ET.fromstring(seal(index))]


def test_twenty_one_teams_have_twenty_one_shapes():
    for one, other in combinations(range(21), 2):
        assert shape(one) != shape(other), (one, other)


def test_neighbours_differ_in_colour_too():
    classes = [ET.fromstring(seal(index)).attrib["class"] for index in range(6)]

    assert classes == [f"seal seal--{index}" for index in range(6)]


def test_a_label_is_spoken_and_escaped():
    drawn = ET.fromstring(seal(0, label='Team "A" & <B>'))

    assert (drawn.get("role"), drawn.get("aria-label")) == ("img", 'Team "A" & <B>')
    assert ET.fromstring(seal(0)).get("aria-hidden") == "true"


def test_rays_leave_the_edge_at_the_contact_angle():
    points, _ = star(8, 67.5, 10)
    (x0, y0), (x1, y1) = points[0], points[1]

    # The first edge stands upright at x = 10 cos(22.5 deg);
    # the ray leaves it 67.5 deg from the edge.
    assert isclose(x0, 10 * cos(pi / 8))
    length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
    assert isclose((x0 - x1) / length, sin(radians(67.5)))


def test_the_widest_thread_is_the_95_percent_interval():
    drawn = widths(diamond(50, 5, low=0, high=100, width=1000))

    # 2 x 1.96 x 5 points on an axis of 10 px a point = 196 px; the outer threads 2 x 0.1257 x 50.
    assert max(drawn) == 196.0
    assert (drawn[0], drawn[-1]) == (12.6, 12.6)
    assert drawn == drawn[::-1]


def test_a_diamond_stays_on_its_axis():
    assert max(widths(diamond(99, 30, width=100))) <= 100


def test_stars_show_how_many_are_taken():
    full = [path.get("class") for path in ET.fromstring(stars(4, 6))]

    assert full == ["stars__star stars__star--full"] * 4 + ["stars__star"] * 2


@pytest.mark.parametrize(("cells", "filled"), [(240, 0), (240, 186), (240, 240), (5, 2), (0, 0)])
def test_the_wall_has_a_cell_for_everybody_and_a_tile_for_whoever_came(cells, filled):
    drawn = ET.fromstring(wall(cells, filled))

    laid = drawn.findall("g")
    assert (len(laid), len(drawn) - len(laid)) == (filled, cells - filled)


def test_an_arrival_moves_no_tile_already_laid():
    before = [ET.tostring(tile) for tile in ET.fromstring(wall(240, 100)).findall("g")]
    after = [ET.tostring(tile) for tile in ET.fromstring(wall(240, 101)).findall("g")]

    assert after[:100] == before
