"""A team's member from the mentor's call to the own result (rulebook 9.1, steps 12 to 15)."""

from playwright.sync_api import expect

from tests.browser.a_newcomer import Newcomer
from tests.browser.journey import ROOT, uz
from tests.browser.phones import see, see_state

LEAD = "Otabek Soliyev"
TEAM = "Yoʻlchi"


def calls_a_mentor(me: Newcomer) -> None:
    """12: a topic and two taps; the place in the queue; the note comes by itself."""
    me.opens(f"{ROOT}/team")
    me.spent()
    me.follows(me.link("Mentors and their notes"))
    me.types(topic="Narxni qanday hisoblaymiz?")
    me.taps_on(me.button("Call a mentor"))
    see(me.page.locator("#main"), uz("A mentor comes to you"))
    see(me.page.locator(".card--asked"), "1")
    assert me.spent() == (2, 1, 1)
    visit = me.asks("mentor", "POST", "/camps/tashkent/visits/next")["id"]
    me.asks("mentor", "POST", f"/visits/{visit}/end")
    team = me.rows("SELECT id FROM team WHERE name = ?", TEAM)[0]
    me.asks(
        "mentor", "POST", f"/teams/{team}/feedback", light="green", works="Haydovchilar bilan "
        "gaplashdingiz.", risk="Kim yigʻadi?", next_step="Bitta bekat tanlang.", visit_id=visit,
    )  # fmt: skip
    for words in ("Haydovchilar bilan gaplashdingiz.", "Kim yigʻadi?", "Bitta bekat tanlang."):
        me.sees_text(words)


def another_team_waits(me: Newcomer) -> str:
    """Its lead called, through the program's own door; return the team's name."""
    team, name, lead = me.rows(
        """SELECT t.id || '|' || t.name || '|' || h.name FROM team t JOIN seat s ON s.team_id = t.id
           JOIN participant p ON p.id = s.participant_id JOIN person h ON h.id = p.person_id
           WHERE s.role = 'lead' AND s.left_at IS NULL AND t.name <> ? ORDER BY t.number""",
        TEAM,
    )[0].split("|")
    me.asks(lead, "POST", f"/teams/{team}/visits", topic="Yuridik savol")
    return name


def writes_the_project(me: Newcomer) -> None:
    """13: the ring, the server's clock, a draft that survives an outage, sums by themselves."""
    me.opens(f"{ROOT}/project")
    ready = me.page.locator(".worksteps__number--done").count()
    see(me.page.locator(".ring"), uz("%(ready)s of %(all)s sections are ready", ready=ready, all=7))
    expect(me.page.locator(".due camp-timer")).not_to_be_empty()
    me.spent()
    me.follows(me.page.locator(".worksteps__step").nth(3))
    me.loses_the_network()
    me.types(tested="Bitta bekatda sinab koʻrdik.")
    see_state(me.page.locator("camp-connection"), "waiting")
    me.finds_it_again()
    see_state(me.page.locator("camp-connection"), "saved")
    assert me.spent() == (1, 1, 1)
    me.opens(f"{ROOT}/project/tested")
    expect(me.page.locator("[name=tested]")).to_have_value("Bitta bekatda sinab koʻrdik.")
    me.opens(f"{ROOT}/project/budget")
    expect(me.page.locator("#sums .sums__row--ask .number")).to_contain_text("soʻm")


def hears_when_to_pitch(me: Newcomer, acts) -> None:
    """14: next, on stage with the hall's clock, done; on one page and without a reload."""
    me.opens(f"{ROOT}/home")
    me.sees("You are next: go to the stage.")
    acts.start(TEAM)
    me.sees("You are on stage.")
    expect(me.page.locator("[id^=turn-] camp-timer")).not_to_be_empty()
    acts.end(TEAM)
    me.sees("You have pitched. Well done!")
    me.spent()


def reads_the_result(me: Newcomer) -> None:
    """15: place, own means by criterion, and until when and how to appeal: two taps from home."""
    me.opens(f"{ROOT}/home")
    me.spent()
    me.follows(me.page.locator(".now__button"))
    me.follows(me.link("My team's result"))
    assert me.spent() == (2, 2, 0)
    expect(me.page.locator(".criterion-mean")).to_have_count(6)
    expect(me.link("Appeal")).to_be_visible()
