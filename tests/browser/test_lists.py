"""A list of people comes in at a desk; a list on a phone keeps still under a finger."""

import pytest
from playwright.sync_api import expect

from tests.browser.by_hand import SLOW
from tests.browser.serving import DESK
from tests.browser.visiting import serve

pytestmark = pytest.mark.browser
CAMP = "/camps/tashkent"
HEAD = "Отметка времени;Имя и фамилия;Номер телефона;Год рождения\n"


@pytest.fixture
def server(tmp_path):
    found = serve("ideas", tmp_path)
    yield found
    found.stop()


def test_a_file_is_mended_and_comes_in_and_nothing_jumps_under_a_finger(server, chromium):
    import_a_file(server, chromium)
    hold_a_finger_on_the_board(server, chromium)


def import_a_file(server, chromium):
    page = server.open(chromium, server.who("owner"), f"{CAMP}/people/table", viewport=DESK)
    page.set_default_timeout(SLOW)
    rows = [
        f"1.3.2027 9:12;Ikrom Sobirov {chr(97 + n % 26) * (3 + n // 26)};90111{n:04};2004"
        for n in range(90)
    ]
    content = (HEAD + "\n".join([*rows, "1.3.2027;Zilola Qodirova;12;2005"])).encode("cp1251")
    page.locator("[name=file]").set_input_files(
        {"name": "javoblar.csv", "mimeType": "text/csv", "buffer": content}
    )
    page.get_by_role("button", name="Look at the rows").click()
    expect(page.locator(".import__bad")).to_contain_text("1")
    page.get_by_role("button", name="Take these people in").click()
    expect(page.get_by_role("alert")).to_contain_text("Row 91 needs another look")
    page.locator("[name='cell-91-2']").fill("901234567")
    page.get_by_role("button", name="Take these people in").click()
    expect(page.locator(".errand")).to_contain_text("Taken in: 91. Corrected: 0.")
    page.get_by_role("link", name="Go on").click()
    expect(page.get_by_text("Zilola Qodirova").first).to_be_visible()
    page.context.close()


def hold_a_finger_on_the_board(server, chromium):
    author, reader = server.who("participant"), server.who("participant", 1)
    page = server.open(chromium, reader, f"{CAMP}/ideas")
    cards = page.locator("camp-live [data-collects] > .idea")
    before = cards.evaluate_all("all => all.map((one) => one.id)")
    page.wait_for_function("() => document.querySelector('camp-connection')?.isConnected")
    box = cards.nth(0).bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()

    new = post(server, author, "A library that stays open at night")
    page.wait_for_timeout(2000)  # Longer than the news and a calm second and a half take.
    assert cards.evaluate_all("all => all.map((one) => one.id)") == before
    assert page.locator("[data-newcomers]").count() == 0
    page.mouse.up()

    expect(page.locator("[data-newcomers]")).to_have_text("1 new")
    assert cards.evaluate_all("all => all.map((one) => one.id)") == before
    post(server, author, "A bus that waits for the last lesson")
    expect(page.locator("[data-newcomers]")).to_have_text("2 new")
    page.locator("[data-newcomers]").click()
    expect(page.locator(f"#idea-{new}")).to_be_visible()
    expect(cards).to_have_count(len(before) + 2)
    expect(page.locator("[data-newcomers]")).to_have_count(0)
    page.context.close()


def post(server, author, title):
    """Write an idea that comes on the board at once; return its id."""
    told = {"title": title, "problem": "It is dark early.", "solution": "Volunteers in turn."}
    idea = server.api(author, "POST", f"{CAMP}/ideas", **told).json()["id"]
    server.api(author, "POST", f"/ideas/{idea}/submission").raise_for_status()
    owner = server.who("owner")
    screened = server.api(
        owner, "PUT", f"/ideas/{idea}/screening", decision="screened_in", reason="Fits the theme"
    )
    screened.raise_for_status()
    return idea
