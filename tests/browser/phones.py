"""Everybody's own phone or screen on one day, and the pages that must stay without a reload."""

from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.serving import Server

ROOT = "/camps/tashkent"
PATIENCE = 15_000  # ms, on a busy machine
AFTER_A_FALL = 30_000  # ms; phones spread their return over ten seconds


class Phones:
    """The pages of a day: a page that was not sent elsewhere by its person must stay itself."""

    def __init__(self, server: Server, chromium: Browser) -> None:
        self.server, self._chromium = server, chromium
        self._pages: dict[str, Page] = {}

    def open(
        self, name: str, one: dict[str, str], path: str, browser: Browser | None = None, **size: Any
    ) -> Page:
        """Sign a person in on a device of their own and go to a page of the camp."""
        page = self.server.open(browser or self._chromium, one, ROOT + path, **size)
        self._pages[name] = page
        self._mark(page)
        return page

    def go(self, page: Page, path: str) -> None:
        page.goto(self.server.address + ROOT + path)
        self._mark(page)

    def follow(self, page: Page, tapped: Locator) -> None:
        """Tap what leads to another page."""
        with page.expect_navigation():
            tapped.click()
        self._mark(page)

    def stay(self) -> None:
        """Every page that nobody sent elsewhere is still the one that was opened."""
        kept = {
            name: page.evaluate("document.isTheSamePage === true")
            for name, page in self._pages.items()
        }
        assert kept == dict.fromkeys(self._pages, True)

    def close(self) -> None:
        for page in self._pages.values():
            browser = page.context.browser
            page.context.close()
            if browser and browser is not self._chromium:
                browser.close()

    def _mark(self, page: Page) -> None:
        page.evaluate("document.isTheSamePage = true")


class Day:
    """Who is there, and the page that each of them looks at."""

    def __init__(self, server, chromium):
        self.server, self.phones = server, Phones(server, chromium)
        self.people = {
            "first": server.person("Dilnoza Karimova"),
            "second": server.person("Sevara Ergasheva"),
            "mentor": server.who("mentor"),
            "chair": server.who("chair"),
            "juror": server.person("Baxtiyor Umarov"),
            "secretary": server.who("secretary"),
            "organiser": server.who("owner"),
            "projector": server.who("projector"),
            "door": server.who("volunteer"),
        }

    def open(self, name, path, **options):
        page = self.phones.open(name, self.people[name], path, **options)
        setattr(self, name, page)
        return page

    def ask(self, name, method, path, /, **body):
        """Do through the program's own door what needs no phone of its own."""
        one = self.people.get(name) or self.server.person(name)
        answer = self.server.api(one, method, path, **body)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def move(self, words):
        """The organiser takes the camp on, and goes back to the control room."""
        self.phones.go(self.organiser, "/control/next")
        self.phones.follow(self.organiser, self.organiser.get_by_role("button", name=words))


def see(found: Locator, words: str, timeout: float = PATIENCE) -> None:
    expect(found).to_contain_text(words, timeout=timeout)


def glimpse(page: Page, where: str, words: str) -> None:
    """See what stands for a second only: every frame is looked at."""
    page.wait_for_function(
        """([where, words]) => document.querySelector(where)
          ?.innerText.replaceAll(/\\s+/g, " ").includes(words)""",
        arg=[where, words],
        timeout=AFTER_A_FALL,
    )


def see_all(found: Locator, count: int) -> None:
    expect(found).to_have_count(count, timeout=PATIENCE)


def see_none(found: Locator) -> None:
    see_all(found, 0)


def see_state(found: Locator, state: str) -> None:
    expect(found).to_have_attribute("data-state", state, timeout=AFTER_A_FALL)
