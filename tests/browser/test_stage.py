"""The projector in Chromium: keys drive it, and it keeps its picture without a server."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from camp.app import create_app
from camp.config import Config
from camp.core.ids import new_id
from camp.core.rules import Role
from camp.jury import service as jury
from camp.stage import service
from camp.stage.rules import SCENES
from camp.teams.models import Team
from tests.browser.looking import MISFITS
from tests.browser.pages import PAGES
from tests.browser.states import CLOSES_VOTE, REVEALS_DOTS, shows
from tests.browser.visiting import Visitor, serve
from tests.cast import Cast
from tests.jury.bench import CRITERIA

SMALLEST = 40
"""Pixels of a 1920 wide picture (ux 4.7)."""
SMALL_TEXT = """() => [...document.querySelectorAll("[data-scene] *")]
  .filter((one) => !one.closest("svg, .only-read"))
  .filter((one) => [...one.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()))
  .filter((one) => parseFloat(getComputedStyle(one).fontSize) * 1920 / innerWidth < %d - 0.5)
  .map((one) => one.className + ": " + one.textContent.trim())"""


FEET = """() => [
  document.querySelector(".board__line") !== null,
  document.querySelector(".board").getBoundingClientRect().bottom,
  document.querySelector(".stage__foot").getBoundingClientRect().top,
]"""


@pytest.fixture
def hall(tmp_path):
    """A camp in a data folder, whose server a test starts and stops; Sevara has the projector."""
    config = Config(data=tmp_path, database_url="", pace=0)
    app = create_app(config, clock=lambda: datetime.now(UTC))
    cast = Cast(app, lambda: datetime.now(UTC))
    cast.add("Sevara", Role.PROJECTOR)
    yield cast
    app.extensions["db"].close()


@contextmanager
def served(hall, port):
    data = str(hall.app.extensions["config"].data)
    command = [sys.executable, "-m", "camp", "serve", "--data", data, "--port", str(port)]
    with subprocess.Popen(
        command, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            wait_for(port)
            yield
        finally:
            server.terminate()


def wait_for(port):
    deadline = time.monotonic() + 30
    while True:
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz").close()
        except URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def screen(hall, chromium, name, port):
    """Return the stage page of somebody who is signed in, as the beamer's computer has it."""
    cookie = hall.browser(name).get_cookie("camp_lan", domain="localhost").value
    context = chromium.new_context(
        viewport={"width": 1920, "height": 1080}, service_workers="block"
    )
    context.add_cookies([{"name": "camp_lan", "value": cookie, "url": f"http://127.0.0.1:{port}"}])
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{port}/camps/{hall.slug}/stage")
    return page


def show(hall, scene):
    """Change the scene behind the server's back, as another worker would."""
    given = {"camp_id": hall.camp.id, "by": hall.id("Aziza"), "now": datetime.now(UTC)}
    hall.db.write(partial(service.show_scene, scene=scene, **given))


def looks(page, seconds):
    """Return how often the screen looks for its server, however often it was told to."""
    for _ in range(8):
        page.evaluate("dispatchEvent(new Event('offline'))")
        page.wait_for_timeout(100)
    asked = []
    page.on("request", lambda request: asked.append(request.url.endswith("/healthz")))
    page.wait_for_timeout(seconds * 1000)
    return sum(asked)


def test_the_picture_stays_without_a_server_and_catches_up(hall, chromium, free_port):
    with served(hall, free_port):
        page = screen(hall, chromium, "Sevara", free_port)
        page.wait_for_selector("#scene-welcome .welcome__wall svg")

    show(hall, "jury")
    page.wait_for_selector("camp-stage[data-lost]", timeout=15_000)
    assert page.locator("#scene-welcome .qr").is_visible()
    assert page.locator("#scene-jury").count() == 0
    assert looks(page, seconds=3) <= 4

    with served(hall, free_port):
        page.wait_for_selector("#scene-jury", timeout=15_000)
        page.wait_for_selector("camp-stage:not([data-lost])", timeout=15_000)
        assert page.locator("#scene-welcome").count() == 0
        page.context.close()


REVEAL_KEYS = (
    ("PageDown", 1), ("b", 0), ("f", 1), ("r", 0), ("2", 1), ("1", 0), ("Space", 1), ("PageUp", 0),
)  # fmt: skip
"""Of the resolver and of clickers, with the step that each leads to when there are two."""


