"""A camp that builds, with one team and a deadline in an hour."""

from datetime import timedelta

import pytest

from tests.again import again
from tests.cast import Cast
from tests.teams.scenes import deadline, people, team


@pytest.fixture
def cast(app, clock):
    made = again(Cast, app, clock, phase="forming", min_award=8_000_000_00, max_award=40_000_000_00)
    deadline(made, "submission", clock() + timedelta(hours=1))
    return made


@pytest.fixture
def friend(cast):
    return people(cast, 1)[0]


@pytest.fixture
def team_id(cast, friend):
    found = team(cast, members=[friend])
    cast.move("build")
    return found
