"""Ballots on paper: typed twice, the second time blind; nothing that is in is overwritten."""

import pytest

from camp.core.models import LogEntry
from camp.core.rules import Role
from camp.jury import panel, rounds
from camp.jury.models import Ballot, HeldBallot, PaperEntry
from camp.people.appointing import appoint

TEAM = "Kaft"
MARKS = {"impact": 4, "problem": 2}
OTHER = {"impact": 3, "problem": 2}


@pytest.fixture
def desk(any_bench):
    return any_bench


def type_(bench, who, marks=MARKS, *, juror="Jasur", **more):
    body = {"juror": bench.jurors[juror], "team": bench.teams[TEAM], "marks": marks}
    return bench.program(who).post(bench.url("/paper-ballots"), body, **more)


def settle(bench, who, marks=MARKS, reason="The cross is on 4."):
    body = {"juror": bench.jurors["Jasur"], "team": bench.teams[TEAM], "marks": marks}
    return bench.program(who).put(bench.url("/paper-ballots"), {**body, "reason": reason})


def counts(bench, juror="Jasur"):
    with bench.db.read() as session:
        found = session.query(Ballot).filter_by(
            juror_id=bench.jurors[juror], team_id=bench.teams[TEAM], is_current=True
        )
        return [(one.state, one.marks, one.source, one.by) for one in found]


def facts(bench, kind):
    with bench.db.read() as session:
        return [one.facts for one in session.query(LogEntry).filter_by(kind=kind)]


def test_two_people_who_type_the_same_cast_the_ballot(desk):
    states = [type_(desk, "Kamol"), type_(desk, "Aziza"), type_(desk, "Aziza")]

    assert [one.json["state"] for one in states] == ["once", "in", "in"]
    assert counts(desk) == [("submitted", MARKS, "paper", desk.id("Aziza"))]
    agreed = facts(desk, "PaperAgreed")
    assert [(one["first"], one["second"]) for one in agreed] == [
        (desk.id("Kamol"), desk.id("Aziza"))
    ]


def test_the_first_person_alone_casts_nothing(desk):
    states = [type_(desk, "Kamol"), type_(desk, "Kamol"), type_(desk, "Kamol", OTHER)]

    assert [one.json["state"] for one in states] == ["once"] * 3
    assert counts(desk) == []
    assert settle(desk, "Kamol").json["type"] == "/problems/own-entry"
    assert settle(desk, "Aziza").json["type"] == "/problems/own-entry"


def test_what_differs_is_settled_by_a_third_look_with_a_reason(desk):
    type_(desk, "Kamol", OTHER)
    assert type_(desk, "Aziza").json["state"] == "differs"
    assert type_(desk, "Kamol").json["state"] == "differs"
    assert counts(desk) == []

    refusals = [settle(desk, "Kamol"), settle(desk, "Aziza", reason=" ")]
    settled = [settle(desk, "Aziza"), settle(desk, "Aziza")]

    assert [one.status_code for one in refusals] == [403, 422]
    assert [one.status_code for one in settled] == [200, 409]
    assert counts(desk) == [("submitted", MARKS, "paper", desk.id("Aziza"))]


def test_a_ballot_that_is_in_is_shown_and_never_overwritten(desk):
    desk.cast("Jasur", TEAM, impact=1, problem=1)
    type_(desk, "Kamol")
    assert type_(desk, "Aziza").json["state"] == "exists"
    assert counts(desk)[0][1] == {"impact": 1, "problem": 1}

    assert settle(desk, "Aziza", None, "The phone is right.").json["state"] == "dropped"

    assert counts(desk)[0][1] == {"impact": 1, "problem": 1}
    with desk.db.read() as session:
        assert {one.outcome for one in session.query(PaperEntry)} == {"dropped"}


def test_after_the_closure_paper_waits_as_late(desk):
    desk.cast_all(but=[("Jasur", TEAM)])
    desk.do(rounds.close_round, by=desk.id("Kamol"))
    type_(desk, "Kamol")

    assert type_(desk, "Aziza").json["state"] == "held"

    with desk.db.read() as session:
        kept = session.query(HeldBallot).one()
    assert (kept.marks, kept.decision, counts(desk)) == (MARKS, "waiting", [])


@pytest.mark.parametrize(
    ("who", "status"),
    [("Kamol", 200), ("Aziza", 200), ("Jasur", 403), ("Jamila", 403), ("Shoira", 403), (None, 401)],
)
def test_secretary_and_organisers_type_and_no_juror_does(bench, who, status):
    assert type_(bench, who).status_code == status


def test_an_organiser_who_judges_does_not_type(bench):
    bench.db.write(lambda session: bench._give(session, bench.people["Lobar"], (Role.ORGANISER,)))

    assert type_(bench, "Lobar").json["type"] == "/problems/juror-types"


def test_the_screen_asks_shows_both_and_prints(bench):
    kamol, aziza = bench.browser("Kamol"), bench.browser("Aziza")
    path = bench.url("/paper")
    cell = {"juror": bench.jurors["Jasur"], "team": bench.teams[TEAM]}
    first = bench.form(kamol, path, {**cell, "mark-impact": "4", "mark-problem": "2"})
    blind = aziza.get(path, query_string=cell).text
    second = bench.form(aziza, path, {**cell, "mark-impact": "3", "mark-problem": "2"})

    assert first.location == f"{path}?done=once"
    assert 'value="4"' not in blind
    assert second.location.startswith(f"{path}?done=differs&juror=")
    assert "The two entries differ" in aziza.get(path, query_string=cell).text
    assert "You typed it first" in kamol.get(path, query_string=cell).text
    gap = bench.form(aziza, path, {**cell, "mark-impact": "x"})
    assert gap.status_code == 422
    printed = kamol.get(bench.url("/paper/ballots")).text
    assert printed.count('class="ballot-sheet"') == 9
    assert kamol.get(bench.url("/paper/ballots?blank=4")).text.count('class="ballot-sheet"') == 4


def step_aside(bench, juror="Jasur"):
    bench.do(
        panel.declare_conflict, juror=juror, team=TEAM, kind="other", text="",
        by=bench.id("Kamol"),
    )  # fmt: skip


def test_a_sheet_is_given_up_once_its_juror_stepped_aside(bench):
    type_(bench, "Kamol")
    step_aside(bench)

    typed = type_(bench, "Aziza")
    given_up = settle(bench, "Kamol", None, "The juror stepped aside.")

    assert typed.json["type"] == "/problems/conflict-of-interest"
    assert (given_up.status_code, given_up.json["state"]) == (200, "dropped")
    assert [(one["juror_id"], one["team_id"]) for one in facts(bench, "PaperDropped")] == [
        (bench.jurors["Jasur"], bench.teams[TEAM])
    ]
    assert settle(bench, "Kamol", None, "Again.").json["type"] == "/problems/nothing-typed"


def test_a_juror_gives_no_sheet_up(bench):
    bench.db.write(lambda session: appoint(
        session, camp_id=bench.camp.id, person_id=bench.id("Jasur"), role=Role.ORGANISER,
        by=bench.id("Aziza"), now=bench.clock(),
    ))  # fmt: skip
    type_(bench, "Kamol")

    assert settle(bench, "Jasur", None, "x").json["type"] == "/problems/juror-types"
