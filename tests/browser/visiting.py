"""A visitor of every page: signs in for each role once, does what a page needs, finds its path."""

import re
import sys
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from playwright.sync_api import APIResponse, Browser, BrowserContext, Page

from tests.browser import pages
from tests.browser.looking import resize
from tests.browser.pages import absolute, is_open, matcher
from tests.browser.serving import Server, make_demo
from tests.real import unused_port

LATER = re.compile(r"in (-?\d+) min")
PLACES = re.compile(r'(?:href|action)="([^"]+)"')


class LongServer(Server):
    """A server that also speaks the language of tests/browser/pseudo.py."""

    def _command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "tests.browser.pseudo", *words]


def serve(phase: str, folder: Path, kind: type[Server] = Server, **env: str) -> Server:
    """Start a server in an empty folder, with the demo camp at a phase or with nothing."""
    data = folder / "data"
    if phase:
        make_demo(data, phase)
    return kind(data, unused_port(), "serve", **env)


class Visitor:
    """Opens the pages of one server with one browser, as each page's person and as it asks for."""

    def __init__(self, server: Server, browser: Browser) -> None:
        self.server, self._browser = server, browser
        self._contexts: dict[tuple[str, bool], BrowserContext] = {}
        self._scriptless: dict[BrowserContext, BrowserContext] = {}
        self._paths: dict[str, str] = {}
        self._answers: dict[str, str] = {}
        self._done: dict[pages.Deed, str] = {}

    def context(self, page: pages.Page) -> BrowserContext:
        """Return the browser of the first person with the page's role."""
        return self._context(page.role, gives_pin=page.gives_pin)

    def open(self, page: pages.Page, language: str, *, script: bool = True) -> tuple[Page, int]:
        """Open the page in its size; return the tab and the status of the answer."""
        address, context = self.address(page), self.context(page)
        if not script:
            context = self._without_script(context)
        cookie = {"name": "camp_language", "value": language, "url": self.server.address}
        context.add_cookies([cookie])  # type: ignore[list-item]
        tab = context.pages[0] if context.pages else context.new_page()
        resize(tab, *page.size)
        answer = tab.goto(address)
        return tab, answer.status if answer else 0

    def shows(self, name: str) -> Page:
        """Open the page of this name in English; return the tab."""
        return self.open(pages.named(name), "en")[0]

    def close(self) -> None:
        for context in (*self._contexts.values(), *self._scriptless.values()):
            context.close()

    def _context(self, role: str, *, gives_pin: bool = True) -> BrowserContext:
        key = (role, gives_pin)
        if key not in self._contexts:
            context = self._browser.new_context(
                reduced_motion="reduce", locale="en-GB", service_workers="block"
            )
            if role:
                self._sign_in(context, self.server.who(role), gives_pin=gives_pin)
            self._contexts[key] = context
        return self._contexts[key]

    def _sign_in(self, context: BrowserContext, one: dict[str, str], *, gives_pin: bool) -> None:
        """Send the forms that tests of a day tap: drawing their pages takes longer."""
        path = one["link"].removeprefix(self.server.address)
        answer = self._send(context, context.request.get(one["link"]).text(), path)
        if gives_pin and answer.url.partition("?")[0].endswith("/pin"):
            self._send(context, answer.text(), "/pin", pin=one["pin"])

    def _send(self, context: BrowserContext, on: str, path: str, /, **fields: str) -> APIResponse:
        """Send a form of a page as a browser without JavaScript does."""
        token = re.search(r'name="csrf" value="([^"]+)"', on)
        assert token, f"There is no form for {path}."
        answer = context.request.post(
            self.server.address + path,
            form={"csrf": token[1], "key": str(uuid4()), "back": path, **fields},
        )
        assert answer.ok, f"{path}: {answer.status} {answer.text()[:2000]}"
        return answer

    def fresh(self, page: pages.Page, language: str, **options: object) -> BrowserContext:
        """Return a browser of the same person and size that has nothing in its cache."""
        width, height = page.size
        given = {
            "storage_state": self.context(page).storage_state(), "locale": "en-GB",
            "service_workers": "block", "viewport": {"width": width, "height": height}, **options,
        }  # fmt: skip
        context = self._browser.new_context(**given)  # type: ignore[arg-type]
        cookie = {"name": "camp_language", "value": language, "url": self.server.address}
        context.add_cookies([cookie])  # type: ignore[list-item]
        return context

    def _without_script(self, context: BrowserContext) -> BrowserContext:
        """Return a browser of the same person that runs no script."""
        if context not in self._scriptless:
            self._scriptless[context] = self._browser.new_context(
                storage_state=context.storage_state(), java_script_enabled=False, locale="en-GB"
            )
        return self._scriptless[context]

    def address(self, page: pages.Page) -> str:
        """Return where a page stands, after the deeds that it needs; both once."""
        if page.name not in self._paths:
            text = ""
            for deed in page.before:
                if deed not in self._done:
                    self._done[deed] = self.do(deed)
                text = self._done[deed]
            self._paths[page.name] = self._find(page.path, page.role, page.on, text)
        return self.server.address + self._paths[page.name]

    def _find(self, path: str, role: str, on: str, text: str = "") -> str:
        """Return the path with nothing left open, as the first link or form has it."""
        path = absolute(path)
        if "<token>" in path:
            return path.replace("<token>", self.server.who("participant")["link"].split("/")[-1])
        if not is_open(path):
            return path
        found = self._answers.get(path)
        if found is None:
            found = _first(path, text)
            if found is None and on:
                found = _first(path, self._get(role, self._find(on, role, "")).text())
            assert found, f"Nothing leads to {path} from {on}."
            self._answers[path] = found
        return found

    def do(self, deed: pages.Deed) -> str:
        """Send the deed's form; return the address and the text of the answer as one text."""
        place = self._find(deed.on, deed.role, "")
        on = self._get(deed.role, place).text()
        path = absolute(deed.path)
        if is_open(path):
            # What the page offers now: the same deed may be for another thing than before.
            path = _first(path, on) or self._find(path, deed.role, deed.on)
        fields = {"back": place} | {name: self._value(value) for name, value in deed.fields}
        answer = self._send(self._context(deed.role), on, path, **fields)
        place = answer.url.removeprefix(self.server.address)
        return f'href="{place}" {answer.text()}'

    def _value(self, value: str) -> str:
        if later := LATER.fullmatch(value):
            at = datetime.now(ZoneInfo("Asia/Tashkent")) + timedelta(minutes=int(later[1]))
            return at.strftime("%Y-%m-%dT%H:%M")
        return self.server.who(value[1:])["person"] if value.startswith("@") else value

    def _get(self, role: str, path: str) -> APIResponse:
        answer = self._context(role).request.get(self.server.address + path)
        assert answer.ok, f"{path}: {answer.status}"
        return answer


def _first(path: str, text: str) -> str | None:
    """Return the first link or form of a text that leads to a path which is left open."""
    return next((one for one in PLACES.findall(text) if matcher(path).fullmatch(one)), None)
