"""Making a team: by authors, by organisers, once for an idea and a name."""

from uuid import uuid4

import pytest

from camp.ideas.models import Idea
from camp.teams.models import Request
from tests.teams.scenes import answer, get, idea, load, members, people, slug_of, states, team


def post(cast, who, **body):
    return cast.program(who).post(f"/camps/{cast.slug}/teams", body)


def test_an_author_makes_a_team_and_leads_it(cast):
    own = idea(cast, "Bobur")

    made = post(cast, "Bobur", name="Toza havo", ideas=[own])

    assert made.status_code == 201
    assert made.json == {
        "id": made.json["id"], "ref": None, "number": 1, "name": "Toza havo", "one_liner": "",
        "state": "forming", "ideas": [own], "size": 1, "max": 3, "free": 2, "waiting": 0,
        "wanted": ["design", "data"], "missing": ["design", "data"], "lead_is_adult": True,
        "members": [
            {"participant": cast.participant("Bobur").id, "name": "Bobur", "role": "lead"}
        ],
    }  # fmt: skip
    assert get(cast, Idea, own).state == "team_formed"


def test_sent_twice_it_is_one_team(cast):
    own, key = idea(cast, "Bobur"), str(uuid4())
    body = {"name": "Toza havo", "ideas": [own]}
    program = cast.program("Bobur")

    answers = [program.post(f"/camps/{cast.slug}/teams", body, key=key).json for _ in range(2)]
    again = program.post(f"/camps/{cast.slug}/teams", body).json

    assert answers[0] == answers[1] == again
    assert len(program.get(f"/camps/{cast.slug}/teams").json) == 1


def test_two_merged_ideas_make_one_team(cast):
    first, second = idea(cast, "Bobur"), idea(cast, "Dilnoza", "Yashil maktab", skills=["law"])

    made = post(cast, "Bobur", name="Yashil", ideas=[first, second])

    assert made.json["ideas"] == [first, second]
    assert made.json["wanted"] == ["design", "data", "law"]


def test_an_idea_and_a_name_are_taken_once(cast):
    own = idea(cast, "Bobur")
    post(cast, "Bobur", name="Toʻlqin", ideas=[own])
    other = idea(cast, "Dilnoza", "Yana")

    same_idea = post(cast, "Aziza", name="Yana", ideas=[own], lead=cast.participant("Dilnoza").id)
    same_name = post(cast, "Dilnoza", name="To'lqin", ideas=[other])

    assert (same_idea.status_code, slug_of(same_idea)) == (409, "idea-taken")
    assert (same_name.status_code, slug_of(same_name)) == (409, "name-taken")


@pytest.mark.parametrize(
    ("who", "status"), [("Sardor", 403), ("Jasur", 403), ("Malika", 403), (None, 401)]
)
def test_others_make_no_team(cast, who, status):
    own = idea(cast, "Bobur")

    assert post(cast, who, name="Yana", ideas=[own]).status_code == status


def test_nobody_makes_a_team_from_somebody_elses_idea(cast):
    made = post(cast, "Dilnoza", name="Yana", ideas=[idea(cast, "Bobur")])

    assert (made.status_code, slug_of(made)) == (403, "not-your-team")


def test_friends_of_an_author_are_offered_their_seats(cast):
    friend = people(cast, 1)[0]
    own = idea(cast, "Bobur")

    made = post(
        cast, "Bobur", name="Uchlik", ideas=[own], friends=[cast.participant(friend).id]
    ).json
    with cast.db.read() as session:
        request = session.query(Request).one()
    accepted = answer(cast, friend, request.id)

    assert (made["size"], made["free"]) == (1, 1)
    assert accepted.json["state"] == "accepted"
    assert members(cast, made["id"]) == ["Bobur", friend]


def test_a_group_of_friends_has_three_at_most(cast):
    friends = [cast.participant(name).id for name in people(cast, 3)]

    made = post(cast, "Bobur", name="Toʻrtlik", ideas=[idea(cast, "Bobur")], friends=friends)

    assert (made.status_code, slug_of(made)) == (422, "invalid")
    assert list(made.json["fields"]) == ["friends"]


