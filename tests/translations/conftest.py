"""The catalogues as an app finds them: compiled."""

import pytest

from camp.translations import compile_all


@pytest.fixture(scope="session", autouse=True)
def compiled():
    compile_all()
