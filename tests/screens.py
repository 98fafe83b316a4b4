"""Takes the pictures of docs/screens from the demo camp: `python -m tests.screens [NAME …]`."""

import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.real import CHROMIUM_FLAGS, unused_port

ROOT = Path(__file__).resolve().parent.parent
SCREENS = ROOT / "docs/screens"
LARGEST = 80_000  # bytes
PHONE, DESK, STAGE = (360, 740), (1440, 900), (1920, 1080)
CAMP = "/camps/tashkent"


@dataclass(frozen=True)
class Shot:
    """One picture: who looks at which page, in which phase, on which screen.

    `click` names a link of that page to follow first, as a CSS selector.
    """

    name: str
    phase: str
    role: str
    path: str
    size: tuple[int, int] = PHONE
    click: str = ""


SHOTS = (
    Shot("participant-home", "build", "participant", "/home"),
    Shot("participant-schedule", "build", "participant", "/schedule"),
    Shot("participant-ideas", "voting", "participant", "/ideas"),
    Shot("participant-idea-new", "ideas", "participant", "/ideas/new"),
    Shot("participant-teams", "forming", "participant", "/teams"),
    Shot("participant-team", "build", "participant", "/team"),
    Shot("participant-project", "build", "participant", "/project"),
    Shot("participant-budget", "build", "participant", "/project/budget"),
    Shot("participant-mentor", "build", "participant", "/mentoring/team"),
    Shot("participant-badge", "checkin", "participant", "/badge"),
    Shot("participant-result", "appeals", "participant", "/results/mine"),
    Shot("visitor-results", "appeals", "", "/results"),
    Shot("visitor-front", "call", "", ""),
    Shot("visitor-registration", "call", "", "/registration"),
    Shot("door", "checkin", "door_lead", "/door"),
    Shot("door-walk-in", "checkin", "door_lead", "/door/walk-ins"),
    Shot("mentor-queue", "build", "mentor", "/mentoring"),
    Shot("juror-teams", "jury", "juror", "/jury"),
    Shot("juror-score", "jury", "juror", "/jury", click="a[href*='/rounds/'][href*='/teams/']"),
    Shot("secretary-desk", "jury", "secretary", "/jury/desk", DESK),
    Shot("secretary-protocol", "appeals", "secretary", "/protocol", DESK),
    Shot("chair-deliberation", "deliberation", "chair", "/deliberation", DESK),
    Shot("chair-standings", "deliberation", "chair", "/grants", DESK, "a[href*='/standings']"),
    Shot("moderator-ideas", "voting", "moderator", "/ideas/desk", DESK),
    Shot("moderator-teams", "forming", "moderator", "/teams/desk", DESK),
    Shot("organiser-people", "checkin", "owner", "/people", DESK),
    Shot("organiser-schedule", "build", "owner", "/schedule/desk", DESK),
    Shot("organiser-settings", "draft", "owner", "/settings", DESK),
    Shot("organiser-rubric", "draft", "owner", "/settings/rubric", DESK),
    Shot("organiser-staff", "draft", "owner", "/settings/staff", DESK),
    Shot("organiser-projects", "build", "owner", "/projects", DESK),
    Shot("officer-grants", "deliberation", "programme_officer", "/grants", DESK),
    Shot("officer-appeals", "appeals", "owner", "/appeals", DESK),
    Shot("stage-welcome", "checkin", "projector", "/stage", STAGE),
    Shot("stage-build", "build", "projector", "/stage", STAGE),
    Shot("stage-jury", "jury", "projector", "/stage", STAGE),
)


def main(names: list[str]) -> None:
    wanted = [shot for shot in SHOTS if not names or shot.name in names]
    SCREENS.mkdir(parents=True, exist_ok=True)
    program = os.environ.get("CAMP_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        for phase in dict.fromkeys(shot.phase for shot in wanted):
            with demo(phase) as (address, links):
                for shot in wanted:
                    if shot.phase == phase:
                        take(browser, address, links, shot)
                        print(shot.name, flush=True)
        browser.close()


@contextmanager
def demo(phase: str) -> Iterator[tuple[str, dict[str, dict[str, str]]]]:
    """Serve the demo at a phase; yield its address and one way in for each role."""
    port = unused_port()
    with tempfile.TemporaryDirectory() as data:
        address = f"http://127.0.0.1:{port}"
        camp = [sys.executable, "-m", "camp"]
        surroundings = {**os.environ, "CAMP_ADDRESS": address}
        command = [*camp, "demo", "--data", data, "--port", str(port), "--phase", phase]
        with subprocess.Popen(
            command, cwd=ROOT, env=surroundings, stdout=subprocess.DEVNULL
        ) as server:
            try:
                wait_for(address)
                listed = subprocess.run(
                    [*camp, "links", "--json", "--data", data],
                    cwd=ROOT,
                    env=surroundings,
                    capture_output=True,
                    check=True,
                )
                ways = {one["role"]: one for one in reversed(json.loads(listed.stdout))}
                yield address, ways
            finally:
                server.terminate()


def wait_for(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            urlopen(f"{address}/readyz").close()
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
        else:
            return


def take(browser: Browser, address: str, links: dict[str, dict[str, str]], shot: Shot) -> None:
    width, height = shot.size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="en-GB", reduced_motion="reduce"
    )
    context.add_cookies([{"name": "camp_language", "value": "en", "url": address}])
    page = enter(context, links[shot.role]) if shot.role else context.new_page()
    page.goto(f"{address}{CAMP}{shot.path}")
    if shot.click:
        page.goto(address + str(page.locator(shot.click).first.get_attribute("href")))
    page.wait_for_timeout(700)  # Fonts and the first answer of the socket.
    write(page.screenshot(), SCREENS / f"{shot.name}.png")
    context.close()


def enter(context: BrowserContext, way: dict[str, str]) -> Page:
    """Sign in as a person would, with the PIN where the role asks for one."""
    page = context.new_page()
    page.goto(way["link"])
    page.get_by_role("button", name=way["name"]).click()
    page.wait_for_url(lambda url: "/l/" not in url)
    if way["pin"]:
        page.locator("input[name=pin]").fill(way["pin"])
        page.locator("input[name=pin]").press("Enter")
        page.wait_for_url(lambda url: "/pin" not in url)
    return page


def write(picture: bytes, path: Path) -> None:
    """Write the picture with as many colours as fit into the largest file."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    for colours in (256, 128, 64, 32, 16):
        out = io.BytesIO()
        image.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    path.write_bytes(out.getvalue())


if __name__ == "__main__":
    main(sys.argv[1:])
