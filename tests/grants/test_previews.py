"""Rules that the simulator only shows, and its list as a table."""

import csv
import io

import pytest


def rows(court, name, query=""):
    answer = court.browser(name).get(f"/camps/{court.slug}/grants/what-if.csv{query}")
    assert (answer.status_code, answer.mimetype) == (200, "text/csv")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize(
    ("query", "awards"),
    [
        # Asks of 40, 30 and 20 million for the envelope of the address.
        ("?envelope=70+000+000&rule=stop", [40_000_000, 30_000_000, 0]),
        ("?envelope=70+000+000&rule=same", [35_000_000, 30_000_000, 0]),
        ("?envelope=70+000+000&rule=topped&least=10+000+000", [40_000_000, 20_000_000, 10_000_000]),
    ],
)
def test_the_table_holds_what_the_page_shows(court, query, awards):
    head, *told = rows(court, "Aziza", query)

    assert head[:2] == ["Place", "Team"]
    assert [int(row[4]) for row in told] == awards
    page = court.browser("Aziza").get(f"/camps/{court.slug}/grants{query}").text
    assert f'/grants/what-if.csv{query.replace("&", "&amp;")}"' in page


def test_a_previewed_rule_says_what_it_does_and_is_never_published(court):
    page = court.browser("Aziza").get(f"/camps/{court.slug}/grants?rule=topped").text
    assert "fills up the asks from the first place on" in page
    assert "Published rule: Down the ranking" in page
    page = court.browser("Aziza").get(f"/camps/{court.slug}/grants?rule=same").text
    assert "share the envelope in equal parts" in page

    settings = court.browser("Aziza").get(f"/camps/{court.slug}/settings").text
    assert 'value="same"' not in settings
    assert 'value="topped"' not in settings


def test_the_table_is_for_who_reads_the_page(court):
    for name in ("Bobur", "Sardor"):
        answer = court.browser(name).get(f"/camps/{court.slug}/grants/what-if.csv")
        assert answer.status_code == 403
