"""Juror, organiser and projector while teams pitch (rulebook 9.3 to 9.5)."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.browser.at_the_desk import Organiser
from tests.browser.journey import ROOT, Traveller, uz
from tests.browser.phones import AFTER_A_FALL, PATIENCE, see, see_all, see_state
from tests.browser.serving import DESK, STAGE, Server

TABLET = {"width": 1024, "height": 768}


class Acts:
    """What the secretary and the moderator do through the program's own door."""

    def __init__(self, server: Server) -> None:
        self.server = server
        over = datetime.now(UTC) - timedelta(hours=1)
        self.ask("owner", "PUT", "/camps/tashkent/deadlines/submission", at=over.isoformat())
        self.teams = {
            one["name"]: one["id"] for one in self.ask("owner", "GET", "/camps/tashkent/teams")
        }
        for team in self.teams.values():
            self.server.api(
                self.server.who("owner"), "PUT", f"/teams/{team}/submission/acceptance",
                reason="Aloqa yoʻq edi.",
            )  # fmt: skip
        for team in list(self.teams.values())[:-1]:
            self.ask("secretary", "PUT", f"/teams/{team}/tech-check")
        self.ask("owner", "PUT", "/camps/tashkent/phase", phase="locked")

    def begin(self) -> None:
        self.ask("owner", "PUT", "/camps/tashkent/phase", phase="jury")
        self.round = self.ask("owner", "GET", "/camps/tashkent/rounds")[0]["id"]

    def ask(self, role: str, method: str, path: str, **body: object):
        answer = self.server.api(self.server.who(role), method, path, **body)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def start(self, team: str) -> None:
        path = f"/rounds/{self.round}/slots/{self.teams[team]}"
        self.ask("secretary", "PUT", path, state="now")
        self.ask(
            "moderator", "POST", "/camps/tashkent/timers",
            kind="pitch", subject=self.teams[team], seconds=240,
        )  # fmt: skip

    def end(self, team: str) -> None:
        path = f"/rounds/{self.round}/slots/{self.teams[team]}"
        self.ask("secretary", "PUT", path, state="done", close_anyway=True)


def a_juror_takes_the_seat(server, chromium) -> Traveller:
    """1 and 2: link and PIN, the seat; the briefing with anchors, and the tick under it."""
    me, one = Traveller(server, chromium, size=TABLET), server.person("Dilfuza Sobirova")
    me.opens(one["link"])
    me.follows(me.button("Continue as %(name)s", name=one["name"]))
    me.types(pin=one["pin"])
    me.follows(me.page.locator('form[action="/pin"] button'))
    see(me.page.locator(".top__sub"), uz("seat %(seat)s", seat=7))
    expect(me.page.locator(".jury-criterion")).to_have_count(6)
    see_all(me.page.locator(".jury-criterion >> nth=0 >> dt"), 5)
    me.follows(me.button("I have read this"))
    assert me.spent() == (3, 4, 1)
    return me


def the_juror_steps_aside(me: Traveller, team: str) -> None:
    """3: every team with its members' names; three taps lock a card, one more goes on."""
    expect(me.page.locator(".jury-cards > li")).to_have_count(10)
    row = me.page.locator(".jury-cards > li", has_text=team)
    assert row.locator(".hint").first.inner_text().count(",") >= 2
    me.taps_on(row.locator("summary"))
    me.taps_on(row.locator(".choice").first)
    me.taps_on(row.get_by_role("button"))
    see(row, uz("You stepped aside."))
    assert me.spent() == (3, 0, 0)
    me.follows(me.link("No other ties, continue"))
    assert me.spent() == (1, 1, 0)


def the_juror_came_late(me: Traveller, acts: Acts, team: str) -> None:
    """11: the team that pitched before says so, and has no ballot to mark, by the link neither."""
    jurors = acts.ask("secretary", "GET", f"/rounds/{acts.round}")["jurors"]
    (seat,) = (one["id"] for one in jurors if one["name"] == "Dilfuza Sobirova")
    absent = {"juror": seat, "team": acts.teams[team], "reason": "Poyezd kechikdi."}
    acts.ask("secretary", "POST", f"/rounds/{acts.round}/absences", **absent)
    row = me.page.locator(".jury-list__team", has_text=team)
    see(row, uz("you were away"))
    see_all(row.locator("a"), 0)
    me.opens(f"/rounds/{acts.round}/teams/{acts.teams[team]}")
    me.sees("You were away when this team pitched, so there is no ballot.")
    see_all(me.page.locator(".score-row"), 0)
    me.opens(f"{ROOT}/jury")
    me.spent()


