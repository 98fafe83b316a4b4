"""The vote opens, lasts longer, closes and is revealed; nobody reads a tally before the close."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from camp.core.models import LogEntry
from tests.ideas.scene import kind


@pytest.fixture
def vote(scene):
    scene.check_in("Bobur", "Dilnoza")
    scene.join("Gulnora", "Timur")
    scene.first, scene.second = scene.on_board(title="Kaft"), scene.on_board(title="Saksovul")
    scene.cast.move("voting")
    return scene


def run(scene, state, **body):
    return scene.cast.program("Rustam").put(f"{scene.path}/voting", {"state": state, **body})


def ends(scene, **span):
    return (scene.clock() + timedelta(**span)).isoformat()


def give_all(scene):
    scene.give("Dilnoza", scene.first, 2)
    scene.give("Gulnora", scene.first, 2)
    scene.give("Timur", scene.first, 1)
    scene.give("Timur", scene.second, 2)


def tally(scene, name="Rustam"):
    return scene.cast.program(name).get(f"{scene.path}/voting/tally")


def test_a_vote_opens_closes_and_is_revealed_each_once(vote):
    closes_at = ends(vote, minutes=25)
    opened = [run(vote, "open", closes_at=closes_at) for _ in range(2)]
    again = run(vote, "open")
    vote.clock.pass_(minutes=3)
    closed = [run(vote, "closed") for _ in range(2)]
    vote.clock.pass_(minutes=3)
    revealed = [run(vote, "revealed") for _ in range(2)]

    assert [(one.json["state"], one.json["closes_at"]) for one in [*opened, again]] == [
        ("open", closes_at)
    ] * 3
    assert [one.json["closed_at"] for one in closed] == [
        (vote.clock() - timedelta(minutes=3)).isoformat()
    ] * 2
    assert [one.json["state"] for one in revealed] == ["revealed"] * 2


def test_a_vote_that_nobody_times_lasts_twenty_minutes(vote):
    assert run(vote, "open").json["closes_at"] == ends(vote, minutes=20)


def test_a_vote_opens_only_in_its_phase(vote):
    vote.cast.move("ideas")

    assert kind(run(vote, "open")) == (409, "gate-closed")


@pytest.mark.parametrize("state", ["closed", "revealed"])
def test_a_vote_that_never_opened_does_not_close(vote, state):
    assert kind(run(vote, state)) == (409, "voting-moved")


def test_nothing_is_revealed_while_dots_are_taken(vote):
    run(vote, "open")

    assert kind(run(vote, "revealed")) == (409, "voting-moved")


def test_a_closed_vote_stays_closed(vote):
    run(vote, "open")
    run(vote, "closed")

    assert kind(run(vote, "open", closes_at=ends(vote, minutes=60))) == (409, "voting-moved")


def test_a_vote_is_extended_and_never_shortened(vote):
    run(vote, "open", closes_at=ends(vote, minutes=20))

    longer = run(vote, "open", closes_at=ends(vote, minutes=25))
    shorter = run(vote, "open", closes_at=ends(vote, minutes=10))

    assert (longer.json["closes_at"], longer.json["extended_minutes"]) == (
        ends(vote, minutes=25),
        5,
    )
    assert kind(shorter) == (422, "invalid")


def test_two_presses_of_five_more_minutes_give_five(vote):
    run(vote, "open", closes_at=ends(vote, minutes=20))
    end = ends(vote, minutes=25)
    form = {"state": "open", "minutes": "5", "seen": ends(vote, minutes=20)}
    vote.clock.pass_(minutes=2)

    for name in ("Rustam", "Aziza"):
        vote.cast.form(vote.cast.browser(name), f"{vote.path}/ideas/voting", form)

    assert vote.cast.program(None).get(f"{vote.path}/voting").json["closes_at"] == end


def test_time_that_ran_out_takes_no_dots_and_may_be_extended(vote):
    run(vote, "open", closes_at=ends(vote, minutes=20))
    before = vote.clock()
    vote.clock.pass_(minutes=21)
    vote.give("Dilnoza", vote.first, 2, cast_at=before)
    refused = kind(vote.give("Timur", vote.first, 1))

    run(vote, "open", closes_at=ends(vote, minutes=5))

    assert refused == (409, "gate-closed")
    # What waited came before the new end, so it simply counts.
    assert vote.dots() == [(2, "")]
    assert vote.give("Timur", vote.first, 1).json["late"] == ""


def test_the_clocks_end_stands_when_the_moderator_closes_later(vote):
    run(vote, "open", closes_at=ends(vote, minutes=20))
    end = ends(vote, minutes=20)
    vote.clock.pass_(minutes=23)

    assert run(vote, "closed").json["closed_at"] == end


def test_the_tally_counts_dots_and_distinct_voters(vote):
    run(vote, "open")
    give_all(vote)
    run(vote, "closed")

    assert tally(vote).json == [
        {"idea": vote.first, "dots": 5, "voters": 3},
        {"idea": vote.second, "dots": 2, "voters": 1},
    ]


@pytest.mark.parametrize("name", ["Rustam", "Aziza"])
def test_nobody_who_runs_the_vote_reads_the_tally_before_the_close(vote, name):
    run(vote, "open", closes_at=ends(vote, minutes=20))
    give_all(vote)

    while_open = kind(tally(vote, name))
    vote.clock.pass_(minutes=30)
    after_the_clock = kind(tally(vote, name))

    assert [while_open, after_the_clock] == [(409, "tally-hidden")] * 2


@pytest.mark.parametrize("name", ["Dilnoza", "Jamila", "Shoira", "Olim", "Sardor"])
def test_the_tally_before_the_reveal_is_for_who_runs_the_vote(vote, name):
    run(vote, "open")
    run(vote, "closed")

    assert kind(tally(vote, name)) == (403, "forbidden")


def test_late_dots_are_decided_before_the_reveal(vote):
    run(vote, "open", closes_at=ends(vote, minutes=20))
    before = vote.clock()
    vote.clock.pass_(minutes=21)
    vote.give("Dilnoza", vote.first, 2, cast_at=before)
    run(vote, "closed")

    waiting = (kind(run(vote, "revealed")), tally(vote).json)
    vote.cast.program("Rustam").put(
        f"{vote.path}/voting/late/{vote.cast.participant('Dilnoza').id}", {"accept": True}
    )

    assert waiting == ((409, "late-waiting"), [])
    assert run(vote, "revealed").json["state"] == "revealed"
    assert tally(vote).json == [{"idea": vote.first, "dots": 2, "voters": 1}]


def test_after_the_reveal_nothing_arrives_any_more(vote):
    run(vote, "open")
    before = vote.clock()
    run(vote, "closed")
    run(vote, "revealed")

    assert kind(vote.give("Dilnoza", vote.first, 1, cast_at=before)) == (409, "gate-closed")


def test_everybody_reads_the_tally_after_the_reveal(vote):
    run(vote, "open")
    give_all(vote)
    run(vote, "closed")
    run(vote, "revealed")

    for name in (None, "Dilnoza", "Jasur"):
        board = vote.cast.program(name).get(f"{vote.path}/ideas").json
        assert [(one["title"], one["dots"], one["voters"]) for one in board] == [
            ("Kaft", 5, 3), ("Saksovul", 2, 1),
        ]  # fmt: skip


def test_ballots_are_counted_in_the_open(vote):
    run(vote, "open")
    give_all(vote)
    vote.give("Dilnoza", vote.first, 0)

    body = vote.cast.program(None).get(f"{vote.path}/voting").json

    assert (body["ballots"], body["eligible"]) == (2, 4)
    assert vote.cast.program("Timur").get(f"{vote.path}/voting").json["left"] == 0


def test_the_log_does_not_tell_whose_dots_went_where(vote):
    run(vote, "open")
    give_all(vote)

    with vote.db.read() as session:
        given = session.scalars(select(LogEntry.facts).filter_by(kind="DotsGiven")).all()

    assert given == [{"late": False}] * 4


@pytest.mark.parametrize("name", ["Dilnoza", "Kamol", "Shoira", "Jasur", "Olim"])
def test_the_vote_is_run_by_moderator_and_organisers(vote, name):
    answer = vote.cast.program(name).put(f"{vote.path}/voting", {"state": "open"})

    assert kind(answer) == (403, "forbidden")


def test_cards_stand_in_an_order_of_ones_own_while_the_vote_is_on(vote):
    vote.cast.move("ideas")
    for n in range(8):
        vote.on_board(title=f"Idea {n}")
    vote.cast.move("voting")
    run(vote, "open")

    def order(name):
        return [one["id"] for one in vote.cast.program(name).get(f"{vote.path}/ideas").json]

    assert order("Dilnoza") == order("Dilnoza")
    assert sorted(order("Dilnoza")) == sorted(order("Gulnora"))
    assert order("Dilnoza") != order("Gulnora")
