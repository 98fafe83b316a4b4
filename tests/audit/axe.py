"""Every page in every language, width and scheme of colours: axe finds nothing at any level."""

import argparse
import tempfile
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Error, Page

from tests.audit import report, stands
from tests.browser.covering import ALL, LANGUAGES
from tests.browser.looking import faults_of_axe
from tests.browser.pages import PAGES, PHASES
from tests.browser.visiting import Visitor, serve

SCRIPT = Axe().axe_script


def run(options: argparse.Namespace) -> tuple[str, list[str]]:
    """Return what was looked at, and what axe finds there."""
    faults: list[str] = []
    phases = options.phase or PHASES
    with stands.browser() as browser:
        for phase in phases:
            faults += look(browser, phase)
            print(f"axe: {phase or 'empty'}, {len(faults)} faults so far", flush=True)
    pages = [page for page in PAGES if page.phase in phases]
    looks = len(pages) * len(ALL)
    text = f"axe, every rule and level: {len(faults)} faults in {looks} looks at {len(pages)} pages"
    told = f"{len(LANGUAGES)} languages, 5 widths, light and dark"
    return f"{text} ({told}). {report.day()}.", faults


def look(browser: Browser, phase: str) -> list[str]:
    """Open the phase's pages once in each language, and look at them in every size and scheme."""
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        visitor = Visitor(serve(phase, Path(folder)), browser)
        for page in (page for page in PAGES if page.phase == phase):
            for language in LANGUAGES:
                tab, _status = visitor.open(page, language)
                for row in (row for row in ALL if row.language == language):
                    tab.set_viewport_size(row.size)  # type: ignore[arg-type]
                    tab.emulate_media(color_scheme=row.scheme)  # type: ignore[arg-type]
                    where = f"{page.name} {' '.join(map(str, row))}"
                    faults += [f"{where}: {one}" for one in _faults(tab)]
        visitor.close()
        visitor.server.stop()
    return faults


def _faults(tab: Page, tries: int = 5) -> list[str]:
    try:
        return faults_of_axe(tab, SCRIPT)
    except Error:
        if tries == 1:
            raise
        # The page went elsewhere by itself, as one that waits for a start does: look there.
        tab.wait_for_load_state()
        return _faults(tab, tries - 1)
