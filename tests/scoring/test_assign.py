"""Plans by hand: tables, rooms, full panels, and what a plan says of itself."""

import pytest

from scoring import Group, Plan, Shortage, Sitting, Visit, plan


def tables(projects: str, jurors: str, quorum: int, **more: object) -> Sitting:
    return Sitting("sampled", tuple(projects), tuple(jurors), quorum, **more)  # type: ignore[arg-type]


def test_a_full_panel_hears_one_project_a_turn_in_pitch_order() -> None:
    sitting = Sitting(
        "full", ("A", "B", "C"), ("x", "y"), 2, conflicts={("y", "C")}, order=("C", "A"), minutes=8
    )  # type: ignore[arg-type]

    assert plan(sitting) == Plan(
        visits=(
            Visit(1, "C", "x"),
            Visit(2, "A", "x"),
            Visit(2, "A", "y"),
            Visit(3, "B", "x"),
            Visit(3, "B", "y"),
        ),
        turns=3,
        minutes=24,
        shortages=(Shortage("C", 1, "conflicts"),),
        groups=(Group(("A", "B", "C"), ("x", "y")),),
        # The walk from x stays with x on A and B with 1/2 and on C with 1: (1/2 + 1/2 + 1)/3
        # = 2/3; from y it stays with 1/2. Second eigenvalue 2/3 + 1/2 - 1 = 1/6.
        gap=pytest.approx(5 / 6),
    )


def test_two_jurors_at_two_tables_change_places() -> None:
    found = plan(tables("AB", "xy", 2))

    assert found.visits == (
        Visit(1, "A", "x"), Visit(1, "B", "y"), Visit(2, "A", "y"), Visit(2, "B", "x"),
    )  # fmt: skip
    assert (found.turns, found.minutes, found.gap) == (2, 20, 1)
    assert found.loads == {"x": 2, "y": 2}
    assert found.panel("B") == ("y", "x")
    assert found.path("y") == (Visit(1, "B", "y"), Visit(2, "A", "y"))


def test_a_chain_of_changes_saves_a_quorum_that_taking_turns_would_miss() -> None:
    # One visit each: y may judge A alone, so x, who could do A too, must go to B.
    sitting = tables("AB", "xy", 1, conflicts={("y", "B")}, turns=1)

    assert plan(sitting).cells == {("y", "A"), ("x", "B")}


def test_loads_are_made_even_through_a_chain() -> None:
    # z may judge D alone, y C and D: A and B stay with x, C goes to y, D to z.
    barred = {("y", "A"), ("y", "B"), ("z", "A"), ("z", "B"), ("z", "C")}

    assert plan(tables("ABCD", "xyz", 1, conflicts=barred)).loads == {"x": 2, "y": 1, "z": 1}


def test_a_load_can_stay_uneven_where_conflicts_leave_no_other_way() -> None:
    barred = {("y", project) for project in "ABC"}

    assert plan(tables("ABC", "xy", 1, conflicts=barred)).loads == {"x": 3}


def test_what_was_done_before_counts_for_the_load() -> None:
    sitting = tables("ABC", "xy", 1, done={("x", "A"), ("x", "gone")})

    assert plan(sitting).loads == {"y": 2}


def test_a_shortage_is_shared_and_says_why() -> None:
    # Three visits in all before the end, two wanted by each of two projects.
    found = plan(tables("AB", "xyz", 2, turns=5, most={"x": 1, "y": 1, "z": 1}))

    assert found.shortages == (Shortage("B", 1, "time"),)
    assert plan(tables("A", "xy", 3)).shortages == (Shortage("A", 1, "jurors"),)
    assert plan(tables("A", "xyz", 3, conflicts={("x", "A")})).shortages == (
        Shortage("A", 1, "conflicts"),
    )


def test_the_ballot_of_a_juror_who_left_counts() -> None:
    found = plan(tables("A", "xy", 3, done={("gone", "A")}, under_way={("x", "A")}))

    assert found.visits == (Visit(0, "A", "x"), Visit(1, "A", "y"))
    assert (found.shortages, found.turns) == ((), 2)


def test_groups_that_could_stay_apart_are_linked() -> None:
    # Every juror twice, pairs would do: ab on A and B, cd on C and D.
    found = plan(tables("ABCD", "wxyz", 2))

    assert len(found.groups) == 1
    assert found.gap > 0


def test_jurors_with_one_visit_each_cannot_be_linked() -> None:
    found = plan(tables("ABC", "uvwxyz", 2))

    assert (len(found.groups), found.gap) == (3, 0)