def ready_to_rehearse(hall, *names):
    teams = [
        Team(
            id=new_id(), camp_id=hall.camp.id, number=number, name=name, state="locked",
            made_at=datetime.now(UTC),
        )
        for number, name in enumerate(names or ["Kaft"], 1)
    ]  # fmt: skip
    hall.db.write(lambda session: session.add_all(teams))
    given = {"camp_id": hall.camp.id, "name": "Final", "scale": (1, 5), "criteria": CRITERIA}
    hall.db.write(partial(jury.prepare_round, by=hall.id("Aziza"), **given))


def test_keys_drive_every_projector(hall, chromium, free_port):
    ready_to_rehearse(hall)
    with served(hall, free_port):
        page = screen(hall, chromium, "Sevara", free_port)
        driver = screen(hall, chromium, "Aziza", free_port)
        driver.wait_for_selector("#scene-welcome")

        driver.keyboard.press("6")
        for one in (driver, page):
            one.wait_for_selector("#scene-jury")
        driver.wait_for_selector("[data-keys~='6'][aria-current]", state="attached")
        driver.keyboard.press("b")
        page.wait_for_selector("#scene-black")
        driver.wait_for_selector("[data-keys~='b'][aria-current]", state="attached")
        driver.keyboard.press("b")
        page.wait_for_selector("#scene-jury")
        driver.keyboard.press("l")
        page.wait_for_selector("html:not(.night)")

        driver.evaluate("document.querySelector('#remote-rehearsal button').click()")
        page.wait_for_selector(".stage__band")
        for key, step in REVEAL_KEYS:
            on = (
                "#remote-on" if driver.locator("[data-note='reveal:1']").count() else "#remote-next"
            )
            driver.wait_for_selector(f"{on} [data-keys~='f']", state="attached")
            driver.keyboard.press(key)
            driver.wait_for_selector(f"[data-note='reveal:{step}']")
        page.wait_for_selector("[data-note='reveal:0']")
        driver.keyboard.press("+")
        page.wait_for_selector("[data-speed='1.5']")
        driver.keyboard.press("B")
        page.wait_for_selector("#scene-black")

        assert driver.url.endswith("/stage")
        for one in (driver, page):
            one.context.close()


@pytest.mark.parametrize("count", [8, 10])
def test_the_whole_reveal_stands_above_the_foot(hall, chromium, free_port, count):
    ready_to_rehearse(hall, *(f"Team {n}" for n in range(count)))
    given = {"camp_id": hall.camp.id, "by": hall.id("Aziza"), "now": datetime.now(UTC)}
    hall.db.write(partial(service.rehearse, is_on=True, **given))
    with served(hall, free_port):
        page = screen(hall, chromium, "Sevara", free_port)
        for step in range(1, count + 1):
            hall.db.write(partial(service.step_reveal, to=step, **given))
        page.reload()
        page.wait_for_selector(f"[data-note='reveal:{count}']")
        has_line, rows, foot = page.evaluate(FEET)
        page.context.close()

    assert has_line
    assert rows <= foot


def test_nothing_on_a_scene_is_too_small_or_outside(hall, chromium, free_port):
    found = {}
    with served(hall, free_port):
        page = screen(hall, chromium, "Sevara", free_port)
        for scene in SCENES:
            show(hall, scene)
            page.reload()
            page.wait_for_selector(f"#scene-{scene}")
            size = page.evaluate("[document.body.scrollWidth, document.body.scrollHeight]")
            found[scene] = (page.evaluate(SMALL_TEXT % SMALLEST), size)
            deep = "document.documentElement.style.setProperty('--least', 60)"
            page.evaluate(deep)
            found[scene][0].extend(page.evaluate(SMALL_TEXT % 60))
        page.context.close()

    assert found == {scene: ([], [1920, 1080]) for scene in SCENES}


def test_ideas_fit_their_tiles_with_all_their_dots(chromium, tmp_path):
    stage = next(page for page in PAGES if page.name == "stage-ideas")
    server = serve(stage.phase, tmp_path)
    visitor = Visitor(server, chromium)
    for deed in (CLOSES_VOTE, REVEALS_DOTS, shows("ideas")):
        visitor.do(deed)

    page, _ = visitor.open(stage, "en")
    expect(page.locator(".wall-idea__count").first).to_be_visible()
    faults = page.evaluate(MISFITS)

    visitor.close()
    server.stop()
    assert faults == []
