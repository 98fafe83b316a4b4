"""What holds for every jury in the modes that shrink: severity and full."""

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import (
    Ballot,
    BallotTable,
    Criterion,
    LiveBoard,
    Rubric,
    explanation,
    fit,
    flags,
    official_order,
    outlook,
)
from scoring.mixed import mixed
from tests.scoring.camps import balloted, make

RUBRIC = Rubric((1, 5), (Criterion("impact", 5), Criterion("craft", 3)))
NOISE = 1e-6

marks = st.one_of(st.none(), st.integers(1, 5))
juries = st.dictionaries(
    st.tuples(st.sampled_from("ABCDEF"), st.sampled_from("vwxyz")),
    st.tuples(st.integers(1, 5), marks),
    min_size=1,
)
Cells = Mapping[tuple[str, str], tuple[int, int | None]]
shrinking = pytest.mark.parametrize("mode", ["full", "severity"])
few = settings(deadline=None, max_examples=20)


def table(cells: Cells) -> BallotTable:
    return BallotTable(
        Ballot(j, p, {"impact": impact} | ({} if craft is None else {"craft": craft}))
        for (p, j), (impact, craft) in cells.items()
    )


@shrinking
@few
@given(cells=juries, data=st.data())
def test_the_order_of_arrival_leaves_every_byte(
    mode: str, cells: Cells, data: st.DataObject
) -> None:
    shuffled = BallotTable(data.draw(st.permutations(list(table(cells)))))
    one, other = fit(table(cells), RUBRIC, mode), fit(shuffled, RUBRIC, mode)

    assert repr(one) == repr(other)
    assert outlook(one, 2, draws=50) == outlook(other, 2, draws=50)


@shrinking
@few
@given(cells=juries, projects=st.permutations("ABCDEF"), jurors=st.permutations("vwxyz"))
def test_names_do_not_matter(
    mode: str, cells: Cells, projects: list[str], jurors: list[str]
) -> None:
    new_p = dict(zip("ABCDEF", projects, strict=True))
    new_j = dict(zip("vwxyz", jurors, strict=True))
    renamed = {(new_p[p], new_j[j]): given for (p, j), given in cells.items()}
    one, other = fit(table(cells), RUBRIC, mode), fit(table(renamed), RUBRIC, mode)

    for project in one.scores:
        for before, after in ((one.scores, other.scores), (one.low, other.low)):
            assert after[new_p[project]] == pytest.approx(before[project], abs=NOISE)


@pytest.mark.parametrize("regime", ["tiny_complete", "unbalanced", "disconnected"])
def test_other_names_leave_the_chances(regime: str) -> None:
    ballots, rubric = balloted(make(regime, 3))
    other = BallotTable(Ballot(b.juror[::-1], _renamed(b.project), b.marks) for b in ballots)
    one = outlook(fit(ballots, rubric, "full"), 5)
    two = outlook(fit(other, rubric, "full"), 5)

    assert one
    assert two
    off = [abs(p - two.p_top_k[_renamed(project)]) for project, p in one.p_top_k.items()]
    assert max(off) <= 0.04


def _renamed(project: str) -> str:
    return f"{(int(project[1:]) * 37) % 101:03}"


@shrinking
@few
@given(cells=juries, slope=st.integers(1, 9), shift=st.integers(0, 9))
def test_another_scale_gives_the_same_result(
    mode: str, cells: Cells, slope: int, shift: int
) -> None:
    moved = Rubric((slope + shift, 5 * slope + shift), RUBRIC.criteria)
    there = {
        key: (slope * a + shift, None if b is None else slope * b + shift)
        for key, (a, b) in cells.items()
    }
    one, other = fit(table(cells), RUBRIC, mode), fit(table(there), moved, mode)

    for project, score in one.scores.items():
        mark = moved.mark(other.scores[project])
        assert mark == pytest.approx(slope * RUBRIC.mark(score) + shift, abs=NOISE)


