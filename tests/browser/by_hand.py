"""People with a browser each, who use the program as it stands on its pages."""

import re
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.serving import DESK, PHONE

SLOW = 20_000  # ms; two busy cores
PIN = "402718"


class Person:
    """Somebody with a browser of their own: clicks what a page shows, types into what it names."""

    def __init__(
        self, chromium: Browser, address: str, name: str, *, desk: bool = False
    ) -> None:
        context = chromium.new_context(
            viewport=DESK if desk else PHONE, reduced_motion="reduce", locale="en-GB",
            timezone_id="Africa/Accra",
        )  # fmt: skip
        context.set_default_timeout(SLOW)
        self.name, self.page, self.address = name, context.new_page(), address

    def opens(self, path: str) -> None:
        """Type an address, as one does at first; later pages are reached by links."""
        self.page.goto(path if "://" in path else self.address + path)

    def clicks(self, words: str, *, inside: Locator | None = None, nth: int = 0) -> None:
        """Click the button of these words."""
        where = inside or self.page
        where.get_by_role("button", name=words, exact=True).nth(nth).click()

    def follows(self, words: str, *, inside: Locator | None = None) -> None:
        """Follow the link of these words to another page."""
        link = (inside or self.page).get_by_role("link", name=words, exact=True).first
        place = str(link.get_attribute("href")).partition("#")[0]
        link.click()
        self.page.wait_for_url(lambda url: url.partition("#")[0].endswith(place))

    def arrives(self, pattern: str) -> None:
        self.page.wait_for_url(re.compile(pattern + r"(\?.*|#.*)?$"))

    def types(self, **fields: str) -> None:
        """Fill fields by their names; a select takes the value or the words of an option."""
        for name, value in fields.items():
            field = self.page.locator(f'[name="{name}"]:visible').first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def chooses(self, group: str, words: str) -> None:
        """Choose one of the answers of a question."""
        self.page.get_by_role("group", name=group).get_by_label(words, exact=True).check()

    def sees(self, words: str | re.Pattern[str]) -> None:
        expect(self.page.get_by_text(words).first).to_be_visible(timeout=SLOW)

    def pictures(self, name: str, folder: Path) -> None:
        self.page.screenshot(path=folder / f"{name}.png", full_page=True)
