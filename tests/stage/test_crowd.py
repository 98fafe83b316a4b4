"""Scenes about everybody: skills without names, the vote without dots, mentors, and the thanks."""

from datetime import timedelta

import pytest

from camp.core.ids import new_id
from camp.core.models import Deadline
from camp.core.rules import Role
from camp.ideas.models import Dot, Idea
from camp.people.models import Consent, Participant
from tests.again import again
from tests.jury.bench import Bench
from tests.stage.test_scenes import drive, picture


def check_in(cast, *names):
    for name in names:
        sent = {
            "badge": cast.badge(name).code, "station": "Main",
            "scanned_at": cast.clock().isoformat(),
        }  # fmt: skip
        assert cast.program("Shoira").post(f"/camps/{cast.slug}/checkins", sent).status_code == 201


def brings(cast, name, *skills):
    who = cast.participant(name).id
    cast.db.write(lambda session: setattr(session.get(Participant, who), "skills", list(skills)))


def test_the_skill_wall_counts_who_is_in_and_names_nobody(cast):
    for name, skills in {"Bobur": ("design", "data"), "Dilnoza": ("design",)}.items():
        brings(cast, name, *skills)
    drive(cast, "scene", scene="skills")
    assert "Nobody has named a skill yet." in picture(cast)

    check_in(cast, "Bobur", "Dilnoza")
    html = picture(cast)
    assert html.index("Design") < html.index("Data")
    assert '<b class="skill-wall__count">2</b> <span>Design' in html
    assert [name for name in ("Bobur", "Dilnoza") if name in html] == []


def test_skills_are_pushed_as_they_are_reloaded(cast):
    cast.add("Sevara", Role.PROJECTOR)
    screen = cast.phone("Sevara", f"camp:{cast.slug}:door")
    check_in(cast, "Bobur")

    src = f"/camps/{cast.slug}/stage/skills"
    pushed = [news["html"][src] for _, news in cast.heard(screen)]
    assert pushed[-1] == cast.browser("Sevara").get(src).text


def test_ideas_and_teams_are_pushed_as_they_are_reloaded(cast):
    cast.add("Sevara", Role.PROJECTOR)
    screen = cast.phone("Sevara", f"camp:{cast.slug}:ideas", f"camp:{cast.slug}:teams")
    sent = {"title": "Suv", "problem": "Dry wells.", "solution": "Sensors."}
    made = cast.program("Bobur").post(f"/camps/{cast.slug}/ideas", sent)
    assert made.status_code == 201, made.json
    src = f"/camps/{cast.slug}/stage/ideas"

    pushed = [news["html"][src] for _, news in cast.heard(screen) if src in news["html"]]
    assert pushed
    assert pushed[-1] == cast.browser("Sevara").get(src).text


def test_the_vote_shows_how_many_voted_and_no_dot(cast):
    idea = new_id()

    def verb(session):
        session.add(
            Idea(id=idea, camp_id=cast.camp.id, author_id=cast.participant("Bobur").id,
                 title="Hidden idea", state="pitched", made_at=cast.clock())
        )  # fmt: skip
        session.flush()
        session.add(
            Dot(camp_id=cast.camp.id, participant_id=cast.participant("Dilnoza").id, idea_id=idea,
                dots=2, cast_at=cast.clock(), received_at=cast.clock())
        )  # fmt: skip

    cast.db.write(verb)
    check_in(cast, "Bobur", "Dilnoza")
    drive(cast, "scene", scene="vote")

    html = picture(cast)
    assert "Ballots 1 of 2" in html
    assert 'class="qr"' in html
    assert "Hidden idea" not in html


