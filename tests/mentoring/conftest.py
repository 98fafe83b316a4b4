"""A camp that builds, two teams in it and two mentors."""

import pytest

from tests.cast import Cast
from tests.mentoring.hall import Hall


@pytest.fixture
def hall(cast):
    return Hall(cast)


@pytest.fixture
def any_hall(any_app, clock):
    return Hall(Cast(any_app, clock))
