"""A badge before the camera, a scanner, a typed code and no script at all: each opens the door."""

from threading import Thread

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from camp.checkin import queries
from camp.people.badges import badge_text
from tests.browser.fake_camera import badge_saying, browser_with_camera, film
from tests.browser.network import cut, mend

pytestmark = pytest.mark.browser
SCANNER = """(field, keys) => {
  const start = performance.now()
  keys.forEach((key, k) => {
    const press = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })
    Object.defineProperty(press, "timeStamp", { value: start + 5 * k })
    if (field.dispatchEvent(press) && key.length === 1) field.value += key
  })
}"""
HEARD = """window.heard = []
const start = OscillatorNode.prototype.start
OscillatorNode.prototype.start = function (at) {
  if (this.context.state === "running") heard.push(this.frequency.value)
  return start.call(this, at)
}"""
LAST = "camp-live li:first-child .door-recent__name"
FIRST_DECODING = 30_000  # ms; the decoder is loaded on first use


@pytest.fixture
def address(app, free_port):
    server = make_server("127.0.0.1", free_port, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{free_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def badge(app, cast):
    return badge_text(app.extensions["secret"], cast.badge("Bobur").code)


@pytest.fixture
def station(cast, address, badge, chromium, chromium_path, tmp_path):
    """Shoira's phone at the door, with a camera that sees Bobur's badge all the time."""
    seen = film(tmp_path / "badge.y4m", badge_saying(badge))
    browser = browser_with_camera(chromium.browser_type, chromium_path, seen)
    yield _at_the_door(browser, cast, address)
    browser.close()


def _at_the_door(browser, cast, address, **options):
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, service_workers="block", **options
    )
    context.add_cookies(
        [
            {
                "name": "camp_lan",
                "value": cast.browser("Shoira").get_cookie("camp_lan").value,
                "url": address,
            }
        ]
    )
    page = context.new_page()
    page.add_init_script(HEARD)
    page.goto(f"{address}/camps/{cast.slug}/door?station=Door+1")
    return page


def is_in(cast, name="Bobur"):
    with cast.db.read() as session:
        return queries.is_checked_in(session, cast.camp.id, cast.id(name))


def test_a_badge_before_the_camera_comes_in(station, cast):
    station.get_by_role("button", name="Open the camera").click()

    verdict = station.locator(".verdict")
    expect(verdict).to_contain_text("Come in", timeout=FIRST_DECODING)
    expect(verdict).to_contain_text("Bobur")
    expect(station.locator(LAST)).to_have_text("Bobur")
    assert station.evaluate("heard.slice(0, 2)") == [660, 880]
    assert is_in(cast)
    assert station.locator("video").evaluate("video => !video.paused")


def test_a_scanner_that_types_opens_the_door(station, cast, badge):
    # A scanner presses a key every 5 ms, which a driven browser on a busy machine cannot.
    station.locator("#q").evaluate(SCANNER, [*badge, "Enter"])

    expect(station.locator(".verdict__word")).to_have_text("Come in")
    expect(station.locator(LAST)).to_have_text("Bobur")
    assert is_in(cast)
    assert station.locator("#q").input_value() == ""


def test_a_scan_without_a_list_waits_for_the_server(station, cast):
    station.get_by_role("button", name="End the shift").click()
    expect(station.locator("[data-says]")).to_contain_text("There is no list on this phone")
    cut(station.context)
    station.locator("#badge").fill(cast.badge("Bobur").code)
    station.locator("#badge").press("Enter")
    expect(station.locator("[data-queue]")).to_contain_text("the scan waits for the server")
    before = is_in(cast)

    mend(station.context)

    expect(station.locator(".verdict__word")).to_have_text("Come in", timeout=15_000)
    assert (before, is_in(cast)) == (False, True)


def test_an_unknown_code_leads_to_the_search_and_the_camera_stays(station):
    station.evaluate("document.isTheSamePage = true")
    station.locator("#badge").fill("ZZZZ22")
    station.locator("#badge").press("Enter")
    expect(station.locator(".verdict__word")).to_have_text("Stop")

    station.get_by_role("link", name="Search by name").click()

    expect(station.locator(".verdict")).to_have_count(0)
    expect(station.locator("#q")).to_be_focused()
    assert station.evaluate("document.isTheSamePage")


def test_a_walk_in_leads_back_to_the_door(station):
    expect(station.locator("[data-ends]")).to_be_visible()
    station.get_by_role("link", name="Register at the door").click()
    station.locator("#name").fill("Lola Azimova")
    station.locator("#birth_year").fill("2004")
    station.locator("#region").select_option("UZ-TK")
    station.get_by_role("button", name="Register and look").click()
    expect(station.locator(".verdict__word")).to_have_text("Come in")

    expect(station.locator("#walk-in-title")).to_be_hidden()
    expect(station.locator(LAST)).to_have_text("Lola Azimova")


def test_who_was_found_is_forgotten_for_the_next_guest(station):
    station.locator("#q").fill("bob")
    expect(station.locator("[data-ends]")).to_be_visible()
    station.get_by_role("button", name="Search").click()
    station.get_by_role("button", name="Let in").click()

    station.get_by_role("link", name="Next guest").click()

    expect(station.locator(".door-found")).to_have_count(0)
    expect(station.locator("#q")).to_have_value("")


def test_without_a_script_the_code_is_a_form(station, cast, address):
    page = _at_the_door(station.context.browser, cast, address, java_script_enabled=False)

    page.locator("#badge").fill(cast.badge("Bobur").code)
    page.get_by_role("button", name="Look").first.click()

    expect(page.locator(".verdict__word")).to_have_text("Come in")
    page.get_by_role("link", name="Next guest").click()
    expect(page.locator(".door-recent__name").first).to_have_text("Bobur")


def test_where_no_camera_is_allowed_a_photograph_is_offered(station, cast, address):
    page = station.context.new_page()
    page.add_init_script("Object.defineProperty(navigator, 'mediaDevices', {value: undefined})")
    page.goto(f"{address}/camps/{cast.slug}/door?station=Door+1")

    expect(page.get_by_text("Photograph the code")).to_be_visible()
    expect(page.get_by_role("button", name="Open the camera")).to_be_hidden()