def test_new_ideas_stand_first_on_pages_that_follow_the_hall(cast):
    author = cast.participant("Bobur").id
    cast.db.write(
        lambda session: session.add_all(
            Idea(camp_id=cast.camp.id, author_id=author, title=f"Idea {n:02}", state="screened_in",
                 made_at=cast.clock() + timedelta(minutes=n))
            for n in range(7)
        )
    )  # fmt: skip
    url = f"/camps/{cast.slug}/stage/ideas"
    html = cast.browser("Aziza").get(url).text
    assert html.index("Idea 06") < html.index("Idea 05")
    assert html.count("data-page") == 2

    drive(cast, "hall", depth="15", width="2")
    assert cast.browser("Aziza").get(url).text.count("<section") == 2
    assert cast.browser("Aziza").get(url).text.split("<section")[1].count("<article") == 4


def test_work_time_shows_the_deadline_and_who_waits_for_a_mentor(app, clock):
    bench = again(Bench, app, clock)
    bench.sit("Bobur", "Kaft")
    bench.move("build")
    drive(bench, "scene", scene="work")
    html = picture(bench)
    assert "No deadline is set yet." in html
    assert "No team waits for a mentor." in html

    ends = clock() + timedelta(hours=3)
    bench.db.write(
        lambda session: session.add(Deadline(camp_id=bench.camp.id, name="submission", at=ends))
    )
    screen = bench.phone("Projector", f"stage:{bench.slug}")
    path = f"/camps/{bench.slug}/mentoring/team/visits"
    asked = bench.form(bench.browser("Bobur"), path, {"topic": "A private worry"})
    assert asked.status_code == 303, asked.text

    html = picture(bench)
    assert f'ends="{ends.isoformat()}"' in html
    assert "Kaft" in html
    assert "A private worry" not in html
    assert bench.heard(screen)


def test_volunteers_are_thanked_by_the_names_that_they_allow(cast):
    cast.add("Oygul Karimova", Role.VOLUNTEER, birth_year=2012)
    cast.add("Temur Aliyev", Role.DOOR_LEAD)
    cast.add("Gulnora Saidova", Role.VOLUNTEER)
    agreed = [
        Consent(
            camp_id=cast.camp.id, person_id=cast.id(name), kind="data", version="1", given=True,
            at=cast.clock(),
        )
        for name in ("Oygul Karimova", "Temur Aliyev")
    ]  # fmt: skip
    cast.db.write(lambda session: session.add_all(agreed))
    drive(cast, "scene", scene="thanks")

    html = picture(cast)
    names = ["<li>Gulnora S.</li>", "<li>Oygul K.</li>", "<li>Shoira</li>", "<li>Temur Aliyev</li>"]
    assert [name for name in names if name not in html] == []
    assert [one for one in ("Karimova", "Saidova", "Aziza") if one in html] == []


@pytest.mark.parametrize(
    ("depth", "width", "said"),
    [("1", "3", "A hall is 2 to 100 metres deep."), ("15", "40", "An image is half a metre"),
     ("nan", "3", ""), ("deep", "3", "")],
)  # fmt: skip
def test_a_hall_that_cannot_be_is_refused_in_words(cast, depth, width, said):
    path = f"/camps/{cast.slug}/stage/hall"
    sent = {"depth": depth, "width": width}
    answer = cast.form(cast.browser("Aziza"), path, sent, back=f"/camps/{cast.slug}/control")
    assert answer.status_code == 422
    assert said in answer.text


def test_the_remote_tells_what_follows_from_the_hall(cast):
    assert 'data-least="40"' in picture(cast)
    drive(cast, "hall", depth="15,0", width="2")

    assert 'data-least="60"' in picture(cast)
    remote = cast.browser("Aziza").get(f"/camps/{cast.slug}/stage/remote").text
    assert "Smallest text 60 px" in remote
    assert "5 rows a page" in remote
    assert "the QR code is read from 6 m" in remote


def test_options_are_kept_and_unknown_ones_refused(cast):
    for option, value in (("calm", "yes"), ("sound", "yes")):
        assert drive(cast, "options", option=option, value=value).status_code == 303
    html = picture(cast)
    assert 'data-calm="yes"' in html
    assert 'data-sound="yes"' in html
    assert drive(cast, "options", option="speed", value="9").status_code == 422
    assert drive(cast, "options", option="colour", value="red").status_code == 422
