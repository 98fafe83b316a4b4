"""From every desk each other desk is one link away, and no link leads to a closed door."""

import re

import pytest

from tests.again import again
from tests.cast import Cast
from tests.grants.court import Court


def desks(client, page):
    nav = re.search(r'<nav class="desk__places".*?</nav>', client.get(page).text, re.DOTALL)
    return re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', nav[0]) if nav else []


def words(client, page):
    return [word for _, word in desks(client, page)]


@pytest.mark.parametrize(
    ("phase", "shown"),
    [
        ("draft", ["Control room", "Settings", "People", "Schedule", "Paper"]),
        ("checkin", ["Control room", "Settings", "People", "Schedule", "Ideas", "Door",
                     "Shifts", "Incidents", "Paper"]),
        ("build", ["Control room", "Settings", "People", "Schedule", "Ideas", "Door",
                   "Shifts", "Teams", "Mentoring", "Submissions", "Incidents", "Paper"]),
    ],
)  # fmt: skip
def test_a_desk_is_shown_when_its_time_is_near(app, clock, phase, shown):
    cast = again(Cast, app, clock, phase=phase)

    assert words(cast.browser("Aziza"), f"/camps/{cast.slug}/control") == shown


@pytest.mark.parametrize("name", ["Aziza", "Rustam", "Kamol", "Jamila"])
def test_every_desk_that_is_shown_opens(app, clock, name):
    court = again(Court, app, clock)
    client = court.browser(name)

    found = desks(client, f"/camps/{court.slug}/control")
    assert len(found) > 2
    assert {path: client.get(path).status_code for path, _ in found} == {
        path: 200 for path, _ in found
    }


def test_a_juror_finds_the_deliberation_and_a_participant_no_desk(app, clock):
    court = again(Court, app, clock)
    juror = court.browser("Jasur")
    court.form(juror, court.url("/briefing"), back=f"/camps/{court.slug}/jury")
    jury = juror.get(f"/camps/{court.slug}/jury").text
    more = court.browser("Bobur").get(f"/camps/{court.slug}/more").text

    assert f'href="/camps/{court.slug}/deliberation">Deliberation</a>' in jury
    assert f'href="/camps/{court.slug}/protocol">Protocol</a>' in jury
    assert "Where I work" not in more


@pytest.mark.parametrize(("phase", "shown"), [("deliberation", False), ("results", True)])
def test_the_camps_front_shows_the_way_to_its_results(app, clock, phase, shown):
    cast = again(Cast, app, clock, phase=phase)
    page = cast.browser().get(f"/camps/{cast.slug}").text

    assert (f'href="/camps/{cast.slug}/results"' in page) is shown
