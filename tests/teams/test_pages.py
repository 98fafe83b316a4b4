"""Pages of teams: who sees what, names of minors, statements, and what is pushed."""

import pytest
from sqlalchemy import event

from camp.core.rules import Role
from tests.teams.scenes import answer, ask, idea, people, team


def statements(cast, path, name):
    client, seen = cast.browser(name), []
    client.get(path)

    def count(_connection, _cursor, statement, *_):
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    event.listen(cast.db.engine, "before_cursor_execute", count)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(cast.db.engine, "before_cursor_execute", count)
    return len(seen)


@pytest.mark.parametrize("page", ["teams", "teams/desk", "stage/teams", "projects"])
def test_lists_need_as_many_statements_for_three_teams_as_for_one(cast, page):
    names = people(cast, 4)
    team(cast, members=names[:1])
    path = f"/camps/{cast.slug}/{page}"
    one = statements(cast, path, "Aziza")

    for name in names[1:3]:
        team(cast, name, f"Jamoa {name}")
    ask(cast, "Dilnoza", team(cast, names[3], "Oxirgi"))

    assert statements(cast, path, "Aziza") == one


@pytest.mark.parametrize(
    ("page", "name", "status"),
    [
        ("teams", "Bobur", 200), ("teams", "Malika", 200), ("teams", "Sardor", 403),
        ("teams/desk", "Rustam", 200), ("teams/desk", "Bobur", 403), ("teams/desk", "Jasur", 403),
        ("teams/desk/board", "Bobur", 403), ("team", "Bobur", 200), ("team", "Dilnoza", 200),
    ],
)  # fmt: skip
def test_who_may_open_what(cast, page, name, status):
    team(cast)

    assert cast.browser(name).get(f"/camps/{cast.slug}/{page}").status_code == status


def test_members_mentors_and_staff_see_inside_a_team_others_ask(cast):
    made = team(cast, members=people(cast, 1))
    asked = ask(cast, "Dilnoza", made, json={"text": "I draw maps."}).json

    inside = {
        name: cast.browser(name).get(f"/teams/{made}/inside").status_code
        for name in ("Bobur", "Malika", "Rustam", "Kamol", "Dilnoza", "Jasur")
    }

    assert inside == {
        "Bobur": 200, "Malika": 200, "Rustam": 200, "Kamol": 200, "Dilnoza": 403, "Jasur": 403,
    }  # fmt: skip
    assert "I draw maps." in cast.browser("Bobur").get(f"/camps/{cast.slug}/team").text
    outside = cast.browser("Dilnoza").get(f"/teams/{made}").text
    assert "You asked at" in outside
    assert "I draw maps." not in outside
    assert asked["state"] == "asked"


def test_minors_are_named_by_first_name_and_initial_in_lists(cast):
    cast.add("Malohat Yusupova", Role.PARTICIPANT, birth_year=2011)
    made = team(cast, "Malohat Yusupova", "Yoshlar")

    listed = cast.program("Olim").get(f"/camps/{cast.slug}/teams").json[0]
    stage = cast.browser("Aziza").get(f"/camps/{cast.slug}/stage/teams").text

    assert listed["members"][0]["name"] == "Malohat Y."
    assert listed["lead_is_adult"] is False
    assert "Malohat" not in stage
    inside = cast.browser("Malohat Yusupova").get(f"/teams/{made}").text
    assert "The lead is under 18" in inside


def test_a_form_without_scripts_makes_asks_and_accepts(cast):
    bobur, dilnoza = cast.browser("Bobur"), cast.browser("Dilnoza")
    own = idea(cast, "Bobur")
    board = f"/camps/{cast.slug}/teams"

    made = cast.form(bobur, board, {"name": "Toza havo", "ideas": own})
    team_id = cast.program("Bobur").get(board).json[0]["id"]
    asked = cast.form(dilnoza, f"/teams/{team_id}/requests", {"text": "x"}, back=board)
    page = bobur.get(f"/camps/{cast.slug}/team").text
    request_id = page.split('action="/requests/')[1].split('"')[0]
    cast.form(bobur, f"/requests/{request_id}", {"state": "accepted"}, back=board)
    left = cast.form(dilnoza, f"/teams/{team_id}/departures", {"reason": "family"})

    assert (made.status_code, made.location) == (303, f"/camps/{cast.slug}/team")
    assert (asked.status_code, asked.location) == (303, board)
    assert (left.status_code, left.location) == (303, board)
    assert cast.program("Bobur").get(board).json[0]["size"] == 1


def test_phones_and_the_stage_hear_what_a_reload_would_show(cast):
    made = team(cast)
    asked = ask(cast, "Dilnoza", made).json["id"]
    topic = f"camp:{cast.slug}:teams"
    phone = cast.phone("Dilnoza", topic)

    answer(cast, "Bobur", asked)

    browser = cast.browser("Dilnoza")
    paths = [f"/camps/{cast.slug}/{name}" for name in ("teams/open", "stage/teams")]
    pages = {path: browser.get(path) for path in paths}
    name, news = cast.heard(phone)[-1]
    assert name == topic
    assert news["html"] == {path: page.text for path, page in pages.items()}
    assert {page.headers["Camp-Seq"] for page in pages.values()} == {str(news["seq"])}


def test_a_teams_own_topic_tells_its_members_alone(cast):
    made = team(cast)
    topic = f"team:{made}"
    member, outsider = cast.phone("Bobur", topic), cast.phone("Dilnoza")

    refused = [
        outsider.emit("watch", topic, callback=True),
        cast.phone("Jasur").emit("watch", topic, callback=True),
        cast.phone(None).emit("watch", topic, callback=True),
        cast.phone("Bobur").emit("watch", "team:nobody", callback=True),
    ]
    ask(cast, "Dilnoza", made)

    assert refused == [{"error": "forbidden"}] * 4
    name, news = cast.heard(member)[-1]
    assert (name, news["html"]) == (topic, {})
    reload = cast.browser("Bobur").get(f"/teams/{made}/inside")
    assert reload.headers["Camp-Seq"] == str(news["seq"])
    assert "Want to join" in reload.text
    assert cast.heard(outsider) == []


def test_nobody_without_a_role_watches_teams(cast):
    topic = f"camp:{cast.slug}:teams"

    answers = [cast.phone(name).emit("watch", topic, callback=True) for name in ("Sardor", None)]

    assert answers == [{"error": "forbidden"}] * 2
