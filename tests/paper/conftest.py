"""A jury whose points are plain means, so that a published result can be read on paper."""

import pytest

from tests.again import again
from tests.grants.court import Court


@pytest.fixture
def court(app, clock):
    return again(Court, app, clock, score_mode="mean")
