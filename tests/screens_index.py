"""The index of docs/screens: pictures by the role that sees the page, each with its states."""

from itertools import groupby

from tests.browser.pages import GRANTEE, PAGES, SEEKER, Page
from tests.browser.states import STATES

ROLES = {
    "": "Visitor", "participant": "Participant", GRANTEE: "Grantee", "mentor": "Mentor",
    "juror": "Juror", "chair": "Chair", "secretary": "Secretary", "moderator": "Moderator",
    "door_lead": "Door", "volunteer": "Volunteer", "safeguarding": "Safeguarding",
    "programme_officer": "Programme officer", "owner": "Organiser", "projector": "Projector",
}  # fmt: skip
HEAD = """# Every page and its states

Taken from the demo camp by `python -m tests.screens`, which also writes this page. The pages
stand in `tests/browser/pages.py`, their states in `tests/browser/states.py`.
"""
SMALL, WIDE = 180, 420  # px


def index() -> str:
    """Return the page in Markdown."""
    order = list(ROLES)
    parts = [HEAD]
    pages = sorted(PAGES, key=lambda page: order.index(_role(page)))
    for role, those in groupby(pages, key=_role):
        parts.append(f"## {ROLES[role]}\n")
        parts += [_pictures(page) for page in those]
    return "\n".join(parts)


def _role(page: Page) -> str:
    return "participant" if page.role == SEEKER else page.role


def _pictures(page: Page) -> str:
    """Return one page's part: its name, its phase and size, and its pictures in a row."""
    width, height = page.size
    shown = [_picture(page.name, page.size)]
    shown += [
        _picture(state.full_name, state.shown().size) for state in STATES if state.page == page.name
    ]
    where = f"{page.phase or 'an empty server'}, {width} × {height}"
    return f"### {page.name}\n\n{where}\n\n" + "\n".join(shown) + "\n"


def _picture(name: str, size: tuple[int, int]) -> str:
    width = SMALL if size[0] < size[1] else WIDE
    return f'<img src="{name}.png" width="{width}" alt="{name}" title="{name}">'
