"""Whatever colour a camp gives: what comes of it can be read, or it is refused with another."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from camp.core.errors import Invalid
from camp.core.glaze import DAY, GROUNDS, NIGHT, contrast, difference, glaze, nearest, read_colour

# Each new colour costs a hundred conversions: few, and new ones every time.
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
FEW = settings(max_examples=60, deadline=None)


@FEW
@given(COLOURS)
def test_every_colour_becomes_readable_or_is_refused_with_one_that_works(colour):
    made = glaze(colour)

    for roles, light in ((made.day, DAY), (made.night, NIGHT)):
        for role in ("action", "action-dark", "live", "live-text"):
            for ground in (*(light[name] for name in GROUNDS), light["on"]):
                assert contrast(roles[role], ground) >= 4.5, (role, ground)
        assert contrast(roles["action"], roles["action-soft"]) >= 4.5
        assert contrast(roles["live-text"], roles["live-soft"]) >= 4.5
    if made.clashes:
        assert not glaze(nearest(colour)).clashes
    else:
        assert nearest(colour) == colour
        for roles, light in ((made.day, DAY), (made.night, NIGHT)):
            for meaning in ("stop", "warn", "warn-text"):
                assert difference(roles["live"], light[meaning]) >= 20
                assert difference(roles["action"], light[meaning]) >= 20


@FEW
@given(st.text(max_size=9))
def test_anything_typed_is_a_colour_or_refused_in_words(text):
    try:
        read = read_colour(text)
    except Invalid as refused:
        faults = list(refused.facts["fields"])
    else:
        assert contrast(read, "#ffffff") >= 1
        faults = ["colour"]

    assert faults == ["colour"]


def test_a_colour_that_can_be_read_by_day_stays_as_it_is():
    assert (glaze("#1e3fa0").day["live"], glaze("#1e3fa0").is_moved) == ("#1e3fa0", False)
    assert glaze("#00ff00").is_moved


@pytest.mark.parametrize(
    ("colour", "light", "meaning"),
    [("#b3123c", "day", "stop"), ("#e91e63", "day", "stop"), ("#f2b01e", "day", "warn-text")],
)
def test_a_colour_like_stop_or_warn_is_refused(colour, light, meaning):
    first = glaze(colour).clashes[0]

    assert (first.light, first.meaning) == (light, meaning)


def test_the_difference_is_none_for_the_same_and_large_for_black_and_white():
    assert difference("#123456", "#123456") == 0
    assert difference("#000000", "#ffffff") == pytest.approx(100, abs=0.01)


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    # The first row of the token table: text on its ground.
    assert contrast("#0c2233", "#f6f9fa") == pytest.approx(15.4, abs=0.05)


@pytest.mark.parametrize("typed", ["1E3FA0", " #1e3fa0 ", "#1E3FA0"])
def test_a_colour_may_be_typed_in_several_ways(typed):
    assert read_colour(typed) == "#1e3fa0"


def test_the_grounds_are_those_of_the_style_sheet():
    from pathlib import Path

    css = Path("camp/static/css/tokens")
    day, night = (css / "1-colours.css").read_text(), (css / "2-night.css").read_text()
    for name in ("sunken",):
        assert f"--{name}: {DAY[name]}" in day
    for name in ("surface", "sunken", "stop", "warn", "warn-text"):
        assert f"--{name}: {NIGHT[name]}" in night
    for colour in (*DAY.values(), NIGHT["bg"]):
        assert colour in day.replace("#fff;", "#ffffff;")
