"""The jury at work, on SQLite and where races matter on both engines."""

import pytest

from tests.again import again
from tests.jury.bench import Bench


@pytest.fixture
def bench(app, clock):
    return again(Bench, app, clock)


@pytest.fixture
def any_bench(any_app, clock):
    return Bench(any_app, clock)
