"""A team calls, waits, is visited: in order, once, and by one mentor."""

from threading import Thread

import pytest
from sqlalchemy import event

from camp.core.errors import Forbidden, GateClosed
from camp.core.models import LogEntry
from camp.mentoring import queries
from camp.mentoring.models import Mentor, Visit
from camp.mentoring.rules import (
    AlreadyWaiting,
    MentorBusy,
    NobodyWaits,
    NotYourTeam,
    VisitBegun,
    VisitOver,
    VisitTaken,
)


def log(cast, kind):
    with cast.db.read() as session:
        return session.query(LogEntry).filter_by(camp_id=cast.camp.id, kind=kind).count()


def test_teams_wait_in_the_order_of_their_calls_and_turn_amber(hall, clock):
    hall.call(hall.havo, "Dilnoza")
    clock.pass_(minutes=20)
    hall.call(hall.saksovul, "Bobur")
    clock.pass_(minutes=4)
    assert hall.queue() == [("Toza havo", 24, False), ("Saksovul", 4, False)]

    clock.pass_(minutes=1)
    assert hall.queue() == [("Toza havo", 25, True), ("Saksovul", 5, False)]


def test_a_team_waits_once(hall, cast):
    first = hall.call(hall.saksovul, "Bobur")
    again = hall.call(hall.saksovul, "Laylo")

    assert first.id == again.id
    with pytest.raises(AlreadyWaiting):
        hall.call(hall.saksovul, "Bobur", "Something else")
    assert log(cast, "MentorCalled") == 1


def test_only_members_call_and_only_while_mentoring_is_open(hall, cast):
    with pytest.raises(NotYourTeam):
        hall.call(hall.saksovul, "Dilnoza")

    cast.move("locked")
    with pytest.raises(GateClosed) as refused:
        hall.call(hall.saksovul, "Bobur")
    assert refused.value.facts == {"gate": "mentoring", "phase": "locked"}


def test_a_mentor_takes_the_longest_wait_and_a_second_tap_takes_no_second_team(hall, clock, cast):
    hall.call(hall.havo, "Dilnoza")
    clock.pass_(minutes=1)
    hall.call(hall.saksovul, "Bobur")

    first, second = hall.next("Bahrom"), hall.next("Bahrom")

    assert first.id == second.id
    assert first.team_id == hall.havo.id
    assert [name for name, _, _ in hall.queue()] == ["Saksovul"]
    assert log(cast, "VisitStarted") == 1


def test_a_mentor_takes_a_chosen_team_but_one_at_a_time(hall):
    chosen = hall.call(hall.saksovul, "Bobur")
    other = hall.call(hall.havo, "Dilnoza")

    assert hall.start(chosen, "Bahrom").state == "now"
    assert hall.start(chosen, "Bahrom").id == chosen.id
    with pytest.raises(MentorBusy):
        hall.start(other, "Bahrom")
    with pytest.raises(VisitTaken):
        hall.start(chosen, "Malika")
    with pytest.raises(VisitTaken):
        hall.end(chosen, "Malika")

    assert hall.end(chosen, "Bahrom").state == "done"
    assert hall.end(chosen, "Bahrom").state == "done"
    assert hall.start(other, "Bahrom").state == "now"
    with pytest.raises(VisitOver):
        hall.start(chosen, "Malika")


def test_of_two_mentors_who_take_one_team_exactly_one_goes(any_hall):
    visit = any_hall.call(any_hall.saksovul, "Bobur")
    outcomes = []

    def go(name):
        try:
            any_hall.start(visit, name)
            outcomes.append("goes")
        except VisitTaken:
            outcomes.append("taken")

    both = [Thread(target=go, args=(name,)) for name in ("Malika", "Bahrom")]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(outcomes) == ["goes", "taken"]


def test_nobody_to_visit_is_said(hall):
    with pytest.raises(NobodyWaits):
        hall.next("Malika")


def test_nobody_else_visits_teams(hall):
    visit = hall.call(hall.saksovul, "Bobur")

    with pytest.raises(Forbidden):
        hall.start(visit, "Jasur")


def test_a_call_is_called_off_by_members_and_staff(hall, cast):
    visit = hall.call(hall.saksovul, "Bobur")

    with pytest.raises(NotYourTeam):
        hall.call_off(visit, "Dilnoza")
    assert hall.call_off(visit, "Laylo").state == "cancelled"
    assert hall.call_off(visit, "Laylo").state == "cancelled"
    assert log(cast, "VisitCancelled") == 1
    with pytest.raises(VisitOver):
        hall.start(visit, "Malika")
    with pytest.raises(VisitOver):
        hall.end(visit, "Malika")

    again = hall.call(hall.saksovul, "Bobur")
    answer = cast.program("Rustam").delete(f"/visits/{again.id}")
    assert answer.json["state"] == "cancelled"


