"""Walk-ins, names instead of badges, and answers given at the desk by who has no phone."""

from datetime import timedelta

import pytest

from camp.checkin import queries
from camp.checkin.models import Scan, Station
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.rules import Role
from camp.people.consenting import newest
from camp.people.models import Badge, Conduct, Participant, Person

SARVAR = {
    "name": "Sarvar Yoʻldoshev", "birth_year": "2003", "phone": "90 123 45 67",
    "region": "UZ-TK", "station": "Desk",
}  # fmt: skip


@pytest.fixture
def shoira(cast):
    return cast.browser("Shoira")


def door(cast, path=""):
    return f"/camps/{cast.slug}/door{path}"


def last_result(cast):
    with cast.db.read() as session:
        return session.query(Scan).order_by(Scan.at.desc(), Scan.id).first().result


def ask_for_consents(cast):
    made = Conduct(id=new_id(), camp_id=cast.camp.id, version="3", texts={}, at=cast.clock())
    cast.db.write(lambda session: session.add(made))


def test_a_form_checks_in_and_leads_to_the_card(cast, shoira):
    sent = {"badge": cast.badge("Bobur").code, "station": "Door 1"}

    answer = cast.form(shoira, door(cast, "/checkins"), sent, back=door(cast))
    card = shoira.get(answer.location).text

    assert answer.status_code == 303
    assert all(
        words in card for words in ('kind="ok"', "Come in", "Bobur", cast.badge("Bobur").code)
    )


def test_the_card_shows_what_a_volunteer_needs_and_no_phone(cast, shoira):
    cast.add("Mavluda", Role.PARTICIPANT, birth_year=2011)
    cast.db.write(
        lambda session: setattr(
            session.query(Participant).filter_by(person_id=cast.id("Mavluda")).one(),
            "needs",
            ["wheelchair"],
        )
    )

    sent = {"badge": cast.badge("Mavluda").code, "station": "Door 1"}
    card = shoira.get(cast.form(shoira, door(cast, "/checkins"), sent).location).text

    said = ("Guardian&#39;s form is missing", "Mavluda", "No photos", "Under 18", "wheelchair")
    assert [words for words in said if words not in card] == []
    assert cast.people["Mavluda"].phone not in card


@pytest.mark.parametrize(
    ("typed", "name"),
    [("oktam", "Oʻktam Rahimov"), ("ulugbek nor", "Улуғбек Норқулов"), ("Рано", "Raʼno Aliyeva")],
)
def test_a_name_is_found_in_any_script(cast, shoira, typed, name):
    cast.add(name, Role.PARTICIPANT)

    page = shoira.get(door(cast, f"?station=Desk&q={typed}")).text

    assert [one for one in (name, "Bobur") if f"<strong>{one}</strong>" in page] == [name]


def test_a_found_name_is_let_in(cast, shoira):
    sent = {"person": cast.id("Bobur"), "station": "Desk"}

    answers = [cast.form(shoira, door(cast, "/checkins"), sent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert "by Shoira" in shoira.get(answers[1].location).text


def test_a_name_from_elsewhere_is_nobody_here(cast, shoira):
    sent = {"person": cast.id("Sardor"), "station": "Desk"}

    assert cast.form(shoira, door(cast, "/checkins"), sent).status_code == 404


def test_a_walk_in_becomes_a_participant_with_a_badge_and_is_in(cast, shoira):
    answer = cast.form(shoira, door(cast, "/walk-ins"), SARVAR)

    with cast.db.read() as session:
        person = session.query(Person).filter_by(phone="+998901234567").one()
        participant = session.query(Participant).filter_by(person_id=person.id).one()
        badge = session.query(Badge).filter_by(person_id=person.id).one()
        assert queries.is_checked_in(session, cast.camp.id, person.id)
    assert (participant.state, participant.registration) == ("accepted", "walk_in")
    assert badge.code in shoira.get(answer.location).text


def test_a_walk_in_sent_twice_is_one_person(cast, shoira):
    cast.form(shoira, door(cast, "/walk-ins"), SARVAR)

    again = cast.form(shoira, door(cast, "/walk-ins"), SARVAR)

    with cast.db.read() as session:
        assert session.query(Person).filter_by(phone="+998901234567").count() == 1
    assert again.status_code == 409
    assert "Look for it in the search" in again.text


def test_a_minor_who_walks_in_needs_a_guardian(cast, shoira):
    cast.form(shoira, door(cast, "/walk-ins"), {**SARVAR, "birth_year": "2011"})

    assert last_result(cast) == "needs_guardian"


def test_a_full_house_takes_no_walk_ins(cast, shoira):
    cast.db.write(lambda session: setattr(session.get(Camp, cast.camp.id), "capacity", 0))

    refused = cast.form(shoira, door(cast, "/walk-ins"), SARVAR)

    with cast.db.read() as session:
        assert session.query(Person).filter_by(phone="+998901234567").count() == 0
    assert (refused.status_code, "The house is full" in refused.text) == (409, True)


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("birth_year", "03"), ("phone", "12"), ("region", "XX-99"), ("region", "")],
)
def test_a_walk_in_form_with_a_fault_comes_back_as_typed(cast, shoira, field, value):
    refused = cast.form(shoira, door(cast, "/walk-ins"), {**SARVAR, field: value})

    assert refused.status_code == 422
    assert f'data-fault="{field}" hidden' not in refused.text
    assert "2003" in refused.text or field == "birth_year"


