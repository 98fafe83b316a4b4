"""The table of ballots: one per cell, in one order."""

import pytest

from scoring import Ballot, BallotTable

FIRST = Ballot("J1", "T2", {"impact": 3})
SECOND = Ballot("J2", "T1", {"impact": 4})


def test_the_same_ballot_twice_changes_the_table_once() -> None:
    table = BallotTable()

    assert [table.upsert(FIRST), table.upsert(FIRST)] == [True, False]
    assert list(table) == [FIRST]


def test_casting_again_replaces() -> None:
    table = BallotTable([FIRST])
    again = Ballot("J1", "T2", {"impact": 5})

    assert table.upsert(again)
    assert (len(table), table.get("T2", "J1")) == (1, again)


def test_retracting_twice_changes_the_table_once() -> None:
    table = BallotTable([FIRST, SECOND])

    assert [table.retract("T2", "J1"), table.retract("T2", "J1")] == [True, False]
    assert list(table) == [SECOND]
    assert table.get("T2", "J1") is None


def test_the_view_is_sorted_by_project_then_juror() -> None:
    third = Ballot("J1", "T1", {"impact": 1})

    assert list(BallotTable([FIRST, SECOND, third])) == [third, SECOND, FIRST]


def test_tables_with_the_same_ballots_are_equal() -> None:
    assert BallotTable([FIRST, SECOND]) == BallotTable([SECOND, FIRST])
    assert BallotTable([FIRST]) != BallotTable([SECOND])
    assert BallotTable([FIRST]) != [FIRST]


def test_a_ballot_keeps_its_own_copy_of_the_marks() -> None:
    marks = {"craft": 2.0, "impact": 3.0}
    ballot = Ballot("J1", "T1", marks)
    marks["impact"] = 5.0

    assert ballot.marks == {"craft": 2.0, "impact": 3.0}


@pytest.mark.parametrize(("juror", "project"), [("", "T1"), ("J1", "")])
def test_a_ballot_names_its_juror_and_project(juror: str, project: str) -> None:
    with pytest.raises(ValueError, match="names a juror and a project"):
        Ballot(juror, project, {})


@pytest.mark.parametrize("mark", [float("nan"), float("inf"), True, None, "4"])
def test_a_mark_is_a_finite_number(mark: float) -> None:
    with pytest.raises(ValueError, match="must be a number"):
        Ballot("J1", "T1", {"impact": mark})
