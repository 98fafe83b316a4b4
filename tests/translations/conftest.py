"""The catalogues are compiled before a page speaks."""

import pytest

from camp.translations import compile_all


@pytest.fixture(scope="session", autouse=True)
def compiled():
    compile_all()
