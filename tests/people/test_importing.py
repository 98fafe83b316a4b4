"""A list of people, looked at, mended, taken in and taken back."""

import pytest

from camp.core.models import LogEntry
from camp.people.models import GuardianForm, Participant, Person
from camp.people.models_list import PeopleFile
from camp.web import errands
from tests.people.lists import ROWS, List, counts, names


@pytest.fixture
def aziza(cast):
    return List(cast)


def test_looking_at_a_list_keeps_nobody(cast, aziza):
    page = aziza.send(ROWS)

    assert counts(page) == [2, 0, 0, 0, 0]
    assert names(cast) == ["Bobur", "Dilnoza"]


def test_a_pasted_table_goes_the_same_way(cast, aziza):
    answer = cast.form(aziza.client, aziza.root, {"table": ROWS})
    aziza.place = answer.headers["Location"]

    assert counts(aziza.page()) == [2, 0, 0, 0, 0]


def test_a_list_is_taken_in_whole_and_told_in_the_log(cast, aziza):
    aziza.send(ROWS)

    answer = aziza.take()

    assert (answer.status_code, answer.headers["Location"]) == (303, f"/camps/{cast.slug}/people")
    assert names(cast) == ["Bobur", "Dilnoza", "Lola Azimova", "Madina Rasulova"]
    with cast.db.read() as session:
        (entry,) = session.query(LogEntry).filter_by(kind="PeopleImported")
        assert (entry.facts["added"], entry.facts["changed"]) == (2, 0)
        assert session.query(PeopleFile).count() == 0


def test_the_same_file_twice_changes_nothing(cast, aziza):
    aziza.send(ROWS)
    aziza.take()
    with cast.db.read() as session:
        before = session.query(LogEntry).count()

    page = aziza.send(ROWS)
    aziza.take()

    assert counts(page) == [0, 0, 2, 0, 0]
    with cast.db.read() as session:
        assert session.query(LogEntry).count() == before
        assert session.query(Person).filter_by(name="Lola Azimova").count() == 1


def test_a_name_in_other_letters_and_marks_is_the_same_person(cast, aziza):
    aziza.send("Name;Phone;Year of birth\nOʻktam Gʻaniyev;901234567;2004\n")
    aziza.take()

    pages = [
        aziza.send(f"Name;Phone;Year of birth\n{name};{phone};2004\n")
        for name, phone in [
            ("O'ktam G'aniyev", "901234567"), ("Ўктам Ғаниев", ""),
            ("G`aniyev O`ktam", "90 1234567"),
        ]
    ]  # fmt: skip

    assert [counts(page) for page in pages[::2]] == [[0, 0, 1, 0, 0]] * 2


def test_a_shared_phone_alone_makes_nobody_the_same(cast, aziza):
    aziza.send(ROWS)
    aziza.take()

    page = aziza.send("Name,Phone,Year of birth\nSardor Karimov,901234567,2008\n")

    assert counts(page) == [1, 0, 0, 0, 0]
    assert "Perhaps somebody known" in page


def test_what_would_change_is_shown_before_it_does(cast, aziza):
    aziza.send(ROWS)
    aziza.take()

    page = aziza.send("Name,Phone,Year of birth,Region\nLola Azimova,901230000,2004,Xorazm\n")
    assert counts(page) == [0, 1, 0, 0, 0]
    assert "<del>+998901234567</del>" in page
    assert "<ins>+998901230000</ins>" in page
    aziza.take()

    with cast.db.read() as session:
        lola = session.query(Person).filter_by(name="Lola Azimova").one()
        assert (lola.phone, lola.region) == ("+998901230000", "UZ-XO")


def test_what_people_say_of_themselves_is_not_written_over(cast, aziza):
    aziza.send("Name,Phone,Language\nLola Azimova,901234567,ru\n")
    aziza.take()

    page = aziza.send("Name,Phone,Language\nLola Azimova,901234567,en\n")

    assert counts(page) == [0, 0, 1, 0, 0]


def test_a_bad_row_is_mended_in_place_and_survives_a_restart(cast, aziza):
    page = aziza.send("Name,Phone,Year of birth\nLola Azimova,12,2004\nMadina,901234568,soon\n")
    assert counts(page) == [0, 0, 0, 2, 0]
    assert "This is not a phone number" in page

    aziza.do("look", cell_1_1="901234567")
    page = aziza.page()
    assert counts(page) == [1, 0, 0, 1, 0]
    aziza.take(cell_2_2="2005")

    assert names(cast) == ["Bobur", "Dilnoza", "Lola Azimova", "Madina"]


def test_a_refused_list_loses_nothing_that_was_typed(cast, aziza):
    aziza.send("Name,Phone,Year of birth\nLola Azimova,12,2004\nMadina,901234568,soon\n")

    answer = aziza.take(cell_1_1="901234567", cell_2_2="later")

    assert answer.status_code == 422
    assert "Row 2 needs another look" in answer.text
    assert 'value="later"' in answer.text
    assert counts(aziza.page()) == [1, 0, 0, 1, 0]
    assert names(cast) == ["Bobur", "Dilnoza"]


