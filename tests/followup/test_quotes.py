"""A large purchase counts for nothing until its quotes are there (R56)."""

from dataclasses import replace

import pytest

from camp.core.models import Camp
from camp.followup import queries
from camp.followup.rules import JudgedAlready, QuotesMissing, TooManyQuotes
from tests.grants.court import MILLION


@pytest.fixture
def asking(running):
    """Two quotes from 5 million on, three from 10 million."""

    def verb(session):
        camp = session.get(Camp, running.camp.id)
        camp.settings = replace(
            camp.settings, quotes_two_from=5 * MILLION, quotes_three_from=10 * MILLION
        )

    running.db.write(verb)
    return running


def offers(field, number, *, start=1):
    return [field.kept(colour=(9, 20 * (start + n), 77)) for n in range(number)]


def seen(field):
    with field.db.read() as session:
        camp = session.get(Camp, field.camp.id)
        return queries.grant(session, camp, field.award(), field.clock())


@pytest.mark.parametrize(
    ("millions", "want"), [(4, 0), (5, 2), (9, 2), (10, 3)], ids=["small", "two", "below", "three"]
)
def test_the_amount_says_how_many(asking, millions, want):
    receipt = asking.receipt(millions * MILLION)

    shown = seen(asking).quotes[receipt.id]

    assert (shown.want, shown.missing) == (want, want)


def test_it_is_accepted_only_with_its_quotes(asking):
    receipt = asking.receipt(12 * MILLION, offers=offers(asking, 2))
    with pytest.raises(QuotesMissing):
        asking.judge_receipt(1)
    asking.judge_receipt(1, "query", "One quote is missing.")
    asking.receipt(12 * MILLION, no=1, kept=None, offers=offers(asking, 1, start=9))

    asking.judge_receipt(1)

    one = seen(asking)
    assert (one.accepted, one.quotes[receipt.id].missing) == (12 * MILLION, 0)
    assert len(one.quotes[receipt.id].own) == 1


def test_the_same_paper_twice_is_one_quote_and_the_receipt_is_none(asking):
    own = asking.kept(colour=(4, 5, 6))
    (offer,) = offers(asking, 1)

    receipt = asking.receipt(12 * MILLION, kept=own, offers=[own, offer, offer])

    assert seen(asking).quotes[receipt.id].missing == 2


def test_there_are_three_at_most(asking):
    asking.receipt(12 * MILLION, offers=offers(asking, 3))

    with pytest.raises(TooManyQuotes):
        asking.receipt(12 * MILLION, no=1, kept=None, offers=offers(asking, 1, start=9))


def test_one_accepted_before_the_rule_waits_and_takes_quotes(running):
    receipt = running.receipt(16 * MILLION)
    running.judge_receipt(1)
    assert seen(running).accepted == 16 * MILLION

    def verb(session):
        camp = session.get(Camp, running.camp.id)
        camp.settings = replace(camp.settings, quotes_three_from=10 * MILLION)

    running.db.write(verb)
    one = seen(running)
    waits = {need.key: need for need in one.needs}
    assert (one.accepted, waits["documented"].have) == (0, 0)
    assert {line.item: line.waiting for line in one.lines}["Sewing machines"] == 16 * MILLION
    with pytest.raises(JudgedAlready):
        running.receipt(16 * MILLION, no=1, kept=None)

    running.receipt(3 * MILLION, no=1, kept=None, offers=offers(running, 3))
    running.judge_receipt(1)

    one = seen(running)
    assert (one.accepted, one.quotes[receipt.id].missing) == (16 * MILLION, 0)


def test_the_officer_asks_again_about_one_that_was_accepted_before_the_rule(running):
    running.receipt(16 * MILLION)
    running.judge_receipt(1)
    with pytest.raises(JudgedAlready):
        running.judge_receipt(1, "query", "Add three quotes.")

    def verb(session):
        camp = session.get(Camp, running.camp.id)
        camp.settings = replace(camp.settings, quotes_three_from=10 * MILLION)

    running.db.write(verb)
    running.judge_receipt(1, "query", "Add three quotes.")

    assert [one.state for one in seen(running).receipts] == ["query"]


def test_the_team_reads_what_to_add_and_the_officer_what_is_there(asking):
    asking.receipt(12 * MILLION, offers=offers(asking, 1))
    team, officer = asking.browser("Bobur"), asking.browser("Olim")

    for path in (f"/camps/{asking.slug}/grant", f"/awards/{asking.kaft}/receipts"):
        page = team.get(path).text
        assert "Add 2 more quotes: a purchase of this size" in page
    assert 'name="quotes"' in page
    assert "Quotes: 1 of 3" in officer.get(f"/awards/{asking.kaft}").text
    told = asking.program("Bobur").get(f"/awards/{asking.kaft}").json["receipts"][0]
    assert (len(told["quotes"]), told["quotes_wanted"], told["quotes_missing"]) == (1, 3, 2)
