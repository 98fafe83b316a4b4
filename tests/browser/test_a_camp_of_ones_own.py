"""A camp made from the empty server through its pages alone, from registration to an award."""

import pytest
from playwright.sync_api import expect

from tests.browser import own_work as work
from tests.browser.by_hand import lines
from tests.browser.own_camp import INVITED, OwnCamp
from tests.browser.serving import Server

pytestmark = pytest.mark.browser
SHADE, DRAINS = "Shade for bus stops", "Drains that stay open"
JURY = ("Maame", "Fiifi", "Dede")
MARKS = {
    "Free Flow": {"Maame": (5, 4, 4, 4), "Fiifi": (4, 4, 4, 3), "Dede": (5, 4, 5, 4)},
    "Cool Stops": {"Maame": (4, 3, 3, 4), "Fiifi": (3, 3, 3, 2)},
}
"""Relevance 35, innovation 12.5, management 32.5 and budget 20, each mark a fifth of it.

Free Flow: 87, 76 and 93.5, in the mean 85.5. Cool Stops: 71 and 56 from two of the three, who
gave Free Flow (16 + 20) / 2 = 18 more: 85.5 - 18 = 67.5 official points, though the mean is 63.5.
"""


@pytest.fixture
def camp(chromium, free_port, tmp_path):
    server = Server(tmp_path / "data", free_port, "run", "--no-demo")
    made = OwnCamp(chromium, server.address)
    yield made
    made.go_home()
    server.kill()


def test_from_the_empty_server_to_a_published_award(camp):
    camp.found()
    rubric_is_looked_at(camp)
    camp.appoint()
    camp.invite()
    three_register_and_hear_three_answers(camp)
    people_agree_and_come_in(camp)
    ideas_are_pitched_and_given_dots(camp)
    two_teams_form(camp)
    a_mentor_helps_and_teams_hand_in(camp)
    the_jury_marks(camp)
    the_jury_decides(camp)
    two_keys_publish_and_two_move_on(camp)
    the_award_is_on_a_members_phone_and_before_the_world(camp)


def rubric_is_looked_at(camp):
    camp.owner.follows("Rubric")
    camp.owner.sees("Weights add up to 100")
    heads = camp.owner.page.locator("summary").all_inner_texts()
    assert [lines(head) for head in heads[:4]] == [
        ["Relevance", "35.0"], ["Innovation", "12.5"],
        ["Management, partnership, replication", "32.5"], ["Budget", "20.0"],
    ]  # fmt: skip


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
    assert heard == {
        "Yaw Addo": ["You are in. Welcome to the camp!"],
        "Abena Sarpong": ["You are on the waiting list. If a seat becomes free, it says so here."],
        "Kojo Tetteh": ["This time there was no seat for you. Thank you for asking."],
    }


def people_agree_and_come_in(camp):
    camp.move("Go to selection")
    camp.move("Go to check-in")
    camp.owner.follows("People")
    camp.owner.follows("Links on paper")
    for name in INVITED:
        person = camp.hand_over(name)
        person.page.get_by_role("link", name="Read the camp rules and agree to them").click()
        person.arrives("/consent")
        work.agree(person)
    camp["Yaw"].follows("Read the camp rules")
    work.agree(camp["Yaw"], photo="No, do not")

    door = camp["Adwoa"]
    door.opens()
    door.types(name="Main door")
    door.clicks("Begin here")
    the_door_opens_for_a_code_names_and_a_walk_in(camp, door)
    expect(door.page.locator(".door-counts__now")).to_contain_text("5")
    expect(door.page.locator(".door-counts__now .counter__of")).to_have_text("/ 5")


def the_door_opens_for_a_code_names_and_a_walk_in(camp, door):
    camp["Ama"].follows("Show my badge")
    door.types(badge=camp["Ama"].page.locator(".badge-page .code").inner_text())
    door.page.locator("#badge").press("Enter")
    welcome = door.page.locator(".verdict__word")
    for name in ("Kofi", "Esi", "Yaw"):
        expect(welcome).to_have_text("Come in")
        door.page.get_by_role("link", name="Next guest").click()
        expect(door.page.locator(".verdict")).to_have_count(0)
        door.types(q=name)
        door.clicks("Search")
        door.clicks("Let in", inside=door.card(".door-found__one", name))
    expect(welcome).to_have_text("Come in")
    door.page.get_by_role("link", name="Next guest").click()

    door.follows("Register at the door")
    door.types(name="Efua Nyarko", birth_year="2004", phone="024 000 0007", region="Ghana")
    door.clicks("Register and look")
    expect(welcome).to_have_text("Not agreed yet")
    code = door.card(".verdict__marks li", "Badge").first.inner_text().split()[-1]
    door.page.get_by_label("Agrees to the code of conduct").check()
    door.page.get_by_label("Agrees that the camp keeps their data").check()
    door.clicks("Record and let in")
    door.arrives("/door")  # The welcome goes by itself.

    efua = camp.newcomer("Efua Nyarko")
    efua.opens()
    efua.follows("I have a badge")
    efua.page.locator(".badge-entry summary").click()
    efua.types(badge=code, phone_tail="0007")
    efua.clicks("Come in", inside=efua.page.locator(".badge-entry"))
    efua.arrives("/home")


