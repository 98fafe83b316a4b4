"""The reveal, from last to first: a step is a true prefix, and later ones are not in it."""

from camp.grants.reveal import reveal_length, reveal_steps, still_veiled
from tests.grants.court import MILLION, VOTES, Court


def steps(court, n):
    with court.db.read() as session:
        return reveal_steps(session, court.round_id, n)


def test_nothing_is_revealed_until_the_result_is_ready(court):
    with court.db.read() as session:
        assert reveal_length(session, court.round_id) == 0
    assert steps(court, 3) == []


def test_each_step_lifts_one_team_from_the_last(court):
    court.decide_all()
    court.sign_all()

    assert steps(court, 0) == []
    (last,) = steps(court, 1)
    assert (last.name, last.place, last.position, last.amount) == (
        "Saksovul", "3", 3, 20 * MILLION,
    )  # fmt: skip
    assert round(last.points, 2) == 68.0
    assert [one.name for one in steps(court, 3)] == ["Saksovul", "Yoʻlchi", "Kaft"]
    assert steps(court, 9) == steps(court, 3)


def test_every_step_is_a_prefix_of_the_next(court):
    court.decide_all()
    court.sign_all()

    for n in range(3):
        assert steps(court, n + 1)[:n] == steps(court, n)


def test_who_is_still_to_come_is_told_by_number(court):
    court.decide_all()
    court.sign_all()

    with court.db.read() as session:
        assert still_veiled(session, court.round_id, 1) == [(1, "Kaft"), (2, "Yoʻlchi")]


def test_teams_within_the_margin_share_their_place(app, clock):
    court = Court(app, clock, is_closed=False, tie_margin=15.0)
    court.cast_all()
    court.close()
    court.decide(*(court.full(team, votes=VOTES) for team in court.teams))
    court.sign_all()

    # 92, 80 and 68 points: 80 is within 15 of 92, 68 is not.
    assert [(one.name, one.place, one.is_tied) for one in steps(court, 3)] == [
        ("Saksovul", "3", False), ("Yoʻlchi", "1–2", True), ("Kaft", "1–2", True),
    ]  # fmt: skip
