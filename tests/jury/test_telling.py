"""How points came about, as numbers that add up and as sentences."""

import re

import pytest
from flask import g
from flask_babel import force_locale

from camp.jury import rounds
from camp.jury.telling import certainty, sentences
from tests.again import again


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


TIED = {"projects": ("T1", "T2"), "scores": (72.0, 71.8), "values": (4.0, 3.5), "rung": "impact"}
EVERY = [
    step("raw_mean", 71.2, ballots=3), step("raw_mean", 71.2, ballots=1),
    *(step("severity", value, ballots=3) for value in (1.1, -1.1, 0.0)),
    *(step("reliability", value, ballots=3) for value in (0.4, 0.0)),
    *(step("shrinkage", value, ballots=3) for value in (-0.2, 0.0)),
    step("points", 72.01, mode="full"), step("interval", 4.0, low=68.1, high=75.9),
    step("assumption", 2.0, groups=2, projects=("T1", "T2")),
    *(step(key, 0.5, **TIED) for key in ("tied", "equal", "rung", "open")),
    step("chair", 1.0, **TIED, by="chair", sentence="7"),
    step("place", 2.0, label="2-3", of=10, raw_place=4),
]  # fmt: skip
ROW = {"low": 68.1, "high": 75.9, "rank_low": 2, "rank_high": 5}


def said(language):
    g.language = language
    with force_locale(language):
        same_place = {"rank_low": 2, "rank_high": 2}
        return [*sentences(EVERY, {}), *certainty(ROW, ["T1"]), *certainty(same_place)]


@pytest.mark.parametrize("language", ["ru", "uz", "uz_Cyrl"])
def test_the_whole_explanation_is_told_in_every_language(speaking, language):
    for english, other in zip(said("en"), said(language), strict=True):
        assert other != english
        # The same numbers, in whatever order the language has them.
        assert sorted(re.findall(r"\d+", other)) == sorted(re.findall(r"\d+", english))


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

    bench = again(Bench, app, clock, score_mode=mode)
    bench.cast_all()
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    page = bench.browser("Jamila").get(
        bench.url(f"/standings/{bench.teams['Kaft']}/explanation")
    ).text  # fmt: skip

    ledger = page[page.index("ledger") : page.index("</table>")]
    assert ledger.count('<td class="table__number">') == terms + 1
    assert "Official points" in ledger
    assert "92.00" in ledger
