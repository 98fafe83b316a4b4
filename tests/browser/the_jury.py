"""The jury of the day: teams are made ready, two jurors mark, the server falls and stands up."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.browser.phones import AFTER_A_FALL, glimpse, see, see_state
from tests.browser.serving import DESK

RIVAL = "Asal yoʻli"
SEATS = ("Ирина Белова", "James Okoro", "Lobar Yusupova", "Shavkat Rahimov", "Dilfuza Sobirova")
"""Jurors who mark on devices of their own that this test does not open."""
LINE = {"category": "services", "item": "Signs", "quantity": 10, "unit_cost": 1_200_000}


def make_the_teams_large_enough(day, name):
    """One more joins the team, and three make another: none of them has a phone here."""
    free = ("Humoyun Rajabov", "Lola Nazarova", "Otabek Soliyev")
    ideas = day.ask("organiser", "GET", "/camps/tashkent/ideas")
    rival = next(one["id"] for one in ideas if one["title"].startswith("Asalchi"))
    day.ask("organiser", "POST", "/camps/tashkent/teams", name=RIVAL, ideas=[rival])
    teams = {one["name"]: one["id"] for one in day.ask("organiser", "GET", "/camps/tashkent/teams")}
    for person, team in zip(free, (name, RIVAL, RIVAL), strict=True):
        asked = day.ask(person, "POST", f"/teams/{teams[team]}/requests")
        day.ask("organiser", "PUT", f"/requests/{asked['id']}", state="accepted")
    return teams


def teams_stand_before_the_jury(day):
    hand_in_and_lock(day)
    day.open("secretary", "/jury/desk", viewport=DESK)
    for name in ("chair", "juror"):
        phone = day.open(name, "/jury")
        day.phones.follow(phone, phone.get_by_role("button", name="I have read this"))
        day.phones.follow(phone, phone.get_by_role("link", name="No other ties, continue"))
        see(phone.locator(".strip:not([hidden])"), "The round is not open yet.")

    day.move("Begin the jury")

    for phone in (day.chair, day.juror):
        see(phone.locator(".strip:not([hidden])"), f"Next: {day.team}")
    day.organiser.get_by_role("button", name="Jury progress").click()
    see(day.projector.locator("#scene-jury .scene-count"), "0 / 2")
    day.secretary.get_by_role("button", name="Start the slot").click()
    for phone in (day.chair, day.juror):
        see(phone.locator(".strip:not([hidden])"), f"On stage: {day.team}")
    see(day.projector.locator("[data-state=now]"), day.team)
    day.phones.stay()


def hand_in_and_lock(day):
    for team in day.teams.values():
        words = {"problem": "Waiting is loud.", "solution": "An hour without calls."}
        day.ask("organiser", "PUT", f"/teams/{team}/submission", **words, budget={"lines": [LINE]})
    over = datetime.now(UTC) - timedelta(hours=1)
    day.ask("organiser", "PUT", "/camps/tashkent/deadlines/submission", at=over.isoformat())
    day.ask("organiser", "PUT", "/camps/tashkent/phase", phase="locked")


def two_jurors_mark_while_the_server_falls(day):
    for phone in (day.first, day.second):
        day.phones.go(phone, "/home")
    day.phones.go(day.mentor, "/schedule")
    for phone in (day.chair, day.juror):
        day.phones.follow(phone, phone.get_by_role("link", name=day.team))
    hand_in_while_a_draft_is_on_its_way(day)
    see(day.chair.locator("#main"), "1 of 2 handed in")
    mark(day.juror, 4, 0, 2)
    cells = day.secretary.locator("tr", has_text=day.team).locator("[data-state]")
    see_state(cells.nth(0), "submitted")
    see_state(cells.nth(1), "draft")

    mark(day.juror, 4, 2, 3)
    day.server.kill()
    mark(day.juror, 3, 3)
    day.juror.get_by_role("button", name="Hand in").click()
    day.door.locator("#badge").fill(day.late_badge)
    day.door.locator("#badge").press("Enter")
    # The door decides by its list meanwhile; the verdict goes by itself, so it is looked at first.
    glimpse(day.door, ".verdict", "Come in")
    see(day.juror.locator(".state-line"), "1 on this phone")
    see(day.door.locator("[data-queue]"), "1 to send")
    day.server.restart()

    see(day.juror.locator("[data-hand-in]"), "Handed in.", AFTER_A_FALL)
    expect(day.door.locator("[data-queue]")).to_be_hidden(timeout=AFTER_A_FALL)
    see_state(cells.nth(1), "submitted")
    day.phones.stay()


def hand_in_while_a_draft_is_on_its_way(day):
    held = []

    def hold(route):
        held.append(route)

    day.chair.route("**/ballots/*", hold, times=1)
    with day.chair.expect_request("**/ballots/*"):
        mark(day.chair, 5)
    with day.chair.expect_navigation():
        day.chair.get_by_role("button", name="Hand in").click()
        held[0].continue_()
    day.phones.mark(day.chair)


def mark(phone, step, start=0, end=None):
    """Tap a mark for some of the criteria."""
    for row in phone.locator(".score-row").all()[start:end]:
        row.locator(".choice", has_text=str(step)).click()


def everybody_carries_on(day):
    """After the fall each page hears the next act of somebody else, on the page it always was."""
    arrived_once(day)
    inside = day.organiser.locator(".counters li", has_text="In the building").locator("data")
    see(inside, str(day.inside + 3), AFTER_A_FALL)
    for name in SEATS:
        cast(day, name, day.team, 4)
    see(day.projector.locator("#scene-jury .scene-count"), "1 / 2", AFTER_A_FALL)
    day.organiser.locator("#text").fill("The lights are back.")
    day.organiser.get_by_role("button", name="Send").click()
    for phone in (day.first, day.second):
        see(phone.locator(".news__text"), "The lights are back.", AFTER_A_FALL)
    see(day.mentor.locator("#main"), "The lights are back.", AFTER_A_FALL)
    day.phones.follow(day.juror, day.juror.get_by_role("button", name="Handed in. Next team"))

    day.secretary.get_by_role("button", name="End the slot").click()

    for phone in (day.chair, day.juror):
        see(phone.locator(".strip:not([hidden])"), f"Next: {RIVAL}", AFTER_A_FALL)
    day.phones.stay()


def arrived_once(day):
    """What was tapped while there was no server is in the log once, with the last marks."""
    day.phones.go(day.organiser, "/log")
    said = f"handed in a ballot on {day.team}"
    told = [line for line in day.organiser.locator(".log tr").all_inner_texts() if said in line]
    assert [sum(name in line for line in told) for name in ("Saida", "Baxtiyor")] == [1, 1]
    seen = day.ask("juror", "GET", f"/rounds/{day.round}")
    (ballot,) = seen["ballots"]
    marks = [ballot["marks"][one["key"]] for one in seen["rubric"]["criteria"]]
    assert (ballot["state"], marks) == ("submitted", [4, 4, 4, 3, 3, 3])
    day.phones.go(day.organiser, "/control")


def cast(day, name, team, step):
    path = f"/rounds/{day.round}"
    keys = [one["key"] for one in day.ask(name, "GET", path)["rubric"]["criteria"]]
    marks = dict.fromkeys(keys, step)
    day.ask(name, "PUT", f"{path}/ballots/{day.teams[team]}", marks=marks, state="submitted")
