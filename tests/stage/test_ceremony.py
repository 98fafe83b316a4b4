"""The two ceremonies, their rehearsal and what phones see: nothing is told before its step."""

import re

from camp.core.models import Camp, LogEntry
from camp.grants.script import sealed
from camp.jury import rounds
from camp.stage.models import Stage
from tests.again import again
from tests.grants.court import MILLION, Court
from tests.stage.test_reveal import ORDER, secrets
from tests.stage.theatre import Theatre

PLACES = re.compile(r'<b class="board__place">(.*?)</b>')
SHOWN = re.compile(r'<b class="board__points">(.*?)</b>')


def marked(app, clock, marks):
    """Return a theatre whose jurors gave these marks, three numbers each in the order of teams."""

    class Marked(Theatre):
        def cast_all(self):
            for juror, given in marks.items():
                for team, mark in zip(self.teams, given, strict=True):
                    self.cast(juror, team, impact=mark, problem=mark)

    return Marked(app, clock)


OPEN_LONG = {"Jamila": (5, 1, 1), "Jasur": (2, 5, 1), "Lobar": (4, 4, 1)}
"""Kaft wins by 11 to 10 marks; without Jamila, who comes last, Yoʻlchi leads by 9 to 6."""


def test_juror_by_juror_shows_what_was_read_out_and_no_more(app, clock):
    theatre = marked(app, clock, OPEN_LONG)
    theatre.option("way", "jurors")
    screen = theatre.phone("Sevara", f"stage:{theatre.slug}")
    theatre.show("reveal")
    assert SHOWN.findall(theatre.picture()) == ["–"] * 3

    boards = []
    for step in (1, 2, 3, 4):
        theatre.step(step)
        told = [str(theatre.heard(screen)), theatre.picture(),
                theatre.browser("Aziza").get(theatre.url("remote")).text]  # fmt: skip
        boards.append(SHOWN.findall(told[1]))
        # Sums and the result's words come with the last step alone.
        early = [word for text in told for word in ("million", "official result") if word in text]
        assert bool(early) == (step == 4)
    # 5 marks are 100 points: Lobar's 4 4 1, with Jasur's 2 5 1, with Jamila's 5 1 1.
    assert len(boards) == 4
    assert boards[2] == boards[3]
    theatre.step(3)
    assert "keeps the winner open" in theatre.picture()


def test_jurors_are_not_named_unless_the_setting_says_so(app, clock):
    theatre = marked(app, clock, OPEN_LONG)
    theatre.option("way", "jurors")
    theatre.step(1)
    names = [name for name in OPEN_LONG if name in theatre.picture()]
    assert names == []
    assert "juror 1 of 3" in theatre.picture()

    theatre.option("names_jurors", "yes")
    assert len([name for name in OPEN_LONG if name in theatre.picture()]) == 1


def test_another_way_begins_the_ceremony_again(theatre):
    theatre.step(1)
    theatre.step(2)
    theatre.option("way", "jurors")

    with theatre.db.read() as session:
        assert session.get(Stage, theatre.camp.id).step == 0
    assert [
        word for word in secrets(ORDER) if word in theatre.picture() and word not in ORDER
    ] == []


def test_a_rehearsal_tells_nothing_of_the_result(theatre):
    screen = theatre.phone("Sevara", f"stage:{theatre.slug}", f"camp:{theatre.slug}:reveal")
    phone = theatre.phone("Bobur", f"camp:{theatre.slug}:reveal")
    theatre.drive("rehearsal", on="yes")
    theatre.step(1)
    theatre.step(2)
    theatre.step(3)

    picture = theatre.picture()
    assert "REHEARSAL" in picture
    with theatre.db.read() as session:
        seal = sealed(session, session.get_one(Camp, theatre.camp.id)).seal
    assert seal not in picture
    # Names and marks are drawn by lot, and may by chance be the true ones: nothing is read of them.
    assert "seal of the file" not in picture
    mirrored = [news["html"] for topic, news in theatre.heard(phone)]
    assert all("Place" not in str(one) for one in mirrored)
    assert theatre.heard(screen)

    theatre.drive("rehearsal", on="no")
    assert "REHEARSAL" not in theatre.picture()
    theatre.show("reveal")
    assert PLACES.findall(theatre.picture()) == ["1", "2", "3"]
    assert "Kaft" not in theatre.picture()


