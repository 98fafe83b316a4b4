"""The last switch of the phase, who made it, and its undo within 30 seconds."""

from datetime import UTC, datetime

import pytest

from camp.control.undoing import FREE
from camp.core.models import Camp, LogEntry
from camp.core.phases import open_gates
from camp.core.rules import Role
from camp.ideas.models import Idea, Voting
from camp.jury.models import Round
from camp.teams.models import Team
from tests.again import again
from tests.cast import Cast
from tests.control.moves import add, idea, phase_of, put
from tests.jury.bench import Bench


def switch(cast, name, phase, **more):
    """Move the camp now: the log is dated by the machine's clock, so the undo is, too."""
    cast.clock.now = datetime.now(UTC)
    assert put(cast, name, phase, **more).status_code == 200
    return cast.program(name).get(f"/camps/{cast.slug}/phase/switch").json


def undo(cast, name, move, **more):
    return cast.program(name).post(f"/camps/{cast.slug}/phase/undo", {"move": move}, **more)


def facts(cast, *kinds):
    with cast.db.read() as session:
        found = session.query(LogEntry).filter(
            LogEntry.camp_id == cast.camp.id, LogEntry.kind.in_(kinds)
        )
        return [(one.kind, one.told) for one in found.order_by(LogEntry.seq)]


def gates(cast):
    with cast.db.read() as session:
        return set(open_gates(session, session.get_one(Camp, cast.camp.id)))


def test_a_switch_is_undone_within_30_seconds_and_the_log_says_so(cast):
    add(cast, idea(cast))
    path = f"/camps/{cast.slug}/phase/switch"
    assert cast.program("Aziza").get(path).status_code == 404
    moved = switch(cast, "Aziza", "ideas")
    assert (moved["by"], moved["before"], moved["after"]) == ("Aziza", "checkin", "ideas")
    assert moved["undo_until"]
    assert cast.program("Kamol").get(path).json == {**moved, "undo_until": None}
    assert cast.program("Bobur").get(path).status_code == 403

    cast.clock.pass_(seconds=25)
    answer = undo(cast, "Aziza", moved["move"])

    assert (answer.status_code, answer.json["phase"]) == (200, "checkin")
    assert cast.program("Aziza").get(path).json["is_undo"] is True
    assert phase_of(cast) == "checkin"
    assert facts(cast, "PhaseMoved", "PhaseMoveUndone") == [
        ("PhaseMoved", {"before": "checkin", "after": "ideas", "reason": ""}),
        ("PhaseMoveUndone", {"before": "ideas", "after": "checkin", "move": moved["move"]}),
    ]


def test_an_undo_sent_twice_undoes_once(cast):
    add(cast, idea(cast))
    move = switch(cast, "Aziza", "ideas")["move"]

    assert [undo(cast, "Aziza", move).status_code for _ in range(2)] == [200, 200]
    assert len(facts(cast, "PhaseMoveUndone")) == 1


def test_after_30_seconds_the_undo_is_over(cast):
    add(cast, idea(cast))
    move = switch(cast, "Aziza", "ideas")["move"]
    cast.clock.pass_(seconds=31)

    answer = undo(cast, "Aziza", move)

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/undo-is-over")
    assert phase_of(cast) == "ideas"


def test_what_was_switched_again_meanwhile_is_not_undone(cast):
    add(cast, idea(cast))
    first = switch(cast, "Aziza", "ideas")["move"]
    switch(cast, "Rustam", "voting")

    answer = undo(cast, "Aziza", first)

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/phase-changed")
    assert answer.json["phase"] == "voting"


@pytest.mark.parametrize(
    "name", ["Bobur", "Jasur", "Malika", "Shoira", "Nodira", "Sardor", "Kamol"]
)
def test_who_may_not_switch_may_not_undo(cast, name):
    add(cast, idea(cast))
    move = switch(cast, "Aziza", "ideas")["move"]

    assert undo(cast, name, move).status_code == 403
    assert phase_of(cast) == "ideas"


