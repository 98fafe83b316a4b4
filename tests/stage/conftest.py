"""The ceremony, and a plain camp."""

import pytest

from tests.again import again
from tests.stage.theatre import Theatre


@pytest.fixture
def theatre(app, clock):
    return again(Theatre, app, clock)
