"""Driving the projector: a scene shows what may be seen, a key pressed twice does once."""

import pytest

from camp.core.models import LogEntry
from camp.core.rules import Role
from camp.ideas.models import Idea
from camp.jury import rounds
from camp.schedule.models import Item
from camp.stage.rules import SCENES
from tests.again import again
from tests.jury.bench import Bench


def drive(cast, tail, name="Aziza", **fields):
    return cast.form(cast.browser(name), f"/camps/{cast.slug}/stage/{tail}", fields)


def picture(cast, name="Aziza"):
    return cast.browser(name).get(f"/camps/{cast.slug}/stage/scene").text


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_is_drawn_for_a_camp_with_nothing_in_it(cast, scene):
    assert drive(cast, "scene", scene=scene).status_code == 303

    html = picture(cast)
    assert f'data-scene="{scene}"' in html
    assert "<form" not in html
    assert html.count("<main") == 1


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_is_drawn_for_a_full_camp(theatre, scene):
    theatre.show(scene)

    assert f'data-scene="{scene}"' in theatre.picture()


def test_the_welcome_tells_the_way_in_and_counts_tiles(cast):
    html = picture(cast)

    assert cast.camp.code in html
    assert 'class="qr"' in html
    assert 'value="0">0</data>' in html
    front = cast.browser().get(f"/J/{cast.camp.code}")
    assert front.headers["Location"].endswith(f"/camps/{cast.slug}")


def test_black_holds_nothing_and_a_scene_lights_up_again(theatre):
    theatre.show("jury")
    theatre.drive("black", on="yes")
    assert "Kaft" not in theatre.picture()
    assert 'data-scene="black"' in theatre.picture()

    theatre.show("jury")
    assert "Kaft" in theatre.picture()


def test_a_bright_hall_gets_light_scenes(cast):
    assert 'data-light="no"' in picture(cast)
    drive(cast, "light", on="yes")
    assert 'data-light="yes"' in picture(cast)


def test_verbs_sent_twice_are_one_fact(cast):
    for _ in range(2):
        drive(cast, "scene", scene="now")
        drive(cast, "black", on="yes")
        drive(cast, "light", on="yes")
        drive(cast, "black", on="no")

    with cast.db.read() as session:
        kinds = [one.kind for one in session.query(LogEntry).order_by(LogEntry.seq)]
    # Black is made and ended twice: these are other wishes, not the same one again.
    assert kinds == ["SceneShown", "StageBlackened", "StageLit", *["StageBlackened"] * 3]


def test_an_unknown_scene_is_refused(cast):
    assert drive(cast, "scene", scene="party").status_code == 422


@pytest.mark.parametrize("name", ["Bobur", "Shoira", "Malika", "Jasur", "Sardor", "Sevara"])
def test_only_staff_of_the_hall_drive(cast, name):
    cast.add("Sevara", Role.PROJECTOR)
    for tail, fields in (
        ("scene", {"scene": "now"}), ("step", {"to": "1"}), ("black", {"on": "yes"}),
        ("light", {"on": "yes"}),
    ):  # fmt: skip
        assert drive(cast, tail, name, **fields).status_code == 403, tail


def test_the_projector_sees_the_stage_and_nothing_else(cast):
    cast.add("Sevara", Role.PROJECTOR)
    browser = cast.browser("Sevara")

    page = browser.get(f"/camps/{cast.slug}/stage")
    assert page.status_code == 200
    assert "<form" not in page.text
    assert browser.get(f"/camps/{cast.slug}/control").status_code == 403
    assert browser.get(f"/camps/{cast.slug}/stage/remote").status_code == 403
    assert cast.browser("Bobur").get(f"/camps/{cast.slug}/stage").status_code == 403


def test_minors_are_named_by_first_name_and_initial(cast):
    minor = cast.add("Oygul Karimova", Role.PARTICIPANT, birth_year=2012)
    cast.db.write(
        lambda session: session.add_all([
            Idea(camp_id=cast.camp.id, author_id=cast.participant(minor.name).id, title="Suv",
                 state="screened_in", pitch="now", made_at=cast.clock()),
        ])
    )  # fmt: skip
    for scene in ("ideas", "pitch"):
        drive(cast, "scene", scene=scene)
        html = picture(cast)
        assert "Oygul" in html
        assert "Karimova" not in html


def test_now_and_next_count_down_by_the_servers_clock(cast):
    now = cast.clock()
    cast.db.write(
        lambda session: session.add(
            Item(camp_id=cast.camp.id, kind="work", title="Team work", starts_at=now,
                 ends_at=now.replace(hour=11))
        )
    )  # fmt: skip
    drive(cast, "scene", scene="now")

    assert 'ends="2027-04-16T11:00:00+00:00" now="2027-04-16T09:00:00+00:00"' in picture(cast)


def test_the_jury_scene_tells_no_number_of_a_team(app, clock):
    bench = again(Bench, app, clock)
    bench.cast_all(but={("Lobar", "Saksovul")})
    drive(bench, "scene", scene="jury")

    html = picture(bench)
    assert "2 <span>/ 3</span>" in html
    assert html.count('data-state="done"') == 2
    assert html.count('data-state="waiting"') == 1


def test_the_standing_hides_all_places_without_a_public_board(app, clock):
    bench = again(Bench, app, clock)
    bench.cast_all()
    drive(bench, "scene", scene="standing")

    html = picture(bench)
    assert "Places stay hidden" in html
    assert [name for name in bench.teams if name in html] == []


def test_a_public_board_shows_complete_teams_only_and_freezes(app, clock):
    bench = again(Bench, app, clock, live_board=True)
    bench.cast_all(but={("Lobar", "Saksovul")})
    drive(bench, "scene", scene="standing")
    html = picture(bench)
    assert "Kaft" in html
    assert "Saksovul" not in html

    bench.do(rounds.freeze_round, by=bench.id("Kamol"))
    bench.cast("Lobar", "Saksovul")
    html = picture(bench)
    assert "Frozen 14:00" in html
    assert "Saksovul" not in html


def test_grants_stand_there_once_they_are_published(theatre):
    theatre.show("grants")
    assert "Kaft" not in theatre.picture()

    theatre.turn("Aziza", Role.OWNER)
    theatre.turn("Jamila", Role.CHAIR)
    html = theatre.picture()
    assert "3 grants" in html
    assert "<b>40</b>" in html
    assert "of 90" in html


def test_an_announcement_for_the_hall_and_no_other(cast):
    path = f"/camps/{cast.slug}/announcements"
    cast.program("Aziza").post(path, {"text": "Tea is served.", "on_stage": True})
    cast.program("Aziza").post(path, {"text": "Mentors, come.", "audience": "mentor"})
    drive(cast, "scene", scene="announcement")

    assert "Tea is served." in picture(cast)
    assert "Mentors" not in picture(cast)


def test_the_running_part_of_a_pitch_drains(app, clock):
    bench = again(Bench, app, clock)
    bench.do(rounds.start_slot, team="Kaft", by=bench.id("Kamol"))
    sent = {"timer_kind": "pitch", "minutes": "4"}
    bench.form(bench.browser("Aziza"), f"/camps/{bench.slug}/control/timers", sent)
    drive(bench, "scene", scene="pitch")
    clock.pass_(seconds=60)

    html = picture(bench)
    assert "Kaft" in html
    assert "Yoʻlchi" in html  # comes next
    assert 'dur="180s"' in html
