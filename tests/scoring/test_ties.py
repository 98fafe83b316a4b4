"""Ties and the ladder, by hand-worked examples."""

from collections.abc import Sequence

import pytest

from scoring import Ballot, BallotTable, ChairDecision, OfficialOrder, fit, official_order
from tests.scoring.cells import ONE, TWO, double, single


def order_of(
    table: BallotTable, *ladder: str, margin: float = 0.5, chair: Sequence[ChairDecision] = ()
) -> OfficialOrder:
    fitted = fit(table, TWO, "mean")
    return official_order(fitted, table, TWO, margin=margin, ladder=ladder, chair=chair)


def labels(order: OfficialOrder) -> dict[str, str]:
    return {place.project: place.label for place in order.places}


def test_the_margin_counts_from_the_best_of_the_group() -> None:
    # 80, 79.5, 79: the second is exactly 0.5 below the best, the third 0.5 below the second.
    table = single({("A", "J"): 8.0, ("B", "J"): 7.95, ("C", "J"): 7.9})
    fitted = fit(table, ONE, "mean")

    order = official_order(fitted, table, ONE, margin=0.5, ladder=())

    assert labels(order) == {"A": "1-2", "B": "1-2", "C": "3"}
    assert order.open_ties == (("A", "B"),)
    assert [tie.projects for tie in order.ties] == [("A", "B")]


def test_a_criterion_parts_a_tie_and_tells_its_values() -> None:
    order = order_of(double({("A", "J"): (4, 6), ("B", "J"): (6, 4)}), "impact")

    (rung,) = order.ties[0].rungs
    assert labels(order) == {"B": "1", "A": "2"}
    assert (rung.key, rung.values, rung.decided) == ("impact", {"A": 4.0, "B": 6.0}, True)


def test_those_still_equal_go_on_to_the_next_rung() -> None:
    # Composite 5 for all. Impact: C 6, A and B 5. Of the two still tied A is ahead with J1 and
    # J2 (craft 6 and 6 to 5), B with J3 (5 to 3): 2 to 1. J4 judged only C.
    table = double(
        {
            ("A", "J1"): (5, 6),
            ("A", "J2"): (5, 6),
            ("A", "J3"): (5, 3),
            ("B", "J1"): (5, 5),
            ("B", "J2"): (5, 5),
            ("B", "J3"): (5, 5),
            ("C", "J4"): (6, 4),
        }
    )

    order = order_of(table, "impact", "wins")

    impact, wins = order.ties[0].rungs
    assert order.ranking == ("C", "A", "B")
    assert impact.order == (("C",), ("A", "B"))
    assert (wins.key, wins.values) == ("wins", {"A": 2.0, "B": 1.0})


def test_wins_count_common_jurors_only() -> None:
    order = order_of(double({("A", "J1"): (5, 5), ("B", "J2"): (5, 5)}), "wins")

    (rung,) = order.ties[0].rungs
    assert (rung.values, rung.decided) == ({"A": 0.0, "B": 0.0}, False)
    assert labels(order) == {"A": "1-2", "B": "1-2"}


EQUAL = double({("A", "J"): (5, 5), ("B", "J"): (5, 5), ("C", "J"): (1, 1)})


def test_a_tie_that_nothing_parts_stays_open() -> None:
    order = order_of(EQUAL, "impact", "craft", "wins", "chair")

    assert labels(order) == {"A": "1-2", "B": "1-2", "C": "3"}
    assert [rung.key for rung in order.ties[0].rungs] == ["impact", "craft", "wins"]
    assert order.blocks == (("A", "B"), ("C",))


def test_the_chair_decides_the_tie_that_the_decision_names() -> None:
    decision = ChairDecision(("B", "A"), "The chair", "B has a partner in place.")

    order = order_of(EQUAL, "impact", "chair", chair=[decision])

    last = order.ties[0].rungs[-1]
    assert labels(order) == {"B": "1", "A": "2", "C": "3"}
    assert (last.key, last.values, last.decision) == ("chair", {"B": 1.0, "A": 2.0}, decision)


@pytest.mark.parametrize("teams", [("A", "C"), ("A", "B", "C")])
def test_a_decision_on_other_projects_decides_nothing(teams: tuple[str, ...]) -> None:
    decision = ChairDecision(teams, "The chair", "So it is.")

    assert order_of(EQUAL, "chair", chair=[decision]).open_ties == (("A", "B"),)


@pytest.mark.parametrize(
    ("teams", "by", "sentence", "words"),
    [
        (("A", "B"), " ", "So it is.", "a name and a sentence"),
        (("A", "B"), "The chair", "", "a name and a sentence"),
        (("A",), "The chair", "So it is.", "two or more"),
        (("A", "A"), "The chair", "So it is.", "two or more"),
    ],
)
def test_a_decision_is_named_worded_and_an_order(
    teams: tuple[str, ...], by: str, sentence: str, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        ChairDecision(teams, by, sentence)


def test_a_criterion_without_a_mark_for_one_of_them_is_passed_over() -> None:
    table = BallotTable(
        [Ballot("J", "A", {"impact": 5}), Ballot("J", "B", {"impact": 5, "craft": 5})]
    )

    order = order_of(table, "craft")

    assert (order.ties[0].rungs, order.open_ties) == ((), (("A", "B"),))


def test_a_criterion_is_fitted_in_the_same_mode_without_the_same_jurors() -> None:
    # Impact by J1 and J2: A 9 and 3, B 3 by J2. Additive effects are +3 and -3, so B has 6 as
    # A has; the excluded J9 would lift B.
    table = double(
        {("A", "J1"): (9, 0), ("A", "J2"): (3, 0), ("B", "J2"): (3, 0), ("B", "J9"): (9, 9)}
    )
    fitted = fit(table, TWO, "additive", exclude=["J9"])

    order = official_order(fitted, table, TWO, margin=0, ladder=("impact", "wins"))

    assert [rung.values for rung in order.ties[0].rungs] == [
        {"A": 6.0, "B": 6.0},
        {"A": 0.0, "B": 0.0},
    ]


def test_two_ties_are_parted_by_one_fit_of_the_criterion() -> None:
    table = double(
        {
            ("A", "J"): (7, 9),
            ("B", "J"): (9, 7),
            ("C", "J"): (1, 3),
            ("D", "J"): (3, 1),
        }
    )

    assert order_of(table, "impact").ranking == ("B", "A", "D", "C")


@pytest.mark.parametrize("margin", [-0.1, float("nan")])
def test_a_negative_margin_is_refused(margin: float) -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        order_of(EQUAL, margin=margin)


def test_an_unknown_rung_is_refused() -> None:
    with pytest.raises(ValueError, match="no rung 'coin'; rungs are impact, craft, wins, chair"):
        order_of(EQUAL, "coin")


def test_two_ties_are_parted_by_the_same_jurors() -> None:
    # With J1 and J2 against J3, B is ahead of A and D ahead of C; the composites are equal.
    rows = {"A": (5, 5, 5), "B": (6, 6, 3), "C": (2, 2, 2), "D": (3, 3, 0)}
    table = double(
        {(p, f"J{n}"): (m, m) for p, marks in rows.items() for n, m in enumerate(marks, start=1)}
    )

    assert order_of(table, "wins").ranking == ("B", "A", "D", "C")
