"""What comes after the closure is kept, and a person decides whether it counts."""

import pytest

from camp.jury import held, panel, rounds
from camp.jury.models import Ballot, HeldBallot, Round
from camp.jury.rules import AlreadyDecided, DeliberationIsOpen, ResultsAreOut

BODY = {"marks": {"impact": 5, "problem": 4}, "state": "submitted"}
TEAM = "Kaft"


def rows(bench, model, **by):
    with bench.db.read() as session:
        return session.query(model).filter_by(**by).all()


def round_of(bench):
    return rows(bench, Round, id=bench.round_id)[0]


def marks_of(bench, juror, team=TEAM):
    cell = {"juror_id": bench.jurors[juror], "team_id": bench.teams[team], "is_current": True}
    return [(one.state, one.marks, one.source) for one in rows(bench, Ballot, **cell)]


@pytest.fixture
def closed(any_bench):
    """Jasur's ballot on Kaft is missing when the round closes."""
    any_bench.cast_all(but=[("Jasur", TEAM)])
    any_bench.do(rounds.close_round, by=any_bench.id("Kamol"))
    return any_bench


def send(bench, who="Jasur", body=BODY, **more):
    return bench.program(who).put(bench.ballot_url(TEAM), body, **more)


def late(bench, **more):
    assert send(bench, **more).status_code == 409
    return rows(bench, HeldBallot)[-1]


def decide(bench, kept, accept=True, *, who="Kamol", reason="The hall had no Wi-Fi.", revision=0):
    return bench.program(who).put(
        f"/late-ballots/{kept.id}/decision",
        {"accept": accept, "reason": reason, "revision": revision},
    )


def test_a_late_ballot_is_refused_and_kept_once(closed):
    answer = send(closed, body={**BODY, "device_at": "2027-04-16T08:59:00+00:00"}, key="k1")
    again = [
        send(closed, body={**BODY, "device_at": "2027-04-16T08:59:00+00:00"}, key="k1"),
        send(closed, key="k2"),
    ]

    kept = rows(closed, HeldBallot)
    assert answer.content_type == "application/problem+json"
    assert (answer.json["type"], answer.json["kept"]) == ("/problems/round-closed", True)
    assert [one.json["kept"] for one in again] == [True, True]
    assert [(one.marks, one.decision, one.key) for one in kept] == [
        (BODY["marks"], "waiting", "k1")
    ]
    assert marks_of(closed, "Jasur") == []


def test_a_late_draft_is_not_kept(bench):
    bench.cast_all(but=[("Jasur", TEAM)])
    bench.do(rounds.close_round, by=bench.id("Kamol"))

    answer = send(bench, body={**BODY, "state": "draft"})

    assert (answer.status_code, answer.json.get("kept"), rows(bench, HeldBallot)) == (409, None, [])


def test_what_is_in_already_is_answered_as_in(bench):
    bench.cast_all()
    bench.do(rounds.close_round, by=bench.id("Kamol"))

    answer = send(bench, body={"marks": {"impact": 5, "problem": 4}, "state": "submitted"})

    assert (answer.status_code, answer.json["state"]) == (200, "submitted")
    assert rows(bench, HeldBallot) == []


def test_an_accepted_ballot_counts_and_the_result_is_sealed_anew(closed):
    closed.do(rounds.reopen_round, reason="To freeze it.", by=closed.id("Kamol"))
    closed.do(rounds.freeze_round, by=closed.id("Kamol"))
    closed.do(rounds.close_round, by=closed.id("Kamol"))
    before = round_of(closed)
    kept = late(closed)

    answers = [decide(closed, kept), decide(closed, kept)]

    after = round_of(closed)
    assert [one.json["decision"] for one in answers] == ["accepted", "accepted"]
    assert marks_of(closed, "Jasur") == [("submitted", BODY["marks"], "late")]
    assert after.state == "closed"
    assert after.result["seal"]["whole"] != before.result["seal"]["whole"]
    assert (after.frozen, after.frozen_seq) == (before.frozen, before.frozen_seq)


def test_a_refused_ballot_stays_out(closed):
    kept = late(closed)
    before = round_of(closed).result

    assert decide(closed, kept, False).json["decision"] == "refused"

    assert (marks_of(closed, "Jasur"), round_of(closed).result) == ([], before)
    with pytest.raises(AlreadyDecided):
        closed.db.write(
            lambda session: held.decide_held(
                session, held_id=kept.id, accept=True, reason="No, yes.", revision=0,
                by=closed.id("Kamol"), now=closed.clock(),
            )
        )  # fmt: skip


