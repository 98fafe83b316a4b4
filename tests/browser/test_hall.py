"""A hall without internet, as browsers see it: http, a warning clicked away, an authority trusted.

Never with --ignore-certificate-errors: with it a worker registers where a real browser refuses.
"""

import shutil
import ssl
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, expect
from sqlalchemy import select

from camp.core.work import Database
from camp.people.badges import badge_text
from camp.people.models import Badge
from tests.browser.fake_camera import badge_saying
from tests.browser.hall import STRANGE, Device, Hall
from tests.browser.kept import kept, none_kept
from tests.browser.looking import MISFITS, SMALL, faults_of_axe
from tests.browser.network import cut, mend
from tests.browser.test_door import SCANNER
from tests.tls.test_own_authority import signed_for_a_stranger

pytestmark = pytest.mark.browser
FIRST_DECODING = 30_000  # ms; the decoder is loaded on first use
CAMERA = "navigator.mediaDevices.getUserMedia({ video: true }).then(() => true)"
REGISTERS = "navigator.serviceWorker.register('/sw.js').then(() => 'yes', (error) => error.name)"
CAMP = "/camps/tashkent"
DOOR = f"{CAMP}/door?station=Door"


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    found = Hall(tmp_path_factory.mktemp("hall"))
    yield found
    found.stop()


@pytest.fixture(scope="module")
def plain(hall, chromium, whole_chromium_path, tmp_path_factory):
    """A browser to which the camp's authority is a stranger."""
    found = Device(
        chromium.browser_type, whole_chromium_path, tmp_path_factory.mktemp("plain") / "home"
    )
    yield found
    found.close()


@pytest.fixture(scope="module")
def trusting(hall, chromium, whole_chromium_path, tmp_path_factory):
    """A browser that was prepared as /trust says."""
    home = tmp_path_factory.mktemp("trusting") / "home"
    found = Device(chromium.browser_type, whole_chromium_path, home, hall.data / "tls/ca.crt")
    yield found
    found.close()


def badges(hall):
    """Return what the first three printed badges say."""
    database = Database(f"sqlite:///{hall.data}/camp.sqlite")
    with database.read() as session:
        codes = session.scalars(select(Badge.code).order_by(Badge.code).limit(3)).all()
    database.close()
    secret = (hall.data / "secret.key").read_bytes().strip()
    return [badge_text(secret, code) for code in codes]


def test_on_http_the_door_works_without_its_camera(hall, plain, tmp_path):
    typed, scanned, photographed = badges(hall)
    page = plain.comes_in(hall.who("door_lead"))
    page.goto(hall.address + DOOR)
    assert page.evaluate("[isSecureContext, typeof navigator.mediaDevices]") == [
        False, "undefined",
    ]  # fmt: skip
    expect(page.get_by_role("button", name="Open the camera")).to_be_hidden()
    expect(page.get_by_text("do not close or reload this page")).to_be_visible()
    verdict = page.locator(".verdict__word")

    page.locator("#badge").fill(typed)
    page.get_by_role("button", name="Look").first.click()
    expect(verdict).to_be_visible()
    page.get_by_role("link", name="Next guest").click()
    expect(verdict).to_be_hidden()

    page.locator("#q").evaluate(SCANNER, [*scanned, "Enter"])
    expect(verdict).to_be_visible()
    page.get_by_role("link", name="Next guest").click()
    expect(verdict).to_be_hidden()

    photo = tmp_path / "photo.png"
    badge_saying(photographed).save(photo)
    page.locator("input[type=file]").set_input_files(photo)
    expect(verdict).to_be_visible(timeout=FIRST_DECODING)


def test_a_page_that_cannot_return_asks_before_it_goes(hall, plain):
    page = plain.page(f"{hall.address}{CAMP}/schedule")
    page.locator("body").click()
    cut(plain.context)
    expect(page.get_by_text("Do not reload this page without network.").first).to_be_visible()
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.close(run_before_unload=True)
    page.wait_for_event("dialog") if not asked else None

    assert asked == ["beforeunload"]
    mend(plain.context)


