"""Who judges whom: stepping aside, being away, and the reserve."""

import pytest
from sqlalchemy import func, select

from camp.core.models import LogEntry
from camp.core.rules import Role
from camp.jury import panel, rounds, service
from camp.jury.board import board
from camp.jury.models import JuryConflict
from camp.mentoring.models import Feedback, Mentor
from tests.again import again
from tests.jury.bench import Bench
from tests.jury.test_casting_ballots import body, slug


def state(bench, juror, team):
    with bench.db.read() as session:
        return board(session, bench.round_id).cell(bench.jurors[juror], bench.teams[team]).state


def facts(bench, kind):
    with bench.db.read() as session:
        return session.scalar(select(func.count(LogEntry.id)).filter_by(kind=kind))


def test_stepping_aside_locks_the_team(bench):
    jasur = bench.program("Jasur")
    sent = {"team": bench.teams["Kaft"], "juror": "", "kind": "employer", "text": "My student."}
    assert jasur.post(bench.url("/conflicts"), sent).status_code == 201
    assert jasur.post(bench.url("/conflicts"), sent).status_code == 201

    assert state(bench, "Jasur", "Kaft") == "recused"
    assert facts(bench, "ConflictDeclared") == 1
    answer = jasur.put(bench.ballot_url("Kaft"), body())
    assert (answer.status_code, slug(answer)) == (403, "conflict-of-interest")


def test_a_ballot_that_was_in_becomes_void(bench):
    bench.cast("Jasur", "Kaft")
    bench.do(panel.declare_conflict, juror="Jasur", team="Kaft", kind="family", text="", by="x")

    assert state(bench, "Jasur", "Kaft") == "void"
    with bench.db.read() as session:
        assert board(session, bench.round_id).count(bench.teams["Kaft"], "submitted") == 0


def test_only_the_organiser_takes_a_conflict_back(bench):
    bench.cast("Jasur", "Kaft", 5, 2)
    bench.do(panel.declare_conflict, juror="Jasur", team="Kaft", kind="family", text="", by="x")
    sent = {"team": bench.teams["Kaft"], "juror": bench.jurors["Jasur"], "reason": "Mistaken team."}

    for name in ("Jasur", "Kamol", "Jamila"):
        assert bench.program(name).delete(bench.url("/conflicts"), sent).status_code == 403
    assert bench.program("Aziza").delete(bench.url("/conflicts"), sent).status_code == 204
    assert bench.program("Aziza").delete(bench.url("/conflicts"), sent).status_code == 204

    assert state(bench, "Jasur", "Kaft") == "draft"
    assert bench.cast("Jasur", "Kaft", 5, 2, revision=3).state == "submitted"


def test_a_juror_declares_for_oneself_and_the_secretary_for_anybody(bench):
    sent = {"team": bench.teams["Kaft"], "juror": bench.jurors["Lobar"], "kind": "other"}

    assert bench.program("Jasur").post(bench.url("/conflicts"), sent).status_code == 403
    assert bench.program("Kamol").post(bench.url("/conflicts"), sent).status_code == 201
    assert state(bench, "Lobar", "Kaft") == "recused"


def test_a_mentor_who_helped_steps_aside_when_the_round_opens(app, clock):
    bench = again(Bench, app, clock, is_open=False)
    person = bench.id("Jasur")

    def note(session):
        mentor = Mentor(camp_id=bench.camp.id, person_id=person)
        session.add(mentor)
        session.flush()
        for team, helped in (("Kaft", True), ("Saksovul", False)):
            session.add(
                Feedback(
                    camp_id=bench.camp.id, team_id=bench.teams[team], mentor_id=mentor.id,
                    light="green", materially_helped=helped, at=clock(),
                )
            )  # fmt: skip

    bench.db.write(note)
    bench.do(rounds.open_round, by=bench.id("Kamol"))

    with bench.db.read() as session:
        found = session.scalars(select(JuryConflict)).all()
        assert [(one.team_id, one.source) for one in found] == [(bench.teams["Kaft"], "mentored")]
    assert state(bench, "Jasur", "Kaft") == "recused"


def test_an_absent_juror_does_not_score_and_is_not_waited_for(bench):
    sent = {"juror": bench.jurors["Jasur"], "team": bench.teams["Kaft"], "reason": "In traffic."}
    assert bench.program("Kamol").post(bench.url("/absences"), sent).status_code == 201
    assert bench.program("Kamol").post(bench.url("/absences"), sent).status_code == 201

    assert state(bench, "Jasur", "Kaft") == "absent"
    assert facts(bench, "JurorAbsent") == 1
    answer = bench.program("Jasur").put(bench.ballot_url("Kaft"), body())
    assert (answer.status_code, slug(answer)) == (403, "absent")


def test_who_scored_was_not_absent(bench):
    bench.cast("Jasur", "Kaft")
    sent = {"juror": bench.jurors["Jasur"], "team": bench.teams["Kaft"], "reason": ""}
    answer = bench.program("Kamol").post(bench.url("/absences"), sent)

    assert (answer.status_code, slug(answer)) == (409, "ballot-is-in")


