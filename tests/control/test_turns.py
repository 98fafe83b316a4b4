"""When a team pitches, as the phones of its members say it."""

import re

import pytest

from camp.core.models import Camp
from camp.jury import rounds
from tests.again import again
from tests.jury.bench import NAMES, Bench

CLOSE = {rounds.end_slot: {"close_anyway": True}}


@pytest.fixture
def bench(app, clock):
    made = again(Bench, app, clock)
    made.sit("Bobur", NAMES[1])
    return made


def said(bench, name="Bobur"):
    """Return what the home page says of the pitches, without the clock."""
    page = bench.browser(name).get(f"/camps/{bench.slug}/home/pitch").text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).strip()


def test_a_member_hears_the_place_then_that_it_is_next_then_that_it_is_on(bench):
    heard = [said(bench)]
    for verb in (rounds.start_slot, rounds.end_slot):
        bench.do(verb, team=NAMES[0], by=bench.id("Kamol"), **CLOSE.get(verb, {}))
        heard.append(said(bench))
    for verb in (rounds.start_slot, rounds.end_slot):
        bench.do(verb, team=NAMES[1], by=bench.id("Kamol"), **CLOSE.get(verb, {}))
        heard.append(said(bench))

    assert heard == [
        "You pitch as number 2 of 3, in about 8 min.",
        "You pitch as number 2 of 3, in about 8 min. On stage: Kaft Next: Yoʻlchi",
        "You are next: go to the stage.",
        "You are on stage. Next: Saksovul",
        "You have pitched. Well done!",
    ]


def test_who_is_in_no_team_reads_who_is_on_stage(bench):
    bench.do(rounds.start_slot, team=NAMES[0], by=bench.id("Kamol"))

    assert said(bench, "Dilnoza") == "Pitches to the jury On stage: Kaft Next: Yoʻlchi"


def test_the_number_of_the_piece_moves_with_the_stage(bench):
    phone = bench.phone("Bobur", f"camp:{bench.slug}")

    bench.do(rounds.start_slot, team=NAMES[0], by=bench.id("Kamol"))

    assert len(bench.heard(phone)) >= 1


def test_before_the_jury_the_tech_check_gives_the_place(app, clock):
    bench = again(Bench, app, clock, is_open=False)
    bench.sit("Bobur", NAMES[0])
    _lock(bench)

    assert said(bench) == "You pitch as number 1 of 3."


def _lock(bench):
    bench.db.write(lambda session: setattr(session.get_one(Camp, bench.camp.id), "phase", "locked"))
