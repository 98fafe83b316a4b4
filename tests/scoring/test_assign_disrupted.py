"""Two hundred camps with jurors, teams and rooms that go: what a plan holds in each of them."""

import pytest

from scoring import Sitting
from tests.scoring.disrupted import Change, camp
from tests.scoring.flow import most_kept, reachable

CAMPS = 200


@pytest.fixture(scope="module")
def changes() -> list[Change]:
    return [change for number in range(CAMPS) for change in camp(number)]


def wanted(sitting: Sitting) -> dict[str, int]:
    return {p: max(sitting.quorum - sitting.have(p), 0) for p in sitting.projects}


def test_tables_lack_exactly_what_no_plan_could_give(changes: list[Change]) -> None:
    for change in changes:
        if change.sitting.kind == "sampled":
            lacking = sum(short.missing for short in change.after.shortages)
            assert lacking == sum(wanted(change.sitting).values()) - reachable(change.sitting)


def test_rooms_and_full_panels_lack_only_jurors_who_may_judge(changes: list[Change]) -> None:
    for change in changes:
        sitting = change.sitting
        if sitting.kind == "sampled":
            continue
        barred = sitting.conflicts | sitting.done | sitting.under_way
        free = {p: sum((j, p) not in barred for j in sitting.jurors) for p in sitting.projects}
        assert {short.project: short.missing for short in change.after.shortages} == {
            p: want - free[p] for p, want in wanted(sitting).items() if want > free[p]
        }


def test_a_plan_without_a_shortage_brings_every_project_to_its_quorum(
    changes: list[Change],
) -> None:
    short = [bool(change.after.shortages) for change in changes]
    for change in changes:
        planned = [project for _, project in change.after.cells]
        lacks = {one.project: one.missing for one in change.after.shortages}
        for project, want in wanted(change.sitting).items():
            assert planned.count(project) >= want - lacks.get(project, 0)

    # Both kinds of camp are among them, or the tests above would mean little.
    assert 0.3 < sum(short) / len(short) < 0.7


def test_conflicts_are_never_planned_and_what_is_done_is_not_planned_again(
    changes: list[Change],
) -> None:
    for change in changes:
        sitting = change.sitting
        assert not change.after.cells & (sitting.conflicts | sitting.done | sitting.under_way)
        assert {j for j, _ in change.after.cells} <= set(sitting.jurors)
        assert {p for _, p in change.after.cells} <= set(sitting.projects)
        started = {(v.juror, v.project) for v in change.after.visits if v.turn == 0}
        assert started == sitting.under_way


def test_nobody_is_at_two_places_and_no_place_holds_two(changes: list[Change]) -> None:
    for change in changes:
        plan, alone = change.after, change.sitting.kind == "sampled"
        ahead = [visit for visit in plan.visits if visit.turn]
        assert len({(v.turn, v.juror) for v in ahead}) == len(ahead)
        places = {
            (v.turn, v.juror if alone else plan.rooms.get(v.project, ""), v.project) for v in ahead
        }
        spots = {(v.turn, v.project if alone else plan.rooms.get(v.project, "")) for v in ahead}
        assert len(places) == len(spots)


def test_tables_are_through_before_the_end(changes: list[Change]) -> None:
    for change in changes:
        if change.sitting.turns is not None:
            assert all(visit.turn <= change.sitting.turns for visit in change.after.visits)


def test_the_moves_are_the_difference_of_the_plans(changes: list[Change]) -> None:
    for change in changes:
        begun = change.sitting.done | change.sitting.under_way
        for kind, cells in (
            ("added", change.after.cells - change.before.cells),
            ("dropped", change.before.cells - change.after.cells - begun),
        ):
            told = {(m.juror, m.project) for m in change.after.moves if m.kind == kind}
            assert told == cells


def test_at_tables_nothing_goes_that_could_stay(changes: list[Change]) -> None:
    for change in changes:
        if change.sitting.kind == "sampled" and not change.after.shortages:
            kept = change.before.cells & change.after.cells
            assert len(kept) == most_kept(change.sitting, change.before.cells)


def test_in_rooms_a_visit_goes_only_for_a_reason(changes: list[Change]) -> None:
    for change in changes:
        sitting = change.sitting
        gone = [m for m in change.after.moves if m.kind == "dropped" and m.why != "swap"]
        for move in gone:
            assert (
                move.juror not in sitting.jurors
                or move.project not in sitting.projects
                or (move.juror, move.project) in sitting.conflicts
                or move.why in {"enough", "time"}
            )
