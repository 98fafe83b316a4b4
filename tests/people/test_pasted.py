"""Lists that are pasted from a spreadsheet."""

from datetime import date

import pytest

from camp.people.models import Participant, Person
from camp.people.pasted import read_people, read_table

TODAY = date(2027, 4, 1)


def read(text):
    return read_people(text, country="UZ", today=TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "Name\tPhone\tYear of birth\tRegion\nLola Azimova\t90 123-45-67\t2004\tSamarqand viloyati",
        "Имя;Телефон;Дата рождения;Область\nLola Azimova;998901234567;11.03.2004;SA",
        "Ism familiya,Telefon,Tugʻilgan yili,Viloyat\nLola Azimova,+998901234567,2004,SA",
        "Lola Azimova,+998 90 123 45 67,2004,Samarkand region",
    ],
)
def test_columns_are_recognised_in_three_languages(text):
    (row,) = read(text)

    facts = {name: row.facts[name] for name in ("name", "phone", "birth_year", "region")}
    assert facts == {
        "name": "Lola Azimova", "phone": "+998901234567", "birth_year": 2004, "region": "UZ-SA",
    }  # fmt: skip
    assert row.faults == []


def test_columns_may_stand_in_any_order_and_quotes_hold_commas():
    (row,) = read_table('organisation,role,name\n"Bank, Tashkent",juror,Saida Hakimova', ())

    assert row.facts == {
        "organisation": "Bank, Tashkent", "role": "juror", "name": "Saida Hakimova",
    }  # fmt: skip


@pytest.mark.parametrize("typed", ["Ghana", "gh", "Гана"])
def test_a_country_is_a_region_where_we_know_no_smaller_ones(typed):
    (row,) = read(f"Ama Darko\t\t2004\t{typed}")

    assert (row.facts["region"], row.faults) == ("GH", [])


def test_each_row_says_what_is_wrong_with_it():
    rows = read("Lola\t12\t2004\n\t901234567\t2004\nMadina\t\tsoon\nKamola\t\t2004\tMars")

    assert [len(row.faults) for row in rows] == [1, 1, 1, 1]
    assert rows[2].facts["birth"] == "soon"


def names(cast):
    with cast.db.read() as session:
        rows = session.query(Person.name).join(Participant).filter_by(camp_id=cast.camp.id)
        return sorted(name for (name,) in rows)


def send(cast, text, end="/import", **choices):
    rows = {f"row-{number}": choice for number, choice in choices.items()}
    client, path = cast.browser("Aziza"), f"/camps/{cast.slug}/people/table"
    fields = {"table": text, **{name.replace("n", ""): value for name, value in rows.items()}}
    return cast.form(client, path + end, fields, back=path)


def test_looking_at_a_list_keeps_nothing(cast):
    answer = send(cast, "Lola Azimova\t901234567\t2004", end="")

    assert answer.status_code == 200
    assert "+998901234567" in answer.text
    assert names(cast) == ["Bobur", "Dilnoza"]


def test_a_list_is_taken_once_however_often_it_is_sent(cast):
    text = "Lola Azimova\t901234567\t2004\nMadina Rasulova\t\t2005"

    answers = [send(cast, text).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert names(cast) == ["Bobur", "Dilnoza", "Lola Azimova", "Madina Rasulova"]


def test_a_fault_stops_the_list_and_keeps_what_was_pasted(cast):
    text = "Lola Azimova\t12\t2004\nMadina Rasulova\t\t2005"

    answer = send(cast, text)

    assert answer.status_code == 422
    assert "Row 1 needs another look" in answer.text
    assert "Madina Rasulova\t\t2005" in answer.text
    assert names(cast) == ["Bobur", "Dilnoza"]


def test_a_faulty_row_may_be_left_out(cast):
    answer = send(cast, "Lola Azimova\t12\t2004\nMadina Rasulova\t\t2005", n1="skip")

    assert answer.status_code == 303
    assert names(cast) == ["Bobur", "Dilnoza", "Madina Rasulova"]


def test_a_row_joins_nobody_whom_it_does_not_look_like(cast):
    answer = send(cast, "Lola Azimova\t\t2004", n1=cast.id("Sardor"))

    assert answer.status_code == 422
    assert names(cast) == ["Bobur", "Dilnoza"]


def test_a_known_person_comes_back(cast):
    sardor = cast.people["Sardor"]

    send(cast, f"Sardor\t{sardor.phone}\t2002")

    with cast.db.read() as session:
        assert session.query(Participant).filter_by(person_id=sardor.id).count() == 1
        assert session.query(Person).filter_by(name="Sardor").count() == 1
