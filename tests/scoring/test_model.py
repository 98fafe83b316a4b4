"""The plain mean and the additive fit, by hand-worked examples."""

import pytest

from scoring import MODES, Ballot, BallotTable, Group, fit
from tests.scoring.cells import ONE, TWO, single


def test_additive_undoes_the_strict_juror() -> None:
    # J2 is 4 marks stricter on A, and alone judges C. Effects +2 and -2 fit A and B exactly:
    # A = 8 - 2 = 6, B = 6 - 2 = 4 (J1 alone), C = 5 + 2 = 7 (J2 alone); 10 points a mark.
    table = single({("A", "J1"): 8, ("A", "J2"): 4, ("B", "J1"): 6, ("C", "J2"): 5})

    fitted = fit(table, ONE, "additive")

    assert fitted.scores == {"A": 60.0, "B": 40.0, "C": 70.0}
    assert fitted.juror_effects == {"J1": 20.0, "J2": -20.0}
    assert fitted.raw_means == {"A": 60.0, "B": 60.0, "C": 50.0}
    assert fitted.counts == {"A": 2, "B": 1, "C": 1}
    assert fitted.steps["C"] == (("raw_mean", 50.0), ("severity", 20.0))
    assert fitted.connected


def test_the_mean_has_no_juror_effects() -> None:
    fitted = fit(single({("A", "J1"): 8, ("A", "J2"): 4}), ONE, "mean")

    assert fitted.scores == fitted.raw_means == {"A": 60.0}
    assert fitted.juror_effects == {"J1": 0.0, "J2": 0.0}
    assert fitted.steps == {"A": (("raw_mean", 60.0),)}


def test_additive_may_leave_the_range_rather_than_hide_an_order() -> None:
    # Effects +4 and -4 marks from A; B = 9 + 4 = 13 marks.
    table = single({("A", "J1"): 9, ("A", "J2"): 1, ("B", "J2"): 9})

    assert fit(table, ONE, "additive").scores == {"A": 50.0, "B": 130.0}


def test_disconnected_groups_each_have_effects_that_sum_to_zero() -> None:
    # A and C: J1 is 2 above J2; B alone with J3. No juror links them.
    table = single({("A", "J1"): 8, ("A", "J2"): 6, ("C", "J1"): 5, ("B", "J3"): 7})

    fitted = fit(table, ONE, "additive")

    assert fitted.groups == (Group(("A", "C"), ("J1", "J2")), Group(("B",), ("J3",)))
    assert not fitted.connected
    assert fitted.juror_effects == {"J1": 10.0, "J2": -10.0, "J3": 0.0}
    assert fitted.scores == {"A": 70.0, "B": 70.0, "C": 40.0}


def test_a_missing_mark_deviates_as_the_rest_of_its_ballot_does() -> None:
    # Means: impact 7, craft 3, together 5. C is 2 above the mean in what was marked: 5 + 2 = 7.
    table = BallotTable(
        [
            Ballot("J1", "A", {"impact": 6, "craft": 2}),
            Ballot("J1", "B", {"impact": 6, "craft": 4}),
            Ballot("J1", "C", {"impact": 9}),
        ]
    )

    assert fit(table, TWO, "mean").scores == {"A": 40.0, "B": 50.0, "C": 70.0}


def test_a_ballot_without_a_mark_of_the_rubric_does_not_count() -> None:
    table = BallotTable([Ballot("J1", "A", {"other": 3}), Ballot("J1", "B", {"all": 3})])

    assert fit(table, ONE, "additive").counts == {"B": 1}


@pytest.mark.parametrize("mode", MODES)
def test_no_ballots_give_an_empty_fit(mode: str) -> None:
    fitted = fit(BallotTable(), ONE, mode)

    assert (fitted.scores, fitted.juror_effects, fitted.groups) == ({}, {}, ())
    assert fitted.connected


def test_jurors_can_be_left_out() -> None:
    table = single({("A", "J1"): 8, ("A", "J2"): 4})

    fitted = fit(table, ONE, "additive", exclude={"J2"})

    assert (fitted.scores, fitted.excluded) == ({"A": 80.0}, ("J2",))


def test_an_unknown_mode_is_refused_and_the_modes_are_named() -> None:
    with pytest.raises(ValueError, match="no mode 'median'; the modes are full, severity"):
        fit(BallotTable(), ONE, "median")


def test_a_mark_outside_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match=r"mark 11 on 'all' is outside the scale 0\.\.10"):
        fit(single({("A", "J1"): 3, ("A", "J2"): 11}), ONE, "mean")
