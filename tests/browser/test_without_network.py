"""A juror's codes read by the secretary's page, and a ballot of paper typed by keys alone."""

from hashlib import sha256
from threading import Thread

import pytest
from PIL import Image
from playwright.sync_api import expect
from werkzeug.serving import make_server

from camp.jury.models import Ballot
from tests.browser.fake_camera import browser_with_camera, film
from tests.browser.kept import kept
from tests.browser.network import cut, mend
from tests.browser.waiting import until
from tests.jury.bench import Bench

pytestmark = pytest.mark.browser
DECODING = 60_000  # ms; the decoder is loaded on first use, on a busy machine
TEAM = "Kaft"
WORKS = "() => navigator.serviceWorker.controller !== null"
COMMENT = " ".join(sha256(bytes([n])).hexdigest()[:9] for n in range(50))
"""Words that no packing makes short, so that the codes are several."""
SENT = """() => document.querySelector("camp-connection").dataset.state === "saved"
  || location.pathname.endsWith("/jury")"""
"""A tab says that all is saved, or its own ballot has led on to the list of teams."""


@pytest.fixture
def bench(app, clock, free_port):
    made = Bench(app, clock)
    server = make_server("127.0.0.1", free_port, app, threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.address = f"http://localhost:{free_port}"
    yield made
    server.shutdown()
    thread.join()


@pytest.fixture
def tab(bench, chromium):
    contexts = []

    def open_(who, path, width=1024):
        context = chromium.new_context(viewport={"width": width, "height": 760})
        contexts.append(context)
        value = bench.browser(who).get_cookie("camp_lan").value
        context.add_cookies([{"name": "camp_lan", "value": value, "url": bench.address}])
        page = context.new_page()
        page.goto(bench.address + path)
        return page

    yield open_
    for context in contexts:
        context.close()


def ballots(bench):
    with bench.db.read() as session:
        found = session.query(Ballot).filter_by(is_current=True)
        return [(one.marks, one.state, one.source, one.revision) for one in found]


def score(page, comment=""):
    for criterion, mark in {"impact": "5", "problem": "4"}.items():
        page.locator(f'[name="mark-{criterion}"][value="{mark}"]').check(force=True)
    page.locator("#comment").fill(comment)
    page.locator("[data-hand-in]").click()


def photographs(juror, folder):
    """Let the juror hand in without network; return pictures of the codes that the phone shows."""
    score(juror, COMMENT)
    juror.locator("camp-courier [data-opens]").click()
    rest = juror.locator("[data-rest]")
    if rest.get_attribute("aria-pressed") == "false":
        rest.click()
    told = juror.locator("[data-told]")
    photos = []
    for n in range(int(told.inner_text().split()[-1])):
        path = folder / f"{n}.png"
        juror.locator(".courier__code").screenshot(path=path)
        photos.append(path)
        before = told.inner_text()
        juror.locator("[data-next]").click()
        expect(told).not_to_have_text(before)
    return photos


def test_a_phone_without_network_hands_its_ballot_over_by_codes(bench, tab, tmp_path):
    juror = tab("Jasur", bench.url(f"/teams/{bench.teams[TEAM]}"), width=360)
    cut(juror.context)
    photos = photographs(juror, tmp_path)
    assert len(photos) > 1

    secretary = tab("Kamol", bench.url("/carried"))
    secretary.locator("input[type=file]").set_input_files(photos)
    expect(secretary.get_by_text("1 ballot is in.")).to_be_visible(timeout=DECODING)

    assert ballots(bench) == [({"impact": 5, "problem": 4}, "submitted", "carried", 1)]
    juror.locator("camp-courier [data-closes]").click()
    mend(juror.context)
    expect(juror.locator("camp-courier")).to_be_hidden(timeout=DECODING)
    assert len(ballots(bench)) == 1


def test_a_camera_reads_the_codes_as_they_turn(bench, chromium, chromium_path, tab, tmp_path):
    juror = tab("Jasur", bench.url(f"/teams/{bench.teams[TEAM]}"), width=360)
    cut(juror.context)
    photos = photographs(juror, tmp_path)
    reel = film(tmp_path / "reel.y4m", *map(Image.open, photos), side=370, seconds=1)
    camera = browser_with_camera(chromium.browser_type, chromium_path, reel)

    context = camera.new_context(viewport={"width": 1024, "height": 760})
    value = bench.browser("Kamol").get_cookie("camp_lan").value
    context.add_cookies([{"name": "camp_lan", "value": value, "url": bench.address}])
    secretary = context.new_page()
    secretary.goto(bench.address + bench.url("/carried"))
    secretary.locator("[data-camera]").click()
    expect(secretary.get_by_text("1 ballot is in.")).to_be_visible(timeout=DECODING)
    camera.close()

    assert ballots(bench) == [({"impact": 5, "problem": 4}, "submitted", "carried", 1)]


def test_after_a_start_without_network_two_tabs_send_each_ballot_once(bench, tab):
    """On an address that phones trust: the worker opens the kept page, the outbox does the rest."""
    juror = tab("Jasur", bench.url(f"/teams/{bench.teams[TEAM]}"), width=360)
    until(juror, WORKS, patience=DECODING)
    other = bench.url(f"/teams/{bench.teams['Saksovul']}")
    juror.goto(bench.address + other)
    juror.goto(bench.address + bench.url(f"/teams/{bench.teams[TEAM]}"))
    kept(juror, other, DECODING)
    kept(juror, bench.url(f"/teams/{bench.teams[TEAM]}"), DECODING)
    context = juror.context
    juror.close()

    cut(context)
    tabs = [context.new_page() for _ in range(2)]
    for page, path in zip(tabs, (bench.url(f"/teams/{bench.teams[TEAM]}"), other), strict=True):
        page.goto(bench.address + path)
        expect(page.locator("camp-as-of")).to_be_visible(timeout=DECODING)
        score(page)
    expect(tabs[0].locator(".state-line")).to_contain_text("2 on this phone", timeout=DECODING)
    assert ballots(bench) == []
    mend(context)
    for page in tabs:
        page.evaluate("dispatchEvent(new Event('online'))")
    for page in tabs:
        until(page, SENT, patience=DECODING)

    # A draft may have gone before; what was handed in is there once.
    with bench.db.read() as session:
        found = session.query(Ballot).filter_by(state="submitted").order_by(Ballot.seq).all()
        told = [(one.team_id, one.marks, one.is_current) for one in found]
    marks = {"impact": 5, "problem": 4}
    assert sorted(told, key=str) == sorted(
        ((bench.teams[name], marks, True) for name in (TEAM, "Saksovul")), key=str
    )


def test_a_paper_ballot_is_typed_by_keys_alone(bench, tab):
    place = bench.url(f"/paper?juror={bench.jurors['Jasur']}&team={bench.teams[TEAM]}")
    for who, said in (("Kamol", "Typed once"), ("Aziza", "the ballot is in")):
        page = tab(who, place)
        expect(page.locator("#mark-impact")).to_be_focused()
        page.keyboard.type("94", delay=60)
        expect(page.locator("#mark-problem")).to_be_focused()
        page.keyboard.type("2", delay=60)
        page.keyboard.press("Enter")
        expect(page.get_by_text(said)).to_be_visible(timeout=30_000)

    assert ballots(bench) == [({"impact": 4, "problem": 2}, "submitted", "paper", 1)]
