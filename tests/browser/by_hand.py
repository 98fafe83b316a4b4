"""People with a browser each, who use the program as it stands on its pages."""

import re
from collections.abc import Callable

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.serving import DESK, PHONE

SLOW = 20_000  # ms, on a busy machine
PIN = "402718"
expect.set_options(timeout=SLOW)


class Person:
    """Somebody with a browser of their own: clicks what a page shows, types into what it names."""

    def __init__(self, chromium: Browser, address: str, name: str, *, desk: bool = False) -> None:
        self._context = chromium.new_context(
            viewport=DESK if desk else PHONE, reduced_motion="reduce", locale="en-GB",
            timezone_id="Africa/Accra", service_workers="block",
        )  # fmt: skip
        self._context.set_default_timeout(SLOW)
        self.name, self.address = name, address
        self.page: Page = self._context.new_page()

    def opens(self, place: str = "/") -> None:
        """Open an address that is known: the server's own, or a link that was handed over."""
        place = place if "://" in place else self.address + place
        self.page.goto(place, wait_until="domcontentloaded")

    def comes_in_by(self, link: str) -> None:
        """Open a personal link, and choose the six digits where the role asks for them."""
        self.opens(link)
        self.clicks(f"Continue as {self.name}")
        self._waits(lambda url: "/l/" not in url)
        if self.page.url.endswith("/pin"):
            expect(self.page.get_by_role("heading", name="Choose six digits")).to_be_visible()
            self.types(pin=PIN)
            self.clicks("Continue")
            self._waits(lambda url: "/pin" not in url)

    def clicks(self, words: str, *, inside: Locator | None = None) -> None:
        """Click the button of these words."""
        (inside or self.page).get_by_role("button", name=words, exact=True).click()

    def follows(self, words: str, *, inside: Locator | None = None) -> None:
        """Follow the link of these words to its page."""
        link = (inside or self.page).get_by_role("link", name=words, exact=True).first
        place = str(link.get_attribute("href"))
        link.click()
        self._waits(lambda url: url.endswith(place))

    def arrives(self, place: str) -> None:
        self._waits(re.compile(re.escape(place) + r"(\?.*|#.*)?$"))

    def types(self, **fields: str) -> None:
        """Fill fields by their names; in a list the value or the words of an option are chosen."""
        for name, value in fields.items():
            field = self.page.locator(f'[name="{name}"]:visible').first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def chooses(self, question: str, answer: str) -> None:
        group = self.page.get_by_role("group", name=question)
        group.get_by_role("radio", name=answer, exact=True).check()

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible()

    def card(self, css: str, words: str) -> Locator:
        """Return the part of the page, of those that match `css`, that holds these words."""
        return self.page.locator(css).filter(has_text=words)

    def _waits(self, url: re.Pattern[str] | Callable[[str], bool]) -> None:
        # Scripts run before this event; pictures and fonts may come later.
        self.page.wait_for_url(url, wait_until="domcontentloaded")

    def leaves(self) -> None:
        self._context.close()


def lines(text: str) -> list[str]:
    """Return what is written, line by line, without the empty ones."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]
