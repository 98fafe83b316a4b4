"""A jury whose ballots are in, on SQLite and where races matter on both engines."""

import pytest

from tests.again import again
from tests.grants.court import Court


@pytest.fixture
def court(app, clock):
    return again(Court, app, clock)


@pytest.fixture
def any_court(any_app, clock):
    return Court(any_app, clock)
