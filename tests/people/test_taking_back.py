"""A list of people that was taken in by mistake."""

import pytest

from camp.core.models import LogEntry
from camp.people import importing, signin
from camp.people.models import Badge, Person
from camp.people.models_list import PeopleFile
from tests.people.lists import ROWS, List, names


@pytest.fixture
def aziza(cast):
    return List(cast)


def taken(cast):
    with cast.db.read() as session:
        (entry, *_) = session.query(LogEntry).filter_by(kind="PeopleImported")
        return entry.facts["import_id"]


def back(cast, aziza, import_id):
    path = f"/camps/{cast.slug}/people/imports/{import_id}/end"
    return cast.form(aziza.client, path, back=aziza.root)


def test_a_list_is_taken_back_while_its_people_did_nothing(cast, aziza):
    aziza.send(ROWS)
    aziza.take()
    assert "Take this list back" in aziza.client.get(aziza.root).text

    answers = [back(cast, aziza, taken(cast)).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert names(cast) == ["Bobur", "Dilnoza"]
    with cast.db.read() as session:
        assert session.query(Person).filter(Person.name.like("Lola%")).count() == 0
        assert session.query(Badge).filter_by(camp_id=cast.camp.id).count() == 2
        assert session.query(LogEntry).filter_by(kind="PeopleImportTakenBack").count() == 1


def test_corrections_are_taken_back_too(cast, aziza):
    bobur = cast.people["Bobur"]
    aziza.send(f"Name,Phone,Year of birth,Region\nBobur,{bobur.phone},2002,Xorazm\n")
    aziza.take()

    back(cast, aziza, taken(cast))

    with cast.db.read() as session:
        assert session.get(Person, bobur.id).region == ""
    assert names(cast) == ["Bobur", "Dilnoza"]


def test_a_list_whose_people_have_come_stays(cast, aziza):
    aziza.send(ROWS)
    aziza.take()
    with cast.db.read() as session:
        lola = session.query(Person).filter_by(name="Lola Azimova").one()
    cast.db.write(
        lambda session: signin.sign_in(
            session, person_id=lola.id, device="phone", kind="link", now=cast.clock()
        )
    )

    answer = back(cast, aziza, taken(cast))

    assert answer.status_code == 409
    assert "has been active since" in answer.text
    assert len(names(cast)) == 4
    assert "Take this list back" not in aziza.client.get(aziza.root).text


def test_a_list_is_its_bringers_alone_and_forgotten_after_a_day(cast, aziza):
    aziza.send(ROWS)
    other = List(cast, "Sardor")
    cast.db.write(lambda session: cast._give(session, cast.people["Malika"], ["organiser"]))
    malika = cast.browser("Malika")

    assert malika.get(aziza.place).status_code == 404
    assert other.client.get(aziza.place).status_code == 403
    cast.clock.pass_(hours=25)
    assert cast.browser("Aziza").get(aziza.place).status_code == 404
    cast.db.write(lambda session: importing.forget(session, now=cast.clock()))
    with cast.db.read() as session:
        assert session.query(PeopleFile).count() == 0


def test_a_list_thrown_away_is_gone(cast, aziza):
    aziza.send(ROWS)

    answers = [aziza.do("throw").status_code for _ in range(2)]

    assert answers == [303, 303]
    assert aziza.client.get(aziza.place).status_code == 404
