"""How points came about, as numbers that add up and as sentences."""

import pytest

from camp.jury import rounds
from camp.jury.telling import certainty, sentences


@pytest.fixture
def speaking(app):
    with app.test_request_context("/"):
        yield


def step(key, value, **facts):
    return {"key": key, "value": value, "facts": facts}


def test_every_term_of_the_full_method_is_a_sentence(speaking):
    told = sentences(
        [
            step("raw_mean", 71.2, ballots=3),
            step("severity", 1.1, ballots=3),
            step("reliability", -0.06, ballots=3),
            step("shrinkage", -0.23, ballots=3),
            step("points", 72.01, mode="full"),
        ],
        {},
    )

    assert told == [
        "The mean of 3 ballots is 71.20 points.",
        "Its jurors were strict on the whole, compared with the others: +1.10.",
        "Jurors whose marks agree count more than jurors whose marks scatter: −0.06.",
        "3 ballots leave chance a part, so the points are drawn to the middle: −0.23.",
        "Official points: 72.01 of 100.",
    ]


def test_terms_that_change_nothing_say_so(speaking):
    told = sentences(
        [step("reliability", 0.001, ballots=5), step("shrinkage", -0.004, ballots=5)], {}
    )

    assert told == [
        "How steady its jurors are changes nothing.",
        "Its ballots are enough: nothing is drawn to the middle.",
    ]


def test_the_interval_and_the_range_are_said(speaking):
    row = {"low": 68.12, "high": 75.9, "rank_low": 2, "rank_high": 5}

    assert certainty(row, ["Kaft"]) == [
        "With 90 % certainty its points lie between 68.1 and 75.9.",
        "With 90 % certainty its place lies between 2 and 5.",
        "Too close to call with: Kaft.",
    ]
    assert certainty({**row, "rank_high": 2})[1] == "With 90 % certainty its place is 2."
    assert certainty({"low": None, "rank_low": None}) == []


@pytest.mark.parametrize(("mode", "terms"), [("mean", 1), ("additive", 2)])
def test_the_page_shows_the_terms_of_the_method(app, clock, mode, terms):
    from tests.jury.bench import Bench

    bench = Bench(app, clock, score_mode=mode)
    bench.cast_all()
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    page = bench.browser("Jamila").get(
        bench.url(f"/standings/{bench.teams['Kaft']}/explanation")
    ).text  # fmt: skip

    ledger = page[page.index("ledger") : page.index("</table>")]
    assert ledger.count('<td class="table__number">') == terms + 1
    assert "Official points" in ledger
    assert "92.00" in ledger
