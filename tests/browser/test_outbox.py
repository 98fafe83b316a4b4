"""What is written without a connection outlives the browser on the phone, and arrives once.

The phone opens the server by a plain address, as halls do: no secure context, no service worker.
"""

import json
import re
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.network import cut, mend
from tests.browser.phones import AFTER_A_FALL, ROOT, see, see_state
from tests.browser.pocket import HAS_DRAFT, Pocket
from tests.browser.visiting import serve
from tests.browser.waiting import until

pytestmark = pytest.mark.browser
JUROR, OTHER = "Dilfuza Sobirova", "Shavkat Rahimov"


@pytest.fixture(scope="module")
def jury(tmp_path_factory):
    yield from serving(tmp_path_factory.mktemp("jury"), "jury")


@pytest.fixture(scope="module")
def voting(tmp_path_factory):
    yield from serving(tmp_path_factory.mktemp("voting"), "voting")


def serving(folder, phase):
    server = serve(phase, folder)
    yield server
    server.kill()


@pytest.fixture
def phone_of(chromium, chromium_path, tmp_path):
    phones = []

    def of(server):
        phones.append(Pocket(server, chromium, chromium_path, tmp_path / "phone"))
        return phones[-1]

    yield of
    for phone in phones:
        phone.context.close()


def teams_of(phone, name):
    """Sign a juror in, who has read how it goes; return that page and where the ballots are."""
    page = phone.sign_in(name, "/jury")
    read = page.get_by_role("button", name="I have read this")
    if read.count():
        read.click()
        page.get_by_role("link", name="No other ties, continue").click()
    expect(page.locator(".jury-links")).to_be_visible(timeout=AFTER_A_FALL)
    links = page.locator("main a[href*='/rounds/'][href*='/teams/']").all()
    return page, [link.get_attribute("href") for link in links]


def gate(server, name, *, is_open):
    change = {"open": is_open, "reason": "It is told on the stage."}
    assert server.api(server.who("owner"), "PUT", f"/camps/tashkent/gates/{name}", **change).ok


def deadline(server, ahead):
    at = (datetime.now(UTC) + ahead).isoformat()
    server.api(server.who("owner"), "PUT", "/camps/tashkent/deadlines/submission", at=at)


def rows(server, question):
    with closing(sqlite3.connect(server.data / "camp.sqlite")) as database:
        return database.execute(question).fetchall()


def arrives(server, question):
    """Wait until what is counted is there: once."""
    deadline = time.monotonic() + AFTER_A_FALL / 1000
    while rows(server, question) == [(0,)] and time.monotonic() < deadline:
        time.sleep(0.1)
    assert rows(server, question) == [(1,)]


def write_idea(page, title):
    page.locator("#title").fill(title)
    page.locator("#problem").fill("People wait for hours.")
    page.locator("#solution").fill("They need not.")
    page.get_by_role("button", name="Post idea").click()


def stars_of(page, action):
    return page.locator(f'form[action="{action}"] [aria-pressed=true]').count()


def says(page, words):
    see(page.locator(".state-line"), words, AFTER_A_FALL)


def hand_in(page, step):
    """Tap the same mark everywhere and hand in; in one go, as pages behind others are slow."""
    page.evaluate(
        """step => {
          const marks = document.querySelectorAll(`.score-row input[value="${step}"]`)
          for (const mark of marks) mark.click()
          document.querySelector("[data-hand-in]").click()
        }""",
        step,
    )


def taps_again(page):
    """The mark goes by another tap, but not by a double one; it comes back, and goes by a key."""
    row = page.locator(".score-row").first
    mark, chosen = row.locator(".choice").nth(2), row.locator(":checked")
    mark.dblclick()
    page.wait_for_timeout(600)
    expect(chosen).to_have_count(1)
    taps = (mark.click, page.locator("[data-undo]").click, mark.click, mark.click)
    for tap, left in zip(taps, (0, 1, 0, 1), strict=True):
        tap()
        expect(chosen).to_have_count(left)
    with page.expect_response(lambda one: '"marks":{}' in (one.request.post_data or "")):
        page.keyboard.press("Delete")
    expect(chosen).to_have_count(0)


def ballots(server, name):
    """Return what the server holds of a juror: team, state, marks and revision."""
    one = server.person(name)
    (round_id,) = (each["id"] for each in server.api(one, "GET", "/camps/tashkent/rounds").json())
    held = server.api(one, "GET", f"/rounds/{round_id}").json()["ballots"]
    return {each["team"]: (each["state"], set(each["marks"].values())) for each in held}


def test_five_ballots_outlive_the_browser_and_arrive_once(jury, phone_of):
    phone = phone_of(jury)
    home, paths = teams_of(phone, JUROR)
    pages = [phone.page(path) for path in paths[:5]]
    assert not home.evaluate("isSecureContext")
    taps_again(pages[0])
    assert list(ballots(jury, JUROR).values()) == [("draft", set())]

    cut(phone.context)
    for page in pages:
        hand_in(page, 2)
    says(home, "5 on this phone")
    phone.kill()
    phone.open()

    page = phone.sign_in(JUROR, "/jury")
    see_state(page.locator("camp-connection"), "saved")
    assert list(ballots(jury, JUROR).values()) == [("submitted", {2})] * 5


