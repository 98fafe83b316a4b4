"""Somebody wants to join an idea before there is a team; the team is asked in their name."""

import pytest

from camp.core.rules import Role
from camp.ideas.models import Idea, JoinWish
from camp.teams.models import Request
from tests.ideas.scene import kind


def join(scene, name, idea_id, *, wants=True):
    return scene.cast.program(name).put(f"/ideas/{idea_id}/join", {"wants": wants})


def wishes(scene):
    with scene.db.read() as session:
        return session.query(JoinWish).count()


def test_a_wish_is_said_once_and_taken_back(scene):
    idea_id = scene.on_board("Bobur")

    said = [join(scene, "Dilnoza", idea_id).json for _ in range(2)]
    assert (said, wishes(scene)) == ([{"wants": True}] * 2, 1)

    for _ in range(2):
        join(scene, "Dilnoza", idea_id, wants=False)
    assert wishes(scene) == 0


def test_the_author_alone_reads_who_wants_to_join(scene):
    idea_id = scene.on_board("Bobur")
    join(scene, "Dilnoza", idea_id)

    pages = {
        name: scene.cast.browser(name).get(f"/ideas/{idea_id}").text
        for name in ("Bobur", "Dilnoza", "Rustam")
    }

    assert "Want to join" in pages["Bobur"]
    assert scene.cast.people["Dilnoza"].name in pages["Bobur"]
    assert [name for name, page in pages.items() if "Want to join" in page] == ["Bobur"]


def test_the_button_of_a_card_says_and_takes_back(scene):
    idea_id = scene.on_board("Bobur")
    browser, board = scene.cast.browser("Dilnoza"), f"{scene.path}/ideas"
    assert f'action="/ideas/{idea_id}/join"' in browser.get(board).text
    assert f'action="/ideas/{idea_id}/join"' not in scene.cast.browser("Bobur").get(board).text

    scene.cast.form(browser, f"/ideas/{idea_id}/join", {"wants": "true"}, back=board)

    assert 'name="wants" value="false" aria-pressed="true"' in browser.get(board).text


@pytest.mark.parametrize(("name", "slug"), [("Bobur", "own-idea-joined"), ("Shoira", "forbidden")])
def test_nobody_joins_an_idea_of_their_own_or_without_taking_part(scene, name, slug):
    assert kind(join(scene, name, scene.on_board("Bobur")))[1] == slug


def test_a_wish_goes_where_its_idea_is_merged_into(scene):
    scene.cast.add("Zarina", Role.PARTICIPANT)
    taken, kept = scene.on_board("Zarina"), scene.on_board("Bobur")
    scene.check_in("Bobur", "Dilnoza")
    join(scene, "Dilnoza", taken)

    def merge(session):
        idea = session.get(Idea, taken)
        idea.state, idea.merged_into_id = "merged", kept

    scene.db.write(merge)
    page = scene.cast.browser("Bobur").get(f"/ideas/{kept}").text
    assert scene.cast.people["Dilnoza"].name in page
    scene.cast.move("forming")
    scene.cast.program("Bobur").post(f"{scene.path}/teams", {"name": "Kaft", "ideas": [kept]})

    with scene.db.read() as session:
        (asked,) = session.query(Request)
        assert asked.participant.person_id == scene.cast.id("Dilnoza")


def test_an_idea_without_a_place_on_the_board_is_not_joined(scene):
    assert join(scene, "Dilnoza", scene.draft("Bobur")).status_code in {403, 404, 409}


def test_after_the_lock_nobody_wants_any_more(scene):
    idea_id = scene.on_board("Bobur")
    scene.cast.move("build")

    assert kind(join(scene, "Dilnoza", idea_id))[1] == "gate-closed"


def test_the_team_is_asked_for_a_seat_in_the_name_of_who_is_free(scene):
    idea_id = scene.on_board("Bobur")
    scene.check_in("Bobur", "Dilnoza")
    join(scene, "Dilnoza", idea_id)
    scene.cast.move("forming")

    made = scene.cast.program("Bobur").post(
        f"{scene.path}/teams", {"name": "Kaft", "ideas": [idea_id]}
    )

    assert made.status_code == 201, made.json
    with scene.db.read() as session:
        (asked,) = session.query(Request)
        assert (asked.state, asked.participant.person_id) == ("asked", scene.cast.id("Dilnoza"))
