"""Two doors without a connection: each decides by its list, and either may come back first."""

from threading import Thread

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from camp.checkin import queries
from camp.checkin.conflicts import conflicts
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.rules import Role
from camp.people.badges import badge_text, revoke_badge
from camp.people.models import Conduct, Consent, Person
from camp.people.registering import withdraw
from tests.browser.network import cut, mend
from tests.browser.scanning import scanned
from tests.browser.waiting import until
from tests.cast import Cast

pytestmark = pytest.mark.browser
PATIENT = 30_000  # ms, on a busy machine
VERDICT = 50  # ms
FORGED = "CAMP:7K3F9Q." + "A" * 32
DOOR_1 = (
    "G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G1", "Sold", "forged", "Lost", "forged",
    "G2", "G4",
)  # fmt: skip
DOOR_2 = (
    "G5", "G6", "G7", "G8", "G9", "G10", "G11", "G12", "Sold", "Lost", "forged", "G9", "forged",
    "G6", "G12",
)  # fmt: skip
REASONS = {
    "forged": "unknown", "Elsewhere": "other_camp", "Lost": "revoked", "G1": "withdrawn",
    "G2": "needs_guardian", "G3": "needs_consent", "G4": "already_in", "G5": "full",
}  # fmt: skip
FIRST = 3  # scans of the second door before the first door's
KEPT = """() => new Promise((resolve) => {
  const opening = indexedDB.open("camp")
  opening.onsuccess = () => {
    const asked = opening.result.transaction("roster").objectStore("roster").count()
    asked.onsuccess = () => {
      opening.result.close()
      resolve(asked.result)
    }
  }
})"""