def test_answers_at_the_desk_are_kept_and_let_in(cast, shoira):
    ask_for_consents(cast)
    sent = {"person": cast.id("Bobur"), "station": "Desk", "code": "yes", "data": "yes"}

    for _ in range(2):
        cast.form(shoira, door(cast, "/consents"), sent)

    with cast.db.read() as session:
        kept = newest(session, cast.camp.id, cast.id("Bobur"))
        assert queries.is_checked_in(session, cast.camp.id, cast.id("Bobur"))
    assert {kind: (one.given, one.version) for kind, one in kept.items()} == {
        "code": (True, "3"), "data": (True, "3"), "photo": (False, "3"),
    }  # fmt: skip


def test_who_does_not_agree_stays_outside(cast, shoira):
    ask_for_consents(cast)

    cast.form(
        shoira, door(cast, "/consents"),
        {"person": cast.id("Bobur"), "station": "Desk", "code": "yes"},
    )  # fmt: skip

    assert last_result(cast) == "needs_consent"


def test_a_station_named_twice_is_one(cast, shoira):
    for _ in range(2):
        answer = cast.form(shoira, door(cast, "/stations"), {"name": " Garden  door "})

    with cast.db.read() as session:
        assert [one.name for one in session.query(Station)] == ["Garden door"]
    page = shoira.get(answer.location)
    assert "Badge code" in page.text
    assert "Badge code" in shoira.get(door(cast)).text


def test_undo_is_offered_for_a_minute(cast, shoira):
    sent = {"badge": cast.badge("Bobur").code, "station": "Desk"}
    card = cast.form(shoira, door(cast, "/checkins"), sent).location
    offered = []
    for seconds in (0, 61):
        cast.clock.pass_(seconds=seconds)
        offered.append("cancellation" in shoira.get(card).text)

    assert offered == [True, False]


def test_an_undone_guest_may_come_in_again(cast, shoira):
    sent = {"badge": cast.badge("Bobur").code, "station": "Desk"}
    cast.form(shoira, door(cast, "/checkins"), sent)
    with cast.db.read() as session:
        entered = queries.check_in_of(session, cast.camp.id, cast.id("Bobur"))

    undone = cast.form(shoira, door(cast, f"/checkins/{entered.id}/cancellation"))
    cast.clock.pass_(seconds=5)
    cast.form(shoira, door(cast, "/checkins"), sent)

    assert undone.location == door(cast)
    assert last_result(cast) == "welcome"


@pytest.mark.parametrize("path", ["", "/walk-ins", "/recent"])
@pytest.mark.parametrize("name", ["Bobur", "Jasur", "Malika"])
def test_the_door_is_for_its_staff(cast, path, name):
    assert cast.browser(name).get(door(cast, path)).status_code == 403


def test_counts_for_programs(cast):
    cast.db.write(lambda session: setattr(session.get(Camp, cast.camp.id), "capacity", 9))
    program = cast.program("Shoira")
    program.post(
        f"/camps/{cast.slug}/checkins", {"badge": cast.badge("Bobur").code, "station": "Door 1"}
    )

    assert program.get(f"/camps/{cast.slug}/door").json == {
        "checked_in": 1, "expected": 2, "capacity": 9, "minors": 0, "no_photo": 1,
        "waits_for_guardian": 0,
        "stations": [{"name": "Door 1", "welcomes": 1, "last_at": "2027-04-16T09:00:00+00:00"}],
    }  # fmt: skip


def test_a_guest_without_a_guardians_form_is_waited_for(cast):
    cast.add("Ruxshona", Role.PARTICIPANT, birth_year=2010)
    cast.program("Shoira").post(
        f"/camps/{cast.slug}/checkins",
        {"badge": cast.badge("Ruxshona").code, "station": "Door 1"},
    )
    cast.clock.pass_(minutes=1)

    with cast.db.read() as session:
        counts = queries.counts(session, cast.camp.id)
    assert (counts.waits_for_guardian, counts.stations[0].last_at) == (
        1, cast.clock() - timedelta(minutes=1),
    )  # fmt: skip