def ideas_are_pitched_and_given_dots(camp):
    work.post_idea(camp["Ama"], SHADE, "Bus stops have no shade.", "Plants on simple frames.")
    work.post_idea(camp["Esi"], DRAINS, "Gutters fill with plastic.", "A weekly crew with nets.")
    camp.owner.opens()
    camp.owner.follows("Ideas")
    for title in (SHADE, DRAINS):
        card = camp.owner.card("article[id^=screen-]", title)
        camp.owner.clicks("Let it in", inside=card)
        expect(card).to_have_count(0)
    camp.move("Go to ideas")
    moderator = camp["Nana"]
    moderator.opens()
    moderator.follows("Ideas")
    for title in (SHADE, DRAINS):
        card = moderator.card("article[id^=pitch-]", title)
        moderator.clicks("Start", inside=card)
        moderator.clicks("Done", inside=card)
        expect(card.locator(".tag")).to_have_text("Done")

    camp.move("Go to voting", by="Nana")
    moderator.follows("Ideas")
    moderator.clicks("Open the vote")
    moderator.sees("Open until")
    work.give_dots(camp["Ama"], {DRAINS: 2})
    work.give_dots(camp["Kofi"], {SHADE: 2, DRAINS: 1})
    work.give_dots(camp["Yaw"], {DRAINS: 2})
    work.give_dots(camp["Efua"], {DRAINS: 1, SHADE: 1})
    moderator.clicks("Close the vote")
    moderator.clicks("Show the dots to everybody")

    camp["Kofi"].sees("The dots are open.")
    shown = camp["Kofi"].page.locator(".idea__result").all_inner_texts()
    assert [lines(one) for one in shown] == [
        ["6 dots", "from 4 people"], ["3 dots", "from 2 people"],
    ]  # fmt: skip


def two_teams_form(camp):
    camp.move("Go to forming teams", by="Nana")
    work.make_team(camp["Ama"], "Cool Stops")
    work.make_team(camp["Esi"], "Free Flow")
    for name, team in (("Kofi", "Cool Stops"), ("Yaw", "Free Flow"), ("Efua", "Free Flow")):
        work.ask_to_join(camp[name], team)
    work.accept(camp["Ama"], "Kofi Ofori")
    for name in ("Yaw Addo", "Efua Nyarko"):
        work.accept(camp["Esi"], name)
    moderator = camp["Nana"]
    moderator.follows("Teams")
    moderator.sees("Everybody has a team. The lock can come.")
    camp.move("Lock teams and build", by="Nana")


def a_mentor_helps_and_teams_hand_in(camp):
    camp.set_deadline(90)
    ama, mentor = camp["Ama"], camp["Kwesi"]
    ama.opens()
    ama.follows("Team")
    ama.follows("Mentors and their notes")
    ama.types(topic="How do we price the frames?")
    ama.clicks("Call a mentor")
    mentor.clicks("Go to Cool Stops")
    mentor.clicks("Done, write the note")
    mentor.chooses("How does it go?", "going well")
    mentor.types(works="A frame stands.", risk="Who waters it?", next_step="Ask the drivers.")
    mentor.chooses("Did you do part of their work yourself?", "No")
    mentor.clicks("Send and go on")
    ama.sees("Who waters it?")

    sums = work.write_project(ama, "Cool Stops", [("Frames", 8, 350, 400), ("Plants", 40, 25, 0)])
    assert lines(sums)[:6] == [
        "All lines", "3,800 GHS", "Your own part", "− 400", "You ask for", "3,400 Ghanaian cedis",
    ]  # fmt: skip
    work.write_project(camp["Esi"], "Free Flow", [("Nets", 20, 90, 0), ("Crew", 30, 80, 200)])
    the_submissions_are_locked_after_the_deadline(camp)


