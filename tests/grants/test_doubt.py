"""How sure the result is: on the jury's pages, in the protocol, to a team about itself."""

import pytest

from tests.grants.court import Court


@pytest.fixture
def unsure(app, clock):
    """The full method on marks that do not part Kaft and Yoʻlchi."""
    court = Court(app, clock, is_closed=False, score_mode="full")
    marks = {"Kaft": (5, 4, 4), "Yoʻlchi": (4, 5, 4), "Saksovul": (1, 2, 1)}
    for team, given in marks.items():
        for juror, mark in zip(("Jamila", "Jasur", "Lobar"), given, strict=True):
            court.cast(juror, team, impact=mark, problem=mark)
    court.close()
    return court


def test_deliberation_and_protocol_show_intervals_ranges_and_brackets(unsure):
    jury = unsure.browser("Jamila").get(f"/rounds/{unsure.round_id}/awards/jury").text
    protocol = unsure.browser("Olim").get(f"/camps/{unsure.slug}/protocol").text

    assert jury.count("ranking__thread--close") == 2
    for words in ("Places at 90 %", "Too close to call: "):
        assert words in jury
        assert words in protocol
    assert "Interval (90 %)" in protocol
    assert "Strictness, use of the scale and steadiness allowed for" in protocol


def test_the_protocol_holds_every_fingerprint_of_the_closure(unsure):
    from camp.jury.models import Round

    with unsure.db.read() as session:
        seal = session.get_one(Round, unsure.round_id).result["seal"]
    page = unsure.browser("Olim").get(f"/camps/{unsure.slug}/protocol").text

    assert sorted(seal) == ["inputs", "result", "settings", "whole"]
    assert [key for key, digest in seal.items() if f"<code>{digest}</code>" not in page] == []


def test_a_team_may_look_at_twenty_other_juries_after_the_publication(unsure):
    mine = f"/camps/{unsure.slug}/results/mine"
    before = unsure.browser("Bobur").get(mine).text
    unsure.publish()

    page = unsure.browser("Bobur").get(mine).text
    shown = page.partition("20 other juries")[2].partition("</details>")[0]

    assert "other juries" not in before
    assert "<details><summary>20 other juries" in page
    assert shown.count("<li>") == 20
    assert shown.count(", a grant") == 20
    assert "Yoʻlchi" not in shown


def test_a_team_reads_its_own_certainty_and_nobody_elses(unsure):
    unsure.publish()

    page = unsure.browser("Dilnoza").get(f"/camps/{unsure.slug}/results/mine").text
    public = unsure.browser().get(f"/camps/{unsure.slug}/results").text

    assert "How steady its jurors are" in page
    assert "How few ballots it has" in page
    assert "Interval (90 %)" in page
    assert "With 90 % certainty its place is 3." in page
    assert "20 of 20 equally likely juries would have funded the team at once." in page
    assert "Too close to call" not in page
    assert "Interval" not in public
    assert "certainty" not in public
    assert "juries" not in public


def test_the_methods_without_doubt_draw_none(app, clock):
    court = Court(app, clock)

    page = court.browser("Olim").get(f"/camps/{court.slug}/protocol").text

    assert "Places at 90 %" not in page
    assert "Too close to call" not in page