def test_after_the_lock_only_organisers_make_one(cast):
    own = idea(cast, "Bobur")
    cast.move("build")

    late = post(cast, "Bobur", name="Kech", ideas=[own])
    placed = post(cast, "Aziza", name="Kech", ideas=[own])

    assert (late.status_code, slug_of(late)) == (409, "teams-locked")
    assert (placed.status_code, placed.json["state"]) == (201, "locked")


def test_an_earlier_phase_makes_none(cast):
    own = idea(cast, "Bobur")
    cast.move("voting")

    made = post(cast, "Bobur", name="Erta", ideas=[own])

    assert (made.status_code, slug_of(made)) == (409, "gate-closed")


def test_a_lead_changes_name_and_wanted_skills(cast):
    made = team(cast)
    browser = cast.browser("Bobur")

    cast.form(browser, f"/teams/{made}", {"name": "Yangi", "wanted": ["law"], "one_liner": "x"})
    refused = cast.form(cast.browser("Dilnoza"), f"/teams/{made}", {"name": "Meniki"})

    found = load(cast, made)
    assert (found.name, found.wanted, found.one_liner) == ("Yangi", ["law"], "x")
    assert refused.status_code == 403


def test_a_split_needs_the_minimum_on_both_sides(cast):
    names = people(cast, 2)
    made = team(cast, members=names)
    ids = [cast.participant(name).id for name in names]
    browser = cast.browser("Bobur")

    small = cast.form(browser, f"/teams/{made}/division", {"name": "Boʻlak", "members": ids})

    assert small.status_code == 409
    assert members(cast, made) == ["Bobur", *names]


def test_a_split_moves_people_and_the_second_idea(app, clock):
    from tests.cast import Cast

    cast = Cast(app, clock, phase="forming", team_min=2, team_max=5)
    names = people(cast, 3)
    first, second = idea(cast, "Bobur"), idea(cast, "Dilnoza", "Ikkinchi")
    made = post(cast, "Bobur", name="Birga", ideas=[first, second]).json["id"]
    for name in names:
        cast.program("Aziza").put(f"/teams/{made}/seats/{cast.participant(name).id}")
    ids = [cast.participant(name).id for name in names[1:]]
    browser = cast.browser("Bobur")

    for _ in range(2):
        cast.form(browser, f"/teams/{made}/division", {"name": "Boʻlak", "members": ids})

    every = cast.program("Bobur").get(f"/camps/{cast.slug}/teams").json
    assert [(one["name"], one["size"], one["ideas"]) for one in every] == [
        ("Birga", 2, [first]),
        ("Boʻlak", 2, [second]),
    ]
    assert every[1]["members"][0]["role"] == "lead"


def test_a_closed_team_frees_its_people_and_its_idea(cast):
    made = team(cast, members=people(cast, 1))
    waiting = cast.program("Dilnoza").post(f"/teams/{made}/requests").json["id"]
    closing = {"state": "withdrawn", "reason": "two people are too few"}

    answers = [cast.program("Bobur").put(f"/teams/{made}/closure", closing) for _ in range(2)]

    assert [one.json["state"] for one in answers] == ["withdrawn", "withdrawn"]
    assert members(cast, made) == []
    assert states(cast, made) == ["cancelled"]
    assert get(cast, Request, waiting).why == "closed"
    with cast.db.read() as session:
        assert [one.state for one in session.query(Idea)] == ["not_formed"]


def test_only_organisers_disqualify(cast):
    made = team(cast)
    closing = {"state": "disqualified", "reason": "work of another camp"}

    assert cast.program("Bobur").put(f"/teams/{made}/closure", closing).status_code == 403
    assert cast.program("Rustam").put(f"/teams/{made}/closure", closing).status_code == 403
    assert cast.program("Aziza").put(f"/teams/{made}/closure", closing).status_code == 200
    assert load(cast, made).state_reason == "work of another camp"
