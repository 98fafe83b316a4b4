"""The pitch queue: its order, its clock, and who reads for an absent author."""

from sqlalchemy import select

from camp.schedule.models import Timer
from tests.ideas.scene import kind


def queue(scene):
    return [
        (one["idea"], one["state"], one["reader"])
        for one in scene.cast.program(None).get(f"{scene.path}/pitches").json
    ]


def timers(scene):
    with scene.db.read() as session:
        return [
            (one.kind, one.subject, one.seconds, one.ended_at is None)
            for one in session.scalars(select(Timer).order_by(Timer.started_at))
        ]


def move(scene, idea_id, **body):
    return scene.cast.program("Rustam").put(f"/ideas/{idea_id}/pitch", body)


def test_ideas_wait_in_the_order_in_which_they_were_let_in(scene):
    first, second = scene.on_board(), scene.on_board("Dilnoza")

    assert queue(scene) == [(first, "waiting", ""), (second, "waiting", "")]


def test_the_moderator_orders_the_queue(scene):
    ids = [scene.on_board(title=title) for title in "ABC"]
    order = [ids[2], ids[0], ids[1]]
    rustam = scene.cast.program("Rustam")

    answers = [rustam.put(f"{scene.path}/pitches", {"order": order}) for _ in range(2)]

    assert [one.json for one in answers] == [{"order": order}] * 2
    assert [one[0] for one in queue(scene)] == order


def test_an_order_that_forgets_an_idea_is_refused(scene):
    first, second = scene.on_board(), scene.on_board("Dilnoza")
    rustam = scene.cast.program("Rustam")

    answers = [
        rustam.put(f"{scene.path}/pitches", {"order": order})
        for order in ([first], [first, first], [first, second, "x"])
    ]

    assert [kind(one) for one in answers] == [(422, "invalid")] * 3


def test_a_pitch_is_moved_by_a_button(scene):
    ids = [scene.on_board(title=title) for title in "ABC"]
    browser = scene.cast.browser("Rustam")

    scene.cast.form(browser, f"/ideas/{ids[2]}/place", {"place": "0"})
    scene.cast.form(browser, f"/ideas/{ids[0]}/place", {"place": "9"})

    assert [one[0] for one in queue(scene)] == [ids[2], ids[1], ids[0]]


def test_a_pitch_runs_for_sixty_seconds_and_ends_the_one_before(scene):
    first, second = scene.on_board(), scene.on_board("Dilnoza")

    states = [move(scene, first, state="now").json["state"] for _ in range(2)]
    scene.clock.pass_(seconds=61)
    move(scene, second, state="now")

    assert states == ["now", "now"]
    assert timers(scene) == [("idea", first, 60, False), ("idea", second, 60, True)]
    assert queue(scene) == [(first, "done", ""), (second, "now", "")]
    assert (scene.idea(first).state, scene.idea(second).state) == ("pitched", "screened_in")


def test_a_pitch_is_done_skipped_or_put_back(scene):
    idea_id = scene.on_board()
    move(scene, idea_id, state="now")
    seen = []
    for state in ("done", "done", "waiting", "skipped"):
        move(scene, idea_id, state=state)
        seen.append((scene.idea(idea_id).pitch, scene.idea(idea_id).state))

    assert seen == [
        ("done", "pitched"), ("done", "pitched"), ("waiting", "screened_in"),
        ("skipped", "screened_in"),
    ]  # fmt: skip
    assert timers(scene) == [("idea", idea_id, 60, False)]


def test_a_proxy_reads_for_an_absent_author_and_is_named(scene):
    idea_id = scene.on_board()
    proxy = scene.cast.participant("Dilnoza").id

    answers = [move(scene, idea_id, proxy=proxy, state="now") for _ in range(2)]

    assert [one.status_code for one in answers] == [200, 200]
    assert queue(scene) == [(idea_id, "now", "Dilnoza")]
    board = scene.cast.browser().get(f"{scene.path}/ideas").text
    assert "Dilnoza reads for Bobur" in board

    move(scene, idea_id, proxy=None)
    assert queue(scene) == [(idea_id, "now", "")]


def test_a_proxy_is_somebody_of_this_camp(scene):
    idea_id = scene.on_board()

    assert kind(move(scene, idea_id, proxy="nobody")) == (404, "not-found")


def test_nobody_pitches_while_the_vote_is_on(scene):
    idea_id = scene.on_board()
    scene.cast.move("voting")

    assert kind(move(scene, idea_id, state="now")) == (409, "gate-closed")


def test_an_idea_that_nobody_let_in_is_not_pitched(scene):
    assert kind(move(scene, scene.sent(), state="now")) == (409, "wrong-state")


def test_participants_and_jurors_do_not_run_the_queue(scene):
    idea_id = scene.on_board()

    answers = [
        scene.cast.program(name).put(f"/ideas/{idea_id}/pitch", {"state": "now"})
        for name in ("Bobur", "Jasur", "Malika")
    ]

    assert [kind(one) for one in answers] == [(403, "forbidden")] * 3


def test_the_author_sees_the_place_in_the_queue(scene):
    scene.on_board("Dilnoza")
    scene.on_board()

    page = scene.cast.browser("Bobur").get(f"{scene.path}/ideas").text

    assert "You pitch as number 2, in about 3 min." in page
