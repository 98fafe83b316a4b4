"""What phones of a camp hear is what a reload would show."""

import pytest

from camp.web.live import socketio
from tests.schedule.test_items import add
from tests.schedule.test_timers import start

PIECES = ("now", "days", "announcements", "timer")


def test_phones_hear_what_a_reload_would_show(cast):
    phone = cast.phone("Bobur", f"camp:{cast.slug}")

    add(cast)
    start(cast)
    cast.program("Aziza").post(f"/camps/{cast.slug}/announcements", {"text": "Tea is served."})

    topic, news = cast.heard(phone)[-1]
    browser = cast.browser("Bobur")
    pages = {
        path: browser.get(path)
        for path in (f"/camps/{cast.slug}/schedule/{piece}" for piece in PIECES)
    }
    assert topic == f"camp:{cast.slug}"
    assert {path: news["html"][path] for path in pages} == {
        path: page.text for path, page in pages.items()
    }
    assert {page.headers["Camp-Seq"] for page in pages.values()} == {str(news["seq"])}
    assert "Tea is served." in news["html"][f"/camps/{cast.slug}/schedule/announcements"]
    assert "Opening" in news["html"][f"/camps/{cast.slug}/schedule/now"]


def test_a_visitor_watches_an_open_camp_and_no_draft(cast):
    visitor = socketio.test_client(cast.app)
    assert "seq" in visitor.emit("watch", f"camp:{cast.slug}", callback=True)

    cast.move("draft")
    assert visitor.emit("watch", f"camp:{cast.slug}", callback=True) == {"error": "forbidden"}


@pytest.mark.parametrize("piece", PIECES)
def test_a_piece_says_when_time_alone_will_change_it(cast, piece):
    add(cast, minutes=30)

    page = cast.browser("Bobur").get(f"/camps/{cast.slug}/schedule/{piece}").text

    expected = piece in {"now", "days"}
    assert ('<camp-until at="2027-04-16T09:30:00+00:00"' in page) == expected
