"""What is done in a tab until its page shows a state: taps, typing, a network that is cut off."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from playwright.sync_api import Page as Tab
from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.core.work import Database
from tests.browser.deeds import Deed
from tests.browser.pages import PAGES, Page
from tests.browser.serving import Server
from tests.browser.visiting import Visitor

Step = Deed | tuple[str, ...]
LATE = "Dilfuza Sobirova"
"""The juror whose ballots the demo camp leaves to its visitors."""
LOST = 45_000  # ms until a page says that it is offline, on a busy machine


@dataclass(frozen=True)
class State:
    """A state of the page of this name; what is empty is as the page has it.

    A step is a Deed that somebody sends meanwhile, or a word of DOERS with what it takes. `before`
    is done before the page is opened, each time anew, `once` instead of the page's own deeds. With
    `board` the public board is open, as if it had been before the round, and seven teams are on it.
    """

    page: str
    name: str
    steps: tuple[Step, ...] = ()
    before: tuple[Deed, ...] = ()
    once: tuple[Deed, ...] = ()
    phase: str = ""
    role: str = ""
    path: str = ""
    size: tuple[int, int] | None = None
    language: str = ""
    scheme: str = "light"
    board: bool = False

    @property
    def full_name(self) -> str:
        return f"{self.page}--{self.name}"

    def shown(self) -> Page:
        """Return the page as this state opens it."""
        page = next(page for page in PAGES if page.name == self.page)
        return replace(
            page, name=self.full_name, phase=self.phase or page.phase, role=self.role or page.role,
            path=self.path or page.path, size=self.size or page.size,
            status=200, before=self.once or (() if self.phase else page.before),
        )  # fmt: skip


def open_board(server: Server) -> None:
    """Open the public board of the demo camp, which nobody may do once a round has begun."""

    def opens(session: Session) -> None:
        camp = session.scalars(select(Camp).filter_by(is_demo=True)).one()
        camp.settings = replace(camp.settings, live_board=True)

    database = Database(f"sqlite:///{server.data}/camp.sqlite")
    database.write(opens)
    database.close()
    _hand_in(server)


def _hand_in(server: Server) -> None:
    """Let the juror whose ballots are missing in the demo camp hand in seven of them."""
    juror = server.person(LATE)
    (round_,) = server.api(juror, "GET", "/camps/tashkent/rounds").json()
    place = f"/rounds/{round_['id']}"
    told = server.api(juror, "GET", place).json()
    keys = [criterion["key"] for criterion in told["rubric"]["criteria"]]
    held = {ballot["team"]: ballot for ballot in told["ballots"]}
    for n, team in enumerate(told["teams"][:7]):
        marks = {key: 2 + (n + k) % 4 for k, key in enumerate(keys)}
        ballot = held.get(team["id"], {"state": "", "revision": 0})
        if ballot["state"] != "submitted":
            body = {"marks": marks, "state": "submitted", "revision": ballot["revision"]}
            answer = server.api(juror, "PUT", f"{place}/ballots/{team['id']}", **body)
            assert answer.ok, answer.text


def go_through(steps: tuple[Step, ...], tab: Tab, visitor: Visitor) -> None:
    for step in steps:
        if isinstance(step, Deed):
            visitor.do(step)
        else:
            DOERS[step[0]](tab, *step[1:])


def _offline(tab: Tab) -> None:
    """Cut the network off and wait until the page says so."""
    tab.context.set_offline(True)
    tab.locator("html[data-offline]").wait_for(state="attached", timeout=LOST)


def _hold(tab: Tab) -> None:
    """Let the page's own questions be answered never."""
    wire = tab.context.new_cdp_session(tab)
    kinds = [{"resourceType": kind} for kind in ("Fetch", "XHR")]
    wire.send("Fetch.enable", {"patterns": kinds})


def _top(tab: Tab, where: str = "") -> None:
    """Scroll until this stands at the head of the screen, or to the page's head."""
    if where:
        tab.locator(where).first.evaluate("one => one.scrollIntoView({ block: 'start' })")
    else:
        tab.evaluate("scrollTo(0, 0)")


DOERS: dict[str, Callable[..., None]] = {
    "tap": lambda tab, where: tab.locator(where).first.click(),
    "check": lambda tab, where: tab.locator(where).first.check(force=True),
    "fill": lambda tab, where, words: tab.locator(where).first.fill(words),
    "press": lambda tab, key: tab.keyboard.press(key),
    "see": lambda tab, where: tab.locator(where).first.wait_for(),
    "focus": lambda tab, where: tab.locator(where).first.focus(),
    "cut": lambda tab: tab.context.set_offline(True),
    "offline": _offline,
    "hold": _hold,
    "top": _top,
}
