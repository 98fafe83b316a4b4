"""The days of a camp until the submissions are locked, as people click through them."""

from playwright.sync_api import expect

from tests.browser import own_work as work
from tests.browser.by_hand import lines
from tests.browser.own_camp import INVITED

SHADE, DRAINS = "Shade for bus stops", "Drains that stay open"


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
    door.page.locator("main summary", has_text="Doors").click()
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

    # With scripts the four fields open on the page itself.
    door.page.get_by_role("link", name="Register at the door").click()
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
        "All lines", "3,800 GHS", "Your own part", "− 400", "You ask for", "3,400 GHS",
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
