"""A second laptop: an empty folder, and the app on whatever is restored there."""

from copy import copy
from types import SimpleNamespace

import pytest

from camp.app import build, connect
from camp.backup import make, restore
from camp.config import Config


@pytest.fixture(scope="module")
def second_house():
    return build()


@pytest.fixture
def laptop(cast, second_house, tmp_path_factory):
    """The cast's laptop and another one: `back_up`, `restore`, and `twin`, the cast over there."""
    folder = tmp_path_factory.mktemp("second")
    here = cast.app.extensions["config"]
    there = Config(data=folder / "data", pace=0, address="http://192.168.1.21:8000")
    file = folder / "camp.backup"
    opened = []

    def twin():
        app = connect(second_house, there, clock=cast.clock)
        opened.append(app)
        other = copy(cast)
        other.app, other.db = app, app.extensions["db"]
        return other

    yield SimpleNamespace(
        folder=folder, file=file, here=here, there=there, twin=twin,
        back_up=lambda: make(here, file, now=cast.clock()),
        restore=lambda: restore(file, there, now=cast.clock()),
    )  # fmt: skip
    for app in opened:
        app.extensions["db"].close()
        del app.wsgi_app
