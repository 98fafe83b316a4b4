"""The browser's table of pages names every page of the program, and nothing else."""

import re
from pathlib import Path

from werkzeug.exceptions import HTTPException

from tests.browser.pages import PAGES, absolute
from tests.browser.states import STATES
from tests.screens import LARGEST, SCREENS
from tests.screens_index import index

ROOT = Path(__file__).parents[2]
NAMES = [*(page.name for page in PAGES), *(state.full_name for state in STATES)]
ALL = 8_000_000
"""Bytes of all pictures."""
PICTURE = re.compile(r"screens/([a-z-]+)\.png")
NO_PAGES = {
    "api-docs.openapi_json", "assets", "ca_der", "ca_pem", "healthz", "ok", "readyz", "static",
    "worker", "install.icon", "install.manifest", "look.glazed", "look.logo",
    # Files, and the part of a page that its script asks for.
    "errands.fetch", "errands.state", "followup.evidence", "followup_desk.open_grants",
    "programme.open_grants", "programme.projects",
    "grants_files.table", "people_files.give",
    # These lead on at once.
    "look.choose_light", "people.join_by_large_qr", "people.join_by_qr", "people.language_here",
    # Parts of the page they are on.
    "ideas.like", "look_setup.trial",
}  # fmt: skip


def test_every_page_is_in_the_table(app):
    doors = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods
        and not rule.rule.startswith("/api/")
        # Paper is looked at as paper: tests/paper opens every one.
        and not rule.rule.endswith(".pdf")
        and not rule.endpoint.startswith("piece_")
    }

    assert doors - NO_PAGES == _opened(app)


def test_every_documented_page_is_in_a_guide():
    guides = (*ROOT.glob("docs/*.md"), ROOT / "README.md")
    shown = {name for guide in guides for name in PICTURE.findall(guide.read_text("utf-8"))}

    assert shown == {page.name for page in PAGES if page.documented}


def test_every_page_and_state_has_its_picture():
    """`python -m tests.screens --missing` takes what is missing here."""
    taken = {picture.stem: picture for picture in SCREENS.glob("*.png")}

    assert set(taken) == {*NAMES}
    assert [name for name, one in taken.items() if one.stat().st_size > LARGEST] == []
    assert sum(one.stat().st_size for one in taken.values()) < ALL


def test_the_index_of_pictures_is_the_table():
    assert (SCREENS / "README.md").read_text("utf-8") == index()


def test_every_page_and_state_has_a_name_of_its_own():
    assert sorted(set(NAMES)) == sorted(NAMES)
    assert {state.page for state in STATES} <= {page.name for page in PAGES}


def _opened(app):
    """Return the doors that the table's paths open."""
    urls = app.url_map.bind("localhost")
    opened = set()
    for page in PAGES:
        path = re.sub(r"<\w+>", "x", absolute(page.path)).partition("?")[0]
        try:
            opened.add(urls.match(path, "GET")[0])
        except HTTPException:
            assert page.status == 404, f"{page.name} opens no door."
    return opened
