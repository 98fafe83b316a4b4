"""Two ideas become one when both authors say so."""

import pytest

from tests.ideas.scene import kind


@pytest.fixture
def two(scene):
    scene.check_in("Bobur", "Dilnoza")
    scene.join("Gulnora")
    scene.one, scene.into = (
        scene.on_board(title="Compost"),
        scene.on_board("Dilnoza", title="Bozor"),
    )
    return scene


def wish(scene, name, idea_id=None, into=None):
    return scene.cast.program(name).post(
        f"/ideas/{idea_id or scene.one}/merge", {"into": into or scene.into}
    )


def test_a_merge_counts_when_both_have_said_it(two):
    first = [wish(two, "Bobur").json["state"] for _ in range(2)]
    second = [wish(two, "Dilnoza").json["state"] for _ in range(2)]

    one = two.idea(two.one)
    assert (first, second) == (["wished"] * 2, ["merged"] * 2)
    assert (one.state, one.merged_into_id, one.author_id) == (
        "merged", two.into, two.cast.participant("Bobur").id,
    )  # fmt: skip
    assert two.idea(two.into).state == "screened_in"


def test_two_wishes_in_opposite_directions_are_no_agreement(two):
    wish(two, "Bobur")
    wish(two, "Dilnoza", two.into, two.one)

    assert (two.idea(two.one).state, two.idea(two.into).state) == ("screened_in", "screened_in")


def test_a_wish_is_taken_back_before_the_other_agrees(two):
    wish(two, "Bobur")
    bobur = two.cast.program("Bobur")
    backs = [
        bobur.delete(f"/ideas/{two.one}/merge", {"into": two.into}).json["state"] for _ in range(2)
    ]
    wish(two, "Dilnoza")

    assert backs == ["wished"] * 2
    assert two.idea(two.one).state == "screened_in"


def test_nobody_else_merges_ideas(two):
    assert kind(wish(two, "Gulnora")) == (403, "not-the-author")
    assert kind(wish(two, "Aziza")) == (403, "forbidden")


def test_an_idea_goes_into_another_of_the_camp(two):
    assert kind(wish(two, "Bobur", into=two.one)) == (422, "invalid")
    assert kind(wish(two, "Bobur", into="nothing")) == (422, "invalid")


def test_nothing_merges_while_people_give_dots(two):
    two.open_vote()

    assert kind(wish(two, "Bobur")) == (409, "gate-closed")


def test_dots_are_not_added(two):
    two.open_vote()
    two.give("Gulnora", two.one, 2)
    two.give("Gulnora", two.into, 1)
    two.give("Bobur", two.into, 2)
    two.close_vote()
    two.reveal()
    two.cast.move("forming")
    wish(two, "Bobur")
    wish(two, "Dilnoza")

    board = two.cast.program(None).get(f"{two.path}/ideas").json
    assert {one["id"]: (one["state"], one["dots"], one["voters"]) for one in board} == {
        two.one: ("merged", 2, 1), two.into: ("screened_in", 3, 2),
    }  # fmt: skip


def test_authors_agree_on_their_own_phones(two):
    bobur, dilnoza = two.cast.browser("Bobur"), two.cast.browser("Dilnoza")
    two.cast.form(bobur, f"/ideas/{two.one}/merge", {"into": two.into})

    asked = dilnoza.get(f"/ideas/{two.into}").text
    two.cast.form(dilnoza, f"/ideas/{two.one}/merge", {"into": two.into})

    assert "“Compost” would go into “Bozor”." in asked
    assert "I agree" in asked
    assert "It went into this idea:" in bobur.get(f"/ideas/{two.one}").text
