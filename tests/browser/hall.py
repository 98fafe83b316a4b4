"""A hall's network on one machine: its address, browsers that trust the camp or do not."""

import re
import shutil
import subprocess
from functools import cached_property
from pathlib import Path

from playwright.sync_api import BrowserContext, BrowserType, Page, expect

from tests.browser.serving import PHONE, Server
from tests.real import CHROMIUM_FLAGS, unused_port

HOST = "192.168.1.20"
"""A private address that Chromium is told to find here: pages under it are truly insecure."""
STRANGE = "www.example.com"
SLOW = 20_000  # ms, on a busy machine
expect.set_options(timeout=SLOW)
WAY_IN = re.compile(
    r"^  (?P<role>\w+) +(?P<name>.+?) +(?P<link>http\S+/l/\S+)(?:  PIN (?P<pin>\d+))?$",
    re.MULTILINE,
)
FLAGS = [
    *CHROMIUM_FLAGS,
    f"--host-resolver-rules=MAP {HOST} 127.0.0.1,MAP {STRANGE} 127.0.0.1",
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
]


class Hall(Server):
    """The demo camp on http and https, under an address of the hall."""

    def __init__(self, folder: Path) -> None:
        port, self.tls_port = unused_port(), unused_port()
        self.secure = f"https://{HOST}:{self.tls_port}"
        settings = {"CAMP_TLS": "self", "CAMP_TLS_PORT": str(self.tls_port)}
        words = ("demo", "--phase", "jury")
        super().__init__(folder / "data", port, *words, host=HOST, **settings)

    @cached_property
    def links(self) -> list[dict[str, str]]:
        """Return the ways in that the terminal shows, one for each role."""
        log = (self.data.parent / "server.log").read_text("utf-8")
        return [found.groupdict("") for found in WAY_IN.finditer(log)]

    def securely(self, one: dict[str, str]) -> dict[str, str]:
        """Return somebody's ways in, with the link under https."""
        return {**one, "link": one["link"].replace(self.address, self.secure)}


class Device:
    """A browser with a home of its own, which may be taught to trust an authority."""

    def __init__(
        self, chromium: BrowserType, program: str, home: Path, authority: Path | None = None
    ) -> None:
        self._chromium, self._program, self.home = chromium, program, home
        home.mkdir()
        if authority:
            self._trust(authority)
        self._open()

    def restart(self) -> None:
        """Close the browser and open it again on what it kept."""
        self.close()
        self._open()

    def close(self) -> None:
        self.context.close()

    def page(self, url: str = "") -> Page:
        page = self.context.new_page()
        if url:
            page.goto(url, wait_until="domcontentloaded")
        return page

    def comes_in(self, one: dict[str, str]) -> Page:
        """Open a personal link and give the PIN where it is asked for."""
        page = self.page(one["link"])
        page.locator(f'form[action*="{one["link"].rpartition("/")[2]}"] button').click()
        page.wait_for_url(lambda url: "/l/" not in url)
        if "/pin" in page.url:
            page.locator("[name=pin]").fill(one["pin"])
            page.locator('form[action="/pin"] button').click()
            page.wait_for_url(lambda url: "/pin" not in url)
        return page

    def _trust(self, authority: Path) -> None:
        """Install an authority, as the page of the camp says for Linux."""
        store = self.home / ".pki/nssdb"
        store.mkdir(parents=True)
        command = [certutil(), "-d", f"sql:{store}"]
        subprocess.run([*command, "-N", "--empty-password"], check=True)
        subprocess.run([*command, "-A", "-t", "C,,", "-n", "camp", "-i", authority], check=True)

    def _open(self) -> None:
        self.context: BrowserContext = self._chromium.launch_persistent_context(
            self.home / "profile", executable_path=self._program, args=FLAGS, viewport=PHONE,
            env={"HOME": str(self.home)}, locale="en-GB", reduced_motion="reduce",
        )  # fmt: skip
        self.context.set_default_timeout(SLOW)
        cookie = {"name": "camp_language", "value": "en", "domain": HOST, "path": "/"}
        self.context.add_cookies([cookie])  # type: ignore[list-item]


def certutil() -> str:
    found = shutil.which("certutil")
    assert found, "There is no certutil here: `python3 dev.py test` brings it."
    return found
