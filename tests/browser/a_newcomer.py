"""A newcomer's days on a phone, from the poster to the own result (rulebook 9.1)."""

import re
import sqlite3
from contextlib import closing

from playwright.sync_api import expect

from camp.people.consenting import default_conduct
from tests.browser import at_the_door
from tests.browser.journey import ROOT, Traveller, uz
from tests.browser.phones import PATIENCE, see, see_none, see_state
from tests.browser.pocket import HAS_DRAFT
from tests.browser.serving import DESK
from tests.browser.waiting import until

NAME, PHONE = "Dilorom Nazarova", "90 123-45-67"
IDEA, OPEN_TEAM = "Choyxonada kitob javoni", "Ochiq jamoa"


class Newcomer(Traveller):
    """Dilorom, and what the organisers do meanwhile through the program's own door."""

    def asks(self, role: str, method: str, path: str, **body: object):
        answer = self.server.api(self.server.who(role), method, path, **body)
        assert answer.ok, answer.text
        return answer.json() if answer.content else None

    def rows(self, question: str, *given: str) -> list[str]:
        """Read what no page shows."""
        with closing(sqlite3.connect(self.server.data / "camp.sqlite")) as database:
            return [row[0] for row in database.execute(question, given)]

    def state_is(self, state: str) -> None:
        see_state(self.page.locator("camp-connection"), state)


def comes_by_the_poster(server, chromium) -> Newcomer:
    """1: the camp's page with four languages and one way in."""
    _publish_the_rules(server, chromium)
    me = Newcomer(server, chromium)
    me.opens(ROOT)
    expect(me.page.locator(".languages a")).to_have_count(4)
    expect(me.link("I have a badge")).to_be_visible()
    return me


def _publish_the_rules(server, chromium) -> None:
    owner = Traveller(server, chromium, server.who("owner"), size=DESK)
    owner.opens(f"{ROOT}/settings/conduct")
    owner.page.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
    rules = default_conduct()
    lines = "\n".join(rules["texts"]["uz"]["lines"])
    owner.types(**{"version": rules["version"], "lines-uz": lines})
    owner.taps_on(owner.button("Publish"))
    expect(owner.page.locator("[name=version]")).to_have_value(rules["version"])
    owner.page.wait_for_load_state("networkidle")
    owner.leaves()


def gets_a_badge_and_signs_in(me: Newcomer, chromium) -> str:
    """2: the volunteer's four fields, then code and end of the phone number on the own phone."""
    door = at_the_door.Volunteer(me.server, chromium, me.server.who("volunteer"))
    door.opens(at_the_door.DOOR)
    code = at_the_door.registers_a_walk_in(door, NAME, "2003", PHONE)
    door.leaves()
    me.follows(me.link("I have a badge"))
    box = me.page.locator(".badge-entry")
    me.taps_on(box.locator("summary"))
    me.types(badge=code, phone_tail="4567")
    me.follows(box.get_by_role("button", name=uz("Come in")))
    expect(me.page).to_have_url(re.compile("/home$"))
    return code


def agrees_to_the_rules(me: Newcomer) -> None:
    """3 and 4: six short lines, the full text a tap away, the photo question, one button."""
    me.follows(me.page.locator("a.strip"))
    lines = me.page.locator(".rules__line").all_inner_texts()
    assert len(lines) == 6
    assert max(map(len, lines)) <= 120
    expect(me.page.locator("details summary")).to_have_text(uz("Full text"))
    photo = me.page.get_by_role("group", name=uz("May we photograph you?"))
    me.taps_on(photo.get_by_role("radio", name=uz("Yes"), exact=True))
    me.follows(me.button("I agree to the rules"))


def is_let_in(me: Newcomer, chromium, code: str) -> None:
    """5: the phone hears it by itself; what the way took is counted from the poster on."""
    door = at_the_door.Volunteer(me.server, chromium, me.server.who("volunteer"))
    door.opens(at_the_door.DOOR)
    door.scans(code)
    door.hears("Come in", NAME)
    door.leaves()
    see(me.page.locator(".tile__note").first, uz("You are in"))
    assert me.spent() == (6, 5, 2)


def says_what_she_can_do(me: Newcomer) -> None:
    """6: chips, five skills at most, languages, and what she looks for."""
    me.follows(me.page.locator(".tab-bar__tab").last)
    me.follows(me.link("Skills, languages and needs"))
    me.sees("Choose up to %(most)s.", most=5)
    for key in ("design", "writing", "teaching", "film", "crafts"):
        me.taps_on(me.page.locator(f'[name=skills][value="{key}"]'))
    me.taps_on(me.page.locator('[name=speaks][value="uz"]'))
    me.types(looks_for="Kitob haqidagi jamoa")
    me.follows(me.button("Save"))
    assert me.spent() == (9, 3, 1)


def sees_what_is_now(me: Newcomer) -> None:
    """7: what, where, until when and next, at a glance; it stays without a network."""
    me.opens(f"{ROOT}/home")
    for part in (".now__title", ".now__when", ".timeline__item >> nth=0"):
        expect(me.page.locator(part)).to_be_visible()
    assert me.page.evaluate("document.scrollingElement.scrollHeight") <= 740
    me.spent()


