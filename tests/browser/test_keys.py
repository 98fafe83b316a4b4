"""The list that `?` opens is the list of what the keys do."""

import pytest
from playwright.sync_api import expect

from tests.browser.pages import named
from tests.browser.phones import AFTER_A_FALL

pytestmark = pytest.mark.browser
ALONE = {"black", "light", "fill", "reconnect"}
"""What the projector does where no button of the remote does it."""
PLACES = """() => {
  window.places = new Set()
  const look = () => {
    const shown = [...document.querySelectorAll(".score-row__marks, .bottom-bar")]
    places.add(shown.map((one) => one.getBoundingClientRect().top).join(" "))
    requestAnimationFrame(look)
  }
  look()
}"""
"""Keeps in each frame where the marks and the bar stand."""


def test_a_question_mark_lists_the_keys_and_escape_gives_the_focus_back(visitor):
    page = visitor.shows("participant-ideas")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.textContent") == first

    page.keyboard.press("?")
    listed = page.locator("dialog[open] [data-keys]:visible kbd").all_inner_texts()
    assert listed[:2] == ["J", "K"]
    # No vote is open, so no dot can be given.
    assert "S" not in listed
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    assert page.evaluate("document.activeElement.textContent") == first


@pytest.mark.parametrize("language", ["uz", "ru"])
def test_marking_moves_nothing_under_the_finger(visitor, language):
    page = named("juror-score")
    context = visitor.fresh(page, language, viewport={"width": 360, "height": 740})
    tab = context.new_page()
    tab.goto(visitor.address(page), wait_until="networkidle")
    tab.evaluate(PLACES)

    for mark in tab.locator(".score-row").first.locator(".choice").all():
        mark.click()
        tab.wait_for_timeout(500)  # It is kept, sent and confirmed: whatever shows has shown.
    expect(tab.locator("[data-undo]")).to_be_enabled()

    assert len(tab.evaluate("[...places]")) == 1
    context.close()


def test_a_wide_screen_says_what_each_mark_of_the_criterion_in_hand_means(visitor):
    page = visitor.shows("juror-score")
    page.set_viewport_size({"width": 1024, "height": 768})
    row = page.locator(".score-row").nth(1)

    row.locator(".choice").nth(3).click()

    meaning = page.locator("camp-anchors")
    expect(meaning.locator("span")).to_have_text(row.locator("legend span").first.inner_text())
    assert meaning.locator("p").all_inner_texts() == row.locator("[data-mark]").all_text_contents()
    assert page.locator("[id]").evaluate_all("all => new Set(all.map((one) => one.id)).size") == (
        page.locator("[id]").count()
    )


def test_a_wide_screen_without_a_script_says_the_chosen_mark_in_its_row(visitor):
    tab, _status = visitor.open(named("juror-score"), "en", script=False)
    tab.set_viewport_size({"width": 1024, "height": 768})

    expect(tab.locator("camp-anchors")).to_be_hidden()
    chosen = tab.locator(".score-row").first.locator(":checked").input_value()
    expect(tab.locator(f'.score-row [data-mark="{chosen}"]').first).to_be_visible()


def test_the_count_of_letters_moves_nothing(visitor):
    page = visitor.shows("participant-concern")
    button = page.locator("main form button").last
    before = button.bounding_box()

    page.locator("main textarea").press_sequentially("A")

    expect(page.locator(".field__count:visible")).to_have_text("1 / 2000")
    assert button.bounding_box() == before


def test_keys_say_nothing_to_a_field(visitor):
    page = visitor.shows("juror-score")
    page.locator("#comment").fill("")
    page.locator("#comment").press_sequentially("u? n5")
    assert page.locator("#comment").input_value() == "u? n5"
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_juror_marks_goes_back_and_on_by_single_keys(visitor):
    page = visitor.shows("juror-score")
    page.evaluate("sessionStorage.clear()")
    page.reload()
    rows = page.locator(".score-row").all()
    before = [row.locator(":checked").input_value() for row in rows]
    for _ in rows:
        page.keyboard.press("4")
    assert [row.locator(":checked").input_value() for row in rows] == ["4"] * len(rows)
    for _ in rows:
        page.keyboard.press("u")
    assert [row.locator(":checked").input_value() for row in rows] == before
    expect(page.locator("[data-undo]")).to_be_disabled()

    page.keyboard.press("n")
    assert page.evaluate("document.activeElement.id") == "comment"
    page.evaluate("document.activeElement.blur()")
    # On a Cyrillic keyboard the same key is another letter.
    page.evaluate("""document.body.dispatchEvent(
      new KeyboardEvent("keydown", {key: "т", code: "KeyN", bubbles: true}))""")
    assert page.evaluate("document.activeElement.id") == "comment"
    page.evaluate("document.activeElement.blur()")
    here = page.url
    page.keyboard.press("ArrowRight")
    page.wait_for_url(lambda url: url != here, timeout=AFTER_A_FALL)


def test_the_list_of_teams_is_loaded_only_where_there_is_room(visitor):
    page = visitor.shows("juror-score")
    assert page.locator(".jury-side a").count() == 0
    page.set_viewport_size({"width": 1024, "height": 768})
    expect(page.locator(".jury-side [aria-current]")).to_have_count(1, timeout=AFTER_A_FALL)


def test_the_space_bar_drives_the_halls_clock(visitor):
    page = visitor.shows("organiser-control-jury")
    was = page.locator("[data-clock]").inner_text()
    page.keyboard.press("Space")
    expect(page.locator("[data-clock]")).not_to_have_text(was, timeout=AFTER_A_FALL)
    page.locator("[name=text]").press("Space")
    assert page.locator("[name=text]").input_value() == " "


def test_every_key_of_the_remote_is_listed(visitor):
    page = visitor.shows("organiser-control-jury")
    asked = "all => all.flatMap((one) => one.dataset.keys.split(' '))"
    buttons = set(page.locator("button[data-keys]").evaluate_all(asked)) - {""}
    rows = set(page.locator("camp-keys [data-keys]").evaluate_all(asked))
    # There the space bar is the clock's, and arrows scroll.
    assert buttons - rows <= {"ArrowLeft", "ArrowRight"}
