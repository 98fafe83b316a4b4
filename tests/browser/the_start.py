"""The first half of the day: the door, the news, ideas and dots, a team, and a mentor's visit."""

import re
from io import BytesIO

import requests
from PIL import Image

from tests.browser import the_jury
from tests.browser.phones import glimpse, see, see_none

IDEA, TEAM = "A quiet hour in every clinic", "Quiet hour"


def badge_of(day, name):
    """Return the six characters that somebody without a phone here would say at the door."""
    token = day.server.person(name)["token"]
    page = requests.get(
        f"{day.server.address}/camps/tashkent/badge",
        headers={"Authorization": f"Bearer {token}"},
        timeout=20,
    )
    return re.search(r'class="code">(\w{3}) (\w{3})<', page.text).expand(r"\1\2")


def picture_of_badge(page):
    return Image.open(BytesIO(page.locator(".qr--badge").screenshot()))


def code_of_badge(page):
    return page.locator(".badge-page .code").inner_text().replace(" ", "")


def the_first_is_let_in(day):
    inside = day.organiser.locator(".counters li", has_text="In the building").locator("data")
    before, code = int(inside.inner_text()), code_of_badge(day.second)
    for phone in (day.first, day.second):
        day.phones.go(phone, "/home")

    day.door.get_by_role("button", name="Open the camera").click()

    glimpse(day.door, ".verdict", f"Come in {day.people['first']['name']}")
    see(inside, str(before + 1))
    see(day.projector.locator(".welcome__count data"), str(before + 1))
    see(day.first.locator(".tile__note").first, "You are in")
    see(day.second.locator(".tile__note").first, "Show it at the door")
    see_none(day.door.locator(".verdict"))  # It makes way by itself.
    day.door.locator("#badge").fill(code)
    day.door.locator("#badge").press("Enter")
    glimpse(day.door, ".verdict", f"Come in {day.people['second']['name']}")
    see(inside, str(before + 2))
    day.inside = before
    see(day.second.locator(".tile__note").first, "You are in")
    day.phones.stay()


def an_announcement_reaches_everybody(day):
    room = day.organiser
    room.get_by_role("button", name="Announcement").click()
    see(day.projector.locator("#scene-announcement"), "There is no announcement.")
    see_none(day.first.locator(".news"))

    room.locator("#text").fill("Pitches begin in the large hall.")
    room.get_by_label("On the projector too").check()
    room.get_by_role("button", name="Send").click()

    for phone in (day.first, day.second):
        see(phone.locator(".news__text"), "Pitches begin in the large hall.")
    see(day.projector.locator("#scene-announcement"), "Pitches begin in the large hall.")
    day.phones.stay()


def an_idea_is_written_and_let_in(day):
    day.move("Go to ideas")
    see(day.first.locator(".now__button"), "See the ideas")
    day.phones.stay()
    day.phones.go(day.organiser, "/ideas/desk")
    day.phones.go(day.second, "/ideas")
    day.phones.go(day.first, "/ideas/new")
    day.first.get_by_label("Name of the idea").fill(IDEA)
    day.first.get_by_label("What is the problem?").fill("Waiting rooms are loud.")
    day.first.get_by_label("Your idea").fill("One hour a day without screens and calls.")

    day.phones.follow(day.first, day.first.get_by_role("button", name="Post idea"))

    unread = day.organiser.locator("article[id^=screen-]", has_text=IDEA)
    see(unread, "Waiting rooms are loud.")
    see_none(day.second.get_by_text(IDEA))
    unread.get_by_role("button", name="Let it in").click()
    # What is new waits above the board until its reader asks for it.
    day.second.locator("[data-newcomers]").click()
    see(day.second.locator(".idea", has_text=IDEA), "Waiting rooms are loud.")
    day.phones.stay()


def the_dots_stay_hidden_until_the_close(day):
    for pitch in day.ask("organiser", "GET", "/camps/tashkent/pitches"):
        day.ask("organiser", "PUT", f"/ideas/{pitch['idea']}/pitch", state="skipped")
    day.ask("organiser", "PUT", "/camps/tashkent/phase", phase="voting")
    day.phones.go(day.first, "/ideas")
    day.organiser.get_by_role("button", name="Open the vote").click()
    own, card = (phone.locator(".idea", has_text=IDEA) for phone in (day.first, day.second))
    see(own, "You cannot give it dots")

    for n, left in ((1, "2 dots left"), (2, "1 dot left")):
        card.get_by_role("button", name=f"Dot {n} of 2").click()
        see(day.second.locator(".dots-bar"), left)

    see(day.projector.locator("#scene-announcement"), "Pitches begin")
    day.organiser.get_by_role("button", name="Close the vote").click()
    for phone in (day.first, day.second):
        see(phone.locator(".strip--calm"), "The dots are shown soon.")
        see_none(phone.locator(".idea__result"))
    day.organiser.get_by_role("button", name="Show the dots to everybody").click()
    for result in (own, card):
        see(result.locator(".idea__result"), "2 dots from 1 person")
    day.phones.stay()


def a_team_takes_somebody_in(day):
    day.ask("organiser", "PUT", "/camps/tashkent/phase", phase="forming")
    day.phones.go(day.first, "/teams")
    day.phones.go(day.second, "/teams")
    day.first.get_by_label("Name of the team").fill(TEAM)
    day.phones.follow(day.first, day.first.get_by_role("button", name="Make the team"))

    found = day.second.locator(".team-list__item", has_text=TEAM)
    day.phones.follow(day.second, found.get_by_role("link", name="Ask"))
    day.second.get_by_label("What you would bring").fill("I know every clinic in town.")
    day.second.get_by_role("button", name="Ask to join").click()
    see(day.second.locator("#main"), "You asked at")
    day.phones.go(day.second, "/teams")

    request = day.first.locator("article[id^=request-]", has_text="I know every clinic in town.")
    see(request, day.people["second"]["name"])
    request.get_by_role("button", name="Accept").click()
    see(day.second.locator("#main"), f"You are in {TEAM}.")
    see(day.first.locator(".team__members"), day.people["second"]["name"])
    day.phones.stay()


def a_mentor_comes_and_leaves_a_note(day):
    day.team, day.teams = TEAM, the_jury.make_the_teams_large_enough(day, TEAM)
    day.ask("organiser", "PUT", "/camps/tashkent/phase", phase="build")
    mentor = day.open("mentor", "/mentoring")
    for phone in (day.first, day.second):
        day.phones.go(phone, "/mentoring/team")
    day.first.get_by_label("What do you need help with?").fill("Whom do we ask first?")
    day.first.get_by_role("button", name="Call a mentor").click()
    see(day.second.locator("#main"), "A mentor comes to you")
    see(mentor.locator(".queue__team", has_text=TEAM), "Whom do we ask first?")

    mentor.get_by_role("button", name=f"Go to {TEAM}").click()

    for phone in (day.first, day.second):
        see(phone.locator("#main"), f"{day.people['mentor']['name']} is with you")
    day.phones.follow(mentor, mentor.get_by_role("button", name="Done, write the note"))
    mentor.get_by_role("radio", name="going well").check()
    mentor.get_by_label("What works").fill("You asked two nurses already.")
    mentor.get_by_role("radio", name="No", exact=True).check()
    day.phones.follow(mentor, mentor.get_by_role("button", name="Send and go on"))
    for phone in (day.first, day.second):
        see(phone.locator("#main"), "You asked two nurses already.")
        see_none(phone.get_by_text("is with you"))
    day.phones.stay()