def test_a_visit_that_goes_on_is_not_called_off(hall):
    visit = hall.call(hall.saksovul, "Bobur")
    hall.start(visit, "Malika")

    with pytest.raises(VisitBegun):
        hall.call_off(visit, "Bobur")


def test_appointing_twice_changes_what_is_said_of_the_mentor(hall, cast):
    before = hall.appoint("Bahrom", ["finance", "budgets"])
    after = hall.appoint("Bahrom", ["grant reports"], organisation="Union")

    assert before.id == after.id
    assert log(cast, "MentorAppointed") == 3  # Malika, Bahrom, and Bahrom's change
    listed = cast.program("Bobur").get(f"/camps/{cast.slug}/mentors").json
    assert [(one["name"], one["expertise"]) for one in listed] == [
        ("Bahrom", ["grant reports"]),
        ("Malika", ["design"]),
    ]


def test_an_appointed_outsider_gets_the_role(hall, cast):
    answer = cast.program("Aziza").post(
        f"/camps/{cast.slug}/mentors", {"person": cast.id("Sardor"), "expertise": ["law"]}
    )
    hall.call(hall.saksovul, "Bobur")

    taken = cast.program("Sardor").post(f"/camps/{cast.slug}/visits/next")

    assert (answer.status_code, answer.json["expertise"]) == (201, ["law"])
    assert (taken.status_code, taken.json["state"]) == (200, "now")
    assert log(cast, "PersonAppointed") == 1


def test_a_mentor_by_role_alone_works_too(hall, cast):
    from camp.core.rules import Role

    cast.add("Umida", Role.MENTOR)
    visit = hall.call(hall.saksovul, "Bobur")

    assert hall.start(visit, "Umida").state == "now"
    with cast.db.read() as session:
        assert session.query(Mentor).filter_by(person_id=cast.id("Umida")).count() == 1


def test_programs_call_visit_and_end(hall, cast):
    made = cast.program("Bobur").post(f"/teams/{hall.saksovul.id}/visits", {"topic": "Price?"})
    visit = made.json["id"]
    mentor = cast.program("Malika")

    queue = mentor.get(f"/camps/{cast.slug}/visits").json
    started = mentor.post(f"/visits/{visit}/start")
    ended = mentor.post(f"/visits/{visit}/end")

    assert made.status_code == 201
    assert [(one["id"], one["topic"]) for one in queue] == [(visit, "Price?")]
    assert (started.json["state"], ended.json["state"]) == ("now", "done")
    assert cast.program("Bobur").post(f"/visits/{visit}/start").json["type"] == (
        "/problems/forbidden"
    )
    assert cast.program("Bobur").get(f"/camps/{cast.slug}/visits").status_code == 403


def test_the_queue_asks_the_same_number_of_questions_for_one_and_three_teams(hall, cast):
    mentor = cast.browser("Malika")
    asked = []
    event.listen(cast.db.engine, "before_cursor_execute", lambda *_: asked.append(1))

    def count():
        asked.clear()
        assert mentor.get(f"/camps/{cast.slug}/mentoring").status_code == 200
        return len(asked)

    hall.call(hall.saksovul, "Bobur")
    count()
    one = count()
    hall.call(hall.havo, "Dilnoza")
    third = hall.team("Birinchi ish", 9)
    cast.db.write(
        lambda session: session.add(
            Visit(
                camp_id=cast.camp.id, team_id=third.id, state="waiting", asked_at=cast.clock()
            )
        )
    )  # fmt: skip
    assert count() == one


def test_the_control_room_sees_hours_and_who_is_where(hall, cast):
    hall.start(hall.call(hall.saksovul, "Bobur"), "Malika")
    hall.note(hall.havo, "Bahrom", minutes=45)
    hall.note(hall.havo, "Bahrom", minutes=30)

    with cast.db.read() as session:
        load = queries.load(session, cast.camp.id)

    assert [(one.mentor.person.name, one.minutes, one.notes, one.with_team) for one in load] == [
        ("Bahrom", 75, 2, ""),
        ("Malika", 0, 0, "Saksovul"),
    ]
