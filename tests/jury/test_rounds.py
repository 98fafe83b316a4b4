"""A round opens, goes from team to team, stands still, and ends with a sealed result."""

import pytest
from sqlalchemy import func, select

from camp.core.models import LogEntry
from camp.jury import panel, progress, rounds, service
from camp.jury.models import Ballot, Round, Slot
from camp.jury.rules import BallotIsIn, RoundIsClosed, RoundNotOpen, RoundUnready, RubricLocked
from tests.jury.bench import CRITERIA, Bench
from tests.jury.test_casting_ballots import body, slug


def kept(bench):
    with bench.db.read() as session:
        return session.get_one(Round, bench.round_id)


def test_teams_come_in_pitch_order(bench):
    answer = bench.program("Jasur").get(bench.url())

    assert [team["name"] for team in answer.json["teams"]] == ["Kaft", "Yoʻlchi", "Saksovul"]
    assert answer.json["rubric"]["scale"] == [1, 5]
    assert [one["key"] for one in answer.json["rubric"]["criteria"]] == ["impact", "problem"]
    assert answer.json["ballots"] == []


def test_a_round_without_teams_or_jury_does_not_open(app, clock):
    bench = Bench(app, clock, is_open=False, teams=())
    with pytest.raises(RoundUnready) as refusal:
        bench.do(rounds.open_round, by=None)

    assert refusal.value.facts["missing"] == ["There is no team to judge."]
    with bench.db.read() as session:
        assert service.missing_for_opening(session, bench.camp) == ["There is no team to judge."]


def test_opening_twice_leaves_one_slot_a_team(bench):
    bench.program("Kamol").put(bench.url("/opening"))
    with bench.db.read() as session:
        assert session.scalar(select(func.count(Slot.id))) == 3


def test_the_first_ballot_locks_the_rubric(bench):
    bench.cast("Jasur", "Kaft", state="draft")
    bench.cast("Jasur", "Kaft", revision=1)

    with pytest.raises(RubricLocked):
        bench.db.write(
            lambda session: service.change_rubric(
                session, round_id=bench.round_id, scale=(1, 5), criteria=CRITERIA, by=None
            )
        )


def test_one_team_is_on_stage_at_a_time(bench):
    kamol = bench.program("Kamol")
    first, second = (bench.url(f"/slots/{bench.teams[name]}") for name in ("Kaft", "Yoʻlchi"))
    assert kamol.put(first, {"state": "now"}).json["state"] == "now"
    assert kamol.put(first, {"state": "now"}).json["state"] == "now"

    assert slug(kamol.put(second, {"state": "now"})) == "slot-runs"
    for juror in ("Jamila", "Jasur", "Lobar"):
        bench.cast(juror, "Kaft")
    assert kamol.put(first, {"state": "done"}).json["state"] == "done"
    assert kamol.put(second, {"state": "now"}).json["state"] == "now"


def test_a_slot_does_not_end_silently_with_drafts(bench):
    bench.cast("Jasur", "Kaft", state="draft")
    bench.cast("Lobar", "Kaft")
    kamol, slot = bench.program("Kamol"), bench.url(f"/slots/{bench.teams['Kaft']}")
    kamol.put(slot, {"state": "now"})

    refused = kamol.put(slot, {"state": "done"})
    assert (refused.status_code, slug(refused)) == (409, "drafts-missing")
    assert refused.json["missing"] == ["Jamila", "Jasur"]
    assert kamol.put(slot, {"state": "done", "close_anyway": True}).json["state"] == "done"


def test_the_freeze_keeps_a_picture_at_its_number(bench):
    bench.cast("Jasur", "Kaft", 5, 5)
    answer = bench.program("Kamol").put(bench.url("/freeze"))
    bench.cast("Jasur", "Kaft", 1, 1, revision=1)
    again = bench.program("Jamila").put(bench.url("/freeze"))

    assert again.json == answer.json
    with bench.db.read() as session:
        entry = session.scalars(select(LogEntry).filter_by(kind="RoundFrozen")).one()
    assert answer.json["seq"] == entry.seq == kept(bench).frozen["seq"]
    assert kept(bench).frozen["teams"][0]["score"] == 100.0


@pytest.mark.parametrize("name", ["Aziza", "Jasur", "Rustam", "Bobur", "Olim"])
def test_others_do_not_freeze(bench, name):
    assert bench.program(name).put(bench.url("/freeze")).status_code == 403


