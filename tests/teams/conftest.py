"""A camp where teams form, with two or six seats as a test needs."""

import pytest

from tests.again import again
from tests.cast import Cast


@pytest.fixture
def cast(app, clock):
    return again(Cast, app, clock, phase="forming", team_min=2, team_max=3)
