"""The projector through the days, on one page that nobody touches (rulebook 9.5)."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.browser.at_the_desk import Organiser
from tests.browser.journey import ROOT, Traveller, uz
from tests.browser.phones import PATIENCE, see, see_all, see_none


def shows_the_skills(me: Traveller, desk: Organiser) -> None:
    """3: how many of those who are in bring what; numbers, no names."""
    desk.shows("skills")
    expect(me.page.locator("#scene-skills .skill-wall__tile").first).to_be_visible(timeout=PATIENCE)
    assert desk.spent() == (1, 0, 0)


def shows_the_pitch(me: Traveller, desk: Organiser, title: str, author: str) -> None:
    """4: the minute runs beside the title; of the author's name the first word."""
    desk.shows("pitch")
    scene = me.page.locator("#scene-pitch")
    see(scene.locator(".scene-pitch__name"), title)
    expect(scene.locator(".scene-pitch__place")).to_have_text(author.split(maxsplit=1)[0])
    expect(scene.locator(".scene-clock")).to_contain_text("0:", timeout=PATIENCE)
    desk.spent()


def shows_the_vote(me: Traveller, desk: Organiser, title: str) -> None:
    """5: the way there as a large QR, and a count of ballots; what for, nobody sees."""
    desk.shows("vote")
    scene = me.page.locator("#scene-vote")
    expect(scene.locator(".qr")).to_be_visible(timeout=PATIENCE)
    assert scene.locator(".qr").bounding_box()["width"] >= 540
    see(scene.locator(".ballots"), "0")
    see_none(scene.get_by_text(title))
    desk.spent()


def counts_a_ballot(me: Traveller) -> None:
    see(me.page.locator("#scene-vote .ballots"), "1")


def drops_the_dots(me: Traveller, desk: Organiser) -> None:
    """6: no count before the reveal; then each idea's dots drop one by one."""
    desk.shows("ideas")
    expect(me.page.locator("#scene-ideas .wall-idea").first).to_be_visible(timeout=PATIENCE)
    see_none(me.page.locator(".wall-idea__dots"))
    desk.spent()


def has_dropped_the_dots(me: Traveller) -> None:
    expect(me.page.locator(".wall-idea__dots").first).to_be_visible(timeout=PATIENCE)
    assert me.page.locator("[data-page]:not([hidden]) .wall-idea__count").first.inner_text() > "0"


def shows_free_seats(me: Traveller, desk: Organiser, team: str) -> None:
    """7: each team with its free seats as stars."""
    desk.shows("teams")
    tile = me.page.locator(".team-map__tile", has_text=team)
    expect(tile.locator(".stars")).to_be_visible(timeout=PATIENCE)
    desk.spent()


def shows_the_work(me: Traveller, desk: Organiser, team: str) -> None:
    """8: the deadline's clock, who waits for a mentor, and what was announced."""
    desk.asks(
        "owner", "POST", "/camps/tashkent/announcements", text="Tushlik tayyor.", on_stage=True
    )
    desk.shows("work")
    scene = me.page.locator("#scene-work")
    expect(scene.locator(".scene-work__clock camp-timer")).not_to_be_empty(timeout=PATIENCE)
    see(scene.locator(".scene-work__queue"), team)
    see(scene.locator(".scene-work__said"), "Tushlik tayyor.")
    desk.spent()


def shows_what_is_asked(me: Traveller, desk: Organiser, phone: Traveller) -> None:
    """9: asked on a phone with one field and one tap, let in with one; the wall shows it."""
    text, at = "Oddiy doka niqob yordam beradimi?", datetime.now(UTC)
    begins, ends = ((at + timedelta(minutes=n)).isoformat() for n in (-5, 60))
    desk.asks(
        "owner", "POST", "/camps/tashkent/items", kind="cafe", title="Orol changi",
        starts_at=begins, ends_at=ends,
    )  # fmt: skip
    desk.shows("questions")
    phone.opens(f"{ROOT}/questions")
    phone.spent()
    phone.types(text=text)
    phone.taps_on(phone.button("Ask the question"))
    see(phone.page.locator("[id^=own-]"), text)
    assert phone.spent() == (1, 0, 1)
    see_none(me.page.get_by_text(text))
    desk.opens(f"{ROOT}/questions")
    desk.spent()
    desk.taps_on(desk.button("Let it in").first)
    see(me.page.locator("#scene-questions .question-wall"), text)
    assert desk.spent() == (1, 0, 0)