def test_gates_by_hand_stand_again_and_what_happened_in_between_stays(app, clock):
    cast = again(Cast, app, clock, phase="voting")
    add(cast, Voting(camp_id=cast.camp.id, state="revealed"))
    root = f"/camps/{cast.slug}/gates"
    cast.program("Aziza").put(f"{root}/ideas", {"open": True, "reason": "One more idea."})
    move = switch(cast, "Rustam", "forming")["move"]
    assert gates(cast) == {"door", "teams"}
    cast.program("Aziza").put(f"{root}/audience", {"open": True, "reason": "A trial."})
    cast.program("Aziza").post(f"/camps/{cast.slug}/announcements", {"text": "Find a team."})

    undo(cast, "Aziza", move)
    assert gates(cast) == {"door", "dots", "ideas", "audience"}
    assert len(facts(cast, "AnnouncementMade")) == 1
    again_ = switch(cast, "Rustam", "forming")["move"]
    undo(cast, "Rustam", again_)
    assert gates(cast) == {"door", "dots", "ideas", "audience"}


def test_the_lock_of_teams_is_undone_unless_it_ended_a_request(app, clock):
    bench = again(Bench, app, clock, is_open=False, team_min=0)
    bench.move("forming")
    bench.db.write(
        lambda session: [setattr(one, "state", "forming") for one in session.query(Team)]
    )
    add(bench, idea(bench, state="pitched"))
    move = switch(bench, "Aziza", "build")["move"]
    assert states(bench, Team) == {"locked"}

    assert undo(bench, "Aziza", move).status_code == 200
    assert states(bench, Team) == {"forming"}
    assert states(bench, Idea) == {"pitched"}

    team = bench.teams["Kaft"]
    assert bench.program("Dilnoza").post(f"/teams/{team}/requests", {}).status_code == 201
    moved = switch(bench, "Aziza", "build")
    assert moved["undo_until"] is None
    answer = undo(bench, "Aziza", moved["move"])
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/switch-stays")


def states(cast, kind):
    with cast.db.read() as session:
        return {one.state for one in session.query(kind).filter_by(camp_id=cast.camp.id)}


def test_the_begun_jury_is_undone_until_somebody_touches_it(app, clock):
    bench = again(Bench, app, clock, is_open=False)
    bench.move("locked")
    move = switch(bench, "Aziza", "jury")["move"]
    assert undo(bench, "Aziza", move).status_code == 200
    assert states(bench, Round) == {"prepared"}

    move = switch(bench, "Aziza", "jury")["move"]
    bench.cast("Jasur", "Kaft", state="draft")
    answer = undo(bench, "Aziza", move)
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/switch-stays")
    assert phase_of(bench) == "jury"


def test_what_is_sealed_is_never_undone(app, clock):
    bench = again(Bench, app, clock, quorum=0)
    moved = switch(bench, "Kamol", "deliberation")

    assert moved["undo_until"] is None
    answer = undo(bench, "Kamol", moved["move"])
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/switch-stays")
    for way in (("jury", "deliberation"), ("deliberation", "results"), ("results", "appeals"),
                ("appeals", "followup"), ("deliberation", "jury"), ("jury", "locked")):  # fmt: skip
        assert way not in FREE


def test_the_room_says_who_switched_and_offers_the_undo_for_30_seconds(cast):
    add(cast, idea(cast))
    page, path = cast.browser("Aziza"), f"/camps/{cast.slug}/control/switch"
    assert "Last switch" not in page.get(path).text
    switch(cast, "Aziza", "ideas")

    told = page.get(path).text
    assert "Aziza, <time" in told
    assert ">Undo<" in told
    assert ">Undo<" not in cast.browser("Kamol").get(path).text
    (move,) = {part.split('"')[0] for part in told.split('name="move" value="')[1:]}
    cast.clock.pass_(seconds=31)
    assert ">Undo<" not in page.get(path).text
    late = cast.form(page, f"/camps/{cast.slug}/control/phase/undo", {"move": move})
    assert (late.status_code, "The 30 seconds of the undo are over." in late.text) == (409, True)

    cast.clock.pass_(seconds=-11)
    undone = cast.form(page, f"/camps/{cast.slug}/control/phase/undo", {"move": move})
    assert undone.headers["Location"] == f"/camps/{cast.slug}/control"
    assert "Switch undone:" in page.get(path).text


def test_a_moderator_undoes_what_a_moderator_may_switch(cast):
    cast.add("Zulfiya", Role.MODERATOR)
    cast.move("ideas")
    move = switch(cast, "Rustam", "voting")["move"]

    assert undo(cast, "Zulfiya", move).json["phase"] == "ideas"
