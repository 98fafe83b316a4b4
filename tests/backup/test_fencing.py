"""Two copies of one camp: the later one leads, and the other stops when it hears of it."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from sqlalchemy import select

from camp.backup import hand_over, moving
from camp.core.models import LogEntry
from camp.core.server import standing
from camp.web import epoch


class Organiser:
    """Aziza's program, signed in while the server still takes writes."""

    def __init__(self, cast):
        self._program, self._path = cast.program("Aziza"), f"/camps/{cast.slug}/announcements"

    def announce(self, text="Tea"):
        return self._program.post(self._path, {"text": text})

    def texts(self):
        return [one["text"] for one in self._program.get(self._path).json]


def epoch_of(cast):
    """Return what a visitor of this server carries away."""
    return cast.browser().get("/join").headers["Camp-Epoch"]


def stop(cast, to=""):
    cast.db.write(lambda session: moving.stop(session, to=to, now=cast.clock()))


def test_a_visitor_of_the_new_server_stops_the_old_one(cast, laptop):
    organiser, phone, control = Organiser(cast), cast.browser("Dilnoza"), cast.browser("Aziza")
    laptop.back_up()
    laptop.restore()
    there = laptop.twin()
    assert organiser.announce("Before").status_code == 201

    phone.set_cookie("camp_epoch", epoch_of(there))
    page = phone.get(f"/camps/{cast.slug}/teams")
    refused = cast.form(phone, "/sign-out")
    program = organiser.announce()

    assert page.status_code == 200
    assert page.headers.get_all("Set-Cookie") == []  # It keeps the later epoch.
    assert refused.status_code == 503
    assert "Another server has taken over. Open http://192.168.1.21:8000" in refused.text
    assert (program.status_code, program.json["type"]) == (503, "/problems/fenced")
    assert program.json["address"] == "http://192.168.1.21:8000"
    assert organiser.texts() == ["Before"]
    problems = control.get(f"/camps/{cast.slug}/control/problems").text
    assert "This server takes no more writes" in problems
    assert Organiser(there).announce().status_code == 201


def test_the_refusal_speaks_the_readers_language(cast):
    phone = cast.browser("Dilnoza")
    phone.set_cookie("camp_language", "ru")
    stop(cast)

    assert "Спросите" in cast.form(phone, "/sign-out").text


def test_the_old_server_does_not_stop_the_new_one(cast, laptop):
    laptop.back_up()
    laptop.restore()
    there = laptop.twin()
    visitor, old = there.browser(), epoch_of(cast)
    visitor.set_cookie("camp_epoch", old)

    kept = visitor.get("/join")
    assert visitor.get_cookie("camp_epoch").value == kept.headers["Camp-Epoch"] != old
    assert Organiser(there).announce().status_code == 201


@pytest.mark.parametrize("word", ["", ".", "9.9", "W10.0", "x" * 4000, "WzksICJhIl0.{}"])
def test_a_forged_epoch_is_nothing(cast, word):
    visitor, forged = cast.browser(), word.format("0" * 32)
    visitor.set_cookie("camp_epoch", forged)
    visitor.get("/join", headers={"Camp-Epoch": forged})

    assert Organiser(cast).announce().status_code == 201


def test_reading_goes_on_where_pages_note_something(cast):
    """A login that was long away is noted as seen; a fenced server leaves that out."""
    browser = cast.browser("Dilnoza")
    stop(cast)
    cast.clock.pass_(days=2)

    assert browser.get("/devices").status_code == 200
    assert browser.get(f"/camps/{cast.slug}/teams").status_code == 200


def test_a_planned_move_loses_nothing_and_a_failed_one_changes_nothing(cast, laptop):
    organiser, to = Organiser(cast), "http://192.168.1.30:8000"
    with pytest.raises(OSError, match="No such file"):
        hand_over(cast.db, laptop.here, laptop.folder / "no" / "x", to="", now=cast.clock())
    assert organiser.announce("Still here").status_code == 201

    # Asked for twice, say because the stick was lost, it says so once and loses nothing either.
    for file in (laptop.folder / "lost", laptop.file):
        hand_over(cast.db, laptop.here, file, to=to, now=cast.clock())
    assert organiser.announce("Too late").json["address"] == to
    laptop.restore()
    there = laptop.twin()
    assert Organiser(there).texts() == organiser.texts() == ["Still here"]
    assert Organiser(there).announce("On").status_code == 201
    with there.db.read() as session:
        kinds = session.scalars(select(LogEntry.kind).order_by(LogEntry.id)).all()
    assert kinds == [
        "ServerFenced", "ServerLeads", "AnnouncementMade", "ServerFenced", "ServerLeads",
        "AnnouncementMade",
    ]  # fmt: skip


def test_the_last_to_lead_leads(cast, laptop):
    laptop.back_up()
    laptop.restore()
    there = laptop.twin()
    here, other = Organiser(cast), Organiser(there)
    cast.clock.pass_(minutes=5)
    cast.db.write(lambda session: moving.lead(session, now=cast.clock()), past_fence=True)
    epoch.look(cast.app)

    there.browser().get("/join", headers={"Camp-Epoch": epoch_of(cast)})
    assert other.announce().status_code == 503
    assert here.announce().status_code == 201


def test_a_slow_clock_still_begins_a_later_epoch(cast, laptop):
    cast.db.write(lambda session: setattr(standing(session), "epoch", 9_000_000_000))
    laptop.back_up()
    laptop.restore()

    with laptop.twin().db.read() as session:
        assert standing(session).epoch == 9_000_000_001


def test_the_new_server_calls_the_one_before():
    heard = []

    class Former(BaseHTTPRequestHandler):
        def do_GET(self):
            heard.append((self.path, self.headers["Camp-Epoch"]))
            self.send_error(503)

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Former) as former:
        thread = threading.Thread(target=former.handle_request)
        thread.start()
        address = f"http://127.0.0.1:{former.server_port}"
        moving.call(address, header="Camp-Epoch", word="a.b")
        thread.join()
    moving.call(address, header="Camp-Epoch", word="a.b")  # Nobody is there any more.
    moving.call("", header="Camp-Epoch", word="a.b")
    moving.call("file:///etc/passwd", header="Camp-Epoch", word="a.b")

    assert heard == [("/healthz", "a.b")]