def test_a_decision_needs_a_reason_and_what_is_in(closed):
    kept = late(closed)
    closed.db.write(
        lambda session: session.add(
            Ballot(
                round_id=closed.round_id, juror_id=closed.jurors["Jasur"],
                team_id=closed.teams[TEAM], revision=1, is_current=True, state="submitted",
                marks={"impact": 1, "problem": 1}, received_at=closed.clock(),
            )
        )
    )  # fmt: skip

    refusals = [decide(closed, kept, reason=" "), decide(closed, kept, revision=0)]

    assert [one.status_code for one in refusals] == [422, 409]
    assert refusals[1].json["type"] == "/problems/stale-revision"
    assert round_of(closed).state == "closed"
    assert decide(closed, kept, revision=1).status_code == 200


@pytest.mark.parametrize(
    ("phase", "error"), [("deliberation", DeliberationIsOpen), ("results", ResultsAreOut)]
)
def test_it_is_too_late_once_the_jury_deliberates_or_all_is_published(bench, phase, error):
    bench.cast_all(but=[("Jasur", TEAM)])
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    bench.move(phase)
    kept = late(bench)

    answer = decide(bench, kept)

    assert (answer.status_code, answer.json["type"]) == (409, f"/problems/{error.slug}")
    assert decide(bench, kept, False).status_code == 200


def test_an_absence_noted_by_mistake_gives_way(bench):
    bench.cast_all(but=[("Jasur", TEAM)])
    bench.do(
        panel.note_absence, juror_id=bench.jurors["Jasur"], team_ids=[bench.teams[TEAM]],
        reason="Not seen", by=bench.id("Kamol"),
    )  # fmt: skip
    bench.do(rounds.close_round, by=bench.id("Kamol"))

    assert decide(bench, late(bench), revision=1).status_code == 200
    assert marks_of(bench, "Jasur") == [("submitted", BODY["marks"], "late")]


@pytest.mark.parametrize(
    ("who", "status"),
    [("Kamol", 200), ("Jamila", 200), ("Jasur", 403), ("Aziza", 403), ("Bobur", 403), (None, 401)],
)
def test_secretary_and_chair_decide(bench, who, status):
    bench.cast_all(but=[("Jasur", TEAM)])
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    kept = late(bench)

    assert decide(bench, kept, False, who=who).status_code == status
    listed = bench.program(who).get(bench.url("/late-ballots"))
    assert listed.status_code == status
    if status == 200:
        assert "marks" not in listed.json[0]


def test_the_chair_does_not_decide_on_the_chairs_own(bench):
    bench.cast_all(but=[("Jamila", TEAM)])
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    kept = late(bench, who="Jamila")

    assert decide(bench, kept, who="Jamila").status_code == 403


def test_desk_and_juror_read_what_became_of_it(bench):
    bench.cast_all(but=[("Jasur", TEAM)])
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    desk, page = f"/camps/{bench.slug}/jury/desk", bench.url(f"/teams/{bench.teams[TEAM]}")
    juror, secretary = bench.browser("Jasur"), bench.browser("Kamol")
    fields = {"mark-impact": "5", "mark-problem": "4", "state": "submitted", "revision": "0"}
    answer = bench.form(juror, bench.ballot_url(TEAM), fields, back=page)
    kept = rows(bench, HeldBallot)[0]

    assert answer.status_code == 409
    assert "came too late and is kept" in answer.text
    assert "Secretary or chair decide" in bench.browser("Aziza").get(desk).text
    assert f"/late-ballots/{kept.id}/decision" in secretary.get(desk).text
    assert "the secretary decides whether it counts" in juror.get(page).text
    fields = {"accept": "true", "reason": "No Wi-Fi", "revision": "0"}
    bench.form(secretary, f"/late-ballots/{kept.id}/decision", fields, back=desk)
    assert "and counts: No Wi-Fi" in juror.get(page).text
    assert "handed this ballot in for you" in juror.get(page).text


def test_after_the_freeze_a_ballot_counts_and_is_not_public(bench):
    bench.cast_all(but=[("Jasur", TEAM)])
    bench.do(rounds.freeze_round, by=bench.id("Kamol"))
    frozen = round_of(bench).frozen

    assert send(bench).status_code == 200

    assert round_of(bench).frozen == frozen
    assert marks_of(bench, "Jasur")[0][0] == "submitted"
