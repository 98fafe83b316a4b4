"""The jury of a camp from its briefing to the two keys, as people click through it."""

from playwright.sync_api import expect

from tests.browser import own_work as work
from tests.browser.by_hand import lines

JURY = ("Maame", "Fiifi", "Dede")
MARKS = {
    "Free Flow": {"Maame": (5, 4, 4, 4), "Fiifi": (4, 4, 4, 3), "Dede": (5, 4, 5, 4)},
    "Cool Stops": {"Maame": (4, 3, 3, 4), "Fiifi": (3, 3, 3, 2)},
}
"""Relevance 35, innovation 12.5, management 32.5 and budget 20, each mark a fifth of it.

Free Flow: 87, 76 and 93.5, in the mean 85.5. Cool Stops: 71 and 56 from two of the three, who
gave Free Flow (16 + 20) / 2 = 18 more: 85.5 - 18 = 67.5 official points, though the mean is 63.5.
"""


def the_jury_marks(camp):
    for name in JURY:
        camp[name].clicks("I have read this")
        camp[name].sees("The teams appear here once the round is open.")
    camp.move("Begin the jury")
    dede, secretary = camp["Dede"], camp["Kwame"]
    dede.page.reload()
    family = dede.card(".jury-cards > li", "Cool Stops")
    family.locator("summary").click()
    family.get_by_role("radio", name="Family or close friend").check()
    family.get_by_label("In one line, for the secretary").fill("My cousin is in it.")
    family.get_by_role("button", name="I step aside for this team").click()
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
