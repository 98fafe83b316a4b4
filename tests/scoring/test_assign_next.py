"""Whom a juror sees next: evenly, or where the funding line is least certain."""

from dataclasses import replace
from statistics import NormalDist

import pytest

from scoring import Sitting, line_odds, next_for, plan
from tests.scoring.flow import reachable

TABLES = Sitting("sampled", tuple("ABCD"), tuple("xyz"), 2)


def test_the_project_with_fewest_ballots_comes_first() -> None:
    sitting = replace(TABLES, done=frozenset({("y", "A"), ("z", "C")}))

    assert next_for("x", sitting) == "B"


def test_nobody_goes_where_somebody_sits_or_where_they_have_been_or_may_not() -> None:
    sitting = replace(
        TABLES,
        done=frozenset({("x", "A"), ("y", "D"), ("z", "D")}),
        under_way=frozenset({("y", "B")}),
        conflicts=frozenset({("x", "C")}),
    )

    assert next_for("x", sitting) is None
    assert next_for("z", sitting) == "C"


def test_of_equals_the_panel_comes_first_that_the_juror_knows_least() -> None:
    # One ballot each on C and D; x shares A with y and nothing with z.
    sitting = replace(
        TABLES,
        done=frozenset({("x", "A"), ("y", "A"), ("y", "C"), ("z", "D"), ("x", "B"), ("w", "B")}),
    )

    assert next_for("x", sitting) == "D"


def test_a_juror_without_time_goes_nowhere() -> None:
    assert next_for("x", replace(TABLES, most={"x": 0})) is None
    assert next_for("x", replace(TABLES, turns=0)) is None


def test_a_quorum_that_can_be_met_is_never_given_away() -> None:
    # Each juror has one visit left and y may judge A alone: x must take B, though A is first.
    sitting = Sitting(
        "sampled", ("A", "B"), ("x", "y"), 1, conflicts=frozenset({("y", "B")}), turns=1
    )

    assert next_for("x", sitting) == "B"


def test_following_the_advice_reaches_every_quorum_that_can_be_reached() -> None:
    barred = frozenset({("x", "A"), ("y", "B"), ("y", "C"), ("z", "D")})
    start = replace(TABLES, conflicts=barred, most={"x": 2, "y": 2, "z": 3})
    for mode in ("even", "line"):
        sitting, left = start, dict(start.most)
        moved = True
        while moved:
            moved = False
            for juror in "zyx":
                there = next_for(juror, sitting, mode=mode, odds={})
                if there is not None:
                    left[juror] -= 1
                    done = sitting.done | {(juror, there)}
                    sitting, moved = replace(sitting, done=done, most=dict(left)), True
        held = sum(min(sitting.have(project), 2) for project in "ABCD")
        assert held == reachable(start)


def test_the_line_draws_jurors_once_every_quorum_is_met() -> None:
    done = frozenset((j, p) for j in "xy" for p in "ABCD")
    odds = {"A": 0.99, "B": 0.9, "C": 0.6, "D": 0.01}
    sitting = replace(TABLES, done=done)

    assert next_for("z", sitting) is None
    assert next_for("z", sitting, mode="line", odds=odds) == "C"
    assert next_for("z", replace(sitting, done=done - {("y", "A")}), mode="line", odds=odds) == "A"
    assert next_for("z", sitting, mode="line", odds=odds, ceiling=2) is None


def test_a_project_with_fewer_ballots_gains_more_from_another() -> None:
    # 1/2 (1 - 1/2) / (3 * 4) < .3 (1 - .3) / (2 * 3)
    done = frozenset((j, p) for j in "xy" for p in "ABCD") | {("w", "A")}
    odds = {"A": 0.5, "B": 0.3, "C": 0.0, "D": 0.0}

    assert next_for("z", replace(TABLES, done=done), mode="line", odds=odds) == "B"


def test_in_a_room_the_plan_says_what_comes_next() -> None:
    sitting = Sitting("full", tuple("ABC"), ("x", "y"), 2, done={("x", "A"), ("y", "A")})  # type: ignore[arg-type]

    assert next_for("x", sitting) == plan(sitting).path("x")[0].project == "B"
    assert next_for("x", replace(sitting, projects=("A",))) is None


def test_odds_add_up_to_the_places() -> None:
    found = line_odds({"A": 60, "B": 50, "C": 40}, {"A": 5, "B": 5, "C": 5}, 1)

    assert sum(found.values()) == pytest.approx(1)
    assert found["A"] > found["B"] > found["C"]
    # With two alike the line lies on both: the odds are even.
    assert line_odds({"A": 50, "B": 50}, {"A": 3, "B": 3}, 1) == {"A": 0.5, "B": 0.5}
    # With k = 1 of a pair the line is halfway by symmetry, at 55: z = 5 / 5 = 1.
    pair = line_odds({"A": 60, "B": 50}, {"A": 5, "B": 5}, 1)
    assert pair["A"] == pytest.approx(NormalDist().cdf(1))


def test_odds_are_sure_where_there_is_no_line() -> None:
    errors = {"A": 1.0, "B": 1.0}

    assert line_odds({"A": 60, "B": 50}, errors, 2) == {"A": 1, "B": 1}
    assert line_odds({"A": 60, "B": 50}, errors, 0) == {"A": 0, "B": 0}
    assert line_odds({}, {}, 1) == {}


def test_what_cannot_be_answered_is_refused() -> None:
    with pytest.raises(ValueError, match="no mode 'odd'; the modes are even, line"):
        next_for("x", TABLES, mode="odd")
    with pytest.raises(ValueError, match="juror 'w' is not there"):
        next_for("w", TABLES)
    with pytest.raises(ValueError, match="the mode 'line' needs odds"):
        next_for("x", TABLES, mode="line")
    with pytest.raises(ValueError, match="every score needs a positive standard error"):
        line_odds({"A": 1, "B": 2}, {"A": 1}, 1)