@pytest.fixture
def address(app, free_port):
    server = make_server("127.0.0.1", free_port, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{free_port}"
    server.shutdown()
    thread.join()


class Hall:
    """A camp with twelve guests, a lost badge, a sold one, and two phones at its doors."""

    def __init__(self, app, clock, chromium, address, doors=2) -> None:
        self.cast, self.chromium, self.address = Cast(app, clock), chromium, address
        for name in (*(f"G{n}" for n in range(1, 13)), "Sold", "Lost"):
            self.cast.add(name, Role.PARTICIPANT)
        self.cast.add("Gulnora", Role.DOOR_LEAD)
        self._secret = app.extensions["secret"]
        self.revoke("Lost")
        staff = ("Shoira", "Rustam")[:doors]
        self.doors = [self.open_door(name, f"Door {n}") for n, name in enumerate(staff, 1)]

    def revoke(self, name) -> None:
        self.cast.db.write(
            lambda session: revoke_badge(
                session, camp_id=self.cast.camp.id, code=self.cast.badge(name).code,
                by=self.cast.id("Gulnora"), now=self.cast.clock(),
            )
        )  # fmt: skip

    def go_away(self, name) -> None:
        self.cast.db.write(
            lambda session: withdraw(
                session, camp_id=self.cast.camp.id, person_id=self.cast.id(name), reason="",
                by=self.cast.id("Gulnora"), now=self.cast.clock(),
            )
        )  # fmt: skip

    def page(self, name, path):
        context = self.chromium.new_context(viewport={"width": 360, "height": 740})
        login = self.cast.browser(name).get_cookie("camp_lan").value
        context.add_cookies([{"name": "camp_lan", "value": login, "url": self.address}])
        page = context.new_page()
        page.goto(f"{self.address}/camps/{self.cast.slug}/door{path}")
        return page

    def open_door(self, name, station):
        page = self.page(name, f"?station={station.replace(' ', '+')}")
        expect(page.locator("[data-ends]")).to_be_visible(timeout=PATIENT)
        cut(page.context)
        return page

    def scan(self, door, names):
        return scanned(door, names, self.text)

    def text(self, name) -> str:
        """Return what this guest's QR says."""
        if name == "forged":
            return FORGED
        cast = self.elsewhere if name == "Elsewhere" else self.cast
        return badge_text(self._secret, cast.badge("Bobur" if cast is not self.cast else name).code)

    def every_reason(self) -> None:
        """Make a reason for everybody of REASONS to stay outside, in a house for one."""
        cast, at = self.cast, self.cast.clock()
        self.elsewhere = Cast(cast.app, cast.clock)
        self.go_away("G1")
        about = {"camp_id": cast.camp.id, "version": "1", "at": at}

        def verb(session):
            session.get(Person, cast.id("G2")).birth_year = 2012
            session.add(Conduct(id=new_id(), texts={}, **about))
            for name in ("G4", "G5"):
                for kind in ("code", "data"):
                    session.add(Consent(person_id=cast.id(name), kind=kind, given=True, **about))
            session.get(Camp, cast.camp.id).capacity = 1

        cast.db.write(verb)
        cast.program("Rustam").post(
            f"/camps/{cast.slug}/checkins", {"badge": self.text("G4"), "station": "Desk"}
        )

    def come_back(self, door) -> None:
        mend(door.context)
        expect(door.locator("[data-queue]")).to_be_hidden(timeout=PATIENT)

    def outcome(self):
        """Return who is in by which door, and the conflicts with both doors, by name."""
        with self.cast.db.read() as session:
            camp = session.get(Camp, self.cast.camp.id)
            inside = {
                name: entered.station
                for name, person in self.cast.people.items()
                if (entered := queries.check_in_of(session, camp.id, person.id))
            }
            found = [
                (one.kind, one.name, one.other and one.other.station, one.here.station)
                for one in conflicts(session, camp)
            ]
        return inside, sorted(found, key=str)


def test_thirty_scans_at_two_doors_end_alike_whoever_comes_back_first(
    app, clock, chromium, address
):
    outcomes = []
    for order in ((0, 1), (1, 0)):
        hall = Hall(app, clock, chromium, address)
        first, second = hall.doors
        told = hall.scan(second, DOOR_2[:FIRST])
        told += hall.scan(first, DOOR_1)
        told += hall.scan(second, DOOR_2[FIRST:])
        expect(first.locator("[data-queue]")).to_contain_text("15 to send")
        hall.revoke("Sold")
        hall.go_away("G3")
        for turn in order:
            hall.come_back(hall.doors[turn])
        outcomes.append(([(name, said) for name, (said, *_) in told], *hall.outcome()))
        took = sorted(ms for _, (_, ms, _) in told)
        worked = sorted(ms for _, (_, _, ms) in told)

    said, inside, found = outcomes[0]
    assert outcomes[1] == outcomes[0]
    assert {one for one in said if one[0] in {"forged", "Lost"}} == {
        ("forged", "unknown"), ("Lost", "revoked"),
    }  # fmt: skip
    assert [name for name, result in said if result == "already_in"] == [
        "G1", "G2", "G4", "G9", "G6", "G12",
    ]  # fmt: skip
    assert inside == {
        **{f"G{n}": "Door 1" for n in (1, 2, 3, 4, 8)},
        **{f"G{n}": "Door 2" for n in (5, 6, 7, 9, 10, 11, 12)},
        "Sold": "Door 1",
    }
    assert found == sorted(
        [
            *(("again", f"G{n}", "Door 2", "Door 1") for n in (5, 6, 7)),
            ("again", "G8", "Door 1", "Door 2"),
            ("again", "Sold", "Door 1", "Door 2"),
            ("revoked", "Sold", None, "Door 1"),
            ("revoked", "Sold", None, "Door 2"),
            ("withdrawn", "G3", None, "Door 1"),
        ],
        key=str,
    )
    # Other work on this machine slows down most of them, not all; what the page itself does for a
    # verdict is the same on a busy machine.
    assert took[len(took) // 4] < VERDICT
    assert worked[len(worked) // 2] < VERDICT
    _the_lead_sees_both_doors(hall)


def _the_lead_sees_both_doors(hall):
    page = hall.page("Gulnora", "/conflicts")
    again = page.locator('[data-conflict="again"]').filter(has_text="G8")
    expect(again).to_contain_text("Door 1", timeout=PATIENT)
    expect(again).to_contain_text("Door 2")

    again.get_by_label("Reason").fill("They went out for a bag.")
    again.get_by_role("button", name="It stays so").click()

    expect(again).to_have_count(0, timeout=PATIENT)


def test_a_phone_says_what_the_server_would_have_said(app, clock, chromium, address):
    hall = Hall(app, clock, chromium, address, doors=0)
    hall.every_reason()
    door = hall.open_door("Shoira", "Door 1")
    program = hall.cast.program("Rustam")
    answers = {
        name: program.post(
            f"/camps/{hall.cast.slug}/checkins", {"badge": hall.text(name), "station": "Desk"}
        ).json["result"]
        for name in REASONS
    }

    told = {name: said for name, (said, *_) in hall.scan(door, REASONS)}

    assert told == answers == REASONS


def test_a_door_without_a_connection_searches_registers_and_takes_back(
    app, clock, chromium, address
):
    hall = Hall(app, clock, chromium, address, doors=1)
    (door,) = hall.doors
    door.locator("#q").fill("г12")
    door.get_by_role("button", name="Search").click()
    door.locator(".door-found").get_by_role("button", name="Let in").click()
    expect(door.locator(".verdict__name")).to_have_text("G12")
    door.get_by_role("link", name="Next guest").click()
    door.get_by_role("link", name="Register at the door").click()
    door.locator("#name").fill("Lola Azimova")
    door.locator("#birth_year").fill("2001")
    door.locator("#region").select_option("UZ-TK")
    door.get_by_role("button", name="Register and look").click()
    expect(door.locator(".verdict__word")).to_have_text("Come in")
    expect(door.locator("[data-verdict] camp-verdict")).to_be_empty()
    hall.scan(door, ["G1"])
    expect(door.locator("[data-verdict] camp-verdict")).to_be_empty()

    door.locator("camp-door-kept li").filter(has_text="G1").first.get_by_role(
        "button", name="Undo"
    ).click()
    expect(door.locator("camp-door-kept li").first).to_contain_text("taken back")
    hall.come_back(door)

    with hall.cast.db.read() as session:
        assert queries.checked_in(session, hall.cast.camp.id) == 2
    assert hall.outcome() == ({"G12": "Door 1"}, [])
    expect(door.locator(".door-bar")).to_contain_text("2 /", timeout=PATIENT)
    door.get_by_role("button", name="End the shift").click()
    expect(door.locator("[data-says]")).to_contain_text("There is no list on this phone")
    assert door.evaluate(KEPT) == 0


def test_who_signs_out_leaves_no_list_on_the_phone(app, clock, chromium, address):
    hall = Hall(app, clock, chromium, address, doors=1)
    (door,) = hall.doors
    before = door.evaluate(KEPT)
    mend(door.context)
    door.context.clear_cookies()

    door.goto(f"{address}/")

    until(door, f"async () => await ({KEPT})() === 0", patience=PATIENT)
    assert before == 1
