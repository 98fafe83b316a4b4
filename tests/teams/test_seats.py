"""Asking for seats, waiting in line, offers, leaving and placing."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError

from camp.core.ids import new_id
from camp.core.rules import Role
from camp.teams.models import Request, Seat
from tests.cast import Cast
from tests.teams.scenes import answer, ask, get, members, people, slug_of, states, team


def test_a_lead_accepts_who_asks(cast):
    made = team(cast)

    asked = ask(cast, "Dilnoza", made)
    accepted = answer(cast, "Bobur", asked.json["id"])

    assert (asked.status_code, asked.json["state"]) == (201, "asked")
    assert (accepted.status_code, accepted.json["state"]) == (200, "accepted")
    assert members(cast, made) == ["Bobur", "Dilnoza"]


def test_asking_and_accepting_twice_is_once(cast):
    made, key = team(cast), str(uuid4())

    asked = [ask(cast, "Dilnoza", made, key=key).json["id"] for _ in range(2)]
    asked.append(ask(cast, "Dilnoza", made).json["id"])
    answers = [answer(cast, "Bobur", asked[0]).status_code for _ in range(2)]

    assert len(set(asked)) == 1
    assert answers == [200, 200]
    assert members(cast, made) == ["Bobur", "Dilnoza"]
    assert slug_of(answer(cast, "Bobur", asked[0], "declined")) == "request-decided"


def test_only_the_lead_answers_until_twenty_minutes_are_over(cast, clock):
    member, other = people(cast, 2)
    made = team(cast, members=[member])
    asked = ask(cast, "Dilnoza", made).json["id"]

    early = [answer(cast, name, asked) for name in (member, other, "Dilnoza")]
    clock.pass_(minutes=20)
    outsider = answer(cast, other, asked)
    late = answer(cast, member, asked)

    assert [(one.status_code, slug_of(one)) for one in early] == [(403, "not-your-team")] * 3
    assert outsider.status_code == 403
    assert late.status_code == 200


def test_a_place_ends_the_persons_other_requests_with_the_reason(cast):
    lead = people(cast, 1)[0]
    first, second = team(cast), team(cast, lead, "Ikkinchi")
    asked, other = ask(cast, "Dilnoza", first).json["id"], ask(cast, "Dilnoza", second).json["id"]

    answer(cast, "Bobur", asked)

    ended = get(cast, Request, other)
    assert (ended.state, ended.why) == ("cancelled", "joined")
    page = cast.browser("Dilnoza").get(f"/camps/{cast.slug}/teams").text
    assert "You are in Toza havo." in page
    assert slug_of(ask(cast, "Dilnoza", second)) == "in-a-team"


def test_a_full_team_lets_people_wait_in_order(cast, clock):
    names = people(cast, 4)
    made = team(cast, members=names[:2])

    first = ask(cast, names[2], made)
    clock.pass_(seconds=1)
    ask(cast, names[3], made)
    refused = answer(cast, "Bobur", first.json["id"])

    assert first.json["state"] == "waiting"
    assert (refused.status_code, slug_of(refused)) == (409, "team-full")
    assert states(cast, made) == ["waiting", "waiting"]


def test_a_freed_seat_is_offered_to_the_first_and_lapses_to_the_next(cast, clock):
    names = people(cast, 4)
    made = team(cast, members=names[:2])
    asked = []
    for name in names[2:]:
        asked.append(ask(cast, name, made).json["id"])
        clock.pass_(seconds=1)

    cast.program(names[0]).delete(
        f"/teams/{made}/seats/{cast.participant(names[0]).id}", {"reason": "family"}
    )
    offered = states(cast, made)
    blocked = ask(cast, "Dilnoza", made).json["state"]
    clock.pass_(minutes=10)
    too_late = answer(cast, names[2], asked[0])
    cast.program("Aziza").get(f"/camps/{cast.slug}/teams")
    passed_on = states(cast, made)
    taken = answer(cast, names[3], asked[1])

    assert offered == ["offered", "waiting"]
    assert blocked == "waiting"
    assert (too_late.status_code, slug_of(too_late)) == (409, "offer-lapsed")
    assert passed_on == ["lapsed", "offered", "waiting"]
    assert taken.status_code == 200
    assert members(cast, made) == ["Bobur", names[1], names[3]]


def test_an_offer_that_is_declined_goes_on_at_once(cast, clock):
    names = people(cast, 4)
    made = team(cast, members=names[:2])
    first = ask(cast, names[2], made).json["id"]
    clock.pass_(seconds=1)
    ask(cast, names[3], made)
    one = cast.participant(names[0]).id
    cast.program("Aziza").delete(f"/teams/{made}/seats/{one}", {"reason": "asked"})

    answer(cast, names[2], first, "declined")

    assert states(cast, made) == ["declined", "offered"]


def test_who_asked_takes_it_back(cast):
    made = team(cast)
    asked = ask(cast, "Dilnoza", made).json["id"]

    answers = [answer(cast, "Dilnoza", asked, "declined").json for _ in range(2)]

    assert [(one["state"], one["why"]) for one in answers] == [("cancelled", "taken_back")] * 2
    assert ask(cast, "Dilnoza", made).status_code == 201


def test_those_who_asked_before_the_last_seat_went_wait_in_line(cast, clock):
    names = people(cast, 2)
    made = team(cast, members=names[:1])
    asked = [ask(cast, name, made).json["id"] for name in (names[1], "Dilnoza")]

    answer(cast, "Bobur", asked[1])

    assert get(cast, Request, asked[0]).state == "waiting"


@pytest.mark.parametrize("who", ["Malika", "Jasur", "Shoira", "Aziza", "Sardor"])
def test_people_with_another_role_do_not_compete(cast, who):
    assert ask(cast, who, team(cast)).status_code == 403


def test_a_participant_who_also_has_a_role_is_not_eligible(cast):
    cast.add("Gulnora Saidova", Role.PARTICIPANT, Role.MENTOR)

    asked = ask(cast, "Gulnora Saidova", team(cast))

    assert (asked.status_code, slug_of(asked)) == (403, "not-eligible")


def test_leaving_twice_is_leaving_once_and_the_lead_passes_on(cast, clock):
    names = people(cast, 2)
    made = team(cast, members=names[:1])
    clock.pass_(minutes=1)
    cast.program("Aziza").put(f"/teams/{made}/seats/{cast.participant(names[1]).id}")
    path = f"/teams/{made}/seats/{cast.participant('Bobur').id}"

    answers = [
        cast.program("Bobur").delete(path, {"reason": "family"}).status_code for _ in range(2)
    ]

    with cast.db.read() as session:
        left = session.query(Seat).filter(Seat.left_at.is_not(None)).one()
        lead = session.query(Seat).filter_by(team_id=made, role="lead").one()
    assert answers == [204, 204]
    assert (left.reason, left.removed_by) == ("family", None)
    assert lead.participant.person.name == names[0]


def test_who_leaves_the_camp_gives_the_seat_up(cast):
    name = people(cast, 1)[0]
    made = team(cast, members=[name])

    cast.form(cast.browser("Bobur"), f"/camps/{cast.slug}/withdrawal", {"reason": "family"})

    assert members(cast, made) == [name]
    assert cast.participant("Bobur").state == "withdrawn"


def test_only_organisers_remove_others(cast):
    name = people(cast, 1)[0]
    made = team(cast, members=[name])
    path = f"/teams/{made}/seats/{cast.participant(name).id}"

    refused = cast.program("Bobur").delete(path, {"reason": "x"})
    removed = cast.program("Rustam").delete(path, {"reason": "asked for it"})

    assert (refused.status_code, slug_of(refused)) == (403, "not-your-team")
    assert removed.status_code == 204
    assert cast.program("Rustam").delete(f"/teams/{made}/seats/nobody").status_code == 404
    with cast.db.read() as session:
        left = session.query(Seat).filter(Seat.left_at.is_not(None)).one()
    assert left.removed_by == cast.id("Rustam")


def test_organisers_place_people_before_and_after_the_lock_below_the_maximum(cast):
    names = people(cast, 3)
    made = team(cast, members=names[:1])
    cast.move("build")
    path = f"/teams/{made}/seats/"

    late = ask(cast, names[1], made)
    placed = [
        cast.program("Rustam").put(path + cast.participant(names[1]).id).status_code
        for _ in range(2)
    ]
    full = cast.program("Rustam").put(path + cast.participant(names[2]).id)
    denied = cast.program("Bobur").put(path + cast.participant(names[2]).id)

    assert (late.status_code, slug_of(late)) == (409, "teams-locked")
    assert placed == [200, 200]
    assert (full.status_code, slug_of(full)) == (409, "team-full")
    assert denied.status_code == 403


def test_a_lead_is_named_by_the_lead_or_an_organiser(cast):
    name = people(cast, 1)[0]
    made = team(cast, members=[name])
    body = {"participant": cast.participant(name).id}

    denied = cast.program(name).put(f"/teams/{made}/lead", body)
    named = [cast.program("Bobur").put(f"/teams/{made}/lead", body).status_code]
    named.append(cast.program("Aziza").put(f"/teams/{made}/lead", body).status_code)

    assert denied.status_code == 403
    assert named == [204, 204]


def test_the_database_refuses_a_second_seat(cast):
    made, one = team(cast), cast.participant("Bobur")
    seat = Seat(
        id=new_id(), camp_id=cast.camp.id, team_id=made, participant_id=one.id,
        joined_at=cast.clock(),
    )  # fmt: skip

    with pytest.raises(IntegrityError):
        cast.db.write(lambda session: session.add(seat))


def test_fifty_who_ask_at_once_fill_exactly_the_free_seats(any_app, clock):
    cast = Cast(any_app, clock, phase="forming", team_min=3, team_max=6)
    names = people(cast, 50)
    made = team(cast)
    programs = {name: cast.program(name) for name in names}
    lead, start, told = cast.program("Bobur"), Barrier(50), []

    def one(name):
        start.wait()
        asked = programs[name].post(f"/teams/{made}/requests")
        if asked.status_code == 201:
            path = f"/teams/{made}/seats/{cast_ids[name]}"
            told.append((asked.status_code, organiser[name].put(path).status_code))
        else:
            told.append((asked.status_code, None))

    cast_ids = {name: cast.participant(name).id for name in names}
    organiser = {name: cast.program("Aziza") for name in names}
    threads = [Thread(target=one, args=[name]) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(told) == 50
    assert sorted(told) == [(201, 200)] * 5 + [(201, 409)] * 45
    assert len(members(cast, made)) == 6
    assert lead.get(f"/teams/{made}").json["free"] == 0
    assert sorted(states(cast, made)) == ["cancelled"] * 5 + ["waiting"] * 45


def test_a_lead_who_accepts_all_at_once_fills_exactly_the_free_seats(any_app, clock):
    cast = Cast(any_app, clock, phase="forming", team_min=3, team_max=6)
    made = team(cast)
    asked = [ask(cast, name, made).json["id"] for name in people(cast, 12)]
    programs, start, told = [cast.program("Bobur") for _ in asked], Barrier(12), []

    def one(program, request_id):
        start.wait()
        told.append(program.put(f"/requests/{request_id}", {"state": "accepted"}).status_code)

    threads = [Thread(target=one, args=pair) for pair in zip(programs, asked, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == [200] * 5 + [409] * 7
    assert len(members(cast, made)) == 6
