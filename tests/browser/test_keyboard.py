"""A juror and an organiser do their work by keys alone, and always see where they are."""

import pytest
from playwright.sync_api import expect

from tests.browser.phones import AFTER_A_FALL

pytestmark = pytest.mark.browser
MOST = 90
"""Presses of the Tab key, after which what was looked for is nowhere."""
UNSEEN = """() => {
  const one = document.activeElement
  if (one === document.body) return ""
  const rings = [one, one.nextElementSibling, one.closest("label")].filter(Boolean).map((each) =>
    getComputedStyle(each)).some((style) => style.outlineStyle !== "none"
      && Number.parseFloat(style.outlineWidth) >= 2 || style.boxShadow !== "none")
  const { top, bottom } = (one.closest("label") ?? one).getBoundingClientRect()
  const inside = bottom > 0 && top < innerHeight
  return rings && inside ? "" : `${rings ? "outside" : "no ring"}: ${one.outerHTML.slice(0, 90)}`
}"""


def tab_to(page, wanted):
    """Press Tab until what is wanted has the focus, which is seen at every stop."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        assert page.evaluate(UNSEEN) == ""
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"No Tab leads to {wanted}.")


def test_a_juror_marks_and_hands_in_by_keys(visitor):
    page = visitor.shows("juror-teams")
    page.keyboard.press("Tab")
    assert "skip-link" in page.evaluate("document.activeElement.className")
    assert page.evaluate(UNSEEN) == ""
    page.keyboard.press("Enter")
    tab_to(page, "main a[href*='/rounds/'][href*='/teams/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/teams/*")

    for row in page.locator(".score-row").all():
        name = row.get_attribute("id")
        tab_to(page, f"#{name} input[type=radio]")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        assert row.locator(":checked").count() == 1
    tab_to(page, "[data-hand-in]")
    page.keyboard.press("Enter")

    # The page goes on only when the server has said that the ballot is in.
    page.wait_for_url(lambda url: "/teams/" not in url, timeout=AFTER_A_FALL)


def test_an_organiser_opens_closes_and_announces_by_keys(visitor):
    page = visitor.shows("organiser-control-jury")
    tab_to(page, "[name=text]")
    page.keyboard.type("Coffee is in the yard.")
    tab_to(page, "form:has([name=text]) button")
    page.keyboard.press("Enter")
    expect(page.locator("[name=text]")).to_have_value("", timeout=AFTER_A_FALL)
    home = visitor.shows("participant-home-jury")
    expect(home.get_by_text("Coffee is in the yard.").first).to_be_visible()

    desk = visitor.shows("secretary-desk")
    tab_to(desk, "[aria-haspopup=dialog]")
    opener = desk.evaluate("document.activeElement.textContent.trim()")
    desk.keyboard.press("Enter")
    expect(desk.locator("dialog[open]")).to_be_visible()
    assert desk.evaluate("document.querySelector('dialog[open]').contains(document.activeElement)")
    desk.keyboard.press("Escape")
    expect(desk.locator("dialog[open]")).to_have_count(0)
    assert desk.evaluate("document.activeElement.textContent.trim()") == opener
