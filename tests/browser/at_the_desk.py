"""An organiser in the control room, from the rehearsal to the ceremony (rulebook 9.4)."""

from playwright.sync_api import Browser, Locator, expect

from tests.browser.journey import ROOT, Traveller, uz
from tests.browser.phones import PATIENCE, see, see_all
from tests.browser.serving import DESK, Server


class Organiser(Traveller):
    """Kamila at a desk; `remote` is her control room in another tab, with the projector's keys."""

    def __init__(self, server: Server, chromium: Browser) -> None:
        super().__init__(server, chromium, server.who("owner"), size=DESK)
        self.remote = self.context.new_page()
        self.remote.goto(f"{server.address}{ROOT}/control")

    def shows(self, scene: str) -> None:
        """One tap on the remote: every projector changes."""
        pressed = self.remote.locator(f'#remote .remote__scene[value="{scene}"]')
        self.taps_on(pressed)
        expect(pressed).to_have_attribute("aria-current", "true", timeout=PATIENCE)

    def asks(self, who: str, method: str, path: str, **body: object):
        """Do through the program's own door what is not the step itself."""
        answer = self.server.api(self.server.who(who), method, path, **body)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def inside(self, box: Locator, english: str, **places: object) -> Locator:
        return box.get_by_role("button", name=uz(english, **places), exact=True)


def rehearses_the_day_before(me: Organiser) -> None:
    """1: invented people and an invented jury a tap away, and wiped again by two."""
    me.opens(f"{ROOT}/control")
    me.spent()
    me.follows(me.link("Rehearsal"))
    me.taps_on(me.button("Begin the rehearsal"))
    expect(me.link("Links on paper")).to_be_visible(timeout=PATIENCE)
    me.taps_on(me.button("On to the jury"))
    expect(me.button("Let the invented jury score")).to_be_visible(timeout=PATIENCE)
    me.taps_on(me.button("Wipe the rehearsal"))
    me.taps_on(me.button("Wipe it"))
    expect(me.button("Begin the rehearsal")).to_be_visible(timeout=PATIENCE)
    assert me.spent() == (5, 1, 0)


def brings_a_pitch_forward(me: Organiser, idea: str) -> None:
    """4: a tap for each place; nothing is dragged."""
    me.opens(f"{ROOT}/ideas/desk")
    queue = me.page.locator("[id^=pitch-]")
    card = me.page.locator(f"#pitch-{idea}")
    me.spent()
    for place in (2, 1, 0):
        me.taps_on(me.inside(card, "Earlier"))
        expect(queue.nth(place)).to_have_id(f"pitch-{idea}", timeout=PATIENCE)
    assert me.spent() == (3, 0, 0)


def starts_the_minute(me: Organiser, idea: str) -> None:
    """4: one tap starts the clock of 60 seconds for hall and desk."""
    card = me.page.locator(f"#pitch-{idea}")
    me.taps_on(me.inside(card, "Start"))
    expect(card.locator("camp-timer")).not_to_be_empty(timeout=PATIENCE)
    assert me.spent() == (1, 0, 0)


def ends_the_pitches(me: Organiser, idea: str) -> None:
    me.taps_on(me.inside(me.page.locator(f"#pitch-{idea}"), "Done"))
    for one in me.asks("owner", "GET", "/camps/tashkent/pitches"):
        if one["idea"] != idea:
            me.asks("owner", "PUT", f"/ideas/{one['idea']}/pitch", state="skipped")
    me.spent()


def opens_the_vote(me: Organiser) -> None:
    """5: one tap; the count of ballots stands above it."""
    me.asks("owner", "PUT", "/camps/tashkent/phase", phase="voting")
    me.taps_on(me.button("Open the vote"))
    expect(me.button("5 minutes more")).to_be_visible(timeout=PATIENCE)
    expect(me.page.locator(".ballots camp-timer")).not_to_be_empty(timeout=PATIENCE)
    assert me.spent() == (1, 0, 0)


def extends_and_closes_the_vote(me: Organiser) -> None:
    """5: five minutes more, close, reveal: a tap each, and ballots are counted meanwhile."""
    given = me.page.locator(".ballots")
    expect(given).to_contain_text("1", timeout=PATIENCE)
    ends = me.page.locator(".ideas-desk camp-timer").first
    before = ends.get_attribute("ends")
    me.taps_on(me.button("5 minutes more"))
    expect(ends).not_to_have_attribute("ends", str(before), timeout=PATIENCE)
    me.taps_on(me.button("Close the vote"))
    me.taps_on(me.button("Show the dots to everybody"))
    expect(me.page.locator(".table__drawn").first).to_be_visible(timeout=PATIENCE)
    assert me.spent() == (3, 0, 0)


def helps_teams_form(me: Organiser, asked: str) -> None:
    """6: short teams in red, people without a team with suggestions, requests, wishes to merge.

    `asked` is who waits for an answer of a team.
    """
    me.opens(f"{ROOT}/teams/desk")
    expect(me.page.locator(".team-desk .tag--stop").first).to_be_visible()
    free = me.page.locator("article[id^=free-]")
    before, first = free.count(), free.first
    assert 1 <= first.locator(".team-desk__fit").count() <= 3
    me.spent()
    me.taps_on(me.inside(first, "Place").first)
    see_all(free, before - 1)
    waits = me.page.locator(".team-desk__fit", has_text=asked)
    me.taps_on(me.inside(waits, "Accept"))
    see_all(waits, 0)
    see(me.remote.locator(".problem[data-kind=merges]"), "1")
    assert me.spent() == (2, 0, 0)


def sees_mentors_and_waiting_teams(me: Organiser, team: str) -> None:
    """7: on one page who waits for how long, and what each mentor has done."""
    me.opens(f"{ROOT}/mentoring")
    see(me.page.locator(".panel .queue__team"), team)
    see_all(me.page.locator(".panel .table").first.locator("tbody tr"), 8)
    me.spent()


def watches_the_deadline(me: Organiser, writer: str) -> None:
    """8: how many have handed in, the clock, and who writes now."""
    me.opens(f"{ROOT}/projects")
    expect(me.page.locator(".due camp-timer")).not_to_be_empty()
    see(me.page.locator("#main"), uz("%(n)s of %(all)s count", n="", all="").strip().split()[-1])
    see(me.page.locator("tbody"), uz("%(name)s writes, %(at)s", name=writer, at="").rstrip(", "))
    me.spent()


def checks_the_last_team(me: Organiser, team: str) -> None:
    """9: the order of the tech check is the order of the pitches; one tap gives the next place."""
    me.opens(f"{ROOT}/projects")
    row = me.page.get_by_role("row").filter(has_text=team)
    expect(row.locator("td").first).to_have_text("–")
    me.spent()
    me.taps_on(me.inside(row, "Checked"))
    expect(row.locator("td").first).to_have_text("10", timeout=PATIENCE)
    assert me.spent() == (1, 0, 0)


def freezes_the_board(server: Server, chromium: Browser) -> None:
    """11: the secretary's one tap; the desk says since when."""
    me = Traveller(server, chromium, server.who("secretary"), size=DESK)
    me.opens(f"{ROOT}/jury/desk")
    me.spent()
    me.taps_on(me.button("Freeze the board"))
    see_all(me.button("Freeze the board"), 0)
    expect(me.page.locator(".jury-desk .strip--calm").first).to_be_visible()
    assert me.spent() == (1, 0, 0)
    me.leaves()
