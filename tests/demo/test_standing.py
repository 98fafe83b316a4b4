"""The demo camp stands at its phase whenever somebody looks at it."""

from datetime import UTC, datetime, timedelta

import pytest

from camp.demo.building import DATA
from camp.demo.standing import at_phase, moved_to_now
from camp.folder import files


@pytest.mark.parametrize("hour", [0, 4, 9, 14, 19])
def test_the_vote_is_on_at_every_hour(hour):
    now = datetime(2026, 11, 29, hour, 50, tzinfo=UTC)
    told = moved_to_now(at_phase(files.read(DATA), "voting"), "voting", now)
    opened, closes = (
        datetime.fromisoformat(told["votes"]["rule"][key]) for key in ("opened_at", "closed_at")
    )

    assert (now - opened, closes - now) == (timedelta(minutes=10), timedelta(minutes=15))
