"""A camp whose result is published and whose awards are followed up."""

import pytest

from tests.again import again
from tests.followup.field import Field


@pytest.fixture
def field(app, clock):
    """Every award offered."""
    return again(Field, app, clock)


@pytest.fixture
def running(app, clock):
    """Kaft's grant with its agreement signed and its first tranche paid."""
    return again(_running, app, clock)


def _running(app, clock):
    field = Field(app, clock)
    field.run_kaft()
    return field
