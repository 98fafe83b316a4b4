"""The order of pitches follows the tech check; one team may be moved once."""

from tests.teams.scenes import load, slug_of, team


def check(cast, name, team_id):
    return cast.program(name).put(f"/teams/{team_id}/tech-check")


def move(cast, name, team_id, place, reason="their bus leaves at four"):
    body = {"place": place, "reason": reason}
    return cast.program(name).put(f"/teams/{team_id}/pitch-place", body)


def order(cast, *teams):
    return [load(cast, one).pitch_order for one in teams]


def test_the_order_is_that_of_the_tech_check(cast, team_id):
    other = team_in_build(cast)

    assert [check(cast, "Rustam", one).status_code for one in (other, team_id, other)] == [200] * 3
    assert order(cast, other, team_id) == [1, 2]
    assert check(cast, "Bobur", team_id).status_code == 403


def test_one_team_is_moved_once_by_an_organiser(cast, team_id):
    other = team_in_build(cast)
    for one in (team_id, other):
        check(cast, "Kamol", one)

    denied = move(cast, "Rustam", other, 1)
    unknown = move(cast, "Aziza", other, 3)
    moved = [move(cast, "Aziza", other, 1).status_code for _ in range(2)]
    again = move(cast, "Aziza", team_id, 1)

    assert (denied.status_code, unknown.status_code, moved) == (403, 422, [200, 200])
    assert order(cast, other, team_id) == [1, 2]
    assert (again.status_code, slug_of(again)) == (409, "moved-before")


def test_once_the_jury_sits_the_order_is_fixed(cast, team_id):
    cast.move("jury")

    fixed = check(cast, "Rustam", team_id)

    assert (fixed.status_code, slug_of(fixed)) == (409, "order-fixed")


def test_the_board_shows_versions_and_takes_acceptance(cast, team_id, clock):
    clock.pass_(minutes=62)
    body = {"solution": "A bot", "saved_at": "2027-04-16T14:48:00+05:00"}
    cast.program("Bobur").put(f"/teams/{team_id}/submission", body)
    browser, path = cast.browser("Aziza"), f"/camps/{cast.slug}/projects"

    page = browser.get(path).text
    cast.form(browser, f"/teams/{team_id}/submission/acceptance", {"reason": "offline"}, back=path)
    cast.form(browser, f"/teams/{team_id}/tech-check", {"x": ""}, back=path)
    after = browser.get(path).text

    assert ("15:02" in page, "14:48" in page, "Accept the late version" in page) == (True,) * 3
    assert ("late, accepted" in after, "Accept the late version" in after) == (True, False)
    assert order(cast, team_id) == [1]
    assert cast.browser("Bobur").get(path).status_code == 403


def team_in_build(cast):
    cast.move("forming")
    made = team(cast, "Dilnoza", "Boshqa")
    cast.move("build")
    return made
