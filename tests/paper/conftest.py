"""A jury whose points are plain means, so that a published result can be read on paper."""

import pytest

from tests.grants.court import Court


@pytest.fixture
def court(app, clock):
    return Court(app, clock, score_mode="mean")