def the_juror_marks(me: Traveller, acts: Acts, team: str, following: str) -> None:
    """4 to 10: the next team is named; a tap a mark, one to hand in, also without a network."""
    see(me.page.locator(".strip:not([hidden])"), uz("Next: %(team)s", team=team))
    acts.start(team)
    see(me.page.locator(".strip:not([hidden])"), uz("On stage: %(team)s", team=team))
    me.spent()
    me.follows(me.page.locator(".jury-list__link", has_text=team))
    expect(me.page.locator(".count-bar camp-timer")).not_to_be_empty()
    expect(me.link("Read the project")).to_be_visible()
    rows = me.page.locator(".score-row")
    told = me.page.locator('camp-anchors [data-mark="4"]')
    for n in range(5):
        me.taps_on(rows.nth(n).locator(".choice", has_text="4"))
        expect(told).to_have_text(rows.nth(n).locator('[data-mark="4"]').text_content())
        expect(told).to_be_visible()
    me.page.locator("[data-hand-in]").click()
    expect(rows.nth(5)).to_have_attribute("data-lacks", "")
    expect(me.page.locator("[name=share]")).not_to_be_checked()
    me.loses_the_network()
    me.taps_on(rows.nth(5).locator(".choice", has_text="3"))
    # Were the network back before the ballot is tried, the page would go on to the next team.
    with me.page.expect_event("requestfailed", lambda one: "/ballots/" in one.url):
        me.taps_on(me.page.locator("[data-hand-in]"))
    see_state(me.page.locator("camp-connection"), "waiting")
    me.finds_it_again()
    see_state(me.page.locator("camp-connection"), "saved")
    see(me.page.locator("[data-hand-in]"), uz("Handed in. Next team"))
    assert me.spent() == (8, 1, 0)
    me.opens(f"{ROOT}/jury")
    acts.end(team)
    see(me.page.locator(".strip:not([hidden])"), uz("Next: %(team)s", team=following))
    acts.start(following)
    me.follows(me.page.locator(".jury-list__link", has_text=following))
    see_all(me.page.locator(".score-row >> nth=0 >> .score-row__earlier b"), 1)


def an_organiser_runs_the_hall(server, chromium, acts: Acts) -> None:
    """2, 3, 10, 14 and 15: one screen; a preview before the move; a lamp says what to do."""
    me = Traveller(server, chromium, server.who("owner"), size=DESK)
    me.opens(f"{ROOT}/control")
    expect(me.page.locator(".counters li").first).to_be_visible()
    expect(me.page.locator(".problems__backup")).to_be_visible()
    for lamp in me.page.locator(".problem").all():
        expect(lamp.locator(".problem__do")).not_to_be_empty()
    me.spent()
    me.follows(me.link("Move the camp…"))
    expect(me.page.locator(".changes li").first).to_be_visible()
    assert me.spent() == (1, 1, 0)
    me.opens(f"{ROOT}/control")
    me.loses_the_network()
    me.types(text="Choy tayyor.")
    me.taps_on(me.button("Send"))
    see(me.page.locator(".form-state:not(:empty)").first, "")
    me.finds_it_again()
    see_all(me.page.locator(".form-state:not(:empty)"), 0)
    said = acts.ask("owner", "GET", "/camps/tashkent/announcements")
    assert [one["text"] for one in said].count("Choy tayyor.") == 1
    me.opens(f"{ROOT}/incidents")
    me.spent()
    me.types(text="Zalda chiroq oʻchdi.")
    me.taps_on(me.button("Write it down"))
    me.sees_text("Zalda chiroq oʻchdi.")
    assert me.spent() == (1, 0, 1)
    me.opens(f"{ROOT}/jury/desk")
    see_all(me.page.locator(".matrix tbody tr"), 10)
    me.spent()
    me.taps_on(me.button("Seat the reserve"))
    see_all(me.button("Seat the reserve"), 0)
    assert me.spent() == (1, 0, 0)
    me.leaves()


def a_projector_comes_up(server, chromium) -> Traveller:
    """1 and 2: the link leads to the stage; no way in is shown; QR and code are large."""
    me, one = Traveller(server, chromium, size=STAGE), server.who("projector")
    me.opens(one["link"])
    me.follows(me.button("Continue as %(name)s", name=one["name"]))
    assert me.page.url.endswith("/stage")
    assert me.spent() == (1, 2, 0)
    see_all(me.page.locator("input:not([type=hidden]), .tab-bar"), 0)
    expect(me.page.locator("#scene-welcome .qr")).to_be_visible()
    assert me.page.locator("#scene-welcome .qr").bounding_box()["width"] >= 540
    return me


def the_projector_loses_its_network(me: Traveller, desk: Organiser) -> None:
    """11 and 14: the clock runs on under the frozen picture; no error; it catches up alone."""
    clock = me.page.locator(".scene-clock")
    desk.shows("pitch")
    expect(clock).not_to_be_empty(timeout=AFTER_A_FALL)
    me.loses_the_network()
    before = clock.inner_text()
    expect(clock).not_to_have_text(before, timeout=PATIENCE)
    expect(me.page.locator("#scene-pitch")).to_be_visible()
    desk.shows("jury")
    assert me.page.locator("#scene-jury").count() == 0
    me.finds_it_again()
    expect(me.page.locator("#scene-jury")).to_be_visible(timeout=AFTER_A_FALL)
    assert me.page.url.endswith("/stage")
    assert me.spent() == (0, 0, 0)
