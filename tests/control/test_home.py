"""The participant's home: now, next, the badge, the team and the news."""

from datetime import timedelta

import pytest

from camp.people import badges
from camp.schedule import service as schedule
from camp.web.live import socketio
from tests.cast import NOON


def plan(cast, title, hours, room="Katta zal"):
    return cast.db.write(
        lambda session: schedule.add_item(
            session,
            camp_id=cast.camp.id,
            kind="plenary",
            title=title,
            room=room,
            starts_at=NOON + timedelta(hours=hours),
            ends_at=NOON + timedelta(hours=hours + 1),
            by=None,
            now=cast.clock(),
        )
    )


def test_home_says_what_is_now_and_next(cast):
    plan(cast, "Opening", 0)
    plan(cast, "Dinner", 2, "Courtyard")

    page = cast.browser("Bobur").get(f"/camps/{cast.slug}/home").text

    assert "Hello, Bobur" in page
    assert "Now, until 15:00" in page
    assert '<h2 class="now__title">Opening</h2>' in page
    assert "Dinner" in page
    assert f'href="/camps/{cast.slug}/badge"><span>Show my badge</span>' in page


def test_home_hears_a_change_as_a_reload_shows_it(cast):
    topic = f"camp:{cast.slug}"
    phone = cast.phone("Bobur", topic)

    plan(cast, "Opening", 0)

    ((name, news),) = cast.heard(phone)
    for part in ("now", "next"):
        path = f"/camps/{cast.slug}/home/{part}"
        reload = cast.browser("Bobur").get(path)
        assert (name, news["seq"]) == (topic, int(reload.headers["Camp-Seq"]))
        assert news["html"][path] == reload.text


def test_the_own_part_is_told_by_number_and_shown_to_its_owner_alone(cast):
    topic = f"person:{cast.id('Bobur')}"
    phone = cast.phone("Bobur", topic)

    cast.db.write(
        lambda session: badges.revoke_badge(
            session,
            camp_id=cast.camp.id,
            code=cast.badge("Bobur").code,
            by=cast.id("Aziza"),
            now=cast.clock(),
        )
    )

    path = f"/camps/{cast.slug}/home/{cast.id('Bobur')}/mine"
    reload = cast.browser("Bobur").get(path)
    assert cast.heard(phone) == [(topic, {"seq": int(reload.headers["Camp-Seq"]), "html": {}})]
    assert "Show it at the door" not in reload.text
    assert cast.browser("Dilnoza").get(path).status_code == 403
    assert cast.browser("Aziza").get(path).status_code == 403


@pytest.mark.parametrize("name", ["Dilnoza", "Aziza", "Sardor", None])
def test_nobody_watches_another_person(cast, name):
    auth = {"token": cast.token(name)} if name else None
    client = socketio.test_client(cast.app, auth=auth)

    answer = client.emit("watch", f"person:{cast.id('Bobur')}", callback=True)

    assert answer == {"error": "forbidden"}


@pytest.mark.parametrize(
    ("name", "place"),
    [("Jasur", "jury"), ("Malika", "mentoring"), ("Aziza", "control"), ("Shoira", "door")],
)
def test_others_begin_where_their_work_is(cast, name, place):
    answer = cast.browser(name).get(f"/camps/{cast.slug}/home")

    assert answer.location == f"/camps/{cast.slug}/{place}"


def announce(cast, text):
    cast.db.write(
        lambda session: schedule.announce_to(
            session,
            camp_id=cast.camp.id,
            text=text,
            audience="all",
            on_stage=False,
            by=cast.id("Aziza"),
            now=cast.clock(),
        )
    )


def test_the_news_hear_an_announcement_when_it_is_made(cast):
    path = f"/camps/{cast.slug}/home/news"
    phone = cast.phone("Bobur", f"camp:{cast.slug}")
    before = cast.browser("Bobur").get(path)

    announce(cast, "The bus leaves at 08:10.")

    ((_, news),) = cast.heard(phone)
    after = cast.browser("Bobur").get(path)
    assert "The bus leaves at 08:10." in after.text
    assert news["seq"] == int(after.headers["Camp-Seq"]) > int(before.headers["Camp-Seq"])
    assert cast.browser(None).get(path).status_code != 200


def test_who_has_come_in_reads_it_at_home(cast):
    path = f"/camps/{cast.slug}/home/{cast.id('Bobur')}/mine"
    before = cast.browser("Bobur").get(path)

    scan = {
        "badge": cast.badge("Bobur").code,
        "station": "Door 1",
        "scanned_at": cast.clock().isoformat(),
    }
    cast.program("Shoira").post(f"/camps/{cast.slug}/checkins", scan)

    after = cast.browser("Bobur").get(path)
    assert ("You are in" in before.text, "You are in" in after.text) == (False, True)
    assert int(after.headers["Camp-Seq"]) > int(before.headers["Camp-Seq"])


def test_an_announcement_stands_on_the_home_page_for_two_hours(cast):
    announce(cast, "The bus leaves at 08:10.")
    client = cast.browser("Bobur")

    fresh = client.get(f"/camps/{cast.slug}/home").text
    cast.clock.pass_(hours=2, seconds=1)
    stale = client.get(f"/camps/{cast.slug}/home").text

    assert "The bus leaves at 08:10." in fresh
    assert "The bus leaves at 08:10." not in stale
