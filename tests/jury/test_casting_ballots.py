"""Jurors mark teams: drafts, handing in, two devices, and what is refused."""

from uuid import uuid4

import pytest
from sqlalchemy import select

from camp.core.ledger import short
from camp.core.models import Gate, LogEntry
from camp.jury import ballots, rounds
from camp.jury.models import Ballot
from camp.teams.models import Team


def body(impact=4, problem=3, *, state="submitted", revision=0, **more):
    marks = {"impact": impact, "problem": problem}
    return {"marks": marks, "state": state, "revision": revision, **more}


def rows(bench):
    with bench.db.read() as session:
        return session.scalars(select(Ballot).order_by(Ballot.revision)).all()


def slug(answer):
    assert answer.mimetype == "application/problem+json", answer.data
    return answer.json["type"].removeprefix("/problems/")


def test_a_ballot_is_answered_once_it_counts(bench):
    answer = bench.program("Jasur").put(
        bench.ballot_url("Kaft"), body(comment="Clear.", device_at="2027-04-16T08:59:00Z")
    )

    assert answer.status_code == 200
    assert answer.json == {
        "revision": 1,
        "state": "submitted",
        "received_at": "2027-04-16T09:00:00+00:00",
        "seq": entry(bench).seq,
        "receipt": short(entry(bench).hash),
    }
    [ballot] = rows(bench)
    assert (ballot.marks, ballot.comment) == ({"impact": 4, "problem": 3}, "Clear.")
    assert ballot.device_at.isoformat() == "2027-04-16T08:59:00+00:00"


def entry(bench):
    with bench.db.read() as session:
        return session.scalars(
            select(LogEntry).filter_by(kind="BallotCast").order_by(LogEntry.seq.desc())
        ).first()


def test_a_draft_grows_into_a_ballot_row_by_row(bench):
    jasur = bench.program("Jasur")
    first = jasur.put(
        bench.ballot_url("Kaft"), {"marks": {"impact": 5}, "state": "draft", "revision": 0}
    )
    second = jasur.put(bench.ballot_url("Kaft"), body(5, 2, revision=1))

    assert [first.json["revision"], second.json["revision"]] == [1, 2]
    assert [(one.revision, one.state, one.is_current) for one in rows(bench)] == [
        (1, "draft", False),
        (2, "submitted", True),
    ]


def test_the_same_key_twice_leaves_one_ballot(bench):
    key = str(uuid4())
    jasur = bench.program("Jasur")
    first = jasur.put(bench.ballot_url("Kaft"), body(), key=key)
    second = jasur.put(bench.ballot_url("Kaft"), body(), key=key)

    assert first.json == second.json
    assert len(rows(bench)) == 1


def test_equal_content_at_an_old_revision_is_fine_and_adds_nothing(bench):
    jasur = bench.program("Jasur")
    jasur.put(bench.ballot_url("Kaft"), body())
    again = jasur.put(bench.ballot_url("Kaft"), body())

    assert (again.status_code, again.json["revision"]) == (200, 1)
    assert len(rows(bench)) == 1


def test_a_second_device_is_told_both_versions(bench):
    jasur = bench.program("Jasur")
    jasur.put(bench.ballot_url("Kaft"), body(5, 5))
    stale = jasur.put(bench.ballot_url("Kaft"), body(1, 1))

    assert (stale.status_code, slug(stale)) == (409, "stale-revision")
    assert stale.json["yours"]["marks"] == {"impact": 1, "problem": 1}
    assert stale.json["theirs"]["marks"] == {"impact": 5, "problem": 5}
    assert stale.json["theirs"]["revision"] == 1


def test_a_revision_that_never_was_is_stale(bench):
    stale = bench.program("Jasur").put(bench.ballot_url("Kaft"), body(revision=7))

    assert (slug(stale), stale.json["theirs"]) == ("stale-revision", None)


def test_what_is_handed_in_does_not_become_a_draft_again(bench):
    bench.cast("Jasur", "Kaft")
    answer = bench.program("Jasur").put(
        bench.ballot_url("Kaft"), body(1, 1, state="draft", revision=1)
    )

    assert (answer.status_code, slug(answer)) == (409, "already-submitted")


def test_a_juror_changes_a_ballot_that_is_in(bench):
    bench.cast("Jasur", "Kaft", 4, 3)
    bench.cast("Jasur", "Kaft", 2, 3, revision=1)

    assert [(one.marks["impact"], one.is_current) for one in rows(bench)] == [(4, False), (2, True)]


@pytest.mark.parametrize(
    ("marks", "state", "field"),
    [
        ({"impact": 6, "problem": 3}, "draft", "impact"),
        ({"impact": 0, "problem": 3}, "draft", "impact"),
        ({"impact": 3, "charm": 3}, "draft", "charm"),
        ({"impact": 3}, "submitted", "problem"),
    ],
)
def test_marks_that_the_rubric_does_not_know_are_refused(bench, marks, state, field):
    answer = bench.program("Jasur").put(
        bench.ballot_url("Kaft"), {"marks": marks, "state": state, "revision": 0}
    )

    assert (answer.status_code, slug(answer)) == (422, "invalid")
    assert list(answer.json["fields"]) == [field]
    assert rows(bench) == []