def test_closure_seals_the_result(bench):
    bench.cast_all()
    answer = bench.program("Kamol").put(bench.url("/closure"))
    again = bench.program("Kamol").put(bench.url("/closure"))

    assert (answer.status_code, answer.json) == (200, again.json)
    result = kept(bench).result
    assert [row["name"] for row in result["teams"]] == ["Kaft", "Yoʻlchi", "Saksovul"]
    assert [row["score"] for row in result["teams"]] == [92.0, 80.0, 68.0]
    assert (result["open_ties"], result["short"]) == ([], [])
    assert answer.json["seal"] == result["seal"]["whole"]
    assert len(result["seal"]["whole"]) == 64


def test_the_seal_depends_on_the_ballots_alone(app, clock):
    first, second = Bench(app, clock), Bench(app, clock)
    for bench in (first, second):
        bench.cast_all()
    second.cast("Jasur", "Kaft", 4, 4, revision=1)
    seals = [bench.do(rounds.close_round, by=None).result["seal"] for bench in (first, second)]

    assert seals[0]["settings"] == seals[1]["settings"]
    assert seals[0]["inputs"] != seals[1]["inputs"]


def test_a_tie_that_no_rung_parts_stays_open_and_is_named(bench):
    for juror in ("Jamila", "Jasur", "Lobar"):
        bench.cast(juror, "Kaft", 4, 4)
        bench.cast(juror, "Yoʻlchi", 4, 4)
    result = bench.do(rounds.close_round, by=None).result

    assert [set(tie) for tie in result["open_ties"]] == [
        {bench.teams["Kaft"], bench.teams["Yoʻlchi"]}
    ]
    assert result["short"] == [bench.teams["Saksovul"]]
    assert [row["place"] for row in result["teams"]] == ["1-2", "1-2", None]


def test_a_round_without_a_ballot_closes_empty(bench):
    result = bench.do(rounds.close_round, by=None).result

    assert [row["place"] for row in result["teams"]] == [None, None, None]


def test_drafts_never_count(bench):
    bench.cast("Jasur", "Kaft", state="draft")
    result = bench.do(rounds.close_round, by=None).result

    assert result["teams"][0]["ballots"] == 0


def test_opening_again_gives_the_result_up(bench):
    bench.cast_all()
    seal = bench.do(rounds.close_round, by=None).result["seal"]["whole"]
    for _ in range(2):
        bench.do(rounds.reopen_round, reason="A ballot was missed.", by=None)

    assert (kept(bench).state, kept(bench).result) == ("open", None)
    with bench.db.read() as session:
        facts = session.scalars(select(LogEntry.facts).filter_by(kind="RoundReopened")).all()
    assert [one["seal"] for one in facts] == [seal]


def test_a_rehearsal_is_wiped(bench):
    bench.cast("Jasur", "Kaft", state="draft")
    bench.do(rounds.put_back, reason="Rehearsal.", by=None)
    bench.do(rounds.put_back, reason="Rehearsal.", by=None)

    with bench.db.read() as session:
        assert session.scalar(select(func.count(Ballot.id))) == 0
    assert kept(bench).state == "prepared"
    bench.do(rounds.open_round, by=None)
    bench.cast("Jasur", "Kaft")
    with pytest.raises(BallotIsIn):
        bench.do(rounds.put_back, reason="Rehearsal.", by=None)


def test_what_is_not_open_is_neither_frozen_nor_closed(app, clock):
    bench = Bench(app, clock, is_open=False)
    for verb in (rounds.freeze_round, rounds.close_round):
        with pytest.raises(RoundNotOpen):
            bench.do(verb, by=None)
    with pytest.raises(RoundNotOpen):
        bench.do(rounds.start_slot, team="Kaft", by="x")
    assert slug(bench.program("Jasur").put(bench.ballot_url("Kaft"), body())) == "round-not-open"


def test_what_is_closed_does_not_open_or_change(bench):
    bench.do(rounds.close_round, by=None)
    with pytest.raises(RoundIsClosed):
        bench.do(rounds.open_round, by=None)
    with pytest.raises(RoundIsClosed):
        bench.do(rounds.start_slot, team="Kaft", by="x")
    with pytest.raises(RoundIsClosed):
        bench.do(panel.declare_conflict, juror="Jasur", team="Kaft", kind="other", text="", by="x")


def test_teams_below_the_quorum_are_found(bench):
    bench.cast("Jasur", "Kaft")
    bench.cast("Lobar", "Kaft")

    with bench.db.read() as session:
        short = progress.below_quorum(session, session.get_one(Round, bench.round_id), 2)
    assert short == [bench.teams["Yoʻlchi"], bench.teams["Saksovul"]]


def test_the_camp_lists_its_rounds(bench):
    answer = bench.program("Bobur").get(f"/camps/{bench.slug}/rounds")

    assert [(one["id"], one["state"]) for one in answer.json] == [(bench.round_id, "open")]
