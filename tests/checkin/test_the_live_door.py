"""What screens of the door hear is what a reload would show; and how much a page asks."""

import pytest
from sqlalchemy import event

from camp.checkin.curve import draw, steps_of
from camp.core.events import latest
from camp.core.models import Camp
from camp.core.rules import Role
from camp.web.live import socketio

SHARED = ("bar", "counts", "curve", "wall")


def let_in(cast, name):
    return cast.program("Shoira").post(
        f"/camps/{cast.slug}/checkins", {"badge": cast.badge(name).code, "station": "Door 1"}
    )


def test_the_door_hears_what_a_reload_would_show(cast):
    topic = f"camp:{cast.slug}:door"
    phone = cast.phone("Rustam", topic)

    let_in(cast, "Bobur")

    name, news = cast.heard(phone)[-1]
    browser = cast.browser("Rustam")
    pieces = {f"/camps/{cast.slug}/door/{piece}" for piece in SHARED}
    ours = {path for path in news["html"] if "/door/" in path}
    assert (name, ours) == (topic, pieces)
    for path in pieces:
        reload = browser.get(path)
        assert (news["html"][path], str(news["seq"])) == (reload.text, reload.headers["Camp-Seq"])
    assert 'value="1"' in news["html"][f"/camps/{cast.slug}/door/counts"]


def test_no_name_is_pushed(cast):
    phone = cast.phone("Rustam", f"camp:{cast.slug}:door")

    let_in(cast, "Bobur")

    assert "Bobur" not in str(cast.heard(phone))


@pytest.mark.parametrize("name", ["Bobur", "Jasur", "Sardor"])
def test_others_may_not_watch_the_door(cast, name):
    client = socketio.test_client(cast.app, auth={"token": cast.token(name)})

    answer = client.emit("watch", f"camp:{cast.slug}:door", callback=True)

    assert answer == {"error": "forbidden"}


def test_the_guests_own_pages_move(cast):
    let_in(cast, "Bobur")

    with cast.db.read() as session:
        moved = [latest(session, f"person:{cast.id(name)}") for name in ("Bobur", "Dilnoza")]
        camp = session.get(Camp, cast.camp.id)
    assert moved == [camp.last_seq, 0]


def test_the_last_scans_are_listed_newest_first(cast):
    for name in ("Bobur", "Dilnoza"):
        let_in(cast, name)
        cast.clock.pass_(seconds=10)

    recent = cast.browser("Shoira").get(f"/camps/{cast.slug}/door/recent").text

    assert recent.index("Dilnoza") < recent.index("Bobur")
    assert recent.count("cancellation") == 2


@pytest.mark.parametrize("path", ["door?station=Desk&q=guest", "door/recent", "door/counts"])
def test_a_page_asks_as_much_for_three_as_for_one(cast, path):
    browser = cast.browser("Shoira")
    asked = []
    for guest in ("Guest One", "Guest Two", "Guest Three"):
        cast.add(guest, Role.PARTICIPANT)
        let_in(cast, guest)
        asked.append(_statements(cast, lambda: browser.get(f"/camps/{cast.slug}/{path}")))

    assert asked[2] == asked[0] > 0


def _statements(cast, ask):
    seen = []

    def note(*_args):
        seen.append(1)

    event.listen(cast.db.engine, "before_cursor_execute", note)
    assert ask().status_code == 200
    event.remove(cast.db.engine, "before_cursor_execute", note)
    return len(seen)


def test_the_curve_climbs_by_a_step_a_minute(cast):
    at = cast.clock().replace(second=0)
    arrivals = [at, at.replace(second=40), at.replace(minute=3), at.replace(minute=3, second=1)]

    steps = steps_of(arrivals)

    assert [(step.at.minute, step.count) for step in steps] == [(0, 2), (3, 4)]


def test_the_curve_holds_all_who_are_expected(cast):
    at = cast.clock()

    # 60 expected: rows of 20 up to 60. The box is 220 high with 10 above and 30 below, so 60 lies
    # at 10 and none at 190. Two minutes of arrivals are shown with a tick every five.
    curve = draw([at, at.replace(minute=2)], 60, cast.camp.zone)

    assert [(tick.count, tick.place) for tick in curve.up] == [
        (0, 190),
        (20, 130),
        (40, 70),
        (60, 10),
    ]
    assert curve.plan == 10
    assert [tick.at.astimezone(cast.camp.zone).strftime("%H:%M") for tick in curve.across] == [
        "14:00", "14:05", "14:10",
    ]  # fmt: skip
    # 350 across ten minutes: two minutes in is 36 + 70; each of 60 is 3 high.
    assert curve.line == "M36.0 190.0H36.0V187.0H106.0V184.0H141.0"


def test_an_empty_house_draws_no_line(cast):
    curve = draw([], 60, cast.camp.zone)

    assert (curve.line, curve.steps, curve.plan) == ("", (), 10)
