"""Every page in its size: whole in every language, for axe and for fingers, quiet, scriptless."""

from collections import Counter

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.looking import FORMS, HIDDEN_FORMS, MISFITS, SMALL, Ears, faults_of_axe
from tests.browser.pages import PAGES, PHONE
from tests.browser.serving import Server
from tests.browser.visiting import Visitor
from tests.real import unused_port

pytestmark = pytest.mark.browser
PHASES = tuple(dict.fromkeys(page.phase for page in PAGES))
AXE = Axe().axe_script
FINGER = 48
"""Pixels, the least height of what a finger presses (ux 2)."""


@pytest.fixture(scope="module", params=PHASES)
def phase(request):
    return request.param


@pytest.fixture(scope="module")
def visitor(phase, chromium, tmp_path_factory):
    """Somebody who opens every page of a server that stands at a phase."""
    words = ("demo", "--phase", phase) if phase else ("serve",)
    server = Server(tmp_path_factory.mktemp("camp") / "data", unused_port(), *words)
    found = Visitor(server, chromium)
    yield found
    found.close()
    server.stop()


def told(faults):
    return "\n" + "\n".join(" | ".join(one) for one in faults)


def test_every_page_is_whole(phase, visitor):
    faults = []
    ears = {}
    for page in (one for one in PAGES if one.phase == phase):
        context = visitor.context(page.role, gives_pin=page.gives_pin)
        heard = ears.setdefault(context, None) or Ears(context, visitor.server.address)
        ears[context] = heard
        address = visitor.address(page)
        for language in ("en", "ru", "uz", "uz_Cyrl")[: 4 if page.size == PHONE else 3]:
            visitor.speak(page, language)
            tab = visitor.tab(page)
            status = tab.goto(address).status
            found = [*tab.evaluate(MISFITS), *heard.heard()]
            if status != page.status:
                found.append(f"status {status}")
            if language == "en":
                found += faults_of_axe(tab, AXE)
                found += tab.evaluate(SMALL, FINGER) if page.size == PHONE else []
            faults += [(page.name, language, one) for one in found]

    assert not faults, told(faults)


def test_every_page_needs_no_script(phase, visitor):
    faults = []
    scriptless = visitor.without_script()
    for page in (one for one in PAGES if one.phase == phase):
        visitor.speak(page, "en")
        scriptless.speak(page, "en")
        with_script, without = visitor.tab(page), scriptless.tab(page)
        address = visitor.address(page)
        with_script.goto(address)
        without.goto(address)
        if not without.locator("h1").first.is_visible():
            faults.append((page.name, "no heading"))
        lost = Counter(with_script.evaluate(FORMS)) - Counter(without.evaluate(FORMS))
        faults += [(page.name, f"lost {one}") for one in lost]
        faults += [(page.name, f"hidden {one}") for one in without.evaluate(HIDDEN_FORMS)]
    scriptless.close()

    assert not faults, told(faults)
