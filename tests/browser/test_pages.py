"""Every page: whole in long words and on small screens, for axe and for fingers, scriptless."""

from collections import Counter
from itertools import combinations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.covering import ALL, LANGUAGES, ROWS
from tests.browser.looking import (
    FORMS,
    HEADING,
    HIDDEN_FORMS,
    MISFITS,
    MOVING,
    SMALL,
    SPACE_OUT,
    Ears,
    faults_of_axe,
    resize,
)
from tests.browser.pages import DESK, PAGES, PHASES, PHONE, STAGE
from tests.browser.pseudo import TAG as LONG
from tests.browser.visiting import LongServer, Visitor, serve

pytestmark = pytest.mark.browser
AXE = Axe().axe_script
FINGER = 48
"""Pixels, the least height of what a finger presses (ux 2)."""
NARROW = (320, 640)
"""The smallest phone, and a phone of 640 pixels at twice the size."""
SIZES = {PHONE: (DESK, NARROW, PHONE), DESK: (PHONE, NARROW, DESK), STAGE: ((1280, 720), STAGE)}
"""In which sizes a page's words must fit: its own at last; the hall's screen is no phone."""
LOOKS = {
    page.name: ROWS[n % len(ROWS)]
    for kind in SIZES
    for n, page in enumerate(page for page in PAGES if page.size == kind)
}
"""In which row axe looks at each page."""
PRINTED = {"secretary-paper-ballots"}
"""Half a sheet of paper is as large as it is: what is drawn for it need not fit elsewhere."""


@pytest.fixture(params=PHASES, ids=lambda phase: phase or "empty")
def phase(request):
    return request.param


@pytest.fixture
def server(phase, tmp_path):
    found = serve(phase, tmp_path, LongServer)
    yield found
    found.stop()


def test_every_page_is_whole_and_needs_no_script(phase, server, chromium, long_share):
    """In Russian and in English made longer; with --long in all languages."""
    visitor, faults, ears = Visitor(server, chromium), [], {}
    for page in (page for page in PAGES if page.phase == phase):
        row = LOOKS[page.name]
        told = LANGUAGES if long_share == 1 else ()
        context = visitor.context(page)
        heard = ears.get(context) or ears.setdefault(context, Ears(context, server.address))
        for language in dict.fromkeys((LONG, "ru", *told, row.language)):
            tab, status = visitor.open(page, language)
            found = [f"status {status}"] if status != page.status else []
            if language in {LONG, "ru", *told}:
                found += misfits(tab, page)
            if language == "ru" and page.size != STAGE and page.name not in PRINTED:
                found += [f"spaced out, {one}" for one in misfits_spaced_out(tab)]
            if language == row.language:
                found += seen_by_axe(tab, row)
            faults += [(page.name, language, one) for one in (*found, *heard.heard())]
        resize(tab, *page.size)
        found = tab.evaluate(SMALL, FINGER) if page.size == PHONE else []
        bare, _status = visitor.open(page, row.language, script=False)
        lost = Counter(tab.evaluate(FORMS)) - Counter(bare.evaluate(FORMS))
        found += [f"without script lost {one}" for one in lost]
        found += [f"without script hidden {one}" for one in bare.evaluate(HIDDEN_FORMS)]
        found += [] if bare.evaluate(HEADING) else ["without script no heading"]
        faults += [(page.name, row.language, one) for one in found]
    visitor.close()

    assert not faults, "\n" + "\n".join(" | ".join(one) for one in faults)


def test_the_rows_of_axe_hold_every_pair_and_the_pages_every_row():
    pairs = [{(n, m, row[n], row[m]) for n, m in combinations(range(3), 2)} for row in ROWS]
    every = {(n, m, row[n], row[m]) for row in ALL for n, m in combinations(range(3), 2)}

    assert set().union(*pairs) == every
    for kind in (PHONE, DESK):
        rows = [LOOKS[page.name] for page in PAGES if page.size == kind]
        assert set(rows) == set(ROWS)


def misfits(tab, page):
    """Return the words that do not fit in one of the page's sizes, and what moves nevertheless."""
    found = tab.evaluate(MOVING)
    for each in (page.size,) if page.name in PRINTED else SIZES[page.size]:
        resize(tab, *each)
        found += [f"{each[0]} px, {one}" for one in tab.evaluate(MISFITS)]
    return found


def misfits_spaced_out(tab):
    tab.evaluate(SPACE_OUT)
    found = tab.evaluate(MISFITS)
    tab.evaluate("document.adoptedStyleSheets = []")
    return found


def seen_by_axe(tab, row):
    resize(tab, *row.size.values())
    tab.emulate_media(color_scheme=row.scheme)
    return [f"{row.width} px {row.scheme}, {one}" for one in faults_of_axe(tab, AXE)]