def writes_an_idea_while_the_network_is_gone(me: Newcomer) -> str:
    """8: three fields and a skill; it waits on the phone, goes by itself, and stands there once."""
    me.follows(me.page.locator(".tab-bar__tab").nth(1))
    me.follows(me.link("New idea"))
    me.types(title=IDEA)
    until(me.page, HAS_DRAFT, IDEA)
    me.page.goto(f"{me.server.address}/language/uz?next={ROOT}/ideas/new")
    expect(me.page.locator("[name=title]")).to_have_value(IDEA)  # Another language keeps it.
    me.loses_the_network()
    me.types(
        problem="Qishloqda kitob oʻqiydigan joy yoʻq.",
        solution="Har choyxonada bitta javon.",
    )  # fmt: skip
    me.taps_on(me.page.locator('[name=skills][value="design"]'))
    me.taps_on(me.button("Post idea"))
    me.state_is("waiting")
    assert me.spent() == (4, 2, 3)
    me.finds_it_again()
    me.state_is("saved")
    (mine,) = me.rows("SELECT id FROM idea WHERE title = ?", IDEA)
    return mine


def waits_for_the_pitch(me: Newcomer, idea: str) -> None:
    """9: her place and about how long."""
    me.asks("owner", "PUT", "/camps/tashkent/phase", phase="ideas")
    me.asks("owner", "PUT", f"/ideas/{idea}/screening", decision="screened_in")
    waiting = [one["idea"] for one in me.asks("owner", "GET", "/camps/tashkent/pitches")]
    others = [one for one in waiting if one != idea]
    me.asks("moderator", "PUT", "/camps/tashkent/pitches", order=[*others[:3], idea, *others[3:]])
    me.opens(f"{ROOT}/ideas?show=own")
    me.sees("You pitch as number %(place)s, in about %(minutes)s min.", place=4, minutes=5)


def hears_that_she_is_next(me: Newcomer) -> None:
    """9: on the same page and without a reload."""
    me.sees("You pitch next: go to the stage.")
    me.spent()


def gives_her_dots(me: Newcomer, idea: str) -> None:
    """10: a tap a dot, none for her own idea and it says why; the last one without a network."""
    me.opens(f"{ROOT}/ideas")
    own = me.page.locator(f"#idea-{idea}")
    see(own, uz("You cannot give it dots"))
    see_none(own.locator(".dot"))
    others = me.page.locator(".idea:not(.card--own) .idea__dots")
    me.spent()
    me.taps_on(others.nth(0).locator(".dot").nth(1))
    see(me.page.locator(".dots-bar"), uz("%(num)s dot left", 1))
    me.state_is("saved")
    me.loses_the_network()
    me.taps_on(others.nth(1).locator(".dot").first)
    expect(others.nth(1).locator(".dot").first).to_have_attribute("aria-pressed", "true")
    me.state_is("waiting")
    me.finds_it_again()
    me.state_is("saved")
    see(me.page.locator(".dots-bar"), uz("%(num)s dot left", 0))
    see(me.page.locator(".state-line"), uz("Saved %(at)s", at="").strip())
    assert me.spent() == (2, 0, 0)


def joins_a_team(me: Newcomer) -> None:
    """11: size, what is missing and the common language; two taps, and a place when it is full."""
    me.asks("owner", "PUT", "/camps/tashkent/phase", phase="forming")
    full, open_ = _two_teams(me)
    me.opens(f"{ROOT}/teams")
    me.spent()
    me.follows(me.page.locator(f"#open-{full} a"))
    me.taps_on(me.button("Join the line"))
    expect(me.button("Join the line")).to_have_count(0, timeout=PATIENCE)
    assert me.spent() == (2, 1, 0)
    me.opens(f"{ROOT}/teams")
    see(me.page.locator("[id^=asked-]"), "1-")
    me.spent()
    me.follows(me.page.locator(f"#open-{open_} a"))
    see(me.page.locator("#main"), uz("Common language: %(languages)s", languages="").strip(" :"))
    me.taps_on(me.button("Ask to join"))
    see_none(me.button("Ask to join"))
    assert me.spent() == (2, 1, 0)


def is_in_the_team(me: Newcomer) -> None:
    me.opens(f"{ROOT}/team")
    see(me.page.locator(".team__members"), NAME)
    me.leaves()


def two_authors_wish_to_merge(me: Newcomer) -> None:
    """One of them says so; the other has not answered yet."""
    found = me.rows(
        """SELECT i.id || ' ' || h.name FROM idea i JOIN participant p ON p.id = i.author_id
           JOIN person h ON h.id = p.person_id WHERE i.title <> ?
           AND i.state IN ('screened_in', 'pitched') ORDER BY i.title""",
        IDEA,
    )
    (idea, author), (into, _) = (one.split(" ", 1) for one in found[-2:])
    me.asks(author, "POST", f"/ideas/{idea}/merge", into=into)


def _two_teams(me: Newcomer) -> tuple[str, str]:
    """Let two teams be made from others' ideas, one of them without a free seat."""
    ideas = [
        one["id"] for one in me.asks("owner", "GET", "/camps/tashkent/ideas")
        if one["title"] != IDEA
    ][:2]  # fmt: skip
    made = [
        me.asks("owner", "POST", "/camps/tashkent/teams", name=name, ideas=[one])["id"]
        for name, one in zip(("Toʻla jamoa", OPEN_TEAM), ideas, strict=True)
    ]
    free = me.rows(
        """SELECT p.id FROM participant p JOIN person h ON h.id = p.person_id
           WHERE p.state = 'accepted' AND h.name <> ? AND p.id NOT IN (
             SELECT participant_id FROM seat WHERE left_at IS NULL) ORDER BY h.name""",
        NAME,
    )
    while (team := me.asks("owner", "GET", f"/teams/{made[0]}"))["free"]:
        me.asks("owner", "PUT", f"/teams/{made[0]}/seats/{free.pop(0)}")
    assert team["size"] == team["max"]
    return made[0], made[1]
