"""The real program on a data folder, and people who sign in to it by their links."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from uuid import uuid4

import requests
from argon2 import PasswordHasher
from playwright.sync_api import Browser, BrowserContext, Page

from camp.config import Config, read
from camp.core.work import Database
from camp.demo import build
from camp.links import sign_ins
from camp.people import signin
from camp.secret import read_or_make

ROOT = Path(__file__).parents[2]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}
STAGE = {"width": 1920, "height": 1080}
START = 120  # s, on a busy machine
# The PINs of the demo camp are no secret, and to hash them well takes longer than all the rest.
FAST_PINS = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def make_demo(data: Path, phase: str) -> None:
    """Make the folder hold the demo camp, as `camp demo` does, without a process for it."""
    slow, signin._hasher = signin._hasher, FAST_PINS
    try:
        build(Config(data=data), phase=phase)
    finally:
        signin._hasher = slow


class Server:
    """`python -m camp` on a data folder, which can be killed and started again on its data."""

    def __init__(
        self, data: Path, port: int, *words: str, host: str = "localhost", **env: str
    ) -> None:
        """Start it; `host` is what its browsers call this machine, `env` goes on top of ours."""
        self.data, self.address = data, f"http://{host}:{port}"
        self._port = port
        self._env = {**os.environ, "CAMP_ADDRESS": self.address, "CAMP_DATA": str(data)}
        self._env.pop("CAMP_DATABASE_URL", None)
        self._env |= env
        self._start(*words)

    @cached_property
    def links(self) -> list[dict[str, str]]:
        """Return the ways in, one for each person and role: role, name, link, token, pin."""
        config = read(self._env)
        given = {
            "secret": read_or_make(config),
            "address": config.reached_at(),
            "now": datetime.now(UTC),
        }
        database = Database(config.url())
        found = database.write(partial(sign_ins, **given))
        database.close()
        return [asdict(one) for one in found]

    @property
    def pid(self) -> int:
        return self._process.pid

    def kill(self) -> None:
        """End it as a lost power supply would."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """End it as whoever started it would."""
        self._process.terminate()
        self._process.wait()

    def restart(self) -> None:
        self._start("serve")

    def who(self, role: str, n: int = 0) -> dict[str, str]:
        """Return a person with this role, or of this name."""
        return [one for one in self.links if role in (one["role"], one["name"])][n]

    def person(self, name: str) -> dict[str, str]:
        return next(one for one in self.links if one["name"] == name)

    def context(
        self, browser: Browser, one: dict[str, str], *, pin: bool = True, **options: object
    ) -> BrowserContext:
        """Return a browser of its own in which this person is signed in, with their PIN given."""
        # The worker has tests of its own; here it would answer in the server's place.
        given = {
            "viewport": PHONE, "reduced_motion": "reduce", "service_workers": "block", **options,
        }  # fmt: skip
        context = browser.new_context(**given)
        context.add_cookies([{"name": "camp_language", "value": "en", "url": self.address}])
        page = context.new_page()
        page.goto(one["link"])
        page.locator(f'form[action*="{one["link"].rpartition("/")[2]}"] button').click()
        page.wait_for_url(lambda url: "/l/" not in url)
        if pin and "/pin" in page.url:
            page.locator("[name=pin]").fill(one["pin"])
            page.locator('form[action="/pin"] button').click()
            page.wait_for_url(lambda url: "/pin" not in url)
        page.close()
        return context

    def open(self, browser: Browser, one: dict[str, str], path: str, **options: object) -> Page:
        page = self.context(browser, one, **options).new_page()
        page.goto(self.address + path)
        return page

    def api(
        self, one: dict[str, str], method: str, path: str, /, **body: object
    ) -> requests.Response:
        """Ask the program's own door in this person's name."""
        headers = {"Authorization": f"Bearer {one['token']}", "Idempotency-Key": str(uuid4())}
        return requests.request(
            method, f"{self.address}/api/v1{path}", json=body or None, timeout=20, headers=headers
        )

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "camp", *words]

    def _start(self, *words: str) -> None:
        with (self.data.parent / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command(*words, "--port", str(self._port)),
                env=self._env, cwd=ROOT, stdout=log, stderr=log,
            )  # fmt: skip
        deadline = time.monotonic() + START
        while not self._is_ready():
            assert self._process.poll() is None, "The server ended while it started."
            if time.monotonic() > deadline:
                self.kill()
                raise TimeoutError("The server did not become ready.")
            time.sleep(0.1)

    def _is_ready(self) -> bool:
        try:
            return requests.get(f"http://localhost:{self._port}/readyz", timeout=2).ok
        except requests.RequestException:
            return False