@pytest.mark.parametrize("mark", [True, "4", 3.5, None])
def test_only_whole_numbers_are_marks(bench, mark):
    answer = bench.program("Jasur").put(bench.ballot_url("Kaft"), body(mark))

    assert (answer.status_code, slug(answer)) == (422, "invalid")


def test_a_long_comment_is_refused(bench):
    answer = bench.program("Jasur").put(bench.ballot_url("Kaft"), body(comment="x" * 601))

    assert answer.status_code == 422


def test_a_closed_round_takes_no_ballot(bench):
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    answer = bench.program("Jasur").put(bench.ballot_url("Kaft"), body())

    assert (answer.status_code, slug(answer)) == (409, "round-closed")


def test_a_shut_gate_takes_no_ballot(bench):
    bench.db.write(
        lambda session: session.add(Gate(camp_id=bench.camp.id, name="ballots", is_open=False))
    )
    answer = bench.program("Jasur").put(bench.ballot_url("Kaft"), body())

    assert (answer.status_code, slug(answer)) == (409, "gate-closed")


def test_a_reserve_who_does_not_sit_has_no_ballot(bench):
    answer = bench.program("Nodir").put(bench.ballot_url("Kaft"), body())

    assert (answer.status_code, slug(answer)) == (403, "not-on-panel")


@pytest.mark.parametrize("name", ["Bobur", "Malika", "Kamol", "Aziza", "Sardor"])
def test_only_jurors_cast(bench, name):
    answer = bench.program(name).put(bench.ballot_url("Kaft"), body())

    assert (answer.status_code, slug(answer)) == (403, "forbidden")


def test_a_team_of_another_camp_is_not_here(bench, app, clock):
    from tests.jury.bench import Bench

    other = Bench(app, clock)
    answer = bench.program("Jasur").put(bench.url(f"/ballots/{other.teams['Kaft']}"), body())

    assert answer.status_code == 404


def test_the_secretary_opens_a_ballot_again_with_a_reason(bench):
    bench.cast("Jasur", "Kaft", 5, 5)
    answer = bench.program("Kamol").post(
        bench.ballot_url("Kaft") + "/reopening",
        {"juror": bench.jurors["Jasur"], "reason": "Wrong team on the tablet."},
    )
    again = bench.program("Kamol").post(
        bench.ballot_url("Kaft") + "/reopening",
        {"juror": bench.jurors["Jasur"], "reason": "Wrong team on the tablet."},
    )

    assert (answer.json["state"], answer.json["revision"]) == ("reopened", 2)
    assert again.json["revision"] == 2
    assert rows(bench)[-1].marks == {"impact": 5, "problem": 5}
    bench.cast("Jasur", "Kaft", 1, 1, revision=2)
    assert rows(bench)[-1].state == "submitted"


def test_there_is_nothing_to_open_again_where_nothing_is(bench):
    answer = bench.program("Kamol").post(
        bench.ballot_url("Kaft") + "/reopening", {"juror": bench.jurors["Jasur"], "reason": "Why."}
    )

    assert (answer.status_code, slug(answer)) == (409, "nothing-to-reopen")


def test_a_juror_cannot_open_a_ballot_again(bench):
    bench.cast("Jasur", "Kaft")
    answer = bench.program("Jasur").post(
        bench.ballot_url("Kaft") + "/reopening", {"juror": bench.jurors["Jasur"], "reason": "Why."}
    )

    assert answer.status_code == 403


def test_a_form_without_a_script_casts_a_ballot(bench):
    page = bench.browser("Jasur")
    answer = bench.form(
        page,
        bench.ballot_url("Kaft"),
        {"mark-impact": "4", "mark-problem": "2", "state": "submitted", "revision": "0"},
        back=bench.url(f"/teams/{bench.teams['Kaft']}"),
    )

    assert answer.status_code == 303
    assert rows(bench)[0].marks == {"impact": 4, "problem": 2}


def test_a_refused_form_keeps_what_was_marked(bench):
    page = bench.browser("Jasur")
    answer = bench.form(
        page,
        bench.ballot_url("Kaft"),
        {"mark-impact": "4", "state": "submitted", "comment": "Keep me.", "revision": "0"},
        back=bench.url(f"/teams/{bench.teams['Kaft']}"),
    )

    assert answer.status_code == 422
    assert "Choose a mark here." in answer.text
    assert "Keep me." in answer.text
    assert answer.text.count(" checked") == 1


def test_a_withdrawn_team_is_judged_no_more(bench):
    bench.cast_all()
    bench.db.write(
        lambda session: setattr(session.get(Team, bench.teams["Kaft"]), "state", "withdrawn")
    )
    bench.do(rounds.close_round, by=bench.id("Kamol"))

    answer = bench.program("Aziza").get(bench.url("/standings"))
    assert [row["name"] for row in answer.json["teams"]] == ["Yoʻlchi", "Saksovul"]


def test_said_is_compared_with_what_is_kept(bench):
    kept = bench.cast("Jasur", "Kaft", comment="So.")

    same = ballots.Said(marks={"problem": 3, "impact": 4}, state="submitted", comment="So.")
    assert same.equals(kept)
    assert not ballots.Said(marks=same.marks, state="submitted").equals(kept)
