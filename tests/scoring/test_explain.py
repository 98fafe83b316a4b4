"""Explanations: every way of coming to a place, in steps and in English."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import (
    BallotTable,
    ChairDecision,
    Step,
    english,
    explanation,
    fit,
    official_order,
    tie_steps,
)
from scoring.explain import told_values
from tests.scoring.cells import ONE, TWO, double, single


def told(table: BallotTable, project: str, *chair: ChairDecision) -> str:
    fitted = fit(table, TWO, "additive")
    ladder = ("impact", "wins", "chair")
    order = official_order(fitted, table, TWO, margin=0.5, ladder=ladder, chair=chair)
    return english(explanation(fitted, order, project), {"wins": "jurors in common"})


def test_the_steps_as_data() -> None:
    table = single({("A", "J1"): 8, ("A", "J2"): 4, ("B", "J1"): 6})
    fitted = fit(table, ONE, "additive")
    order = official_order(fitted, table, ONE, margin=0, ladder=())

    assert explanation(fitted, order, "B").steps == (
        Step("raw_mean", 60.0, {"ballots": 1}),
        Step("severity", -20.0, {"ballots": 1}),
        Step("points", 40.0, {"mode": "additive"}),
        Step("place", 2.0, {"label": "2", "of": 2, "raw_place": 1}),
    )


def test_a_generous_panel() -> None:
    table = double({("A", "J1"): (8, 8), ("A", "J2"): (4, 4), ("B", "J1"): (6, 6)})

    assert told(table, "B") == (
        "B:\n"
        "- One ballot: 60.00 points.\n"
        "- Its jurors were generous on the whole: -20.00.\n"
        "- Official points: 40.00.\n"
        "- Place 2 of 2; by the raw mean 1."
    )


EQUAL = double({("A", "J"): (5, 5), ("B", "J"): (5, 5)})


def test_an_open_tie() -> None:
    assert told(EQUAL, "A") == (
        "A:\n"
        "- One ballot: 50.00 points.\n"
        "- Its jurors were neither strict nor generous on the whole: +0.00.\n"
        "- Official points: 50.00.\n"
        "- Tied within 0.5 points: A 50.00, B 50.00.\n"
        "- Equal on impact: A 5.00, B 5.00.\n"
        "- Equal on jurors in common: A 0.00, B 0.00.\n"
        "- The tie is open: A, B.\n"
        "- Place 1-2 of 2; by the raw mean 1."
    )


def test_a_tie_that_the_chair_decided() -> None:
    decision = ChairDecision(("B", "A"), "S. Hakim", "B has a partner in place.")

    assert told(EQUAL, "A", decision).splitlines()[-2:] == [
        "- Decided by the chair, S. Hakim: B has a partner in place. Place 2 of B, A.",
        "- Place 2 of 2; by the raw mean 1.",
    ]


def test_a_rung_that_came_after_a_project_had_left_the_tie_is_not_told() -> None:
    table = double({("A", "J"): (6, 4), ("B", "J"): (5, 5), ("C", "J"): (5, 5)})

    assert told(table, "A").splitlines()[4:] == [
        "- Tied within 0.5 points: A 50.00, B 50.00, C 50.00.",
        "- Decided by impact: A 6.00, B 5.00, C 5.00.",
        "- Place 1 of 3; by the raw mean 1.",
    ]


def test_a_whole_tie_is_told_to_its_end_whoever_left_it_when() -> None:
    three = {("A", "J"): (6, 4), ("B", "J"): (5, 5), ("C", "J"): (5, 5)}
    apart = {("D", "J"): (1, 1), ("E", "J"): (1, 1)}
    table = double({**three, **apart})
    fitted = fit(table, TWO, "mean")
    order = official_order(fitted, table, TWO, margin=0.5, ladder=("impact", "wins"))

    assert [(step.key, step.facts["projects"]) for step in tie_steps(fitted, order, order.ties[0])
    ] == [
        ("tied", ("A", "B", "C")),
        ("rung", ("A", "B", "C")),
        ("equal", ("B", "C")),
        ("open", ("B", "C")),
    ]  # fmt: skip


def test_groups_without_a_common_juror_are_told() -> None:
    table = double({("A", "J1"): (6, 6), ("B", "J2"): (5, 5)})

    assert told(table, "A").splitlines()[4] == (
        "- No juror links A with the others: the order across the 2 groups assumes that "
        "their panels are equally strict."
    )


def test_the_mean_tells_of_no_severity() -> None:
    fitted = fit(EQUAL, TWO, "mean")
    order = official_order(fitted, EQUAL, TWO, margin=0, ladder=())

    assert [step.key for step in explanation(fitted, order, "A").terms] == ["raw_mean"]


def test_a_project_without_a_ballot_is_refused() -> None:
    fitted = fit(EQUAL, TWO, "mean")
    order = official_order(fitted, EQUAL, TWO, margin=0, ladder=())

    with pytest.raises(ValueError, match="'Z' has no ballot"):
        explanation(fitted, order, "Z")


def test_what_is_told_adds_up_as_it_is_told() -> None:
    steps = [("raw_mean", 3.566), ("severity", 0.0), ("reliability", 0.076),
             ("shrinkage", -0.0533), ("points", 3.5887), ("place", 4.0)]  # fmt: skip

    assert told_values(steps) == [3.57, 0.0, 0.07, -0.05, 3.59, 4.0]


@given(
    mean=st.floats(0, 100),
    terms=st.lists(st.floats(-30, 30), min_size=0, max_size=3),
    digits=st.integers(0, 3),
)
def test_told_terms_add_up_and_none_moves_by_a_whole_unit(
    mean: float, terms: list[float], digits: int
) -> None:
    keys = ("severity", "reliability", "shrinkage")
    points = mean + sum(terms)
    exact = [("raw_mean", mean), *zip(keys, terms, strict=False), ("points", points)]

    told = told_values(exact, digits)

    if any(terms):
        assert round(sum(told[:-1]) - told[-1], digits + 3) == 0
    for value, (_, was) in zip(told, exact, strict=True):
        assert abs(value - was) <= 1.6 * 10**-digits