def test_a_reveal_can_be_rehearsed_before_the_jury_has_judged(app, clock):
    court = again(Court, app, clock, is_closed=False)
    driver = court.browser("Aziza")
    for _ in range(2):
        answer = court.form(driver, f"/camps/{court.slug}/stage/rehearsal", {"on": "yes"})
        assert answer.status_code == 303
    assert court.form(driver, f"/camps/{court.slug}/stage/step", {"to": "1"}).status_code == 303

    assert "REHEARSAL" in driver.get(f"/camps/{court.slug}/stage/scene").text
    with court.db.read() as session:
        assert session.query(LogEntry).filter_by(kind="RevealRehearsed").count() == 1


def test_a_rehearsal_without_teams_is_refused(cast):
    path = f"/camps/{cast.slug}/stage/rehearsal"
    answer = cast.form(
        cast.browser("Aziza"), path, {"on": "yes"}, back=f"/camps/{cast.slug}/control"
    )
    assert answer.status_code == 409
    assert "A rehearsal needs teams and a rubric." in answer.text


def test_the_start_is_refused_while_the_line_cuts_a_tie(app, clock):
    court = again(
        Court, app, clock, is_closed=False, tie_margin=15.0, tie_ladder=(), envelope=40 * MILLION
    )
    court.cast_all()
    court.do(rounds.close_round, by=court.id("Kamol"))
    court.move("results")
    path = f"/camps/{court.slug}/stage/step"
    answer = court.form(
        court.browser("Aziza"), path, {"to": "1"}, back=f"/camps/{court.slug}/control"
    )

    assert answer.status_code == 409
    assert "The funding line cuts a tie between Kaft, Yoʻlchi." in answer.text


def test_a_step_may_be_cut_and_the_speed_is_kept(theatre):
    theatre.option("speed", "2.0")
    theatre.drive("step", to="1", cuts="yes")
    assert 'data-calm="yes"' in theatre.picture()
    assert 'data-speed="2.0"' in theatre.picture()

    theatre.step(2)
    assert 'data-calm="no"' in theatre.picture()


def test_a_lifted_row_tells_what_its_jurors_gave_without_their_names(theatre):
    theatre.step(1)
    given = re.search(r'<span class="board__given">(.*?)</span>', theatre.picture())[1]
    # Impact 3, problem 4 from each of three jurors: 0.6 x 60 + 0.8 x 40 = 68 points.
    assert re.findall(r"<i>(.*?)</i>", given) == ["68", "68", "68"]


def test_phones_hear_the_step_that_the_projector_shows(theatre):
    phone = theatre.phone("Bobur", f"camp:{theatre.slug}:reveal")
    url = f"/camps/{theatre.slug}/stage/mirror"
    theatre.show("reveal")
    assert theatre.heard(phone) == []

    for reached in (1, 2):
        theatre.step(reached)
        ((_, news),) = theatre.heard(phone)
        reload = theatre.browser("Bobur").get(url)
        assert news["html"] == {url: reload.text}
        assert reload.headers["Camp-Seq"] == str(news["seq"])
        assert f"{ORDER[reached - 1]}" in reload.text
        assert [word for word in secrets(ORDER[reached:]) if word in reload.text] == []
        home = theatre.browser("Bobur").get(f"/camps/{theatre.slug}/home").text
        assert f"{ORDER[reached - 1]}</h2>" in home

    theatre.step(1)
    theatre.heard(phone)
    assert ORDER[1] not in theatre.browser("Bobur").get(url).text


def test_outsiders_do_not_hear_the_reveal(theatre):
    url = f"/camps/{theatre.slug}/stage/mirror"
    theatre.step(1)
    assert theatre.browser("Sardor").get(url).status_code == 403
    assert theatre.browser().get(url).status_code in {302, 303, 401, 403}
