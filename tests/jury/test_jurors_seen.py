"""How strict each juror is, and what if without one: for secretary and chair, on the record."""

import pytest

from camp.core.models import LogEntry
from camp.jury import rounds, whatif
from camp.jury.board import board
from camp.jury.drawing import Bar, leaning
from camp.jury.standings import standings


@pytest.fixture
def strict(bench):
    """Jasur gives two steps less than the others, and did not see Kaft."""
    for team, mark in (("Kaft", 5), ("Yoʻlchi", 5), ("Saksovul", 4)):
        for juror in ("Jamila", "Lobar"):
            bench.cast(juror, team, mark, mark)
    for team, mark in (("Yoʻlchi", 3), ("Saksovul", 2)):
        bench.cast("Jasur", team, mark, mark)
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    return bench


def page_of(bench, name):
    return bench.browser(name).get(f"/camps/{bench.slug}/jury/jurors")


def path(bench, juror="Jasur"):
    return bench.url(f"/what-ifs/{bench.jurors[juror]}")


def test_the_effects_are_told_in_points_and_words(strict):
    # Two steps of the scale of five are 40 points; shared so that the three sum to zero.
    with strict.db.read() as session:
        stand = board(session, strict.round_id)
        found = standings(stand, strict.camp.settings)
        seats = {seat.juror.person.name: seat for seat in whatif.seats(stand, found)}

    assert {name: round(seat.effect, 2) for name, seat in seats.items()} == {
        "Jamila": 13.33, "Jasur": -26.67, "Lobar": 13.33,
    }  # fmt: skip
    assert {name: seat.ballots for name, seat in seats.items()} == {
        "Jamila": 3, "Jasur": 2, "Lobar": 3,
    }  # fmt: skip
    page = page_of(strict, "Kamol").text
    assert "strict by 26.7" in page
    assert page.count("generous by 13.3") == 2


def test_an_erratic_juror_is_seen_whatever_the_official_mode(bench):
    for team, mark, other in (("Kaft", 5, 1), ("Yoʻlchi", 3, 5), ("Saksovul", 1, 4)):
        for juror in ("Jamila", "Lobar"):
            bench.cast(juror, team, mark, mark)
        bench.cast("Jasur", team, other, other)
    bench.do(rounds.close_round, by=bench.id("Kamol"))

    with bench.db.read() as session:
        stand = board(session, bench.round_id)
        seats = whatif.seats(stand, standings(stand, bench.camp.settings))

    assert bench.camp.settings.score_mode == "additive"
    assert max(seats, key=lambda seat: seat.scatter).juror.person.name == "Jasur"


def test_bars_start_in_the_middle_of_the_axis():
    found = leaning({"a": -10.0, "b": 5.0, "c": 0.0})

    assert found.bars == {"a": Bar(0.0, 50.0), "b": Bar(50.0, 25.0), "c": Bar(50.0, 0.0)}
    assert leaning({}).axis.ticks == (-1, 0, 1)


@pytest.mark.parametrize("name", ["Jasur", "Lobar", "Aziza", "Olim", "Rustam", "Bobur", "Malika"])
def test_nobody_else_sees_the_jurors(strict, name):
    client = strict.browser(name)

    assert page_of(strict, name).status_code == 403
    assert client.get(path(strict)).status_code == 403
    assert strict.form(client, path(strict)).status_code == 403


@pytest.mark.parametrize("name", ["Kamol", "Jamila"])
def test_nothing_is_seen_of_them_while_ballots_are_awaited(bench, name):
    bench.cast_all(but={("Lobar", "Saksovul")})

    page = page_of(bench, name)
    assert (page.status_code, "There is nothing to see" in page.text) == (200, True)
    assert "Jasur" not in page.text
    answer = bench.form(bench.browser(name), path(bench))
    assert answer.status_code == 409
    assert "Some ballots are still missing." in answer.text


def test_without_a_juror_is_seen_on_the_record_alone(strict):
    kamol = strict.browser("Kamol")
    assert kamol.get(path(strict)).status_code == 404

    answer = strict.form(kamol, path(strict))

    assert (answer.status_code, answer.location) == (303, path(strict))
    with strict.db.read() as session:
        entry = session.query(LogEntry).order_by(LogEntry.seq.desc()).first()
    assert (entry.kind, entry.person_id, entry.facts["juror_id"]) == (
        "WhatIfAsked", strict.id("Kamol"), strict.jurors["Jasur"],
    )  # fmt: skip
    page = kamol.get(path(strict)).text
    assert "Kamol" in page
    assert "Jasur" in page_of(strict, "Jamila").text


def test_the_official_result_stays_as_it_is(strict):
    before = strict.program("Kamol").get(strict.url("/standings")).json

    strict.form(strict.browser("Jamila"), path(strict))

    assert strict.program("Kamol").get(strict.url("/standings")).json == before


def test_both_rankings_stand_side_by_side(bench):
    marks = {"Kaft": (4, 4, 4), "Yoʻlchi": (5, 4, 2), "Saksovul": (3, 4, 4)}
    for team, given in marks.items():
        for juror, mark in zip(("Jamila", "Lobar", "Jasur"), given, strict=True):
            bench.cast(juror, team, mark, mark)
    with bench.db.read() as session:
        moved = whatif.without(board(session, bench.round_id), bench.camp, bench.jurors["Jasur"])

    # Means of three: 80, 73.3, 73.3 (tied, open); of two: 80, 90, 70.
    assert {one.name: (one.place, one.other_place, one.position, one.up) for one in moved} == {
        "Kaft": ("1", "2", 2, -1), "Saksovul": ("2-3", "3", 3, -1),
        "Yoʻlchi": ("2-3", "1", 1, 1),
    }  # fmt: skip


def test_a_team_that_the_juror_alone_judged_has_no_other_place(bench):
    bench.cast("Jasur", "Kaft", 5, 5)
    bench.cast("Lobar", "Yoʻlchi", 4, 4)
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    client = bench.browser("Kamol")

    bench.form(client, path(bench))

    with bench.db.read() as session:
        moved = whatif.without(board(session, bench.round_id), bench.camp, bench.jurors["Jasur"])
    assert [(one.name, one.other_place, one.other_score) for one in moved] == [
        ("Kaft", "", None), ("Yoʻlchi", "1", 80.0),
    ]  # fmt: skip
    assert client.get(path(bench)).status_code == 200


def test_who_handed_in_nothing_cannot_be_left_out(strict):
    answer = strict.program("Kamol").get(path(strict, "Nodir"))
    assert answer.status_code == 404

    assert strict.form(strict.browser("Kamol"), path(strict, "Nodir")).status_code == 404


def test_a_look_sent_twice_is_written_once(strict):
    client = strict.browser("Kamol")
    for _ in range(2):
        strict.form(client, path(strict), {"key": "one-key"})

    with strict.db.read() as session:
        assert session.query(LogEntry).filter_by(kind="WhatIfAsked").count() == 1
