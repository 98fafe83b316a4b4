"""A page of the setting up offers nothing that the server would refuse."""

import re

from camp.jury.models import Ballot, Round
from tests.control.test_setting_up import judged


def shown(cast, page):
    answer = cast.browser("Aziza").get(f"/camps/{cast.slug}/settings{page}")
    assert answer.status_code == 200
    return answer.text.partition("<main")[2]


def typed_into(page):
    """Return the names of fields that can be typed into or chosen from."""
    tags = re.findall(r"<(?:input|select|textarea)\b[^>]*>", page)
    open_ones = [tag for tag in tags if 'type="hidden"' not in tag and " readonly" not in tag]
    return {name for tag in open_ones for name in re.findall(r' name="([^"]+)"', tag)}


def close_round(session):
    session.query(Round).one().state = "closed"


def test_a_rubric_that_a_ballot_locked_has_no_form(cast):
    judged(cast)
    page = shown(cast, "/rubric")

    assert (typed_into(page), "Another criterion" in page) == (set(), False)


def test_a_rubric_of_a_closed_round_has_no_form(app, cast):
    judged(cast)
    cast.db.write(lambda session: session.query(Ballot).delete() and None)
    cast.db.write(close_round)
    page = shown(cast, "/rubric")

    assert (typed_into(page), "Another criterion" in page) == (set(), False)
    assert "The round is closed" in page


def test_a_camp_without_a_round_says_so(cast):
    assert "No round is prepared yet." in shown(cast, "/rubric")


def test_what_a_ballot_locked_is_read_and_not_typed(cast):
    before = typed_into(shown(cast, ""))
    judged(cast)
    after = typed_into(shown(cast, ""))

    assert before - after == {
        "currency", "funding_rule", "merit_floor", "quorum", "score_mode", "tie_margin",
    }  # fmt: skip
    assert after < before
