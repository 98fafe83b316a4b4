"""One person on one device, whose taps, pages and typed fields are counted, in Uzbek."""

import re
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from camp.translations.updating import load
from tests.browser.network import cut, mend
from tests.browser.phones import PATIENCE
from tests.browser.serving import PHONE, Server

ROOT = "/camps/tashkent"
_WORDS: dict[str, Any] = {}


def uz(english: str, count: int | None = None, **places: object) -> str:
    """Return a sentence of ours in Uzbek, as the catalogue has it; it must be there."""
    if not _WORDS:
        _WORDS.update({_key(each.id): each.string for each in load("uz") if each.id})
    said = _WORDS[english]
    text = said if isinstance(said, str) else said[0 if count in (None, 1) else 1]
    return str(text) % {"num": count, **places} if "%(" in text or "%%" in text else str(text)


def _key(one: Any) -> str:
    return one if isinstance(one, str) else one[0]


class Traveller:
    """Somebody with a device. `spent` counts taps, pages that were opened, and fields."""

    def __init__(
        self, server: Server, chromium: Browser, one: dict[str, str] | None = None,
        *, size: dict[str, int] = PHONE, **options: Any,
    ) -> None:  # fmt: skip
        self.server = server
        self.context = (
            server.context(chromium, one, viewport=size, **options)
            if one
            else chromium.new_context(
                viewport=size, reduced_motion="reduce", service_workers="block", **options
            )
        )
        self.context.add_cookies([{"name": "camp_language", "value": "uz", "url": server.address}])
        self.context.set_default_timeout(PATIENCE)
        self.page: Page = self.context.new_page()
        self.taps = self.pages = self.fields = 0

    def opens(self, path: str) -> None:
        """Come by a poster's or a link's address: a page, no tap."""
        self.page.goto(path if "://" in path else self.server.address + path)
        self.pages += 1
        self._is_uzbek()

    def taps_on(self, found: Locator) -> None:
        found.click()
        self.taps += 1

    def button(self, english: str, **places: object) -> Locator:
        return self.page.get_by_role("button", name=uz(english, **places), exact=True)

    def link(self, english: str, **places: object) -> Locator:
        return self.page.get_by_role("link", name=uz(english, **places), exact=True).first

    def follows(self, found: Locator) -> None:
        """Tap what leads to another page."""
        with self.page.expect_navigation():
            found.click()
        self.taps += 1
        self.pages += 1
        self._is_uzbek()

    def types(self, **words: str) -> None:
        """Fill fields by their names; a list is chosen from."""
        for name, value in words.items():
            field = self.page.locator(f'[name="{name}"]:visible').first
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)
            self.fields += 1

    def sees(self, english: str, count: int | None = None, **places: object) -> None:
        self.sees_text(uz(english, count, **places))

    def sees_text(self, words: str) -> None:
        expect(self.page.locator("body")).to_contain_text(
            re.compile(r"\s+".join(map(re.escape, words.split()))), timeout=PATIENCE
        )

    def loses_the_network(self) -> None:
        cut(self.context)

    def finds_it_again(self) -> None:
        mend(self.context)

    def spent(self) -> tuple[int, int, int]:
        """Return taps, pages and fields since the last time, and count anew."""
        found = (self.taps, self.pages, self.fields)
        self.taps = self.pages = self.fields = 0
        return found

    def leaves(self) -> None:
        self.context.close()

    def _is_uzbek(self) -> None:
        expect(self.page.locator("html")).to_have_attribute("lang", "uz-Latn")
