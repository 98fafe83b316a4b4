"""A real app on a real database, a camp in it, and people who carry its roles."""

from contextlib import contextmanager

import pytest
from sqlalchemy import event

from camp.app import create_app
from camp.config import Config
from tests.cast import Cast, Clock

pytest_plugins = ["tests.real"]


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database_url(request, tmp_path):
    """Both engines, one after the other, for what must hold on each."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/camp.sqlite"
    return request.getfixturevalue("postgres_database")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def app(tmp_path, clock):
    yield from _app(f"sqlite:///{tmp_path}/camp.sqlite", tmp_path, clock)


@pytest.fixture
def any_app(any_database_url, tmp_path, clock):
    yield from _app(any_database_url, tmp_path, clock)


def _app(url, folder, clock):
    config = Config(data=folder, database_url=url, pace=0, secret=b"the secret of the tests")
    app = create_app(config, clock=clock)
    yield app
    app.extensions["db"].close()


@pytest.fixture
def db(app):
    return app.extensions["db"]


@pytest.fixture
def cast(app, clock):
    """A camp in check-in, with the people of tests/cast.py."""
    return Cast(app, clock)


@pytest.fixture
def statements():
    """Count what a page asks: `with statements(cast.db) as said: …`, then `len(said)`."""

    @contextmanager
    def counting(db):
        said = []

        def hear(_connection, _cursor, statement, *_rest):
            said.append(statement)

        event.listen(db.engine, "before_cursor_execute", hear)
        yield said
        event.remove(db.engine, "before_cursor_execute", hear)

    return counting
