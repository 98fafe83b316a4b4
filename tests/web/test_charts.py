"""Charts draw what the table beside them says: one mark for each thing, in its place."""

from xml.etree import ElementTree as ET

import pytest

from camp.web.charts import Stop, bar, counted_dots, frontier, histogram, round_marks

STOPS = [Stop("Kaft", 30, 80.0, funded=True), Stop("Suv", 50, 60.0, funded=False)]
DRAWINGS = {
    "dots": lambda: counted_dots(3, 9, "3 dots"),
    "bar": lambda: bar(1.5, 6.0, '"1.5" & <6>'),
    "histogram": lambda: histogram({1: 2, 5: 9}, 1, 5, "Marks"),
    "frontier": lambda: frontier(STOPS, 40, [(0, "0"), (50, "50")], "Points"),
    "an empty frontier": lambda: frontier([], 0, [], "Points"),
    "no marks": lambda: histogram({}, 0, 10),
    "no dots": lambda: counted_dots(0, 0),
}


def marks(markup, css):
    paths = [one for one in ET.fromstring(markup).iter() if one.get("class") == css]
    return [one.attrib["d"].count("M") for one in paths]


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_chart_is_well_formed_and_takes_its_colours_from_the_sheet(draw):
    chart = ET.fromstring(draw())

    assert chart.tag == "svg"
    names = {name for one in chart.iter() for name in one.attrib}
    assert not names & {"style", "fill", "stroke"}


def test_every_dot_and_every_mark_is_drawn_once():
    assert marks(counted_dots(3, 9), "chart__mark") == [3]
    assert marks(histogram({1: 2, 5: 9}, 1, 5), "chart__mark") == [11]


def test_what_is_funded_and_what_is_not_differ_by_shape():
    drawn = frontier(STOPS, 40, [])

    assert marks(drawn, "chart__mark") == [1]
    assert marks(drawn, "chart__mark chart__mark--hollow") == [1]


@pytest.mark.parametrize(
    ("most", "found"), [(0, [0]), (7, [0, 2, 4, 6]), (150, [0, 50, 100, 150]), (3, [0, 1, 2, 3])]
)
def test_an_axis_has_few_round_numbers(most, found):
    assert round_marks(most) == found
