"""Jurors who go from table to table: the plan, its changes, and what a plan never costs."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from camp.core.models import LogEntry
from camp.jury import panel, rounds, visits
from camp.jury.board import board
from camp.jury.rules import NothingNext, NoVisits, PanelLocked, TablesTaken
from camp.teams.models import Team
from tests.jury.test_casting_ballots import slug
from tests.jury.visiting import JURORS, SIX, choose, go, plan_now, planned, sampled


def judge_all(bench):
    """Let every juror go from table to table until nobody is needed."""
    for juror in JURORS * 20:
        try:
            bench.cast(juror, go(bench, juror))
        except (NothingNext, TablesTaken):
            continue


def test_at_tables_every_team_gets_its_quorum_and_jurors_share_the_way(app, clock):
    bench = sampled(app, clock)

    paths = planned(bench)
    coming = [team for path in paths.values() for team in path]
    assert sorted(coming) == sorted(SIX * 2)
    assert [len(paths[name]) for name in JURORS] == [4, 4, 4]
    assert paths["Nodir"] == []

    judge_all(bench)
    with bench.db.read() as session:
        stand = board(session, bench.round_id)
        assert all(stand.count(team, "submitted") == 2 for team in stand.teams)
        assert stand.all_in


def test_the_next_table_is_a_free_one_and_the_same_until_the_ballot_is_in(app, clock):
    bench = sampled(app, clock)
    first = go(bench, "Jasur")

    assert go(bench, "Jasur") == first
    assert len({first, go(bench, "Jamila"), go(bench, "Lobar")}) == 3

    bench.cast("Jasur", first)
    assert go(bench, "Jasur") != first


def test_a_taken_table_is_told(app, clock):
    bench = sampled(app, clock, teams=("Kaft",))
    waits = [name for name, path in planned(bench).items() if path]
    go(bench, waits[0])
    answer = bench.program(waits[1]).post(bench.url("/visits"), {})
    assert (answer.status_code, slug(answer)) == (409, "tables-taken")

    bench.cast(waits[0], "Kaft")
    assert (
        bench.program(waits[1]).post(bench.url("/visits"), {}).json["team"] == (bench.teams["Kaft"])
    )


def test_who_finds_nobody_at_the_table_comes_there_last(app, clock):
    bench = sampled(app, clock)
    empty = go(bench, "Jasur")
    bench.do(visits.put_off, person_id=bench.id("Jasur"), team=empty)
    bench.do(visits.put_off, person_id=bench.id("Jasur"), team=empty)

    assert planned(bench)["Jasur"][-1] == empty
    assert go(bench, "Jasur") != empty


def test_a_juror_who_leaves_is_replaced_with_few_changes(app, clock):
    bench = sampled(app, clock)
    done, begun = go(bench, "Jasur"), go(bench, "Lobar")
    bench.cast("Jasur", done)
    before = planned(bench)
    bench.do(visits.leave, juror="Jasur", by=bench.id("Kamol"))
    bench.do(visits.leave, juror="Jasur", by=bench.id("Kamol"))

    after = planned(bench)
    assert after["Jasur"] == []
    for name in ("Jamila", "Lobar"):
        assert set(before[name]) <= set(after[name])
    assert not plan_now(bench).shortages
    assert go(bench, "Lobar") == begun
    with bench.db.read() as session:
        kinds = list(session.scalars(select(LogEntry.kind).filter_by(kind="JurorLeft")))
    assert len(kinds) == 1

    bench.do(visits.come_back, juror="Jasur", by=bench.id("Kamol"))
    assert bench.seat_of("Jasur").left_at is None


def test_a_ballot_marked_by_an_older_plan_counts(app, clock):
    bench = sampled(app, clock)
    lost = planned(bench)["Jasur"][0]
    bench.do(visits.leave, juror="Jasur", by=bench.id("Kamol"))
    bench.cast("Jasur", lost)

    with bench.db.read() as session:
        cell = board(session, bench.round_id).cell(bench.jurors["Jasur"], bench.teams[lost])
    assert cell.state == "submitted"


def test_stepping_aside_is_a_hard_block(app, clock):
    bench = sampled(app, clock)
    team = planned(bench)["Jasur"][0]
    bench.do(
        panel.declare_conflict, juror="Jasur", team=team, kind="family", text="",
        by=bench.id("Jasur"),
    )  # fmt: skip

    assert team not in planned(bench)["Jasur"]
    assert not plan_now(bench).shortages


def test_a_shortage_is_said_with_its_reason(app, clock):
    bench = sampled(app, clock)
    for juror in ("Jasur", "Lobar"):
        bench.do(
            panel.declare_conflict, juror=juror, team="Kaft", kind="family", text="",
            by=bench.id(juror),
        )  # fmt: skip
    page = bench.browser("Kamol").get(bench.url("/plan")).text
    assert "Kaft: 1 missing. Too many stepped aside for it or were away." in page

    bench.do(panel.seat_reserve, juror="Nodir", from_team=bench.teams["Kaft"], by="x")
    assert "Every team reaches its quorum by this plan." in (
        bench.browser("Kamol").get(bench.url("/plan")).text
    )
    assert "Kaft" in planned(bench)["Nodir"]


def test_a_reserve_is_sent_only_where_the_reserve_sits(app, clock):
    bench = sampled(app, clock, quorum=3)
    bench.do(visits.leave, juror="Jasur", by="x")
    bench.do(panel.seat_reserve, juror="Nodir", from_team=bench.teams["Nur"], by="x")

    with bench.db.read() as session:
        stand = board(session, bench.round_id)
        sent = {team for juror, team in stand.visits if juror == bench.jurors["Nodir"]}
    assert sent == {bench.teams["Nur"], bench.teams["Suv"]}


def test_too_little_time_is_said_and_taken_back(app, clock):
    bench = sampled(app, clock)
    bench.do(visits.end_by, at=clock() + timedelta(minutes=25), by=bench.id("Kamol"))
    assert {one.reason for one in plan_now(bench).shortages} == {"time"}
    assert max(len(path) for path in planned(bench).values()) == 2

    bench.do(visits.end_by, at=None, by=bench.id("Kamol"))
    assert not plan_now(bench).shortages
    assert plan_now(bench).minutes >= 40


def test_a_team_that_withdraws_is_left_out_at_the_next_step(app, clock):
    bench = sampled(app, clock)
    bench.db.write(
        lambda session: setattr(session.get(Team, bench.teams["Kaft"]), "state", "withdrawn")
    )
    desk = bench.browser("Kamol")
    assert "Something changed since the plan was made." in desk.get(bench.url("/plan")).text

    bench.do(visits.plan_again, by=bench.id("Kamol"))
    assert all("Kaft" not in path for path in planned(bench).values())
    assert "Something changed" not in desk.get(bench.url("/plan")).text


def test_time_left_goes_where_the_line_is_uncertain(app, clock):
    bench = sampled(app, clock, line_places=3)
    marks = dict(zip(SIX, ((5, 5), (5, 5), (3, 3), (3, 3), (1, 1), (1, 1)), strict=True))
    middle = {"Saksovul", "Bogʻ"}
    seen = {juror: [] for juror in JURORS}
    for juror in JURORS * 4:
        seen[juror].append(go(bench, juror))
        bench.cast(juror, seen[juror][-1], *marks[seen[juror][-1]])
    assert sorted(team for teams in seen.values() for team in teams) == sorted(SIX * 2)

    with_middle = [juror for juror in JURORS if not middle <= set(seen[juror])]
    assert with_middle
    for juror in with_middle:
        assert go(bench, juror) in middle


@pytest.mark.parametrize("has_ballot", [True, False])
def test_a_line_that_nothing_tells_sends_nobody_astray(app, clock, has_ballot):
    bench = sampled(app, clock, teams=("Kaft",), line_places=1, quorum=1)
    first = next(name for name, path in planned(bench).items() if path)
    second = next(name for name in JURORS if name != first)
    if has_ballot:
        bench.cast(first, go(bench, first))
        assert go(bench, second) == "Kaft"
    else:
        with pytest.raises(NothingNext):
            go(bench, second)


def test_nobody_is_sent_on_when_the_line_was_not_asked_for(app, clock):
    bench = sampled(app, clock)
    judge_all(bench)
    with pytest.raises(NothingNext):
        go(bench, "Jasur")


def test_the_way_of_the_jury_is_locked_by_the_first_ballot(app, clock):
    bench = sampled(app, clock)
    choose(bench, "full")
    with bench.db.read() as session:
        assert not board(session, bench.round_id).visits
    with pytest.raises(NoVisits):
        go(bench, "Jasur")
    bench.cast("Jasur", "Kaft")
    with pytest.raises(PanelLocked):
        choose(bench, "sampled")


def test_a_round_put_back_keeps_its_way_and_plans_anew(app, clock):
    bench = sampled(app, clock)
    bench.do(rounds.put_back, reason="Rehearsal.", by=bench.id("Aziza"))
    bench.do(rounds.open_round, by=bench.id("Kamol"))

    assert sum(map(len, planned(bench).values())) == 12