def test_rows_with_a_fault_may_be_left_out(cast, aziza):
    aziza.send("Name,Phone\nLola Azimova,12\nMadina Rasulova,901234568\nX,1\n")

    aziza.take(leave_bad="yes")

    assert names(cast) == ["Bobur", "Dilnoza", "Madina Rasulova"]


def test_a_column_is_what_the_organiser_says(cast, aziza):
    page = aziza.send("Who comes,Phone\nLola Azimova,901234567\nMadina Rasulova,901234568\n")
    assert counts(page) == [2, 0, 0, 0, 0]

    aziza.do("look", column_0="")
    assert counts(aziza.page()) == [0, 0, 0, 2, 0]
    aziza.do("look", column_0="name")
    assert counts(aziza.page()) == [2, 0, 0, 0, 0]


def test_a_person_twice_in_one_list_comes_in_once(cast, aziza):
    page = aziza.send(ROWS + "Азимова Лола,+998 90 123 45 67,2004\n")

    assert counts(page) == [2, 0, 0, 0, 1]
    aziza.take()
    assert len(names(cast)) == 4


def test_a_row_joins_nobody_whom_it_does_not_look_like(cast, aziza):
    aziza.send(ROWS)

    answer = aziza.take(row_1=cast.id("Sardor"))

    assert answer.status_code == 422
    assert names(cast) == ["Bobur", "Dilnoza"]


def test_somebody_from_another_camp_comes_as_the_same_person(cast, aziza):
    sardor = cast.people["Sardor"]

    page = aziza.send(f"Name,Phone,Year of birth,Region\nSardor,{sardor.phone},2002,Xorazm\n")
    aziza.take()

    assert "The same as Sardor" in page
    with cast.db.read() as session:
        assert session.query(Person).filter_by(name="Sardor").count() == 1
        assert session.query(Participant).filter_by(person_id=sardor.id).count() == 1


def test_a_guardian_in_a_list_lets_no_minor_in(cast, aziza):
    aziza.send(
        "Name,Phone,Date of birth,Name of a parent,Phone of a parent\n"
        "Lola Azimova,901234567,11.03.2012,Nilufar Azimova,907654321\n"
    )
    aziza.take()

    with cast.db.read() as session:
        (form,) = session.query(GuardianForm)
        assert (form.guardian, form.phone, form.given) == (
            "Nilufar Azimova", "+998907654321", False,
        )  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"\0\0\0", b"PK\x03\x04"])
def test_a_file_that_cannot_be_read_is_refused_on_the_page(aziza, content):
    aziza.send(content)

    assert aziza.answer.status_code == 422
    assert "error-summary" in aziza.answer.text


def test_a_file_of_many_megabytes_is_refused_before_it_is_read(aziza):
    answer = aziza.client.post(
        aziza.root, data=b"x" * 10_000_000, content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code == 413
    assert "This is too large." in answer.text


def many(count):
    rows = (f"Ishtirokchi {letters(at)},90{1000000 + at},2004" for at in range(count))
    return "Name,Phone,Year of birth\n" + "\n".join(rows)


def letters(at):
    return "".join(chr(ord("a") + int(digit)) for digit in f"{at:04d}").title()


def test_a_long_list_is_taken_in_behind_the_request(cast, aziza, errands_at_once):
    aziza.send(many(500))

    answer = aziza.take()

    page = aziza.client.get(answer.headers["Location"]).text
    assert "Taken in: 500. Corrected: 0." in page
    assert len(names(cast)) == 502
    aziza.send(many(500))
    again = aziza.client.get(aziza.take().headers["Location"]).text
    assert "The list says nothing new." in again


def test_what_stops_a_long_list_is_said_before_it_begins(cast, aziza):
    aziza.send(many(100) + "\n,12,soon")

    answer = aziza.take()

    assert answer.status_code == 422
    assert "Row 101 needs another look" in answer.text


def test_looking_at_more_rows_asks_no_more_often(cast, aziza, statements):
    said = []
    for count in (1, 30):
        aziza.send(many(count))
        with statements(cast.db) as asked:
            aziza.page()
        said.append(len(asked))

    assert said[0] == said[1]


def test_the_table_of_everybody_comes_back_as_nothing_new(cast, aziza):
    aziza.send("Name,Phone,Year of birth,Region\n=1+1 Azimova,901234567,2004,Xorazm\n")
    aziza.take()

    given = aziza.client.get(f"/camps/{cast.slug}/people/list.csv")
    assert "'=1+1 Azimova" in given.get_data(as_text=True)
    page = aziza.send(given.data)

    assert counts(page)[:2] == [0, 0]
    assert counts(page)[3:] == [0, 0]


def test_nobody_else_imports(cast):
    path = f"/camps/{cast.slug}/people"

    asked = [
        cast.browser(name).get(f"{path}/{end}").status_code
        for name in ("Bobur", "Sardor", "Olim")
        for end in ("table", "list.csv")
    ]

    assert asked == [403] * 6


@pytest.fixture
def errands_at_once(monkeypatch):
    """Wait for what is done behind the request."""
    launched = errands.launch
    monkeypatch.setattr(errands, "launch", lambda *given: launched(*given).join())
