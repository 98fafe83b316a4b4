"""The ceremony, and a plain camp."""

import pytest

from tests.stage.theatre import Theatre


@pytest.fixture
def theatre(app, clock):
    return Theatre(app, clock)
