"""The jury's room after the last pitch: ranking, votes, decisions, signatures, keys."""

import re

from playwright.sync_api import Browser, expect

from tests.browser.at_the_desk import Organiser
from tests.browser.in_the_hall import TABLET
from tests.browser.journey import ROOT, Traveller, uz
from tests.browser.phones import see, see_all, see_none
from tests.browser.serving import DESK, Server

ASIDE, TEAM = "Kutubxona kodlaydi", "Kaft"
PRESENT = ("Saida Hakimova", "Baxtiyor Umarov", "Ирина Белова", "James Okoro", "Lobar Yusupova")


def a_juror_comes_back(server: Server, chromium: Browser) -> Traveller:
    """Lobar, who stepped aside for the team of her employer."""
    return Traveller(server, chromium, server.person("Lobar Yusupova"), size=TABLET)


def the_juror_sees_the_ranking(me: Traveller) -> None:
    """12: official points beside the plain mean; of her own ballot only where it lies."""
    me.opens(f"{ROOT}/deliberation")
    rows = me.page.locator(".ranking tbody tr")
    see_all(rows, 10)
    for words in ("Points", "Plain mean", "hollow: your ballot"):
        see(me.page.locator(".ranking thead"), uz(words))
    own = uz("your ballot: %(points)s", points="").strip()
    expect(rows.filter(has_text=own)).to_have_count(9)
    for name in PRESENT[:4]:
        see_none(me.page.locator(".ranking").get_by_text(name))
    me.spent()


def the_juror_leaves_and_votes(me: Traveller) -> None:
    """13: two taps a vote; for the team that she stepped aside for the page says: leave."""
    me.follows(_team(me, ASIDE))
    me.sees("You stepped aside for this team. Please leave the room while the jury talks about it.")
    see_none(me.page.locator("#votes"))
    me.opens(f"{ROOT}/deliberation")
    me.spent()
    me.follows(_team(me, TEAM))
    me.taps_on(me.page.locator("#votes").get_by_role("button", name=uz("For"), exact=True))
    see(me.page.locator("#votes"), uz("Your vote: %(vote)s", vote=uz("For")))
    assert me.spent() == (2, 1, 0)


def _team(me: Traveller, name: str):
    return me.page.locator(".ranking").get_by_role("link", name=name, exact=True)


def the_juror_signs(me: Traveller) -> None:
    """14: on the tablet's glass; one tap on the protocol."""
    me.opens(f"{ROOT}/protocol")
    me.spent()
    me.taps_on(me.button("Sign the protocol"))
    see_all(me.button("Sign the protocol"), 0)
    see(me.page.locator(".signatures li", has_text="Lobar Yusupova"), uz("signed"))
    assert me.spent() == (1, 0, 0)


def the_organiser_compares(me: Organiser) -> None:
    """11 and 12: the tie and its ladder, the plain mean's place, another envelope as a preview."""
    me.opens(f"{ROOT}/grants")
    expect(me.page.locator(".panel--tie").first).to_be_visible()
    expect(me.page.locator(".table__tie").first).to_be_visible()
    me.spent()
    me.types(envelope="100000000")
    me.follows(me.button("Show what it gives"))
    expect(me.page.locator(".panel__note .tag--warn")).to_be_visible()
    assert me.spent() == (1, 1, 1)
    me.follows(me.link("Compare methods"))
    expect(me.page.locator("thead .tag--ok")).to_have_text(uz("official"))
    see_all(me.page.locator("tbody tr"), 10)
    expect(me.page.locator("tbody .tag--warn").first).to_have_text(uz("differs"))
    assert me.spent() == (1, 1, 0)


def the_secretary_notes_who_is_here(server: Server, chromium: Browser) -> Traveller:
    """Akmal at a desk; five of the seven are in the room."""
    me = Traveller(server, chromium, server.who("secretary"), size=DESK)
    jurors = _jurors(me)
    answer = me.server.api(
        me.server.who("secretary"), "PUT", "/camps/tashkent/sitting",
        present=[jurors[one] for one in PRESENT],
    )  # fmt: skip
    assert answer.ok, answer.text
    return me


def _jurors(me: Traveller) -> dict[str, str]:
    shown = me.context.request.get(f"{me.server.address}{ROOT}/protocol").text()
    boxes = re.findall(r'value="(\w{20})"[^>]*>\s*<span>([^<]+?)\s*<', shown)
    return {name: juror for juror, name in boxes}


def the_secretary_decides(me: Traveller) -> None:
    """12: the rule's awards and the votes stand in the list, the rest is chosen; one tap."""
    me.opens(f"{ROOT}/grants")
    votes = me.page.get_by_label(f"{uz('For')}: {TEAM}")
    expect(votes).to_have_value("1")
    me.spent()
    left = [
        str(one.get_attribute("name"))
        for one in me.page.locator('select[name^="way."]').all()
        if not one.input_value()
    ]
    me.types(**{left[0]: "reserve", left[0].replace("way", "order"): "1"})
    me.types(**dict.fromkeys(left[1:], "not_awarded"))
    me.taps_on(me.button("Write the decisions down"))
    see_none(me.page.get_by_text(uz("Not every team has a decision yet.")))
    assert me.spent() == (1, 0, len(left) + 1)


def the_secretary_signs_for_the_others(me: Traveller) -> None:
    """12: who signs on paper is written down by a tap each; the protocol is a PDF, too."""
    me.opens(f"{ROOT}/protocol")
    paper = me.button("Signed on paper")
    for left in range(4, 0, -1):
        see_all(paper, left)
        me.taps_on(paper.first)
    # Between two pages there is no button either: all must stand there as signed.
    see_all(me.page.locator(".signatures .tag--ok"), 4)
    see_all(paper, 0)
    path = me.page.locator('a[href$="protocol.pdf?language=uz"]').get_attribute("href")
    pdf = me.context.request.get(f"{me.server.address}{path}")
    assert pdf.body()[:5] == b"%PDF-"
    me.spent()


def two_keys_open_the_results(me: Organiser) -> None:
    """13: the chair's key is turned elsewhere; the organiser's is two taps away."""
    me.asks("chair", "PUT", "/camps/tashkent/phase", phase="results")
    me.opens(f"{ROOT}/control")
    me.spent()
    me.follows(me.link("Move the camp…"))
    me.follows(me.button("Turn my key"))
    expect(me.page).to_have_url(re.compile("/control$"))
    assert me.spent() == (2, 2, 0)


def two_keys_publish(me: Organiser) -> None:
    """13: the same two people publish, each over the same list."""
    (round_,) = (one["id"] for one in me.asks("owner", "GET", "/camps/tashkent/rounds"))
    me.asks("chair", "POST", f"/rounds/{round_}/publication")
    me.opens(f"{ROOT}/deliberation")
    me.spent()
    me.taps_on(me.button("Turn my key"))
    see(me.page.locator("#main"), uz("published"))
    assert me.spent() == (1, 0, 0)
