"""`python3 dev.py bench board [REORDERS]`: frames of the live board while its rows travel.

A real server, 30 teams, a projector's page in Chromium whose processor is slowed down four times;
each ballot that is changed over the program's door reorders the board. What is printed: time
between frames, and the heap and the nodes of the page half way and at the end.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from uuid import uuid4

import numpy as np
import requests
from playwright.sync_api import sync_playwright

from camp.app import create_app
from camp.config import Config
from camp.stage import service
from tests.grants.court import MILLION
from tests.jury.bench import Bench
from tests.real import CHROMIUM_FLAGS, unused_port

TEAMS, REORDERS, SLOWED = 30, 20, 4
EVERY = 2.3  # s between two ballots: a board rests two seconds
WAIT = 60  # s
SEATED = ("Jamila", "Jasur", "Lobar")
GOAL = 20  # ms, of which 95 in 100 frames are to be no longer
COUNT_FRAMES = """() => {
  window.frames_ = []; window.flights = 0
  document.addEventListener("camp:flown", () => { window.flights += 1 })
  let last
  const next = (now) => { if (last) window.frames_.push(now - last); last = now
    requestAnimationFrame(next) }
  requestAnimationFrame(next)
}"""


def main(arguments):
    reorders = int(arguments[0]) if arguments else REORDERS
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        bench = camp_of(Path(folder), TEAMS)
        with served(bench) as address:
            chromium = playwright.chromium.launch(executable_path=program(), args=CHROMIUM_FLAGS)
            page = projector(chromium, bench, address)
            measure(page, bench, address, reorders)
            chromium.close()
        bench.app.extensions["db"].close()


def program():
    named = os.environ.get("CAMP_CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    found = next(filter(None, map(shutil.which, names)), None)
    return found or sys.exit("dev.py bench: there is no Chromium here.")


def camp_of(folder, teams):
    """Return a camp in a folder whose jury has judged all teams, with a public live board."""
    clock = partial(datetime.now, UTC)
    app = create_app(Config(data=folder, database_url="", pace=0), clock=clock)
    names = [f"Jamoa {n}" for n in range(1, teams + 1)]
    bench = Bench(
        app, clock, teams=names, live_board=True, score_mode="full", envelope=60 * MILLION,
        max_award=20 * MILLION,
    )  # fmt: skip
    lot = Random(7)  # the same marks at every run
    for team in names:
        for juror in SEATED:
            bench.cast(juror, team, impact=lot.randint(1, 5), problem=lot.randint(1, 5))
    given = {"camp_id": bench.camp.id, "by": bench.id("Aziza"), "now": clock()}
    bench.db.write(partial(service.show_scene, scene="standing", **given))
    return bench


@contextmanager
def served(bench):
    port, data = unused_port(), str(bench.app.extensions["config"].data)
    command = [sys.executable, "-m", "camp", "serve", "--data", data, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, server)
            yield address
        finally:
            server.terminate()


def wait_for(address, server):
    deadline = time.monotonic() + WAIT
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if requests.get(f"{address}/readyz", timeout=2).ok:
                return
        except requests.RequestException:
            time.sleep(0.2)
    sys.exit("dev.py bench: the server did not become ready.")


def projector(chromium, bench, address):
    cookie = bench.browser("Projector").get_cookie("camp_lan", domain="localhost").value
    context = chromium.new_context(viewport={"width": 1920, "height": 1080})
    context.add_cookies([{"name": "camp_lan", "value": cookie, "url": address}])
    page = context.new_page()
    page.goto(f"{address}/camps/{bench.slug}/stage")
    page.wait_for_selector("#scene-standing [data-flip]")
    return page


def measure(page, bench, address, reorders):
    slowed = page.context.new_cdp_session(page)
    slowed.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.evaluate(COUNT_FRAMES)
    tokens = {juror: bench.token(juror) for juror in SEATED}
    lot, revisions = Random(1), {}  # the same marks at every run
    for number in range(reorders):
        if number == reorders // 2:
            half_way = weight(slowed)
        juror, team = lot.choice(SEATED), lot.choice(list(bench.teams))
        seen = revisions.get((juror, team), 1)
        marks = {"impact": lot.choice((1, 5)), "problem": lot.choice((1, 5))}
        answer = requests.put(
            f"{address}/api/v1/rounds/{bench.round_id}/ballots/{bench.teams[team]}",
            json={"marks": marks, "state": "submitted", "revision": seen},
            headers={"Authorization": f"Bearer {tokens[juror]}", "Idempotency-Key": str(uuid4())},
            timeout=20,
        )
        answer.raise_for_status()
        revisions[juror, team] = answer.json()["revision"]  # The same marks again are the same.
        page.wait_for_timeout(1000 * EVERY)
    report(page.evaluate("[window.frames_, window.flights]"), half_way, weight(slowed))


def weight(session):
    """Return the page's heap in MB and its nodes, after a collection."""
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    found = session.send("Performance.getMetrics")["metrics"]
    named = {one["name"]: one["value"] for one in found}
    return named["JSHeapUsedSize"] / 1e6, int(named["Nodes"])


def report(counted, before, after):
    frames, flights = counted
    p50, p95, p99 = np.percentile(frames, (50, 95, 99))
    load = os.getloadavg()[0]
    print(f"{TEAMS} teams, processor at 1/{SLOWED}, {flights} reorders, {len(frames)} frames")
    print(f"frame: median {p50:.1f} ms, p95 {p95:.1f} (goal {GOAL}), p99 {p99:.1f}, "
          f"longest {max(frames):.0f}, over 33 ms {sum(one > 33 for one in frames)}")  # fmt: skip
    print(f"heap {before[0]:.1f} -> {after[0]:.1f} MB, nodes {before[1]} -> {after[1]}; "
          f"load of this machine {load:.1f}")  # fmt: skip