def test_leaving_early_is_noted_from_a_team_on(bench):
    bench.cast("Jasur", "Saksovul")
    page = bench.browser("Kamol")
    sent = {"juror": bench.jurors["Jasur"], "team": bench.teams["Kaft"], "onwards": "yes"}
    bench.form(page, bench.url("/absences"), sent, back=f"/camps/{bench.slug}/jury/desk")

    states = [state(bench, "Jasur", team) for team in bench.teams]
    assert states == ["absent", "absent", "submitted"]


def test_an_absence_noted_by_mistake_is_opened_again(bench):
    sent = {"juror": bench.jurors["Jasur"], "team": bench.teams["Kaft"], "reason": ""}
    bench.program("Kamol").post(bench.url("/absences"), sent)
    bench.program("Kamol").post(
        bench.ballot_url("Kaft") + "/reopening",
        {"juror": bench.jurors["Jasur"], "reason": "He was there."},
    )

    assert state(bench, "Jasur", "Kaft") == "not_yet"
    assert bench.cast("Jasur", "Kaft", revision=2).state == "submitted"


def test_a_reserve_sits_in_from_a_team_onwards(bench):
    sent = {"juror": bench.jurors["Nodir"], "from_team": bench.teams["Yoʻlchi"]}
    assert bench.program("Kamol").post(bench.url("/reserve"), sent).status_code == 201
    assert bench.program("Kamol").post(bench.url("/reserve"), sent).status_code == 201

    states = [state(bench, "Nodir", team) for team in bench.teams]
    assert states == ["", "not_yet", "not_yet"]
    assert facts(bench, "ReserveSeated") == 1
    assert slug(bench.program("Nodir").put(bench.ballot_url("Kaft"), body())) == "not-on-panel"
    assert bench.cast("Nodir", "Yoʻlchi").state == "submitted"


def test_who_has_a_seat_is_no_reserve(bench):
    sent = {"juror": bench.jurors["Jasur"], "from_team": bench.teams["Kaft"]}

    assert bench.program("Kamol").post(bench.url("/reserve"), sent).status_code == 422


@pytest.mark.parametrize("tail", ["/absences", "/reserve"])
@pytest.mark.parametrize("name", ["Jasur", "Jamila", "Rustam", "Bobur", "Malika"])
def test_the_panel_is_the_secretarys(bench, tail, name):
    sent = {"juror": bench.jurors["Nodir"], "team": bench.teams["Kaft"]}
    if tail == "/reserve":
        sent["from_team"] = sent.pop("team")

    assert bench.program(name).post(bench.url(tail), sent).status_code == 403


def test_the_briefing_is_kept_once(bench):
    page = bench.browser("Jasur")
    assert "Before you judge" in page.get(f"/camps/{bench.slug}/jury").text
    for _ in range(2):
        bench.form(page, bench.url("/briefing"), back=f"/camps/{bench.slug}/jury")

    assert facts(bench, "JurorBriefed") == 1
    assert "Kaft" in page.get(f"/camps/{bench.slug}/jury").text


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("stop", "else a part from 60 % of it, else stop."),
        ("skip", "else a part from 60 % of it, else the next team."),
        ("knapsack", "points above 40.0 add up to most for the money; a part is at least 60 %"),
    ],
)
def test_the_rules_are_told_before_the_first_mark(app, clock, rule, said):
    bench = again(Bench, app, clock, funding_rule=rule, merit_floor=40.0, tie_margin=1.5)
    bench.sit("Bobur", "Kaft")

    for name, path in (("Jasur", f"/camps/{bench.slug}/jury"),
                       ("Bobur", f"/camps/{bench.slug}/project")):  # fmt: skip
        page = bench.browser(name).get(path, follow_redirects=True).text
        assert "A strict and a generous juror count the same" in page
        assert "Teams within 1.5 points are tied" in page
        assert said in page


def test_a_minor_is_named_by_first_name_and_initial(bench):
    bench.add("Umida Karimova", Role.PARTICIPANT, birth_year=2012)
    bench.add("Sherzod Aliyev", Role.PARTICIPANT)
    bench.sit("Umida Karimova", "Kaft")
    bench.sit("Sherzod Aliyev", "Kaft")

    page = bench.browser("Jasur").get(bench.url("/conflicts")).text
    assert "Umida K." in page
    assert "Karimova" not in page
    assert "Sherzod Aliyev" in page


def test_conflicts_are_kept_before_the_round_opens(app, clock):
    bench = again(Bench, app, clock, is_open=False)
    bench.do(panel.declare_conflict, juror="Jasur", team="Kaft", kind="funder", text="", by="x")
    bench.do(service.open_round, by=bench.id("Kamol"))

    assert state(bench, "Jasur", "Kaft") == "recused"
