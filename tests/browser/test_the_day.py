"""One camp from the door to the results, on nine devices, through the fall of its server."""

import pytest

from tests.browser import the_jury, the_results, the_start
from tests.browser.fake_camera import browser_with_camera, film
from tests.browser.phones import Day
from tests.browser.serving import DESK, STAGE
from tests.browser.visiting import serve

pytestmark = pytest.mark.browser


@pytest.fixture
def day(chromium, tmp_path):
    server = serve("checkin", tmp_path)
    try:
        day = Day(server, chromium)
        yield day
        day.phones.close()
    finally:
        server.kill()


def test_a_camp_from_the_door_to_the_results(day, chromium, chromium_path, tmp_path):
    for name in ("first", "second"):
        day.open(name, "/badge")
    day.open("organiser", "/control", viewport=DESK)
    day.open("projector", "/stage", viewport=STAGE)
    seen = film(tmp_path / "badge.y4m", the_start.picture_of_badge(day.first))
    camera = browser_with_camera(chromium.browser_type, chromium_path, seen)
    day.open("door", "/door?station=Door+1", browser=camera)

    day.late_badge = the_start.badge_of(day, "Zarina Safarova")
    (day.round,) = (one["id"] for one in day.ask("juror", "GET", "/camps/tashkent/rounds"))
    the_start.the_first_is_let_in(day)
    the_start.an_announcement_reaches_everybody(day)
    the_start.an_idea_is_written_and_let_in(day)
    the_start.the_dots_stay_hidden_until_the_close(day)
    the_start.a_team_takes_somebody_in(day)
    the_start.a_mentor_comes_and_leaves_a_note(day)
    the_jury.teams_stand_before_the_jury(day)
    the_jury.two_jurors_mark_while_the_server_falls(day)
    the_jury.everybody_carries_on(day)
    the_results.the_jury_decides(day)
    the_results.the_hall_sees_the_reveal(day)
    the_results.two_keys_publish(day)
