"""Planning again by hand: what stays, what goes, and what the moves say."""

from dataclasses import replace

from scoring import Move, Plan, Shortage, Sitting, Visit, plan, replan

TABLES = Sitting("sampled", tuple("ABCDEF"), tuple("wxyz"), 2)
ROOMS = Sitting(
    "rooms",
    tuple("ABCD"),
    tuple("wxyz"),
    2,
    rooms=("hall", "attic"),
    project_rooms={"A": "hall", "B": "hall", "C": "attic", "D": "attic"},
    juror_rooms={"w": "hall", "x": "hall", "y": "attic", "z": "attic"},
    rotating=0,
)


def told(found: Plan, kind: str) -> list[tuple[str, str, str]]:
    return [(m.project, m.juror, m.why) for m in found.moves if m.kind == kind]


def test_nothing_moves_while_nothing_happens() -> None:
    for sitting in (TABLES, ROOMS, replace(ROOMS, kind="full", rooms=())):
        first = plan(sitting)
        assert replan(first, sitting) == first


def test_ballots_in_are_no_moves_and_the_rest_keeps_its_order() -> None:
    first = plan(TABLES)
    over = frozenset((v.juror, v.project) for v in first.visits if v.turn == 1)
    found = replan(first, replace(TABLES, done=over))

    assert found.moves == ()
    assert found.visits == tuple(
        replace(visit, turn=visit.turn - 1) for visit in first.visits if visit.turn > 1
    )


def test_a_juror_who_leaves_is_replaced_once_for_each_visit() -> None:
    first = plan(TABLES)
    lost = sorted(visit.project for visit in first.path("z"))
    found = replan(first, replace(TABLES, jurors=("w", "x", "y")))

    assert told(found, "dropped") == [(project, "z", "juror") for project in lost]
    assert [project for project, _, _ in told(found, "added")] == lost
    assert found.shortages == ()


def test_a_team_that_withdraws_takes_only_its_own_visits() -> None:
    first = plan(TABLES)
    found = replan(first, replace(TABLES, projects=tuple("ABCDE")))

    assert told(found, "dropped") == [("F", juror, "project") for juror in sorted(first.panel("F"))]
    assert told(found, "added") == []


def test_a_late_conflict_costs_one_exchange() -> None:
    first = plan(TABLES)
    juror = first.panel("A")[0]
    found = replan(first, replace(TABLES, conflicts=frozenset({(juror, "A")})))

    assert told(found, "dropped") == [("A", juror, "conflict")]
    assert [project for project, _, _ in told(found, "added")] == ["A"]


def test_a_ballot_out_of_turn_spares_the_last_visit() -> None:
    first = plan(TABLES)
    other = next(juror for juror in "wxyz" if juror not in first.panel("A"))
    found = replan(first, replace(TABLES, done=frozenset({(other, "A")})))

    assert told(found, "dropped") == [("A", first.panel("A")[-1], "enough")]


def test_a_juror_who_must_leave_early_hands_visits_on() -> None:
    first = plan(TABLES)
    last = first.path("w")[-1].project
    found = replan(first, replace(TABLES, most={"w": 2}))

    assert told(found, "dropped") == [(last, "w", "time")]
    assert [project for project, _, _ in told(found, "added")] == [last]


def test_a_visit_is_swapped_when_that_saves_another_quorum() -> None:
    # z leaves; B can only be judged by y now, and y has one visit: it goes from A to B.
    sitting = Sitting(
        "sampled", ("A", "B"), ("x", "y", "z"), 1,
        conflicts=frozenset({("x", "B"), ("z", "A")}), most={"x": 1, "y": 1, "z": 1},
    )  # fmt: skip
    first = Plan((Visit(1, "A", "y"), Visit(1, "B", "z")), 1, 10, (), (), 0)
    found = replan(first, replace(sitting, jurors=("x", "y")))

    assert found.moves == (
        Move("added", "A", "x", "quorum"),
        Move("added", "B", "y", "quorum"),
        Move("dropped", "A", "y", "swap"),
        Move("dropped", "B", "z", "juror"),
    )


def test_a_closed_room_sends_its_projects_on_with_their_jurors() -> None:
    first = plan(ROOMS)
    found = replan(first, replace(ROOMS, rooms=("hall",)))

    assert found.moves == (
        Move("moved", "C", "", "room", "hall"),
        Move("moved", "D", "", "room", "hall"),
    )
    assert (found.turns, found.cells, found.shortages) == (4, first.cells, ())


def test_rooms_go_on_where_they_are() -> None:
    first = plan(ROOMS)
    over = frozenset((v.juror, v.project) for v in first.visits if v.turn == 1)
    found = replan(first, replace(ROOMS, done=over, jurors=("w", "x", "y")))

    assert found.visits == (
        Visit(1, "B", "w"), Visit(1, "B", "x"), Visit(2, "D", "w"), Visit(2, "D", "y"),
    )  # fmt: skip
    assert found.moves == (
        Move("added", "D", "w", "quorum"), Move("dropped", "D", "z", "juror"),
    )  # fmt: skip


def test_a_new_team_is_heard_by_the_jurors_of_its_room() -> None:
    first = plan(ROOMS)
    found = replan(first, replace(ROOMS, projects=tuple("ABCDE")))

    assert told(found, "added") == [("E", "w", "quorum"), ("E", "x", "quorum")]
    assert found.rooms["E"] == "hall"


def test_a_room_that_runs_out_of_time_says_what_is_not_heard() -> None:
    first = plan(ROOMS)
    found = replan(first, replace(ROOMS, turns=1))

    assert found.shortages == (Shortage("B", 2, "time"), Shortage("D", 2, "time"))
