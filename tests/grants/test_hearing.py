"""Juror by juror: every frame is the official method over the ballots read out so far."""

import pytest

from camp.core.models import Camp
from camp.grants.hearing import frame, hearing_length, hearing_order
from camp.grants.script import cut_tie, invented, sealed
from camp.jury.models import Ballot
from scoring import BallotTable, fit
from tests.again import again
from tests.grants.court import MILLION, VOTES, Court

MARKS = {
    "Jamila": {"Kaft": 5, "Yoʻlchi": 1, "Saksovul": 1},
    "Jasur": {"Kaft": 2, "Yoʻlchi": 5, "Saksovul": 1},
    "Lobar": {"Kaft": 4, "Yoʻlchi": 4, "Saksovul": 1},
}
"""Kaft wins by 11 to 10: without Jamila Yoʻlchi leads, so she must come last."""


@pytest.fixture
def judged(app, clock):
    court = again(Court, app, clock, is_closed=False)
    for juror, given in MARKS.items():
        for team, mark in given.items():
            court.cast(juror, team, impact=mark, problem=mark)
    court.close()
    court.decide(*(court.full(team, votes=VOTES) for team in court.teams))
    court.sign_all()
    return court


def script_of(court):
    with court.db.read() as session:
        return sealed(session, session.get_one(Camp, court.camp.id))


def test_there_is_no_script_before_the_result_is_ready(court):
    assert script_of(court) is None


def test_the_order_keeps_the_winner_open_longest(judged):
    script = script_of(judged)
    names = [script.jurors[juror] for juror in hearing_order(script)]

    assert names[-1] == "Jamila"
    assert hearing_length(script) == 4
    # Before the last juror another team leads: 9 to 6.
    assert frame(script, 2).rows[0].name == "Yoʻlchi"


def test_every_frame_is_the_method_over_the_ballots_so_far(judged):
    script = script_of(judged)
    order = hearing_order(script)
    rules = script.ranked.found.rules

    for step in range(1, len(order) + 1):
        heard = BallotTable(one for one in script.ranked.table if one.juror in order[:step])
        expected = fit(heard, rules.rubric, rules.mode).scores
        shown = {row.team_id: row.points for row in frame(script, step).rows}
        assert shown == pytest.approx(expected)


def test_a_frame_does_not_know_what_comes_later(judged):
    before = script_of(judged)
    judged.db.write(
        lambda session: [
            setattr(one, "marks", {"impact": 2, "problem": 2})
            for one in session.query(Ballot)
            if one.juror_id == judged.jurors["Jamila"] and one.team_id == judged.teams["Saksovul"]
        ]
    )
    after = script_of(judged)

    assert hearing_order(after) == hearing_order(before)
    assert [frame(after, step) for step in range(3)] == [frame(before, step) for step in range(3)]
    assert frame(after, 3) != frame(before, 3)


def test_the_last_step_is_the_official_result(judged):
    script = script_of(judged)
    last = frame(script, 99)

    assert last.is_result
    assert [row.team_id for row in last.rows] == list(script.order)
    assert {row.team_id: row.points for row in last.rows} == dict(script.ranked.fitted.scores)
    assert all(row.decision == "award" for row in last.rows)
    assert {row.amount for row in frame(script, 3).rows} == {0}


def test_who_can_still_win_is_said_from_what_was_read_out(judged):
    script = script_of(judged)

    assert [row.can_win for row in frame(script, 0).rows] == [True] * 3
    can = {row.name for row in frame(script, 2).rows if row.can_win}
    # 9, 6 and 2 of 10 marks: with 5 and 1 from the last juror Kaft comes to 11 against 10.
    assert can == {"Yoʻlchi", "Kaft"}
    assert {row.name for row in frame(script, 3).rows if row.can_win} == {"Kaft"}


def test_a_rehearsal_has_shuffled_names_and_reads_no_ballot(court):
    with court.db.read() as session:
        camp = session.get_one(Camp, court.camp.id)
        one, same, other = (invented(session, camp, seed) for seed in ("a", "a", "b"))

    assert one.is_rehearsal
    assert one.seal == ""
    assert (one.order, one.teams) == (same.order, same.teams)
    assert sorted(one.teams.values()) == [(1, "Kaft"), (2, "Yoʻlchi"), (3, "Saksovul")]
    assert (one.order, one.teams) != (other.order, other.teams)
    assert not {ballot.juror for ballot in one.ranked.table} & set(court.jurors.values())
    assert frame(one, 99).is_result


def test_a_rehearsal_is_possible_before_there_is_a_ballot(app, clock):
    court = again(Court, app, clock, is_closed=False)
    with court.db.read() as session:
        script = invented(session, session.get_one(Camp, court.camp.id), "x")
    assert len(script.order) == 3


def test_a_tie_that_the_line_cuts_is_named(app, clock):
    court = again(
        Court, app, clock, is_closed=False, tie_margin=15.0, tie_ladder=(), envelope=40 * MILLION
    )
    court.cast_all()
    court.close()
    with court.db.read() as session:
        assert cut_tie(session, session.get_one(Camp, court.camp.id)) == ["Kaft", "Yoʻlchi"]
