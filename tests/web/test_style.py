"""The style page: every pair of colours can be read, and only the server's owner reads it."""

import pytest

from camp.people.models import Person
from camp.web.style import PAIRS, pairs, tokens


@pytest.mark.parametrize("pair", pairs(), ids=lambda pair: f"{pair.token} on {pair.ground}")
def test_every_pair_can_be_read_by_day_and_by_night(pair):
    assert min(pair.day.ratio, pair.night.ratio) >= pair.least


def test_every_token_of_the_night_is_one_of_the_day():
    day, night = tokens()

    assert set(night) == set(day)
    assert {name for pair in PAIRS for name in pair[:2]} <= set(day)


def test_the_owner_of_the_server_reads_it_and_nobody_else(cast):
    assert cast.app.test_client().get("/style").status_code in {302, 303, 401}
    assert cast.browser("Aziza").get("/style").status_code == 403
    cast.db.write(lambda s: setattr(s.get_one(Person, cast.id("Aziza")), "starts_camps", True))

    page = cast.browser("Aziza").get("/style").text

    for words in ("Saved 14:32", "Saqlandi", "Сақланди", "Сохранено"):
        assert words in page
