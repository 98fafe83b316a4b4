"""A juror's codes read by the secretary's page, and a ballot of paper typed by keys alone."""

from hashlib import sha256
from threading import Thread

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from camp.jury.models import Ballot
from tests.jury.bench import Bench

pytestmark = pytest.mark.browser
DECODING = 60_000  # ms; the decoder is loaded on first use, on a busy machine
TEAM = "Kaft"
COMMENT = " ".join(sha256(bytes([n])).hexdigest()[:9] for n in range(50))
"""Words that no packing makes short, so that the codes are several."""


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


def test_a_phone_without_network_hands_its_ballot_over_by_codes(bench, tab, tmp_path):
    juror = tab("Jasur", bench.url(f"/teams/{bench.teams[TEAM]}"), width=360)
    juror.context.set_offline(True)
    for criterion, mark in {"impact": "5", "problem": "4"}.items():
        juror.locator(f'[name="mark-{criterion}"][value="{mark}"]').check(force=True)
    juror.locator("#comment").fill(COMMENT)
    juror.locator("[data-hand-in]").click()
    juror.locator("camp-courier [data-opens]").click()
    rest = juror.locator("[data-rest]")
    if rest.get_attribute("aria-pressed") == "false":
        rest.click()
    told = juror.locator("[data-told]")
    photos = []
    for n in range(int(told.inner_text().split()[-1])):
        path = tmp_path / f"{n}.png"
        juror.locator(".courier__code").screenshot(path=path)
        photos.append(path)
        before = told.inner_text()
        juror.locator("[data-next]").click()
        expect(told).not_to_have_text(before)
    assert len(photos) > 1

    secretary = tab("Kamol", bench.url("/carried"))
    secretary.locator("input[type=file]").set_input_files(photos)
    expect(secretary.get_by_text("1 ballot is in.")).to_be_visible(timeout=DECODING)

    assert ballots(bench) == [({"impact": 5, "problem": 4}, "submitted", "carried", 1)]
    juror.locator("camp-courier [data-closes]").click()
    juror.context.set_offline(False)
    expect(juror.locator("camp-courier")).to_be_hidden(timeout=DECODING)
    assert len(ballots(bench)) == 1


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
