"""A phone in a pocket of the hall: a browser with its own folder, whose process can be killed."""

import os
import signal
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Error

from tests.browser.phones import AFTER_A_FALL, ROOT
from tests.browser.serving import PHONE
from tests.real import CHROMIUM_FLAGS

HALL = "192.168.1.20"
"""A plain address, as halls have it: no secure context, no service worker."""
HAS_DRAFT = """words => new Promise((found) => {
  const opening = indexedDB.open("camp")
  opening.onsuccess = () => {
    const all = opening.result.transaction("drafts").objectStore("drafts").getAll()
    all.onsuccess = () => {
      opening.result.close()
      found(JSON.stringify(all.result).includes(words))
    }
  }
})"""


class Pocket:
    def __init__(self, server, chromium, path, folder):
        self.address = server.address.replace("localhost", HALL)
        self._server, self._path, self._folder = server, path, folder
        self._launch = chromium.browser_type.launch_persistent_context
        self.open()

    def open(self):
        flags = [*CHROMIUM_FLAGS, f"--host-resolver-rules=MAP {HALL} 127.0.0.1"]
        self.context = self._launch(
            self._folder, executable_path=self._path, args=flags, viewport=PHONE,
            reduced_motion="reduce",
        )  # fmt: skip
        self.context.set_default_timeout(AFTER_A_FALL)
        cookie = {"name": "camp_language", "value": "en", "url": self.address}
        self.context.add_cookies([cookie])

    def kill(self):
        """End the browser as an empty battery would."""
        for process in self._processes():
            os.kill(process, signal.SIGKILL)
        with suppress(Error):
            self.context.close()

    def _processes(self):
        """Return the browser's own process, and the script that waits for it where one does."""
        wanted, found = f"--user-data-dir={self._folder}".encode(), []
        for entry in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                words = entry.read_bytes().split(b"\0")
                if wanted in words and not any(word.startswith(b"--type=") for word in words):
                    found.append(int(entry.parent.name))
        assert found, "There is no such browser."
        return found

    def page(self, path):
        page = self.context.new_page()
        page.goto(self.address + path)
        return page

    def sign_in(self, name, path="/home"):
        """Open the person's link, give the PIN where one is asked, and go to a page."""
        one = self._server.person(name)
        token = one["link"].rpartition("/")[2]
        page = self.page(f"/l/{token}")
        page.locator(f'form[action*="{token}"] button').click()
        page.wait_for_url(lambda url: "/l/" not in url)
        if "/pin" in page.url:
            page.locator("[name=pin]").fill(one["pin"])
            page.locator('form[action="/pin"] button').click()
            page.wait_for_url(lambda url: "/pin" not in url)
        page.goto(f"{self.address}{ROOT}{path}")
        return page
