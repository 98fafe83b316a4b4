"""Small tables that are pasted from a spreadsheet."""

from camp.people.pasted import read_table


def test_columns_may_stand_in_any_order_and_quotes_hold_commas():
    (row,) = read_table('organisation,role,name\n"Bank, Tashkent",juror,Saida Hakimova', ())

    assert row.facts == {
        "organisation": "Bank, Tashkent", "role": "juror", "name": "Saida Hakimova",
    }  # fmt: skip


def test_a_row_without_a_name_says_so():
    rows = read_table("role,name\njuror,Saida\nmentor,", ())

    assert [row.faults for row in rows] == [[], ["The name is missing."]]