def runs_a_debate(me: Traveller, desk: Organiser) -> None:
    """10: whose turn, its clock, and each side's own time to prepare; a tap a turn."""
    desk.shows("debate")
    desk.opens(f"{ROOT}/schedule/desk")
    desk.spent()
    scene = me.page.locator("#scene-debate")
    desk.taps_on(desk.button("Begin: %(format)s", format=uz("Karl Popper")))
    see(scene.locator(".debate-side--now"), uz("Affirmative %(n)s", n=1))
    expect(scene.locator(".scene-clock")).to_contain_text("5:", timeout=PATIENCE)
    negative = {"side": uz("Negative"), "left": "8:00"}
    desk.taps_on(desk.button("%(side)s prepares, %(left)s left", **negative))
    see(scene.locator(".debate-side--now"), uz("%(side)s prepares", side=uz("Negative")))
    expect(scene.locator(".debate-side--now camp-timer")).to_contain_text("7:", timeout=PATIENCE)
    asks = uz(
        "%(who)s asks %(whom)s", who=uz("Negative %(n)s", n=3), whom=uz("Affirmative %(n)s", n=1)
    )
    desk.taps_on(desk.button("Next: %(turn)s, %(minutes)s min", turn=asks, minutes=3))
    see(scene.locator(".debate-side--now"), asks)
    assert desk.spent() == (3, 0, 0)
    desk.shows("welcome")


def shows_how_far_the_jury_is(me: Traveller) -> None:
    """12: how many teams are judged, and no mark of anybody."""
    scene = me.page.locator("#scene-jury")
    see(scene.locator(".scene-count"), "/ 10")
    see_none(scene.locator(".board, .board__points"))


def lifts_the_veils(me: Traveller, desk: Organiser) -> None:
    """13: from the last to the first, a tap a step; what is to come is not on the page."""
    scene, amounts = me.page.locator("#scene-reveal"), _amounts(desk)
    desk.taps_on(desk.remote.get_by_role("button", name=uz("To the reveal"), exact=True))
    see_all(scene.locator(".board__row--veiled"), 10)
    sums = scene.locator(".board__sum")
    for veiled in range(9, -1, -1):
        at = uz("Reveal: step %(step)s of %(last)s", step=9 - veiled, last=10)
        see(desk.remote.locator(".remote__step"), at)
        desk.taps_on(desk.remote.get_by_role("button", name=uz("Next step"), exact=True))
        see_all(scene.locator(".board__row--veiled"), veiled)
        shown = [one for one in sums.all_inner_texts() if one.strip()]
        # Those without a grant come before everybody who has one.
        assert len(shown) == max(0, len(amounts) - veiled)
    expect(scene.locator(".board__row--lifted .board__place")).to_have_text("1")
    assert desk.spent() == (11, 0, 0)


def shows_the_grants(me: Traveller, desk: Organiser) -> None:
    """13: every amount, and the sum of all in soum."""
    amounts = _amounts(desk)
    desk.shows("grants")
    scene = me.page.locator("#scene-grants")
    see_all(scene.locator(".grant-tile"), len(amounts))
    millions = f"{sum(amounts) / 10**8:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    see(scene.locator(".grant-line__given"), millions)
    see(scene, uz("million soum"))
    desk.spent()


def _amounts(desk: Organiser) -> list[int]:
    """Return what the jury gave, in minor units."""
    decided = desk.asks("owner", "GET", "/camps/tashkent/awards")["decisions"]
    return [one["amount"] for one in decided if one["decision"] == "award"]
