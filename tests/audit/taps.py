"""How soon a tap shows on a phone whose processor is four times slower, and is on its disk."""

import argparse
from collections.abc import Callable
from statistics import median

from playwright.sync_api import Page

from tests.audit import report, stands
from tests.audit.stands import PHONES, SLOWER, slow
from tests.browser.pages import named
from tests.browser.visiting import Visitor

WATCH = """() => {
  window.taps = { events: [], kept: [], shown: [] }
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (one.interactionId) taps.events.push(one.duration)
  }).observe({ type: "event", durationThreshold: 16, buffered: false })
  let at
  document.addEventListener("click", (event) => { at = event.timeStamp }, true)
  document.addEventListener("camp:outbox", ({ detail }) => {
    if (detail.what !== "kept" || !at) return
    const then = at
    taps.kept.push(performance.now() - then)
    // The frame that shows it, and then what is left of that frame.
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => taps.shown.push(performance.now() - then)
      channel.port2.postMessage(undefined)
    })
  })
}"""
INP, KEPT, SHOWN = 100, 16, 100
"""Milliseconds, at most: until the next picture, on the disk of a phone that is not slowed, and
shown as waiting."""
HEADS = ("page", "taps", "INP ms", "on the disk ms", "not slowed", "shown as kept ms")


def marks(page: Page) -> int:
    """Tap every mark of a ballot's first criteria, as somebody who changes their mind."""
    labels = page.locator(".score-row label:visible")
    count = min(labels.count(), 15)
    for n in range(count):
        labels.nth(n).click()
        page.wait_for_timeout(450)  # A draft goes when the finger has rested.
    return count


def dots(page: Page) -> int:
    """Give dots and take them back."""
    stars = page.locator(".idea__dots button:visible:not([disabled])")
    count = min(stars.count(), 3)
    for n in range(count):
        stars.nth(n).click()
        page.wait_for_timeout(450)
    return count


def questions(page: Page) -> int:
    """Open and close what unfolds, and type where something can be typed."""
    count = 0
    for found in page.locator("main summary:visible").all()[:4]:
        found.click()
        page.wait_for_timeout(200)
        count += 1
    fields = page.locator("main :is(input[type=text], input[type=search]):visible")
    if fields.count():
        fields.first.press_sequentially("anor", delay=150)
        count += len("anor")
    return count


DEEDS: dict[str, Callable[[Page], int]] = {
    "ideas": dots, "juror scoring": marks, "team": questions, "door": questions, "join": questions,
}  # fmt: skip


def found(visitor: Visitor, title: str, rate: int) -> tuple[int, dict[str, list[float]]]:
    """Do a page's deeds with the processor `rate` times slower; return how many, and the times."""
    name = named(PHONES[title][1])
    context = visitor.fresh(name, "uz", has_touch=True)
    page = context.new_page()
    page.goto(visitor.address(name), wait_until="networkidle")
    slow(page, rate)
    page.evaluate(WATCH)
    count = DEEDS[title](page)
    page.wait_for_timeout(500)
    times = page.evaluate("taps")
    context.close()
    return count, times


def run(_options: argparse.Namespace) -> tuple[str, list[str]]:
    """Return the table and what is over a budget."""
    rows, faults = [], []
    with stands.browser() as browser, stands.visitors(browser) as visitors:
        for title in DEEDS:
            visitor = visitors[PHONES[title][0]]
            _, quick = found(visitor, title, 1)
            count, slowed = found(visitor, title, SLOWER)
            most = max(slowed["events"], default=0)
            soon, kept, shown = (
                median(one or [0]) for one in (quick["kept"], slowed["kept"], slowed["shown"])
            )
            told = {"INP": (most, INP), "on the disk": (soon, KEPT), "shown": (shown, SHOWN)}
            faults += [f"{title}: {k} {a:.0f} ms > {b}" for k, (a, b) in told.items() if a > b]
            times = [f"{one:.0f}" if one else "–" for one in (kept, soon, shown)]
            rows.append([title, count, f"{most:.0f}" if most else "< 16", *times])
    text = f"Processor slowed {SLOWER} times. {report.conditions()}"
    return f"{text}\n\n{report.table(HEADS, rows)}", faults