@shrinking
@few
@given(cells=juries)
def test_steps_add_up_and_effects_sum_to_zero(mode: str, cells: Cells) -> None:
    fitted = fit(table(cells), RUBRIC, mode)
    order = official_order(fitted, table(cells), RUBRIC, margin=2, ladder=())

    assert sum(fitted.juror_effects.values()) == pytest.approx(0, abs=NOISE)
    for project, score in fitted.scores.items():
        terms = explanation(fitted, order, project).terms
        assert sum(step.value for step in terms) == pytest.approx(score, abs=1e-9)
        assert fitted.low[project] <= score <= fitted.high[project]


@shrinking
@few
@given(cells=juries)
def test_one_juror_leaves_the_order_and_all_equal_leaves_a_tie(mode: str, cells: Cells) -> None:
    one_juror: Cells = {(p, "x"): given for (p, _), given in cells.items()}
    fitted = fit(table(one_juror), RUBRIC, mode)
    by_raw = sorted(fitted.raw_means, key=lambda p: fitted.raw_means[p])
    for worse, better in pairwise(by_raw):
        assert fitted.scores[worse] <= fitted.scores[better] + NOISE

    equal = fit(table(dict.fromkeys(cells, (3, 4))), RUBRIC, mode)
    for project, score in equal.scores.items():
        assert score == pytest.approx(equal.raw_means[project], abs=NOISE)


@shrinking
def test_one_team_is_its_own_mean(mode: str) -> None:
    fitted = fit(table({("A", "v"): (1, 2), ("A", "w"): (5, 4)}), RUBRIC, mode)

    # (5*1 + 3*2) / 8 = 1.375 and (5*5 + 3*4) / 8 = 4.625: their mean is 3 of 5.
    assert fitted.scores["A"] == pytest.approx(60, abs=NOISE)


@pytest.mark.long
def test_raising_a_ballot_lowers_its_team_at_most_once_in_a_thousand(long_share: float) -> None:
    raises = falls = 0
    for seed in range(round(200 * long_share)):
        camp = make(["unbalanced", "scale_use", "adversary", "rooms_linked"][seed % 4], 900 + seed)
        ballots, rubric = balloted(camp)
        before = fit(ballots, rubric, "full")
        rng = np.random.default_rng(seed)
        for ballot in rng.choice(np.array(list(ballots), dtype=object), 10, replace=False):
            top = rubric.scale[1]
            step = (top - rubric.scale[0]) / 4
            higher = {key: min(mark + step, top) for key, mark in ballot.marks.items()}
            raised = BallotTable([*ballots, Ballot(ballot.juror, ballot.project, higher)])
            after = fit(raised, rubric, "full")
            raises += higher != ballot.marks
            falls += after.scores[ballot.project] < before.scores[ballot.project] - NOISE

    assert falls <= 0.001 * raises


def test_a_hostile_juror_is_flagged_and_weighs_little() -> None:
    camp = make("adversary", 11)
    ballots, rubric = balloted(camp)
    hostile = f"J{camp.juror[camp.corrupt][0]:03}"

    fitted = fit(ballots, rubric, "full")

    assert hostile in {flag.juror for flag in flags(fitted)}
    assert fitted.juror_noise[hostile] == max(fitted.juror_noise.values())
    assert flags(fit(ballots, rubric, "additive")) == ()


def test_jurors_far_from_the_panel_are_flagged_as_severe_or_generous() -> None:
    gap = {"u": 1, "v": 5, **dict.fromkeys("wxyzabcdef", 3)}
    cells: Cells = {
        (project, juror): (min(5, max(1, level + shift)), None)
        for juror, level in gap.items()
        for project, shift in zip("ABCDEF", (0, 1, 0, -1, 0, 1), strict=True)
    }

    seen = [(flag.juror, flag.kind) for flag in flags(fit(table(cells), RUBRIC, "severity"))]

    assert seen == [("u", "severe"), ("v", "generous")]


