"""Files of people as programs write them, and files that were made to hurt."""

import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from camp.core.errors import Invalid
from camp.core.spreadsheets import as_written, harmless
from camp.people import sheets
from camp.people.columns import guess
from camp.people.matching import read_row
from camp.people.sheets import read_file

TODAY = date(2027, 4, 1)
UZ = (
    '"Vaqt belgisi","Ism va familiyangiz","Telefon raqamingiz","Tugʻilgan sanangiz",'
    '"Qaysi viloyatdansiz?","Jinsingiz","Elektron pochta manzili","Qanday koʻnikmalaringiz bor?",'
    '"Ota-onangizning telefon raqami"\n'
    '"2027/03/01 9:12:44 AM GMT+5","Lola Azimova","90 123-45-67","11.03.2004","Samarqand","Ayol",'
    '"lola@example.org","Design, Law","90 765 43 21"\n'
)
RU = (
    "Отметка времени;Ваше имя и фамилия;Номер телефона;Укажите дату рождения;"
    "Из какой вы области?;Ваш пол;Адрес электронной почты;Какими навыками вы владеете?;"
    "Номер телефона родителя\n"
    "01.03.2027 9:12:44;Lola Azimova;998901234567;11.03.2004;Самаркандская область;Женский;"
    "lola@example.org;Design, Law;+998 90 765-43-21\n"
)
EN = (
    "Timestamp\tWhat is your full name?\tPhone number (WhatsApp)\tDate of birth\t"
    "Which region are you from?\tGender\tEmail address\tWhich skills do you bring?\t"
    "Phone of a parent\n"
    "3/1/2027 9:12:44\tLola Azimova\t+998901234567\t2004-03-11\tSamarkand region\tFemale\t"
    "lola@example.org\tDesign, Law\t+998907654321\n"
)


def read(content):
    _heads, rows, columns = guess(read_file(content), "UZ")
    return [read_row(number, columns, line, "UZ", TODAY) for number, line in enumerate(rows, 1)]


def workbook(*rows):
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        UZ.encode(), UZ.encode("utf-8-sig"), RU.encode("windows-1251"), RU.encode(),
        EN.encode(), EN.encode("utf-16"), EN.replace("\n", "\r\n").encode(),
    ],
)  # fmt: skip
def test_a_form_in_any_language_letters_and_marks_says_the_same(content):
    (row,) = read(content)

    assert (row.facts, row.faults) == ({
        "name": "Lola Azimova", "phone": "+998901234567", "birth_date": date(2004, 3, 11),
        "birth_year": 2004, "region": "UZ-SA", "gender": "F", "skills": ["design", "law"],
        "guardian_phone": "+998907654321",
    }, [])  # fmt: skip


def test_a_workbook_says_the_same_with_real_dates_and_numbers():
    content = workbook(
        ["Timestamp", "Full name", "Phone", "Date of birth", "Region"],
        [datetime(2027, 3, 1, 9, 12), "Lola Azimova", 998901234567, datetime(2004, 3, 11), "SA"],  # noqa: DTZ001
        ["", "Madina Rasulova", 901234568.0, 38057, "TK"],
    )

    rows = read(content)

    assert [row.facts["phone"] for row in rows] == ["+998901234567", "+998901234568"]
    assert [row.facts["birth_date"] for row in rows] == [date(2004, 3, 11), date(2004, 3, 11)]
    assert [row.faults for row in rows] == [[], []]


def test_given_and_family_name_become_one():
    (row,) = read("Фамилия;Имя;Телефон\nАзимова;Лола;901234567\n".encode())

    assert row.facts["name"] == "Лола Азимова"


def test_columns_without_heads_are_known_by_what_they_hold():
    (row, _) = read(
        b"901234567,lola@example.org,Lola Azimova,2004,Ayol\n"
        b"901234568,madina@example.org,Madina Rasulova,2005,Ayol\n"
    )

    assert row.facts == {
        "name": "Lola Azimova", "phone": "+998901234567", "birth_year": 2004, "gender": "F",
    }  # fmt: skip


def test_the_line_in_which_a_spreadsheet_names_its_mark_is_no_row():
    assert read_file(b"sep=;\r\nName;Phone\r\nLola;90\r\n") == [["Name", "Phone"], ["Lola", "90"]]


def test_a_full_name_is_not_a_gender():
    assert guess([["Полное имя", "Пол"], ["a", "b"]], "UZ")[2] == ["name", "gender"]


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b" " * 40_000_000)
    return out.getvalue()


def entities():
    out = io.BytesIO(workbook(["Name"], ["Lola"]))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/extra.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    return out.getvalue()


HOSTILE = {
    "nul bytes": b"Name\0,Phone\nLola\0,90",
    "a broken package": b"PK\x03\x04 and no more",
    "half a workbook": workbook(["Name"], ["Lola"])[:900],
    "a package of something else": bomb()[:0] or bomb(),
    "entities": entities(),
    "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "a cell of ten megabytes": b"Name,Phone\n" + b"x" * 10_000_000 + b",90\n",
    "a quote without end": b'Name,Phone\n"Lola' + b",90\nMadina" * 30_000,
    "a hundred thousand columns": b"Name," * 100_000 + b"\nLola\n",
    "a wide workbook": workbook(["Name"] * 2000, ["Lola"]),
    "a long cell in a workbook": workbook(["Name"], ["x" * 30_000]),
    "too many rows": b"Name\n" + b"Lola\n" * 1200,
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_file_made_to_hurt_is_refused_in_one_sentence(content):
    with pytest.raises(Invalid) as refused:
        read_file(content)

    assert refused.value.detail


def test_a_formula_is_not_worked_out():
    (row,) = read(workbook(["Name", "Phone"], ["=1+1", "901234567"]))

    assert row.faults == ["The name is missing."]


@pytest.mark.parametrize("cell", ["=1+1", "+1+1", "-1", "@SUM(A1)"])
def test_what_would_be_worked_out_is_given_as_words(cell):
    assert harmless(cell) == f"'{cell}"
    assert as_written(harmless(cell)) == cell


def test_a_phone_is_given_as_it_is():
    assert harmless("+998901234567") == "+998901234567"


def test_bytes_of_no_alphabet_are_read_with_marks_for_what_is_lost():
    assert sheets.read_file(b"\xc8\xec\xff,\x98")[0][0] == "Имя"