def test_a_portal_is_no_answer_and_nobody_sends_for_another(jury, phone_of):
    phone = phone_of(jury)
    _, paths = teams_of(phone, JUROR)
    page = phone.page(paths[5])
    before = ballots(jury, JUROR)
    body = '{"revision": 99, "state": "submitted", "ok": true}'
    phone.context.route(
        "**/api/v1/**",
        lambda route: route.fulfill(status=200, content_type="application/json", body=body),
    )
    hand_in(page, 4)
    says(page, "1 on this phone")
    page.locator(".state-line__open").click()
    see(page.locator(".waiting__item"), "Ballot: ")

    other = phone.sign_in(OTHER, "/jury")
    says(other, "1 of another person")
    phone.context.unroute("**/api/v1/**")
    page.get_by_role("button", name="Try now").click()
    says(page, "1 wait: sign in")
    assert ballots(jury, JUROR) == before

    # Any page of the juror's may send it now, this one or the one before.
    mine = phone.sign_in(JUROR, "/jury")
    end = time.monotonic() + AFTER_A_FALL / 1000
    while not any("Saved" in one.locator(".state-line").inner_text() for one in (mine, page)):
        assert time.monotonic() < end, "No page says that it is saved."
        page.wait_for_timeout(200)
    (new,) = (one for one in ballots(jury, JUROR).items() if one not in before.items())
    assert new[1] == ("submitted", {4})


def test_a_phone_that_may_keep_nothing_says_so(jury, phone_of):
    phone = phone_of(jury)
    phone.context.add_init_script(
        """Object.defineProperty(window, "indexedDB", {
          get() { throw new DOMException("It is forbidden here.", "SecurityError") } })"""
    )
    _, paths = teams_of(phone, JUROR)
    page = phone.page(paths[6])
    cut(phone.context)
    hand_in(page, 3)
    says(page, "Not saved on this phone")

    mend(phone.context)

    says(page, "Saved")
    assert ("submitted", {3}) in ballots(jury, JUROR).values()


def test_dots_and_an_idea_outlive_the_browser_and_arrive_once(voting, phone_of):
    name = "Dilnoza Karimova"
    gate(voting, "ideas", is_open=True)
    ends = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
    voting.api(
        voting.who("moderator"), "PUT", "/camps/tashkent/voting", state="open", closes_at=ends
    )
    phone = phone_of(voting)
    board = phone.sign_in(name, "/ideas")
    new = phone.page(f"{ROOT}/ideas/new")
    stars = board.locator(".idea__dots").filter(has_not=board.locator("[aria-pressed=true]")).first
    idea = stars.get_attribute("action")
    new.locator("#title").fill("Mahalla komposti")
    see(new.locator("camp-like"), "Close to")

    cut(phone.context)
    stars.locator("button").first.click()
    assert stars_of(board, idea) == 1
    write_idea(new, "A kettle for the queue")
    see(new.locator("#idea .form-state"), "On this phone")
    expect(new.locator(".field__count:visible")).to_have_count(0)
    says(board, "2 on this phone")
    new.locator("#title").fill("Half an idea")
    until(new, HAS_DRAFT, "Half an idea")
    phone.kill()
    phone.open()

    # The first page that opens sends what waits: by the time of the next, nothing may be left.
    page = phone.sign_in(name, "/ideas")
    expect(page.locator("camp-connection")).to_have_attribute(
        "data-state", re.compile("^(saved)?$")
    )
    arrives(voting, "select count(*) from idea where title like '%kettle%'")
    page.goto(f"{phone.address}{ROOT}/ideas/new")
    expect(page.locator("#title")).to_have_value("Half an idea")
    page.goto(f"{phone.address}{ROOT}/ideas")
    assert stars_of(page, idea) == 1
    arrives(voting, "select count(*) from idea where title like '%kettle%'")


def test_what_is_refused_later_is_told_and_can_be_mended(voting, phone_of):
    gate(voting, "ideas", is_open=True)
    phone = phone_of(voting)
    home = phone.sign_in("Sevara Ergasheva")
    new = phone.page(f"{ROOT}/ideas/new")
    cut(phone.context)
    write_idea(new, "A bench in the shade")
    says(home, "1 on this phone")
    new.close()
    gate(voting, "ideas", is_open=False)

    mend(phone.context)

    says(home, "Not saved: tap")
    home.locator(".state-line__open").click()
    see(home.locator(".waiting__why"), "This is not open now.")
    see(home.locator(".waiting__text"), "A bench in the shade")
    gate(voting, "ideas", is_open=True)
    home.get_by_role("link", name="Open the page").click()
    expect(home.locator("#title")).to_have_value("A bench in the shade")
    home.get_by_role("button", name="Post idea").click()
    home.wait_for_url(re.compile(r"/ideas/\w{20}"))
    assert rows(voting, "select count(*) from idea where title like '%bench%'") == [(1,)]


def test_a_submission_across_the_deadline_shows_both_times(jury, phone_of):
    gate(jury, "submissions", is_open=True)
    deadline(jury, timedelta(hours=1))
    phone = phone_of(jury)
    page = phone.sign_in("Dilnoza Karimova", "/project")
    section = phone.page(f"{ROOT}/project/solution")
    cut(phone.context)
    section.locator("#solution").fill("Written in the tunnel.")
    says(page, "1 on this phone")
    page.get_by_role("button", name="Submit version").click()
    says(page, "2 on this phone")
    deadline(jury, timedelta())

    mend(phone.context)

    see_state(page.locator("camp-connection"), "saved")
    page.goto(f"{phone.address}{ROOT}/project")
    page.get_by_role("link", name="Read it").click()
    version = page.locator("main li").first
    see(version, "It is late and counts once the organisers accept it.")
    see(version, "The device's clock said")
    # The demo's own versions may lie later on this day; only this team has a draft.
    mine = "select submission.body from submission join draft using (team_id) order by version"
    assert json.loads(rows(jury, mine)[-1][0])["solution"] == "Written in the tunnel."