@shrinking
def test_the_live_board_is_the_fit_with_its_variances_held(mode: str) -> None:
    ballots, rubric = balloted(make("unbalanced", 5))
    fitted = fit(ballots, rubric, mode)
    board = LiveBoard(fitted, rubric)
    scores, errors = board.standing()

    assert scores == pytest.approx(list(fitted.scores.values()), abs=NOISE)
    assert fitted.posterior
    assert errors == pytest.approx(fitted.posterior.errors(), rel=0.25)

    first = next(iter(ballots))
    changed = Ballot(first.juror, first.project, dict.fromkeys(first.marks, rubric.scale[1]))
    assert board.apply(changed)
    assert board.standing()[0][0] > scores[0]
    assert board.apply(first)
    assert board.standing()[0] == pytest.approx(scores, abs=NOISE)


def test_the_live_board_takes_a_ballot_back_and_waits_for_newcomers() -> None:
    cells = {("A", "v"): (1, 2), ("A", "w"): (5, 4), ("B", "v"): (2, 2), ("B", "w"): (3, None)}
    board = LiveBoard(fit(table(cells), RUBRIC, "severity"), RUBRIC)
    scores, errors = board.standing()

    assert board.retract("A", "w")
    assert not board.retract("A", "w")
    assert not board.retract("C", "w")
    assert not board.apply(Ballot("w", "C", {"impact": 3}))
    assert board.standing()[0][0] < scores[0]
    assert board.standing()[1][0] > errors[0]
    assert board.apply(Ballot("w", "A", {"impact": 5, "craft": 4}))
    assert board.standing()[0] == pytest.approx(scores, abs=NOISE)
    with pytest.raises(ValueError, match="mode 'additive' has no live board"):
        LiveBoard(fit(table(cells), RUBRIC, "additive"), RUBRIC)


def test_bands_hold_projects_of_which_every_pair_is_close() -> None:
    ballots, rubric = balloted(make("complete", 1))
    fitted = fit(ballots, rubric, "full")
    seen = outlook(fitted, 4)

    assert seen
    assert [p for band in seen.bands for p in band] == sorted(
        fitted.scores, key=lambda p: -fitted.scores[p]
    )
    assert 1 < len(seen.bands) < 20
    assert sum(seen.p_top_k.values()) == pytest.approx(4)
    assert all(seen.rank_low[p] <= seen.rank_high[p] for p in fitted.scores)
    assert outlook(fit(ballots, rubric, "mean"), 4) is None


def test_all_equal_ballots_are_one_band() -> None:
    cells: Cells = {(p, j): (3, 3) for p in "ABC" for j in "vwx"}
    seen = outlook(fit(table(cells), RUBRIC, "full"), 1)

    assert seen
    assert seen.bands == (("A", "B", "C"),)


def test_the_error_of_a_severity_is_that_of_generalised_least_squares() -> None:
    rng = np.random.default_rng(5)
    judged = (rng.random((9, 5)) < 0.7).astype(float)
    judged[0], judged[:, 0] = 1.0, 1.0
    quality, severity = rng.normal(size=(9, 1)), rng.normal(size=5)
    found = mixed(3 + quality + severity + 0.3 * rng.normal(size=(9, 5)), judged)

    # The same variance from the ballots' own covariance, where no equation of Henderson's enters.
    p, j = np.nonzero(judged)
    to_project = np.eye(9)[p] * found.slopes[j][:, None]
    to_juror = np.eye(5)[j]
    vp, vb = (found.noise / one for one in found.precisions)
    own = np.diag(found.noise / found.weights[p, j])
    inverse = np.linalg.inv(vp * to_project @ to_project.T + vb * to_juror @ to_juror.T + own)
    ones = inverse.sum(1)
    left = inverse - np.outer(ones, ones) / ones.sum()
    expected = vb - vb**2 * np.diag(to_juror.T @ left @ to_juror)
    assert found.severity_sd**2 == pytest.approx(expected, rel=1e-9)
