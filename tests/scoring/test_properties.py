"""What holds for every jury: fairness properties of the mean and the additive fit."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import Ballot, BallotTable, Criterion, Rubric, explanation, fit, official_order

RUBRIC = Rubric((1, 5), (Criterion("impact", 5), Criterion("craft", 3)))
LADDER = ("impact", "wins")
NOISE = 1e-8

marks = st.integers(1, 5)
juries = st.dictionaries(
    st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("vwxyz")),
    st.tuples(marks, marks),
    min_size=1,
)
Cells = dict[tuple[str, str], tuple[int, int]]
both_modes = pytest.mark.parametrize("mode", ["mean", "additive"])


def table(cells: Cells) -> BallotTable:
    return BallotTable(
        Ballot(j, p, {"impact": impact, "craft": craft})
        for (p, j), (impact, craft) in cells.items()
    )


@both_modes
@settings(deadline=None)
@given(cells=juries, data=st.data())
def test_the_order_of_arrival_leaves_every_byte(
    mode: str, cells: Cells, data: st.DataObject
) -> None:
    ballots = list(table(cells))
    shuffled = BallotTable(data.draw(st.permutations(ballots)))
    one, other = fit(table(cells), RUBRIC, mode), fit(shuffled, RUBRIC, mode)

    assert repr(one) == repr(other)
    assert repr(official_order(one, table(cells), RUBRIC, margin=2, ladder=LADDER)) == repr(
        official_order(other, shuffled, RUBRIC, margin=2, ladder=LADDER)
    )


@both_modes
@settings(deadline=None)
@given(cells=juries, projects=st.permutations("ABCDEF"), jurors=st.permutations("vwxyz"))
def test_names_do_not_matter(
    mode: str, cells: Cells, projects: list[str], jurors: list[str]
) -> None:
    new_p = dict(zip("ABCDEF", projects, strict=True))
    new_j = dict(zip("vwxyz", jurors, strict=True))
    renamed = {(new_p[p], new_j[j]): given for (p, j), given in cells.items()}
    one, other = fit(table(cells), RUBRIC, mode), fit(table(renamed), RUBRIC, mode)
    before = official_order(one, table(cells), RUBRIC, margin=2, ladder=LADDER)
    after = official_order(other, table(renamed), RUBRIC, margin=2, ladder=LADDER)

    for project, score in one.scores.items():
        assert other.scores[new_p[project]] == pytest.approx(score, abs=NOISE)
    assert {new_p[p.project]: p.label for p in before.places} == {
        p.project: p.label for p in after.places
    }


@both_modes
@settings(deadline=None)
@given(cells=juries, slope=st.integers(1, 9), shift=st.integers(0, 9))
def test_another_scale_gives_the_same_result(
    mode: str, cells: Cells, slope: int, shift: int
) -> None:
    moved = Rubric((slope + shift, 5 * slope + shift), RUBRIC.criteria)
    cells_moved = {key: (slope * a + shift, slope * b + shift) for key, (a, b) in cells.items()}
    one, other = fit(table(cells), RUBRIC, mode), fit(table(cells_moved), moved, mode)

    for project, score in one.scores.items():
        mark = moved.mark(other.scores[project])
        assert mark == pytest.approx(slope * RUBRIC.mark(score) + shift, abs=NOISE)


@both_modes
@settings(deadline=None, max_examples=200)
@given(cells=juries, data=st.data())
def test_a_higher_mark_never_lowers_a_score_or_a_lead(
    mode: str, cells: Cells, data: st.DataObject
) -> None:
    raised = data.draw(st.sampled_from(sorted(cells)))
    impact, craft = cells[raised]
    higher = cells | {raised: (data.draw(st.integers(impact, 5)), craft)}
    before = fit(table(cells), RUBRIC, mode).scores
    after = fit(table(higher), RUBRIC, mode).scores

    gain = after[raised[0]] - before[raised[0]]
    assert gain >= -NOISE
    for project in before:
        assert gain - (after[project] - before[project]) >= -NOISE


@both_modes
@settings(deadline=None)
@given(cells=juries)
def test_effects_sum_to_zero_in_every_group_and_steps_to_the_score(mode: str, cells: Cells) -> None:
    fitted = fit(table(cells), RUBRIC, mode)
    order = official_order(fitted, table(cells), RUBRIC, margin=2, ladder=LADDER)

    for group in fitted.groups:
        assert sum(fitted.juror_effects[j] for j in group.jurors) == pytest.approx(0, abs=NOISE)
    for project, score in fitted.scores.items():
        terms = explanation(fitted, order, project).terms
        assert sum(step.value for step in terms) == pytest.approx(score, abs=1e-9)


@settings(deadline=None)
@given(cells=juries)
def test_no_small_move_makes_the_squares_smaller(cells: Cells) -> None:
    fitted = fit(table(cells), RUBRIC, "additive")
    points = {(b.project, b.juror): RUBRIC.points(RUBRIC.composite(b.marks)) for b in table(cells)}

    # The residuals of a least-squares fit sum to zero over every project and every juror.
    rest = {(p, j): y - fitted.scores[p] - fitted.juror_effects[j] for (p, j), y in points.items()}
    for project in fitted.scores:
        assert sum(r for (p, _), r in rest.items() if p == project) == pytest.approx(0, abs=NOISE)
    for juror in fitted.juror_effects:
        assert sum(r for (_, j), r in rest.items() if j == juror) == pytest.approx(0, abs=NOISE)


@both_modes
@settings(deadline=None)
@given(cells=juries)
def test_one_juror_one_team_or_all_equal_leave_the_raw_means(mode: str, cells: Cells) -> None:
    one_juror: Cells = {(p, "x"): given for (p, _), given in cells.items()}
    one_team: Cells = {("A", j): given for (_, j), given in cells.items()}
    all_equal: Cells = dict.fromkeys(cells, (3, 4))

    for case in (one_juror, one_team, all_equal):
        fitted = fit(table(case), RUBRIC, mode)
        for project, score in fitted.scores.items():
            assert score == pytest.approx(fitted.raw_means[project], abs=NOISE)
    equal = fit(table(all_equal), RUBRIC, mode)
    order = official_order(equal, table(all_equal), RUBRIC, margin=0, ladder=LADDER)
    assert len(order.blocks) == 1


@settings(deadline=None)
@given(cells=juries)
def test_the_order_inside_a_group_does_not_hear_of_other_groups(cells: Cells) -> None:
    whole = fit(table(cells), RUBRIC, "additive")

    for group in whole.groups:
        own = {key: given for key, given in cells.items() if key[0] in group.projects}
        alone = fit(table(own), RUBRIC, "additive")
        for one, other in combinations(group.projects, 2):
            lead = whole.scores[one] - whole.scores[other]
            assert alone.scores[one] - alone.scores[other] == pytest.approx(lead, abs=NOISE)
