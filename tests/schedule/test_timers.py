"""The hall's clock: one runs at a time, rests, is given more, and ends."""

from functools import partial
from threading import Thread

import pytest

from camp.core.errors import Invalid
from camp.schedule import queries, timers
from camp.schedule.models import Timer
from tests.cast import Cast


def start(cast, seconds=240, kind="pitch"):
    return cast.db.write(
        partial(
            timers.start_timer,
            camp_id=cast.camp.id, kind=kind, subject="", seconds=seconds,
            by=cast.id("Rustam"), now=cast.clock(),
        )
    )  # fmt: skip


def act(cast, verb, timer, **kwargs):
    by, at = cast.id("Rustam"), cast.clock()
    return cast.db.write(partial(verb, timer_id=timer.id, by=by, now=at, **kwargs))


def left(cast):
    with cast.db.read() as session:
        timer = queries.running_timer(session, cast.camp.id)
        return timer and queries.remaining(timer, cast.clock())


def test_a_timer_counts_down_rests_and_goes_on(cast):
    timer = start(cast, 240)
    cast.clock.pass_(seconds=60)
    assert left(cast) == 180

    act(cast, timers.pause_timer, timer)
    cast.clock.pass_(seconds=500)
    act(cast, timers.pause_timer, timer)
    assert left(cast) == 180

    act(cast, timers.resume_timer, timer)
    cast.clock.pass_(seconds=30)
    act(cast, timers.resume_timer, timer)
    assert left(cast) == 150

    cast.clock.pass_(seconds=1000)
    assert left(cast) == 0


def test_time_given_after_the_end_is_really_given(cast):
    timer = start(cast, 60)
    cast.clock.pass_(seconds=90)

    act(cast, timers.extend_timer, timer, seconds=60)

    assert left(cast) == 60


def test_a_new_timer_ends_the_one_that_runs(cast):
    first = start(cast)
    second = start(cast, 180, "questions")

    with cast.db.read() as session:
        assert queries.running_timer(session, cast.camp.id).id == second.id
        assert session.get(Timer, first.id).ended_at == cast.clock()
        assert queries.remaining(session.get(Timer, first.id), cast.clock()) == 0


def test_a_stopped_timer_stays_stopped(cast):
    timer = start(cast)
    program = cast.program("Kamol")
    path = f"/camps/{cast.slug}/timers/{timer.id}"

    first, again = program.delete(path), program.delete(path)

    assert first.json == again.json
    assert left(cast) is None
    assert program.post(f"{path}/pause").json["type"] == "/problems/timer-ended"
    assert program.post(f"{path}/extension", {"seconds": 60}).status_code == 409


@pytest.mark.parametrize("seconds", [0, 4 * 3600 + 1])
def test_a_timer_runs_for_a_reasonable_time(cast, seconds):
    with pytest.raises(Invalid):
        start(cast, seconds)


def test_nothing_runs_longer_than_four_hours_by_being_given_more(cast):
    timer = start(cast, 4 * 3600 - 30)

    with pytest.raises(Invalid):
        act(cast, timers.extend_timer, timer, seconds=60)


def test_a_program_starts_and_reads_the_clock(cast):
    path = f"/camps/{cast.slug}/timers"
    made = cast.program("Rustam").post(path, {"kind": "call", "seconds": 300})
    cast.clock.pass_(seconds=10)

    assert (made.status_code, made.json["remaining"]) == (201, 300)
    assert [one["remaining"] for one in cast.program(None).get(path).json] == [290]
    extended = cast.program("Rustam").post(f"{path}/{made.json['id']}/extension", {"seconds": 60})
    assert extended.json["remaining"] == 350
    refused = cast.program("Bobur").post(path, {"kind": "call", "seconds": 300})
    assert refused.json["type"] == "/problems/forbidden"
    assert cast.program("Rustam").post(path, {"kind": "tea", "seconds": 9}).status_code == 422


def test_the_desk_runs_the_clock(cast):
    desk = f"/camps/{cast.slug}/schedule/desk"
    root = f"/camps/{cast.slug}/schedule/timers"
    moderator = cast.browser("Rustam")

    cast.form(moderator, root, {"timer_kind": "call", "minutes": "5"}, back=desk)
    with cast.db.read() as session:
        timer = queries.running_timer(session, cast.camp.id)
    page = moderator.get(desk).text
    for step in ("pause", "resumption", "extension"):
        cast.form(moderator, f"{root}/{timer.id}/{step}", back=desk)

    assert f"{root}/{timer.id}/pause" in page
    assert left(cast) == 360
    cast.form(moderator, f"{root}/{timer.id}/stop", back=desk)
    assert left(cast) is None


def test_of_two_timers_started_at_once_one_runs(any_app, clock):
    cast = Cast(any_app, clock)
    both = [Thread(target=start, args=(cast,)) for _ in range(4)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    with cast.db.read() as session:
        assert session.query(Timer).filter_by(camp_id=cast.camp.id, ended_at=None).count() == 1