def the_submissions_are_locked_after_the_deadline(camp):
    camp.owner.opens()
    camp.owner.follows("Move the camp…")
    camp.owner.sees("The deadline for submissions and its grace are not over.")
    expect(camp.owner.page.get_by_role("button", name="Lock the submissions")).to_be_disabled()
    camp.set_deadline(-12)
    camp.move("Lock the submissions")

    secretary = camp["Kwame"]
    secretary.opens()
    secretary.follows("Submissions")
    for team in ("Free Flow", "Cool Stops"):
        row = secretary.page.get_by_role("row").filter(has_text=team)
        secretary.clicks("Checked", inside=row)
        expect(row.get_by_role("button", name="Checked")).to_have_count(0)
    order = secretary.page.locator("tbody tr").all_inner_texts()
    assert [lines(row)[0].split()[:3] for row in order] == [
        ["1", "Free", "Flow"], ["2", "Cool", "Stops"],
    ]  # fmt: skip


def the_jury_marks(camp):
    for name in JURY:
        camp[name].clicks("I have read this")
        camp[name].sees("The teams appear here once the round is open.")
    camp.move("Begin the jury")
    dede, secretary = camp["Dede"], camp["Kwame"]
    dede.page.reload()
    family = dede.card(".jury-list__team", "Cool Stops")
    family.locator("summary").click()
    family.get_by_label("In a few words").fill("My cousin is in it.")
    dede.clicks("Step aside for Cool Stops")
    expect(family).to_contain_text("You stepped aside.")

    secretary.opens()
    secretary.follows("Jury desk")
    for team, ballots in MARKS.items():
        secretary.clicks("Start the slot")
        secretary.sees("On stage since")
        for name, marks in ballots.items():
            work.mark(camp[name], team, marks)
        secretary.clicks("End the slot")
    secretary.sees("All teams have pitched.")
    secretary.clicks("Close the round")
    secretary.clicks("Close it")
    secretary.sees("Fingerprint")
    camp.move("Go to deliberation", by="Kwame")


def the_jury_decides(camp):
    secretary = camp["Kwame"]
    secretary.follows("Grants")
    ranking = secretary.page.locator(".ranking tbody tr").all_inner_texts()
    assert [" ".join(lines(row)).split()[:4] for row in ranking] == [
        ["1", "Free", "Flow", "85.5"], ["2", "Cool", "Stops", "67.5"],
    ]  # fmt: skip
    secretary.follows("Free Flow")
    secretary.sees("3 present jurors may vote on this team.")
    secretary.chooses("Decision", "In full")
    secretary.types(**{"for": "3"})
    secretary.clicks("Write the decision down")
    secretary.arrives("/deliberation")
    secretary.follows("Cool Stops")
    secretary.sees("2 present jurors may vote on this team.")
    secretary.chooses("Decision", "Less")
    secretary.types(amount="2500", reason="Fewer frames at first.", **{"for": "2"})
    secretary.clicks("Write the decision down")
    secretary.arrives("/deliberation")
    for name in JURY:
        camp[name].opens()
        camp[name].follows("Protocol")
        camp[name].clicks("Sign the protocol")
        expect(camp[name].page.get_by_role("button", name="Sign the protocol")).to_have_count(0)


def two_keys_publish_and_two_move_on(camp):
    chair = camp["Maame"]
    chair.follows("Deliberation")
    chair.clicks("Turn my key")
    chair.sees("chair's key")
    camp.owner.opens()
    camp.owner.follows("Deliberation")
    camp.owner.clicks("Turn my key")
    camp.owner.sees("Version 1, ")
    camp.move("Turn my key")
    camp.move("Turn my key", by="Maame")


def the_award_is_on_a_members_phone_and_before_the_world(camp):
    esi, outsider = camp["Esi"], camp.newcomer("Outsider")
    esi.opens()
    esi.follows("See the results")
    esi.follows("My team's result")
    own = lines(esi.page.locator(".card--count").inner_text())
    assert own == ["4,000 Ghanaian cedis", "Free Flow", "Place 1. You get all that you asked for."]

    outsider.opens()
    outsider.types(code=camp.code)
    outsider.clicks("Come in")
    outsider.follows("See the results")
    awards = outsider.page.locator(".award").all_inner_texts()
    assert [lines(award) for award in awards] == [
        ["Free Flow", "4,000 Ghanaian cedis"], ["Cool Stops", "2,500 Ghanaian cedis"],
    ]  # fmt: skip
    outsider.sees("6,500 Ghanaian cedis of 9,000 Ghanaian cedis")
