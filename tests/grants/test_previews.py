"""Rules that the simulator only shows, and its list as a table."""

import csv
import io

import pytest

from camp.core.models import LogEntry
from tests.grants.court import Court


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
    assert head[5:8] == ["What the rule gives", "Jury", "Rule"]
    assert {row[7].endswith("(preview)") for row in told} == {True}
    assert {row[6] for row in told} == {"not yet"}
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


def test_who_takes_the_table_stands_in_the_log(court):
    rows(court, "Jamila")

    with court.db.read() as session:
        (told,) = session.query(LogEntry).filter_by(kind="RankingExported")
        assert told.person_id == court.id("Jamila")


def test_a_tie_among_the_funded_draws_no_line_above_them(app, clock):
    court = Court(app, clock, tie_margin=60.0, tie_ladder=("chair",))
    # Everybody gets ten millions; those who are tied cannot share what is left.
    query = "?envelope=45+000+000&rule=topped&least=10+000+000&share=100"
    page = court.browser("Aziza").get(f"/camps/{court.slug}/grants{query}").text
    ranked = page.partition("<tbody>")[2].partition("</tbody>")[0]

    assert ranked.count(">10,000,000</data></b>") == 3
    assert "grant-line" not in ranked
    assert "What is left is not filled up" in page
    assert "The grant line cuts a tie" not in page
