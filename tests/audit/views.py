"""How soon a page is seen, first on 3G and again without network, and what it says when idle."""

import argparse
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tests.audit import report, stands
from tests.audit.stands import PHONES, SLOWER, slow
from tests.browser.kept import kept
from tests.browser.network import cut
from tests.browser.pages import named
from tests.browser.visiting import Visitor

THREE_G = {
    "offline": False, "latency": 400,
    "downloadThroughput": 400 * 1000 / 8, "uploadThroughput": 400 * 1000 / 8,
}  # fmt: skip
"""Milliseconds, and bytes a second."""
BUDGETS: dict[str, tuple[float, float]] = {
    # the page: seconds at most until it is seen first, and again; infinite where nobody asks
    "participant home": (4.0, 0.8),
    "ideas": (4.0, 0.8),
    "team": (4.0, 0.8),
    "juror scoring": (4.0, 0.6),
    "door": (float("inf"), 0.5),
}
IDLE = 2048
"""Bytes a minute at most of a page on which nothing happens."""
HEADS = ("page", "first, 3G, s", "again, no network, s", "idle, B a minute")
LARGEST = """() => new Promise((found) =>
  new PerformanceObserver((list) => found(list.getEntries().at(-1).startTime))
    .observe({ type: "largest-contentful-paint", buffered: true }))"""


def run(options: argparse.Namespace) -> tuple[str, list[str]]:
    """Return the table and what is over a budget."""
    rows, faults = [], []
    with stands.browser() as browser, stands.visitors(browser) as visitors:
        said = said_in_a_minute(visitors)
        for title, (soon, sooner) in BUDGETS.items():
            visitor = visitors[PHONES[title][0]]
            first = median(seen_first(visitor, title) for _ in range(options.runs))
            again = median(seen_again(visitor, title, options.runs))
            told = {"first": (first, soon), "again": (again, sooner), "idle": (said[title], IDLE)}
            faults += [f"{title}: {k} {a:.2f} > {b}" for k, (a, b) in told.items() if a > b]
            rows.append([title, f"{first:.2f}", f"{again:.2f}", said[title]])
    text = f"Processor slowed {SLOWER} times, median of {options.runs}. {report.conditions()}"
    return f"{text}\n\n{report.table(HEADS, rows)}", faults


def seen_first(visitor: Visitor, title: str) -> float:
    """Return the seconds until the largest paint of a phone that has nothing of ours."""
    name = named(PHONES[title][1])
    context = visitor.fresh(name, "uz")
    page = context.new_page()
    slow(page, SLOWER)
    context.new_cdp_session(page).send("Network.emulateNetworkConditions", THREE_G)
    page.goto(visitor.address(name), wait_until="networkidle")
    seconds = _largest(page)
    context.close()
    return seconds


def seen_again(visitor: Visitor, title: str, runs: int) -> list[float]:
    """Return the seconds until the largest paint when the worker answers in the server's place."""
    name = named(PHONES[title][1])
    context = visitor.fresh(name, "uz", service_workers="allow")
    page = context.new_page()
    page.goto(visitor.address(name))
    kept(page, urlsplit(page.url).path)
    cut(context)
    page.close()
    found = []
    for _ in range(runs):
        page = context.new_page()
        slow(page, SLOWER)
        page.goto(visitor.address(name), wait_until="load")
        found.append(_largest(page))
        page.close()
    context.close()
    return found


def said_in_a_minute(visitors: dict[str, Visitor]) -> dict[str, int]:
    """Return the bytes that each open page and the server say over its socket in a minute."""
    said: dict[str, int] = dict.fromkeys(BUDGETS, 0)

    def listen(page: Page, title: str) -> None:
        def count(event: dict[str, Any]) -> None:
            said[title] += len(event["response"]["payloadData"].encode())

        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.on("Network.webSocketFrameReceived", count)
        wire.on("Network.webSocketFrameSent", count)

    pages = []
    for title in BUDGETS:
        visitor, name = visitors[PHONES[title][0]], named(PHONES[title][1])
        page = visitor.fresh(name, "uz").new_page()
        page.goto(visitor.address(name), wait_until="networkidle")
        pages.append(page)
    for title, page in zip(BUDGETS, pages, strict=True):
        listen(page, title)
    pages[0].wait_for_timeout(60_000)
    for page in pages:
        page.context.close()
    return said


def _largest(page: Page) -> float:
    milliseconds: float = page.evaluate(LARGEST)
    return milliseconds / 1000
