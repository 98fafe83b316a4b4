"""The pages that are measured, and servers on which they stand."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.visiting import Visitor, serve
from tests.real import CHROMIUM_FLAGS, find_chromium

PHONES = {
    "participant home": ("jury", "participant-home-jury"),
    "ideas": ("voting", "participant-ideas"),
    "team": ("jury", "participant-team"),
    "juror scoring": ("jury", "juror-score"),
    "door": ("jury", "door"),
    "join": ("jury", "visitor-join"),
}
"""What is measured: the phase of the server and the page's name in the table of pages."""


SLOWER = 4
"""How many times slower the processor of a cheap phone is."""


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        program = find_chromium()
        made = playwright.chromium.launch(executable_path=program, args=CHROMIUM_FLAGS)
        yield made
        made.close()


@contextmanager
def visitors(made: Browser) -> Iterator[dict[str, Visitor]]:
    """Serve each phase once; return who opens its pages."""
    found: dict[str, Visitor] = {}
    with tempfile.TemporaryDirectory() as folder:
        for phase in dict.fromkeys(phase for phase, _ in PHONES.values()):
            found[phase] = Visitor(serve(phase, Path(folder) / phase), made)
        yield found
        for visitor in found.values():
            visitor.close()
            visitor.server.stop()


def slow(page: Page, rate: float) -> None:
    """Give the page a processor that is this many times slower."""
    wire = page.context.new_cdp_session(page)
    wire.send("Emulation.setCPUThrottlingRate", {"rate": rate})
