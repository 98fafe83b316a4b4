"""Waits for what a page's script promises."""

from time import monotonic

from playwright.sync_api import Error, Page

OFTEN = 50  # ms between two questions
PATIENCE = 30_000  # ms, on a busy machine


def until(page: Page, script: str, arg: object = None, *, patience: float = PATIENCE) -> None:
    """Ask the page until what the script tells or promises is true.

    Playwright's `wait_for_function` takes the promise itself for true, whatever comes of it.
    """
    end = monotonic() + patience / 1000
    while not _told(page, script, arg):
        if monotonic() > end:
            raise TimeoutError(f"Not true within {patience} ms: {script} {arg or ''}")
        page.wait_for_timeout(OFTEN)


def _told(page: Page, script: str, arg: object) -> bool:
    try:
        return bool(page.evaluate(script, arg))
    except Error as error:
        # The page goes elsewhere just now: the next one is asked.
        if "context was destroyed" in error.message:
            return False
        raise
