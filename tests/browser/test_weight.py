"""How many bytes and requests a first view takes, as they go over the wire (ux 6).

Cold, in Uzbek, with the fonts of its alphabet: Cyrillic comes when a page holds some. What comes
after the page, such as the decoder of QR codes at its first use, is no part of it.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest

from tests.browser.pages import PAGES, named

pytestmark = pytest.mark.browser
KB = 1024
ON_DEMAND = "-cyrillic"
FONTS, SCRIPTS, STYLES, PAGE = "Font", "Script", "Stylesheet", "Document"
BUDGETS = {
    # kind: all, page, styles, scripts, fonts in KB; requests
    "participant": (70, 8, 12, 40, 33, 8),
    "juror": (70, 6, 12, 40, 33, 8),
    "door": (110, 6, 12, 60, 27, 9),
    "stage": (160, 20, 12, 50, 65, 12),
}
VIEWS = {
    "participant-home-jury": "participant",
    "participant-ideas": "participant",
    "participant-teams": "participant",
    "participant-team": "participant",
    "participant-project": "participant",
    "participant-schedule": "participant",
    "visitor-join": "participant",
    "juror-teams": "juror",
    "juror-score": "juror",
    "door": "door",
    "stage-jury": "stage",
    "stage-pitch": "stage",
}

SAID = """said = []
new MutationObserver(() => said.push(document.documentElement.dataset.lacks))
  .observe(document, { subtree: true, attributes: true, attributeFilter: ["data-lacks"] })"""
"""Keeps what the page says the phone lacks: where that comes and goes, the page moves."""


@dataclass
class Weight:
    """What went over the wire, in bytes, by kind."""

    kinds: dict[str, int] = field(default_factory=dict)
    requests: int = 0
    hosts: set[str] = field(default_factory=set)

    def parts(self):
        whole = sum(self.kinds.values())
        named = (self.kinds.get(kind, 0) for kind in (PAGE, STYLES, SCRIPTS, FONTS))
        return (*(n / KB for n in (whole, *named)), self.requests)


def weigh(visitor, page):
    """Open the page as a browser that has seen nothing yet; return its weight."""
    weight, kinds = Weight(), {}
    context = visitor.fresh(page, "uz")
    tab = context.new_page()
    wire = context.new_cdp_session(tab)

    def comes(event):
        if urlsplit(event["response"]["url"]).scheme in {"http", "https"}:
            weight.hosts.add(urlsplit(event["response"]["url"]).netloc)
            if ON_DEMAND in event["response"]["url"]:
                return
            kinds[event["requestId"]] = event["type"]
            weight.requests += 1

    def ends(event):
        if kind := kinds.get(event["requestId"]):
            weight.kinds[kind] = weight.kinds.get(kind, 0) + event["encodedDataLength"]

    wire.on("Network.responseReceived", comes)
    wire.on("Network.loadingFinished", ends)
    wire.send("Network.enable")
    tab.goto(visitor.address(page), wait_until="networkidle")
    context.close()
    return weight


def test_every_first_view_is_within_its_budget(visitor):
    host = urlsplit(visitor.server.address).netloc
    over, report = [], []
    for page in (page for page in PAGES if page.name in VIEWS):
        weight = weigh(visitor, page)
        spent, allowed = weight.parts(), BUDGETS[VIEWS[page.name]]
        names = ("all", "page", "styles", "scripts", "fonts", "requests")
        told = zip(names, spent, allowed, strict=True)
        over += [f"{page.name} {name}: {a:.1f} > {b}" for name, a, b in told if a > b]
        over += [f"{page.name} asks {one}" for one in weight.hosts - {host}]
        report.append((page.name, *spent))

    assert not over, "\n".join([*over, *map(str, report)])


def test_a_first_view_says_of_the_phone_only_what_it_knows_by_then(visitor):
    page = named("participant-home-jury")
    context = visitor.fresh(page, "uz")
    tab = context.new_page()
    tab.add_init_script(SAID)

    tab.goto(visitor.address(page), wait_until="networkidle")

    said = tab.evaluate("said")
    assert said
    assert not [lacks for lacks in said if "offline" in lacks.split()]
    context.close()