def test_a_juror_rotates_in_the_second_half_and_links_the_rooms() -> None:
    sitting = Sitting(
        "rooms",
        tuple("ABCDEFGH"),
        tuple("wxyz"),
        2,
        rooms=("hall", "attic"),
        project_rooms={**dict.fromkeys("ABCD", "hall"), **dict.fromkeys("EFGH", "attic")},
        juror_rooms={"w": "hall", "x": "hall", "y": "attic", "z": "attic"},
    )
    found = plan(sitting)

    assert [found.panel(project) for project in "ABCDEFGH"] == [
        ("w", "x"), ("w", "x"), ("w", "z"), ("w", "z"),
        ("y", "z"), ("y", "z"), ("x", "y"), ("x", "y"),
    ]  # fmt: skip
    assert (found.turns, len(found.groups)) == (4, 1)
    assert found.rooms == {**dict.fromkeys("ABCD", "hall"), **dict.fromkeys("EFGH", "attic")}


def test_rooms_without_rotation_are_apart() -> None:
    sitting = Sitting("rooms", tuple("ABCD"), tuple("wxyz"), 2, rooms=("hall", "attic"), rotating=0)
    found = plan(sitting)

    assert (len(found.groups), found.gap) == (2, 0)
    assert found.rooms == {"A": "hall", "B": "attic", "C": "hall", "D": "attic"}


def test_a_juror_comes_over_from_the_room_that_can_spare_one() -> None:
    rooms = {"w": "hall", "x": "hall", "y": "hall", "z": "attic"}
    sitting = Sitting(
        "rooms", ("A", "B"), tuple("wxyz"), 2, rooms=("hall", "attic"),
        project_rooms={"A": "hall", "B": "attic"}, juror_rooms=rooms, rotating=0,
    )  # fmt: skip
    found = plan(sitting)

    assert (found.turns, found.shortages) == (1, ())
    assert [len(found.panel(project)) for project in "AB"] == [2, 2]


def test_a_project_is_heard_later_when_no_room_can_spare_a_juror() -> None:
    rooms = {"w": "hall", "x": "hall", "y": "attic"}
    sitting = Sitting(
        "rooms", ("A", "B"), tuple("wxy"), 2, rooms=("hall", "attic"),
        project_rooms={"A": "hall", "B": "attic"}, juror_rooms=rooms, rotating=0,
    )  # fmt: skip
    found = plan(sitting)

    assert (found.turns, found.shortages) == (2, ())


def test_before_the_end_a_full_room_sends_a_project_to_an_emptier_one() -> None:
    sitting = Sitting(
        "rooms", tuple("ABCD"), tuple("wxyz"), 2, rooms=("hall", "attic"), turns=2,
        project_rooms=dict.fromkeys("ABCD", "hall"), rotating=0,
    )  # fmt: skip
    found = plan(sitting)

    assert (found.turns, found.shortages) == (2, ())
    assert sorted(found.rooms.values()) == ["attic", "attic", "hall", "hall"]


def test_what_a_full_panel_cannot_hear_before_the_end_is_said() -> None:
    found = plan(Sitting("full", tuple("ABC"), ("x",), 1, turns=2))

    assert found.shortages == (Shortage("C", 1, "time"),)
    assert [visit.project for visit in found.visits] == ["A", "B"]


def test_nobody_and_nothing_make_an_empty_plan() -> None:
    empty = Plan((), 0, 0, (), (), 0)

    assert plan(tables("", "", 1)) == empty
    assert plan(tables("", "xy", 1)) == empty
    assert plan(Sitting("full", (), (), 1)) == empty
    assert plan(tables("A", "x", 1)).gap == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": "circle"}, "no kind of panel 'circle'; the kinds are full, sampled, rooms"),
        ({"projects": ("A", "A")}, "a name appears twice among the projects"),
        ({"jurors": ("x", "x")}, "a name appears twice among the jurors"),
        ({"quorum": 0}, "the quorum must be at least 1, got 0"),
        ({"turns": -1}, "limits must not be negative, and a turn takes time"),
        ({"most": {"x": -1}}, "limits must not be negative, and a turn takes time"),
        ({"minutes": 0}, "limits must not be negative, and a turn takes time"),
    ],
)
def test_a_sitting_that_cannot_be_is_refused(wrong: dict[str, object], words: str) -> None:
    right = {"kind": "sampled", "projects": ("A",), "jurors": ("x",), "quorum": 1}

    with pytest.raises(ValueError, match=words):
        Sitting(**(right | wrong))  # type: ignore[arg-type]
