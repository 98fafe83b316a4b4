"""Dots: how many, on what, by whom, and until when."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest

from camp.core.errors import CampError
from camp.ideas import dots, service
from tests.ideas.scene import kind


@pytest.fixture
def vote(scene):
    """Two ideas of Bobur's, one of Dilnoza's; Dilnoza and Gulnora have checked in."""
    scene.check_in("Bobur", "Dilnoza")
    scene.join("Gulnora")
    scene.ids = [scene.on_board(title=title) for title in "ABC"]
    scene.hers = scene.on_board("Dilnoza", title="Hers")
    scene.open_vote()
    return scene


def test_dots_are_given_and_taken_back(vote):
    answers = [vote.give("Dilnoza", vote.ids[0], n).json for n in (2, 1, 0)]

    assert answers == [
        {"dots": 2, "left": 1, "late": ""},
        {"dots": 1, "left": 2, "late": ""},
        {"dots": 0, "left": 3, "late": ""},
    ]
    assert vote.dots() == [(0, "")]


def test_the_same_dots_sent_twice_count_once(vote):
    answers = [vote.give("Dilnoza", vote.ids[0], 2).json for _ in range(2)]

    assert answers == [{"dots": 2, "left": 1, "late": ""}] * 2
    assert vote.dots() == [(2, "")]


def test_no_more_than_two_on_one_idea_and_three_in_all(vote):
    assert kind(vote.give("Dilnoza", vote.ids[0], 3)) == (422, "too-many-dots")

    vote.give("Dilnoza", vote.ids[0], 2)

    assert kind(vote.give("Dilnoza", vote.ids[1], 2)) == (409, "no-dots-left")
    assert vote.give("Dilnoza", vote.ids[1], 1).json["left"] == 0
    assert kind(vote.give("Dilnoza", vote.ids[2], 1)) == (409, "no-dots-left")
    assert sorted(vote.dots()) == [(1, ""), (2, "")]


def test_the_camps_own_limits_count(app, clock):
    from tests.cast import Cast
    from tests.ideas.scene import Scene

    scene = Scene(Cast(app, clock, phase="ideas", dots=1, dots_per_idea=1, self_vote=True))
    scene.check_in("Bobur")
    own = scene.on_board()
    scene.open_vote()

    assert kind(scene.give("Bobur", own, 2)) == (422, "too-many-dots")
    assert scene.give("Bobur", own, 1).json == {"dots": 1, "left": 0, "late": ""}


def test_nobody_gives_dots_to_an_own_idea(vote):
    assert kind(vote.give("Dilnoza", vote.hers, 1)) == (409, "own-idea")


def test_only_who_has_checked_in_gives_dots(vote):
    from camp.core.rules import Role

    vote.cast.add("Timur", Role.PARTICIPANT)

    assert kind(vote.give("Timur", vote.ids[0], 1)) == (403, "not-checked-in")


@pytest.mark.parametrize("name", ["Aziza", "Rustam", "Jasur", "Malika", "Shoira", "Sardor"])
def test_who_does_not_take_part_gives_no_dots(vote, name):
    assert kind(vote.give(name, vote.ids[0], 1)) == (403, "forbidden")


def test_half_a_dot_is_no_dot(vote):
    assert kind(vote.give("Dilnoza", vote.ids[0], "1")) == (422, "invalid")
    assert kind(vote.give("Dilnoza", vote.ids[0], -1)) == (422, "invalid")


def test_no_dots_before_the_vote_opens(scene):
    scene.check_in("Dilnoza")
    idea_id = scene.on_board()
    scene.cast.move("voting")

    assert kind(scene.give("Dilnoza", idea_id, 1)) == (409, "gate-closed")


def test_no_dots_on_an_idea_that_is_not_on_the_board(scene):
    scene.check_in("Dilnoza")
    idea_id = scene.sent()
    scene.open_vote()

    assert kind(scene.give("Dilnoza", idea_id, 1)) == (409, "wrong-state")


def test_dots_on_a_withdrawn_idea_are_free_again(vote):
    vote.give("Dilnoza", vote.ids[0], 2)
    vote.give("Dilnoza", vote.ids[1], 1)
    vote.write(service.withdraw_idea, idea_id=vote.ids[0], by=vote.cast.id("Bobur"))

    assert vote.give("Dilnoza", vote.ids[2], 2).json == {"dots": 2, "left": 0, "late": ""}


def test_the_stars_are_plain_forms(vote):
    browser = vote.cast.browser("Dilnoza")
    back = f"{vote.path}/ideas?show=people"

    answer = vote.cast.form(
        browser, f"/ideas/{vote.ids[0]}/dots", {"dots": "2", "cast_at": ""}, back=back
    )

    assert (answer.status_code, answer.headers["Location"]) == (303, back)
    assert vote.dots() == [(2, "")]


def test_a_refused_star_brings_the_board_back(vote):
    vote.give("Dilnoza", vote.ids[0], 2)
    vote.give("Dilnoza", vote.ids[1], 1)
    browser = vote.cast.browser("Dilnoza")

    answer = vote.cast.form(
        browser, f"/ideas/{vote.ids[2]}/dots", {"dots": "1"}, back=f"{vote.path}/ideas"
    )

    assert answer.status_code == 409
    assert "You have no dots left. Take one back first." in answer.text


def test_two_devices_together_never_exceed_the_limit(any_scene):
    scene = any_scene
    scene.check_in("Dilnoza")
    ids = [scene.on_board(title=title) for title in "ABCDEF"]
    scene.open_vote()
    together, refused = Barrier(len(ids)), []

    def tap(idea_id):
        together.wait()
        try:
            scene.write(dots.give_dots, idea_id=idea_id, dots=1, by=scene.cast.id("Dilnoza"))
        except CampError as error:
            refused.append(error.slug)

    taps = [Thread(target=tap, args=[idea_id]) for idea_id in ids]
    for one in taps:
        one.start()
    for one in taps:
        one.join()

    assert sum(given for given, _ in scene.dots()) == 3
    assert refused == ["no-dots-left"] * 3


def test_two_writers_with_connections_of_their_own_keep_the_limit(any_scene):
    """As two processes do: the camp's row is what they wait for, not the writer's queue."""
    from camp.core.work import Database

    scene = any_scene
    scene.check_in("Dilnoza")
    ids = [scene.on_board(title=title) for title in "ABCD"]
    scene.open_vote()
    url = scene.db.engine.url.render_as_string(hide_password=False)
    other, together, refused = Database(url), Barrier(2), []

    def tap(database, mine):
        together.wait()
        for idea_id in mine:
            try:
                database.write(
                    lambda session, idea_id=idea_id: dots.give_dots(
                        session,
                        idea_id=idea_id,
                        dots=2,
                        by=scene.cast.id("Dilnoza"),
                        now=scene.clock(),
                    )
                )
            except CampError as error:
                refused.append(error.slug)

    taps = [
        Thread(target=tap, args=[scene.db, ids[:2]]), Thread(target=tap, args=[other, ids[2:]]),
    ]  # fmt: skip
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    other.close()

    assert [given for given, _ in scene.dots() if given] == [2]
    assert refused == ["no-dots-left"] * 3


def test_what_waits_on_a_phone_arrives_within_the_grace_and_is_flagged(vote):
    before = vote.clock() + timedelta(minutes=4)
    vote.clock.pass_(minutes=22)

    answers = [vote.give("Dilnoza", vote.ids[0], 2, cast_at=before) for _ in range(2)]

    assert [one.json for one in answers] == [{"dots": 2, "left": 1, "late": "waiting"}] * 2
    assert vote.dots() == [(0, "waiting")]


@pytest.mark.parametrize(
    ("minutes", "given_after"),
    [(26, 4), (22, 21), (22, None)],
    ids=["after the grace", "given after the close", "nobody says when"],
)
def test_what_is_too_late_is_refused(vote, minutes, given_after):
    cast_at = None if given_after is None else vote.clock() + timedelta(minutes=given_after)
    vote.clock.pass_(minutes=minutes)

    assert kind(vote.give("Dilnoza", vote.ids[0], 1, cast_at=cast_at)) == (409, "gate-closed")
    assert vote.dots() == []


def test_late_dots_keep_the_limits_too(vote):
    vote.give("Dilnoza", vote.ids[0], 2)
    before = vote.clock()
    vote.clock.pass_(minutes=21)

    assert kind(vote.give("Dilnoza", vote.ids[1], 2, cast_at=before)) == (409, "no-dots-left")


@pytest.mark.parametrize(
    ("accept", "counted"), [(True, [(0, "accepted"), (2, "accepted")]),
                            (False, [(0, "refused"), (2, "refused")])]
)  # fmt: skip
def test_the_moderator_takes_a_late_ballot_whole_or_not_at_all(vote, accept, counted):
    vote.give("Dilnoza", vote.ids[0], 2)
    before = vote.clock()
    vote.clock.pass_(minutes=21)
    vote.give("Dilnoza", vote.ids[0], 0, cast_at=before)
    vote.give("Dilnoza", vote.ids[1], 2, cast_at=before)
    path = f"{vote.path}/voting/late/{vote.cast.participant('Dilnoza').id}"
    rustam = vote.cast.program("Rustam")

    answers = [rustam.put(path, {"accept": accept}).json for _ in range(2)]

    assert answers == [{"ideas": 2}, {"ideas": 0}]
    assert sorted(vote.dots()) == counted
    stands = {one["id"]: one["own_dots"] for one in
              vote.cast.program("Dilnoza").get(f"{vote.path}/ideas").json}  # fmt: skip
    assert (stands[vote.ids[0]], stands[vote.ids[1]]) == ((0, 2) if accept else (2, 0))


def test_a_decision_on_a_late_ballot_stays_decided(vote):
    before = vote.clock()
    vote.clock.pass_(minutes=21)
    vote.give("Dilnoza", vote.ids[0], 1, cast_at=before)
    path = f"{vote.path}/voting/late/{vote.cast.participant('Dilnoza').id}"
    vote.cast.program("Rustam").put(path, {"accept": False})

    again = vote.give("Dilnoza", vote.ids[0], 1, cast_at=before)

    assert again.json["late"] == "refused"
    assert vote.dots() == [(0, "refused")]


@pytest.mark.parametrize("name", ["Dilnoza", "Jasur", "Shoira"])
def test_only_who_runs_the_vote_decides_on_late_ballots(vote, name):
    path = f"{vote.path}/voting/late/{vote.cast.participant('Dilnoza').id}"

    assert kind(vote.cast.program(name).put(path, {"accept": True})) == (403, "forbidden")
