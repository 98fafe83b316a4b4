"""A camp whose result is published and whose awards are followed up."""

import pytest

from tests.followup.field import Field


@pytest.fixture
def field(app, clock):
    return Field(app, clock)


@pytest.fixture
def running(field):
    """Kaft's grant with its agreement signed and its first tranche paid."""
    field.run_kaft()
    return field
