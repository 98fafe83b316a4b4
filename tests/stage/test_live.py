"""What a projector hears is what a reload would show."""

import pytest

from camp.core.rules import Role
from camp.jury import rounds
from camp.web.live import socketio
from tests.again import again
from tests.jury.bench import Bench


def test_the_projector_hears_what_a_reload_would_show(theatre):
    screen = theatre.phone("Sevara", f"stage:{theatre.slug}")

    theatre.show("jury")

    ((topic, news),) = theatre.heard(screen)
    page = theatre.browser("Sevara").get(theatre.url())
    assert topic == f"stage:{theatre.slug}"
    assert news["html"] == {theatre.url(): page.text}
    assert page.headers["Camp-Seq"] == str(news["seq"])


def test_ballots_slots_and_clocks_move_the_stage(app, clock):
    bench = again(Bench, app, clock)
    screen = bench.phone("Projector", f"stage:{bench.slug}")

    bench.cast("Jasur", "Kaft")
    bench.do(rounds.start_slot, team="Kaft", by=bench.id("Kamol"))
    sent = {"kind": "pitch", "seconds": 240}
    bench.program("Aziza").post(f"/camps/{bench.slug}/timers", sent)

    assert len(bench.heard(screen)) >= 3


def test_wall_and_now_are_pushed_as_they_are_reloaded(cast):
    cast.add("Sevara", Role.PROJECTOR)
    screen = cast.phone("Sevara", f"camp:{cast.slug}:door", f"camp:{cast.slug}")
    badge = cast.badge("Bobur").code
    sent = {"badge": badge, "station": "Main", "scanned_at": cast.clock().isoformat()}
    assert cast.program("Shoira").post(f"/camps/{cast.slug}/checkins", sent).status_code == 201
    path = f"/camps/{cast.slug}/announcements"
    cast.program("Aziza").post(path, {"text": "Tea is served."})

    pushed = {}
    for _, news in cast.heard(screen):
        pushed |= news["html"]
    for tail in ("wall", "now"):
        src = f"/camps/{cast.slug}/stage/{tail}"
        assert pushed[src] == cast.browser("Sevara").get(src).text


@pytest.mark.parametrize("name", [None, "Bobur", "Shoira", "Malika", "Jasur", "Sardor"])
def test_others_do_not_watch_the_stage(cast, name):
    auth = {"token": cast.token(name)} if name else None
    phone = socketio.test_client(cast.app, auth=auth)

    answer = phone.emit("watch", f"stage:{cast.slug}", callback=True)
    assert answer == {"error": "forbidden"}
