"""Every page in its size: whole in every language, for axe and for fingers, quiet, scriptless."""

from collections import Counter

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.looking import FORMS, HIDDEN_FORMS, MISFITS, SMALL, Ears, faults_of_axe
from tests.browser.pages import PAGES, PHASES, PHONE
from tests.browser.visiting import Visitor, serve

pytestmark = pytest.mark.browser
AXE = Axe().axe_script
FINGER = 48
"""Pixels, the least height of what a finger presses (ux 2)."""


@pytest.fixture(params=PHASES, ids=lambda phase: phase or "empty")
def phase(request):
    return request.param


@pytest.fixture
def server(phase, tmp_path):
    found = serve(phase, tmp_path)
    yield found
    found.stop()


def test_every_page_is_whole_and_needs_no_script(phase, server, chromium, long_share):
    """In Russian, whose words are longest; with --long in all four languages."""
    languages = ("en", "uz", "uz_Cyrl", "ru") if long_share == 1 else ("ru",)
    visitor, faults, ears = Visitor(server, chromium), [], {}
    for page in (page for page in PAGES if page.phase == phase):
        context = visitor.context(page)
        heard = ears.get(context) or ears.setdefault(context, Ears(context, server.address))
        for language in languages:
            tab, status = visitor.open(page, language)
            found = [*tab.evaluate(MISFITS), *heard.heard()]
            found += [f"status {status}"] if status != page.status else []
            faults += [(page.name, language, one) for one in found]
        found = faults_of_axe(tab, AXE)
        found += tab.evaluate(SMALL, FINGER) if page.size == PHONE else []
        bare, _status = visitor.open(page, language, script=False)
        lost = Counter(tab.evaluate(FORMS)) - Counter(bare.evaluate(FORMS))
        found += [f"without script lost {one}" for one in lost]
        found += [f"without script hidden {one}" for one in bare.evaluate(HIDDEN_FORMS)]
        found += [] if bare.locator("h1").first.is_visible() else ["without script no heading"]
        faults += [(page.name, language, one) for one in found]
    visitor.close()

    assert not faults, "\n" + "\n".join(" | ".join(one) for one in faults)
