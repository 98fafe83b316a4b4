"""A camp whose result is published and whose awards are followed up.

To come so far takes longer than most tests, so it is played once and its database is copied.
"""

import copy
import shutil

import pytest

from tests.cast import Clock
from tests.conftest import _app
from tests.followup.field import Field


@pytest.fixture(scope="session")
def played(made_once, tmp_path_factory):
    """What was played: by name, the folder with the database, and who is in it."""
    found = {}
    for name in ("field", "running"):
        folder = tmp_path_factory.mktemp(name)
        with_app = _opened(made_once, made_once, folder, Clock())
        field = Field(next(with_app), Clock())
        if name == "running":
            field.run_kaft()
        next(with_app, None)
        found[name] = folder, field
    return found


@pytest.fixture
def field(played, made_once, tmp_path, clock):
    """Every award offered."""
    yield from _again(*played["field"], made_once, tmp_path, clock)


@pytest.fixture
def running(played, made_once, tmp_path, clock):
    """Kaft's grant with its agreement signed and its first tranche paid."""
    yield from _again(*played["running"], made_once, tmp_path, clock)


def _again(folder, field, made_once, tmp_path, clock):
    with_app = _opened(folder, made_once, tmp_path, clock)
    again = copy.copy(field)
    again.app, again.clock = next(with_app), clock
    again.db = again.app.extensions["db"]
    yield again
    next(with_app, None)


def _opened(template, made_once, folder, clock):
    shutil.copy(template / "camp.sqlite", folder)
    yield from _app(f"sqlite:///{folder}/camp.sqlite", folder, clock, made_once)
