"""Standings drawn: the axis, the brackets, what a reader sees and what is left out."""

from math import isclose

import pytest

from camp.jury import rounds
from camp.jury.drawing import Axis, axis_of, brackets, draw, spread
from tests.again import again
from tests.jury.bench import Bench


def row(team, score, **more):
    return {"team": team, "name": team.title(), "score": score, "ballots": 3, **more}


def test_the_axis_is_in_round_numbers_and_holds_every_value():
    rows = [row("a", 81.4, raw_mean=83.0, low=77.1, high=85.7), row("b", 57.2, raw_mean=49.9)]

    # 49.9 to 85.7 are 35.8 points: steps of ten leave at most six lines.
    assert axis_of(rows) == Axis(40.0, 90.0, (40, 50, 60, 70, 80, 90))
    assert axis_of(rows).part(65) == 50.0


@pytest.mark.parametrize("rows", [[], [row("a", 80.0)]])
def test_an_axis_of_one_value_or_none_still_has_a_length(rows):
    axis = axis_of(rows)

    assert axis.low < axis.high


def test_the_longest_thread_is_the_90_percent_interval():
    # A normal law holds 90 % within 1.6449 standard errors.
    assert isclose(spread({"low": 60.0, "high": 80.0}), 10 / 1.6448536269514722)
    assert spread({"low": None, "high": None}) == 0.0


def test_brackets_join_neighbours_of_a_band():
    found = brackets(["a", "b", "c", "d", "e"], [["a", "b", "c"], ["d"], ["e", "gone"]])

    assert found == {"a": "first", "b": "middle", "c": "last"}


def test_a_band_follows_the_places_where_the_ladder_turned_the_scores():
    assert brackets(["b", "a", "c"], [["a", "b"], ["c"]]) == {"b": "first", "a": "last"}


def test_a_drawing_names_the_close_teams_and_marks_few_ballots():
    drawing = draw(
        [row("a", 82.0, low=78.0, high=86.0, rank_low=1, rank_high=2), row("b", 80.0, ballots=1)],
        [["a", "b"]],
    )

    assert [(line.bracket, line.range, line.few) for line in drawing.lines] == [
        ("first", "1–2", False), ("last", "", True),
    ]  # fmt: skip
    assert (drawing.close, drawing.has_doubt) == ((("A", "B"),), True)


def test_before_enough_ballots_no_team_has_a_place_of_its_own(bench):
    for team, mark in (("Kaft", 5), ("Yoʻlchi", 3)):
        bench.cast("Jasur", team, mark, mark)
    bench.do(rounds.freeze_round, by=bench.id("Kamol"))

    # 2 of 9 ballots.
    told = bench.program("Aziza").get(bench.url("/standings")).json
    assert told["early"] is True
    assert [(one["name"], one["place"]) for one in told["teams"]] == [
        ("Kaft", "1-2"), ("Yoʻlchi", "1-2"), ("Saksovul", None),
    ]  # fmt: skip
    page = bench.browser("Aziza").get(bench.url("/standings")).text
    assert "none of its own yet" in page
    assert "/explanation" not in page
    steps = bench.program("Aziza").get(
        bench.url(f"/standings/{bench.teams['Kaft']}/explanation")
    ).json["steps"]  # fmt: skip
    assert "place" not in {one["key"] for one in steps}


def test_the_page_has_the_drawing_and_the_same_in_a_table(bench):
    bench.cast_all()
    page = bench.browser("Jamila").get(bench.url("/standings")).text

    assert page.count('class="diamond ') == 3
    assert page.count('aria-hidden="true"><rect class="diamond__grid"') == 3
    assert page.count('<td class="table__number">92.00</td>') == 2
    assert page.count("/explanation") == 3


def test_a_public_board_is_drawn_without_raw_means(app, clock):
    bench = again(Bench, app, clock, live_board=True)
    bench.cast_all()

    page = bench.browser("Rustam").get(bench.url("/standings")).text

    assert page.count('class="diamond ') == 3
    assert "diamond__hollow" not in page
    assert "lain mean" not in page
