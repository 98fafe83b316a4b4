"""A camp made from the empty server through its pages alone, from registration to an award."""

import pytest
from playwright.sync_api import expect

from tests.browser import own_days as days
from tests.browser import own_jury as jury
from tests.browser import own_work as work
from tests.browser.by_hand import lines
from tests.browser.own_camp import OwnCamp
from tests.browser.serving import Server

pytestmark = pytest.mark.browser


A_LONG_TIME = """() => {
    const timer = document.createElement("camp-timer")
    timer.setAttribute("now", "2027-04-16T09:00:00Z")
    timer.setAttribute("ends", "2027-04-17T11:28:55Z")
    document.body.append(timer)
    const said = timer.textContent
    timer.remove()
    return said
}"""


@pytest.fixture
def camp(chromium, free_port, tmp_path):
    server = Server(tmp_path / "data", free_port, "run", "--no-demo")
    made = OwnCamp(chromium, server.address)
    yield made
    made.go_home()
    server.kill()


def test_from_the_empty_server_to_a_published_award(camp):
    camp.found()
    what_is_typed_goes_along_into_another_language(camp)
    rubric_is_looked_at(camp)
    the_camp_is_put_into_a_programme(camp)
    camp.appoint()
    camp.invite()
    three_register_and_hear_three_answers(camp)
    days.people_agree_and_come_in(camp)
    days.ideas_are_pitched_and_given_dots(camp)
    days.two_teams_form(camp)
    days.a_mentor_helps_and_teams_hand_in(camp)
    jury.the_jury_marks(camp)
    jury.the_jury_decides(camp)
    jury.two_keys_publish_and_two_move_on(camp)
    the_award_is_on_a_members_phone_and_before_the_world(camp)


def what_is_typed_goes_along_into_another_language(camp):
    page = camp.owner.page
    theme = page.locator("#theme")
    before = theme.input_value()
    theme.fill("Cooler streets")
    for short, heading in (("Рус", "Настройки"), ("Eng", "Settings")):
        page.locator(".desk__languages").get_by_text(short).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(page.locator("#theme")).to_have_value("Cooler streets")
    theme.fill(before)
    assert page.evaluate(A_LONG_TIME) == "1 day 2 hours"


def rubric_is_looked_at(camp):
    camp.owner.follows("Rubric")
    camp.owner.sees("Weights add up to 100")
    heads = camp.owner.page.locator("main summary").all_inner_texts()
    assert [lines(head) for head in heads[:4]] == [
        ["Relevance", "35"], ["Innovation", "12.5"],
        ["Management, partnership, replication", "32.5"], ["Budget", "20"],
    ]  # fmt: skip


def the_camp_is_put_into_a_programme(camp):
    camp.owner.follows("Programme")
    camp.owner.sees("No award was offered yet.")
    camp.owner.types(name="Green Ghana")
    camp.owner.clicks("Save")
    expect(camp.owner.page.get_by_role("heading", level=1)).to_have_text("Green Ghana")
    camp.owner.opens("/camps/accra-youth-climate-camp/settings")


def three_register_and_hear_three_answers(camp):
    camp.move("Open the call")
    answers = {
        "Yaw Addo": ("2003", "Accept", "Accepted"),
        "Abena Sarpong": ("2005", "Waiting list", "On the waiting list"),
        "Kojo Tetteh": ("1980", "Decline", "Declined"),
    }
    for number, (name, (year, _, _)) in enumerate(answers.items(), 4):
        phone = f"024 000 000{number}"
        work.register(camp.newcomer(name), camp.code, phone, year, "I live beside a drain.")
    camp.owner.follows("People")
    for name, (_, verb, state) in answers.items():
        row = camp.owner.page.get_by_role("row").filter(has_text=name)
        camp.owner.clicks(verb, inside=row)
        expect(row.get_by_text(state, exact=True)).to_be_visible()

    heard = {}
    for name in answers:
        camp[name].page.reload()
        heard[name] = lines(camp[name].page.locator("main .card p").inner_text())
    for name in ("Abena", "Kojo"):
        camp[name].leaves()
    assert heard == {
        "Yaw Addo": ["You are in. Welcome to the camp!"],
        "Abena Sarpong": ["You are on the waiting list. If a seat becomes free, it says so here."],
        "Kojo Tetteh": ["This time there was no seat for you. Thank you for asking."],
    }


def the_award_is_on_a_members_phone_and_before_the_world(camp):
    esi, outsider = camp["Esi"], camp.newcomer("Outsider")
    esi.opens()
    esi.follows("See the results")
    esi.follows("My team's result")
    own = lines(esi.page.locator(".card--count").inner_text())
    assert own == ["4,000 GHS", "Free Flow", "Place 1. You get all that you asked for."]

    outsider.opens()
    outsider.types(code=camp.code)
    outsider.clicks("Come in")
    outsider.follows("See the results")
    awards = outsider.page.locator(".award").all_inner_texts()
    assert [lines(award) for award in awards] == [
        ["Free Flow", "4,000 GHS"], ["Cool Stops", "2,500 GHS"],
    ]  # fmt: skip
    outsider.sees("6,500 GHS of 9,000 GHS")
