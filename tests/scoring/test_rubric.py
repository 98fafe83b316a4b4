"""Rubrics: what they refuse, and how marks become points."""

import pytest

from scoring import Criterion, Rubric

RUBRIC = Rubric((1, 5), (Criterion("impact", 3), Criterion("craft", 1)))


def test_points_are_the_weighted_share_of_the_top() -> None:
    composite = RUBRIC.composite({"impact": 4, "craft": 2})

    assert composite == 3.5  # (3*4 + 1*2) / 4
    assert RUBRIC.points(composite) == 70.0  # 100 * 3.5 / 5
    assert RUBRIC.mark(70.0) == 3.5


def test_a_missing_mark_carries_no_weight() -> None:
    assert RUBRIC.composite({"impact": 4}) == 4.0


def test_no_mark_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="no mark on any criterion"):
        RUBRIC.composite({"other": 4})


@pytest.mark.parametrize("mark", [0.5, 5.5, float("nan")])
def test_a_mark_outside_the_scale_is_refused(mark: float) -> None:
    with pytest.raises(ValueError, match=r"'impact' is outside the scale 1\.\.5"):
        RUBRIC.composite({"impact": mark})


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ({"impact": 4, "craft": 2, "other": 1}, "no criterion 'other'"),
        ({"impact": 4}, "'craft' has no mark"),
        ({"impact": 4, "craft": 6}, "'craft' is outside"),
    ],
)
def test_a_complete_ballot_has_one_mark_per_criterion(marks: dict[str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        RUBRIC.validate(marks)


def test_a_complete_ballot_is_valid() -> None:
    RUBRIC.validate({"impact": 1, "craft": 5})


def test_one_criterion_alone() -> None:
    assert RUBRIC.only("craft") == Rubric((1, 5), (Criterion("craft", 1),))
    with pytest.raises(ValueError, match="no criterion 'other'"):
        RUBRIC.only("other")


@pytest.mark.parametrize("key", ["", "wins", "chair"])
def test_a_criterion_needs_a_key_that_is_not_a_rung(key: str) -> None:
    with pytest.raises(ValueError, match="empty or reserved"):
        Criterion(key, 1)


@pytest.mark.parametrize("weight", [0, -1, float("inf"), float("nan")])
def test_a_weight_is_positive(weight: float) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        Criterion("impact", weight)


@pytest.mark.parametrize("scale", [(5, 1), (1, 1), (-1, 5), (0, float("inf")), (float("nan"), 5)])
def test_a_scale_goes_up_from_zero_or_more(scale: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="scale must be"):
        Rubric(scale, (Criterion("impact", 1),))


def test_criteria_are_at_least_one_and_distinct() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Rubric((1, 5), ())
    with pytest.raises(ValueError, match="twice"):
        Rubric((1, 5), (Criterion("impact", 1), Criterion("impact", 2)))
