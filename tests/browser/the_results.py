"""The results of the day: the jury decides, the hall sees it step by step, two keys publish it."""

from tests.browser.phones import see, see_all, see_none
from tests.browser.the_jury import RIVAL, SEATS, cast

QUORUM = 5


def the_jury_decides(day):
    day.secretary.get_by_role("button", name="Start the slot").click()
    see(day.juror.locator(".strip:not([hidden])"), f"On stage: {RIVAL}")
    for name in ("chair", "juror", *SEATS):
        cast(day, name, RIVAL, 2)
    see(day.projector.locator("#scene-jury .scene-count"), "2 / 2")
    day.secretary.get_by_role("button", name="End the slot").click()
    see(day.secretary.locator(".jury-desk"), "All teams have pitched.")
    for phone in (day.chair, day.juror):
        see(phone.locator(".strip:not([hidden])"), "All your ballots are in.")
    day.phones.stay()
    day.move("Go to deliberation")

    write_the_protocol(day)
    day.phones.go(day.secretary, "/grants")
    # To leave before the answer would call the form's sending off.
    with day.secretary.expect_response("**/grants/decisions"):
        day.secretary.get_by_role("button", name="Write the decisions down").click()
    day.phones.go(day.secretary, "/protocol")
    sign_the_protocol(day)


def write_the_protocol(day):
    day.phones.go(day.secretary, "/protocol")
    for seat in SEATS[QUORUM - 2 :]:
        day.secretary.get_by_label(seat).uncheck()
    day.secretary.get_by_role("button", name="Write down").click()
    see_all(day.secretary.locator(".signatures button"), QUORUM)


def sign_the_protocol(day):
    day.phones.go(day.chair, "/protocol")
    day.chair.get_by_role("button", name="Sign the protocol").click()
    see(day.chair.locator(".signatures"), "signed")
    day.phones.go(day.secretary, "/protocol")
    for left in range(QUORUM - 1, 0, -1):
        buttons = day.secretary.get_by_role("button", name="Signed on paper")
        see_all(buttons, left)
        buttons.first.click()
    # Between two pages there is no button either: all must stand there as signed.
    see_all(day.secretary.locator(".signatures .tag--ok"), QUORUM)
    see_all(day.secretary.locator(".signatures button"), 0)


def the_hall_sees_the_reveal(day):
    day.phones.go(day.first, "/results/mine")
    day.phones.go(day.second, "/results")
    for page in (day.organiser, day.chair):
        day.phones.go(page, "/control/next")
        day.phones.follow(page, page.get_by_role("button", name="Turn my key"))
    day.phones.go(day.organiser, "/control")
    day.organiser.get_by_role("button", name="To the reveal").click()
    see_all(day.projector.locator("#scene-reveal .board__row--veiled"), 2)
    assert day.team not in day.projector.content()

    for shown, veiled in ((RIVAL, 1), (day.team, 0)):
        day.organiser.get_by_role("button", name="Next step").click()
        see(day.projector.locator(".board__row--lifted"), shown)
        see_all(day.projector.locator(".board__row--veiled"), veiled)

    see(day.first.locator("#main"), "The result is not published yet.")
    see_none(day.second.get_by_text(day.team))
    day.phones.stay()


def two_keys_publish(day):
    for page, path in ((day.chair, "/deliberation"), (day.organiser, "/grants")):
        see(day.first.locator("#main"), "The result is not published yet.")
        day.phones.go(page, path)
        page.get_by_role("button", name="Turn my key").click()

    see(day.first.locator("#main"), "You get all that you asked for.")
    see(day.second.locator("#main"), day.team)
    see(day.chair.locator("#main"), "published")
    day.phones.go(day.organiser, "/control")
    day.organiser.get_by_role("button", name="Grants", exact=False).first.click()
    see(day.projector.locator("#scene-grants"), day.team)
    day.phones.stay()
