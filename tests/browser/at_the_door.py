"""A volunteer's shift, from the link to the confirmed hours (rulebook 9.2)."""

from playwright.sync_api import expect

from tests.browser.journey import ROOT, Traveller, uz
from tests.browser.phones import AFTER_A_FALL, PATIENCE, glimpse, see
from tests.browser.serving import DESK

DOOR = f"{ROOT}/door?station=Door+1"


class Volunteer(Traveller):
    """Shoira at the first door, who types what a scanner would type."""

    def scans(self, code: str) -> None:
        self.page.locator("#badge").fill(code)
        self.page.locator("#badge").press("Enter")

    def hears(self, english: str, name: str = "") -> None:
        glimpse(self.page, ".verdict", f"{uz(english)} {name}".strip())

    def is_ready(self) -> None:
        """The next guest: a card that stays is closed by a tap."""
        if self.page.locator(".verdict").count():
            self.taps_on(self.link("Next guest"))
        expect(self.page.locator(".verdict")).to_have_count(0, timeout=PATIENCE)


def comes_to_the_shift(server, chromium) -> Volunteer:
    """1: the link, one tap, and the page says where, when and with how many."""
    me = Volunteer(server, chromium)
    one = server.who("volunteer")
    me.opens(one["link"])
    me.follows(me.button("Continue as %(name)s", name=one["name"]))
    see(me.page.locator(".shift-line"), "Door 1, ")
    see(me.page.locator(".shift-line"), "1 kishi")
    assert me.spent() == (1, 2, 0)
    me.opens(DOOR)
    return me


def lets_guests_in(me: Volunteer, badges: dict[str, str]) -> None:
    """2 to 4 and 8: camera and search are there; one card says it all, with no tap for a guest."""
    me.spent()
    expect(me.button("Open the camera")).to_be_visible()
    expect(me.page.locator("#q")).to_be_visible()
    for name, code in badges.items():
        me.scans(code)
        me.hears("Come in", name)
    glimpse(me.page, ".verdict__marks", f"{uz('Badge %(code)s', code=code)}")
    assert me.taps == 0
    me.scans(next(iter(badges.values())))
    me.hears("Already in")
    me.is_ready()


def finds_somebody_by_name(me: Volunteer) -> None:
    """5: three letters and two taps, whatever apostrophe the name has."""
    me.spent()
    me.types(q="oktam")
    me.taps_on(me.button("Search"))
    found = me.page.locator(".door-found__one", has_text="O'ktam")
    me.taps_on(found.get_by_role("button"))
    me.hears("Come in", "O'ktam")
    assert me.spent() == (2, 0, 1)
    expect(me.page.locator(".verdict")).to_have_count(0, timeout=PATIENCE)


def sees_what_a_guest_needs(me: Volunteer) -> None:
    """3: needs stand on the card of who was found, in words."""
    me.types(q="Mavluda")
    me.taps_on(me.button("Search"))
    me.taps_on(me.page.locator(".door-found__one", has_text="Mavluda").get_by_role("button"))
    glimpse(me.page, ".verdict__marks", uz("Comes with a wheelchair"))
    me.is_ready()


def registers_a_walk_in(me: Volunteer, name: str, year: str, phone: str = "") -> str:
    """6: four fields and two taps; returns the badge code of the card."""
    me.spent()
    me.taps_on(me.link("Register at the door"))
    me.types(name=name, birth_year=year, phone=phone or "901112233", region="UZ-TK")
    me.taps_on(me.button("Register and look"))
    expect(me.page.locator(".verdict__name")).to_have_text(name)
    assert me.spent() == (2, 0, 4)
    marks = me.page.locator(".verdict__marks li").first.inner_text()
    return marks.split()[-1]


def sends_a_minor_to_the_officer(me: Volunteer) -> None:
    """4: amber, with where to bring them; they are an open case from now on."""
    registers_a_walk_in(me, "Kamron Yusupov", "2011", "901112299")
    me.hears("Guardian's form is missing", "Kamron")
    me.sees("Under 18. Please bring them to the safeguarding officer; they wait there.")
    me.is_ready()


def goes_on_without_network(me: Volunteer, name: str, code: str) -> None:
    """7: the list decides, the counter says how many wait, nothing is lost."""
    expect(me.page.locator("[data-ends]")).to_be_visible()
    me.loses_the_network()
    me.scans(code)
    me.hears("Come in", name)
    see(me.page.locator("[data-queue]"), "1")
    me.finds_it_again()
    expect(me.page.locator("[data-queue]")).to_be_hidden(timeout=AFTER_A_FALL)


def takes_the_last_one_back(me: Volunteer, code: str) -> None:
    """9: one tap within a minute; the person is out and may come in again."""
    me.scans(code)
    me.hears("Come in")
    me.spent()
    me.taps_on(me.page.locator(".door-recent").get_by_role("button", name=uz("Undo")).first)
    assert me.spent() == (1, 0, 0)
    see(me.page.locator(".door-recent:visible").first, uz("taken back"))


def hands_the_shift_over(me: Volunteer, server, chromium) -> None:
    """10 and 11: counts and open cases go along; somebody else confirms the hours."""
    me.follows(me.page.locator(".shift-line"))
    see(me.page.locator("[id^=case-]"), "Kamron Yusupov")
    me.types(note="Kamron xavfsizlik masʼuli oldida.")
    me.taps_on(me.button("Hand over the shift"))
    me.sees("hours not confirmed yet")
    assert me.spent() == (2, 1, 1)

    lead = Traveller(server, chromium, server.who("owner"), size=DESK)
    lead.opens(f"{ROOT}/shifts")
    lead.sees_text("Kamron xavfsizlik masʼuli oldida.")
    lead.types(minutes="175")
    lead.taps_on(lead.button("Confirm the hours"))
    lead.sees("%(hours)s h %(minutes)s min", hours=2, minutes=55)
    lead.leaves()
    me.opens(f"{ROOT}/shift")
    me.sees("%(hours)s h %(minutes)s min", hours=2, minutes=55)
