"""Rooms that hear teams at the same time, and the pages of who goes where."""

import pytest
from sqlalchemy import select

from camp.core.models import LogEntry
from camp.jury import panel, rounds, visits
from camp.jury.board import board
from camp.jury.models import Round, Slot
from camp.jury.rules import LastRoom, RoomInUse
from tests.jury.test_ballot_costs import statements
from tests.jury.test_pages import counted
from tests.jury.visiting import SIX, go, in_rooms, plan_now, planned, sampled


def test_rooms_hear_their_teams_at_the_same_time(app, clock):
    bench = in_rooms(app, clock)
    with bench.db.read() as session:
        stand = board(session, bench.round_id)
        first = {room: following for room, (_, following) in stand.by_room.items()}
    assert set(first) == {"1", "2"}
    for slot in first.values():
        bench.do(rounds.start_slot, team_id=slot.team_id, by=bench.id("Kamol"))

    with bench.db.read() as session:
        stand = board(session, bench.round_id)
        on_stage = [now.team_id for now, _ in stand.by_room.values()]
        there = {
            team: [juror.id for juror in stand.jurors if stand.is_begun(juror.id, team)]
            for team in on_stage
        }
    assert all(there.values())
    assert not set.intersection(*map(set, there.values()))


def test_a_room_that_closes_gives_its_teams_to_the_others(app, clock):
    bench = in_rooms(app, clock)
    by = {"by": bench.id("Kamol")}
    with bench.db.read() as session:
        running = board(session, bench.round_id).by_room["2"][1].team_id
    bench.do(rounds.start_slot, team_id=running, **by)
    with pytest.raises(RoomInUse):
        bench.do(visits.set_room, room="2", is_open=False, **by)

    bench.do(rounds.end_slot, team_id=running, close_anyway=True, **by)
    bench.do(visits.set_room, room="2", is_open=False, **by)
    with bench.db.read() as session:
        slots = session.scalars(select(Slot).filter_by(round_id=bench.round_id, state="waiting"))
        assert {slot.room for slot in slots} == {"1"}
    assert not plan_now(bench).shortages
    with pytest.raises(LastRoom):
        bench.do(visits.set_room, room="1", is_open=False, **by)

    bench.do(visits.set_room, room="2", is_open=True, **by)
    with bench.db.read() as session:
        assert session.get_one(Round, bench.round_id).rooms == ["1", "2"]


def test_pages_lead_a_juror_from_table_to_table(app, clock):
    bench = sampled(app, clock)
    bench.do(panel.brief_juror, person_id=bench.id("Jasur"))
    home = f"/camps/{bench.slug}/jury"
    jasur = bench.browser("Jasur")
    first, second = planned(bench)["Jasur"][:2]
    assert f"Next: {first}" in jasur.get(home).text
    sent = bench.form(jasur, bench.url("/visits"), {}, back=home)
    assert sent.location == bench.url(f"/teams/{bench.teams[first]}")
    assert f"You are with {first}" in jasur.get(home).text

    ballot = {"mark-impact": "4", "mark-problem": "3", "state": "submitted", "revision": "0"}
    done = bench.form(jasur, bench.ballot_url(first), ballot, back=sent.location)
    assert done.location == home
    assert f"Next: {second}" in jasur.get(home).text


def test_the_page_of_the_plan_is_the_secretarys(app, clock):
    bench = sampled(app, clock)
    place, root = f"/camps/{bench.slug}/jury/plan", bench.url()
    kamol = bench.browser("Kamol")
    assert "Who goes where" in kamol.get(place).text
    for name in ("Jasur", "Bobur", "Jamila"):
        assert bench.browser(name).get(place).status_code == 403
        assert bench.browser(name).get(bench.url("/plan")).status_code == 403

    sent = bench.form(kamol, f"{root}/panel/end", {"at": "00:00"}, back=place)
    assert "This time is over already." in sent.text
    bench.form(kamol, f"{root}/panel", {"kind": "rooms", "rooms": "3"}, back=place)
    assert "Room 3" in kamol.get(bench.url("/plan")).text
    wrong = bench.form(kamol, f"{root}/panel", {"kind": "rooms", "rooms": "40"}, back=place)
    assert "Give a number of rooms from 1 to 12." in wrong.text
    wrong = bench.form(
        kamol, f"{root}/panel", {"kind": "sampled", "line_places": "9" * 30}, back=place
    )
    assert "Give a number from 0 to 999." in wrong.text
    gone = f"{root}/jurors/{bench.jurors['Jasur']}/presence"
    bench.form(kamol, gone, {"is_here": "false"}, back=place)
    assert bench.seat_of("Jasur").left_at is not None


def test_the_plan_takes_the_same_few_statements_whatever_the_jury(app, clock):
    small, large = (sampled(app, clock, teams=teams) for teams in (("Kaft", "Nur"), SIX))
    pages = [counted(one, one.browser("Kamol"), one.url("/plan")) for one in (small, large)]
    steps = [statements(one, lambda one=one: go(one, "Jasur")) for one in (small, large)]

    assert pages[0] == pages[1]
    assert steps[0] == steps[1]


def test_the_same_step_twice_is_one_step(app, clock):
    bench = sampled(app, clock)
    jasur = bench.program("Jasur")
    once = [jasur.post(bench.url("/visits"), {}, key="k1") for _ in range(2)]
    assert [one.status_code for one in once] == [201, 201]
    with bench.db.read() as session:
        begun = list(session.scalars(select(LogEntry).filter_by(kind="VisitBegun")))
    assert len(begun) == 1