def test_the_page_of_trust_is_whole_and_finds_a_stranger(hall, plain):
    page = plain.page()
    page.goto(f"{hall.address}/language/ru?next=/trust")
    faults = [*page.evaluate(MISFITS), *page.evaluate(SMALL, 48)]
    faults += faults_of_axe(page, Axe().axe_script)
    for steps in page.locator("summary").all():
        steps.click()
    faults += page.evaluate(MISFITS)
    page.goto(f"{hall.address}/language/en?next=/trust")

    page.get_by_role("button", name="Test this device").click()

    expect(page.get_by_text("This device does not know the certificate yet.")).to_be_visible()
    assert faults == []


def test_a_warning_clicked_away_gives_the_camera_and_no_reload(hall, plain):
    page = plain.page()
    with pytest.raises(Error, match="ERR_CERT_AUTHORITY_INVALID"):
        page.goto(f"{hall.secure}/trust")

    expect(page.locator("#details-button")).to_be_visible()
    page.keyboard.type("thisisunsafe")
    page.wait_for_url("**/trust")

    assert page.evaluate("isSecureContext")
    assert page.evaluate(REGISTERS) == "SecurityError"
    page.get_by_role("button", name="Test this device").click()
    expect(page.get_by_text("pages do not reload without network")).to_be_visible()
    page = plain.comes_in(hall.securely(hall.who("door_lead")))
    page.goto(hall.secure + DOOR)
    expect(page.get_by_role("button", name="Open the camera")).to_be_visible()
    expect(page.get_by_text("do not close or reload this page")).to_be_visible()
    assert page.evaluate(CAMERA)


def test_https_and_http_on_one_device_do_not_shut_each_other_out(hall, plain):
    """After the sign-in on https above, http signs in, and both stay."""
    for base, who in ((hall.address, hall.who("door_lead")), (hall.secure, None)):
        page = plain.comes_in(who) if who else plain.page()
        page.goto(f"{base}/devices")
        assert page.url == f"{base}/devices"
        expect(page.get_by_text("This device", exact=True)).to_be_visible()


def test_what_the_authority_signs_for_the_internet_is_refused(hall, trusting, tmp_path):
    file = tmp_path / "stranger.pem"
    file.write_bytes(signed_for_a_stranger(hall.data / "tls", STRANGE))
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    with pytest.raises(Error, match="ERR_CERT"):
        trusting.page(f"https://{STRANGE}:{server.server_port}/")
    server.shutdown()
    server.server_close()


def test_a_trusted_address_keeps_the_pages_of_who_is_here_and_no_others(hall, trusting):
    sockets = []
    trusting.context.on(
        "page", lambda page: page.on("websocket", lambda one: sockets.append(one.url))
    )
    page = trusting.comes_in(hall.securely(hall.who("participant")))
    for path in ("/schedule", "/results", "/home"):
        page.goto(f"{hall.secure}{CAMP}{path}")
    expect(page.get_by_text("do not close or reload this page")).to_be_hidden()
    assert kept(page, f"{CAMP}/home") == [f"{CAMP}/home", f"{CAMP}/schedule"]
    assert {urlsplit(url).scheme for url in sockets} == {"wss"}

    page = trusting.comes_in(hall.securely(hall.who("juror")))
    assert kept(page, f"{CAMP}/jury") == [f"{CAMP}/jury"]

    page.goto(f"{hall.secure}{CAMP}/more")
    kept(page, f"{CAMP}/more")
    page.get_by_role("button", name="Sign out on this device").click()
    page.wait_for_url(lambda url: "/more" not in url)
    none_kept(page)


def test_a_kept_page_opens_without_the_server_and_hides_no_broken_certificate(hall, trusting):
    page = trusting.comes_in(hall.securely(hall.who("juror")))
    kept(page, f"{CAMP}/jury")
    title, copy = page.title(), "This is the page as it was at"

    hall.kill()
    page.reload()
    expect(page.get_by_text(copy)).to_be_visible()

    trusting.restart()
    page = trusting.page(f"{hall.secure}/devices")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    page.get_by_role("link", name=title).click()
    expect(page.get_by_text(copy)).to_be_visible()

    # The server is back with a certificate that this device does not trust.
    shutil.rmtree(hall.data / "tls")
    hall.restart()
    page.clock.install()
    page.reload()
    expect(page.get_by_text(copy)).to_be_visible()
    strip = page.locator(".strip--warn").filter(has_text="No connection.")
    expect(strip).to_be_visible()
    page.clock.fast_forward("00:15")
    way_out = strip.get_by_role("link", name="Check the certificate")
    expect(way_out).to_be_visible()
    assert way_out.get_attribute("href") == f"{hall.address}/trust"
