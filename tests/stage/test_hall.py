"""Sizes from a hall's depth and an image's width."""

import pytest

from camp.stage.hall import LEAST, MOST, distance, pixels, sizes


def test_fifteen_metres_and_an_image_of_three_need_forty_pixels():
    # 15 m x tan(10') = 43.6 mm of capital letter, 62.3 mm of type; 3 m hold 1920 px: 39.9 px.
    assert round(pixels(15, 3), 1) == 39.9
    assert round(pixels(15, 3, arc=15), 1) == 59.8
    assert round(pixels(15, 3, arc=20), 1) == 79.8
    assert round(pixels(15, 2), 1) == 59.8


@pytest.mark.parametrize(
    ("depth", "width", "least", "rows"),
    [(15, 3, 40, 8), (8, 3, 40, 8), (20, 3, 53, 6), (15, 2, 60, 5), (25, 3, 66, 5), (60, 3, 84, 5)],
)
def test_rows_get_fewer_as_text_grows(depth, width, least, rows):
    found = sizes(depth, width)
    assert (found.least, found.rows) == (least, rows)


def test_a_hall_too_deep_is_told_how_far_its_image_reads():
    found = sizes(60, 3)
    assert not found.is_enough
    assert found.least == MOST
    assert found.reads_to == round(distance(MOST, 3), 1) == 31.6
    assert sizes(15, 3).is_enough


def test_a_qr_code_is_read_from_ten_times_its_width():
    # 604 of 1920 px of 3 m are 94 cm.
    assert sizes(15, 3).qr_to == 9.4
    assert sizes(15, 2).qr_to == 6.3


@pytest.mark.parametrize("depth", [2, 5, 10, 15, 20, 30, 100])
@pytest.mark.parametrize("width", [1, 2, 3, 4.5, 8])
def test_no_text_is_under_the_least_and_no_page_is_empty(depth, width):
    found = sizes(depth, width)
    assert LEAST <= found.least <= MOST
    assert found.rows in {8, 6, 5}
    assert found.cards in {6, 4}
    assert found.is_enough == (found.reads_to >= depth * 0.99)
