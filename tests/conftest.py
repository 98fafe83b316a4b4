"""A real app on a real database, a camp in it, and people who carry its roles."""

import gc
import shutil
from contextlib import contextmanager

import pytest
from flask_socketio.test_client import SocketIOTestClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event
from xdist.scheduler import LoadScopeScheduling

from camp.app import build, connect
from camp.config import Config
from camp.core.work import Database
from camp.jury import quick
from camp.migrations import upgrade
from tests.again import again
from tests.cast import Cast, Clock

pytest_plugins = ["tests.real"]

LONG_ROOMS = {"browser", "life", "storm"}
_houses = []
"""Houses that no test uses now: opening every door takes longer than most tests."""
_dialects, _compiled = {}, {}
"""What SQLAlchemy made of each statement: an engine of its own would make it again."""


class Files(LoadScopeScheduling):
    """A worker gets whole files, as their tests share servers; of the pages it gets one phase."""

    def _split_scope(self, nodeid):
        is_phase = "/test_pages.py::test_every_page_is_whole" in nodeid
        return nodeid if is_phase else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config, log):
    return Files(config, log)


def pytest_collection_modifyitems(items):
    """Begin with what takes longest."""
    items.sort(key=lambda item: not LONG_ROOMS & set(item.path.parts))


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database_url(request, tmp_path):
    """Both engines, one after the other, for what must hold on each."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/camp.sqlite"
    return request.getfixturevalue("postgres_database")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """What every app needs and no test changes: a migrated empty database, compiled templates."""
    folder = tmp_path_factory.mktemp("made_once")
    database = Database(f"sqlite:///{folder}/camp.sqlite")
    upgrade(database.engine)
    database.close()
    # What is loaded now stays, so that collecting an ended test's garbage need not walk it.
    gc.freeze()
    return folder


@pytest.fixture
def app(made_once, tmp_path, clock):
    shutil.copy(made_once / "camp.sqlite", tmp_path)
    yield from _app(f"sqlite:///{tmp_path}/camp.sqlite", tmp_path, clock, made_once)


@pytest.fixture(params=["sqlite", "postgresql"])
def any_app(made_once, request, tmp_path, clock):
    if request.param == "sqlite":
        shutil.copy(made_once / "camp.sqlite", tmp_path)
        url = f"sqlite:///{tmp_path}/camp.sqlite"
    else:
        url = request.getfixturevalue("migrated_postgres_database")
    yield from _app(url, tmp_path, clock, made_once)


def _app(url, folder, clock, made_once):
    config = Config(data=folder, database_url=url, pace=0, secret=b"the secret of the tests")
    house = _houses.pop() if _houses else build()
    app = connect(house, config, clock=clock)
    engine = app.extensions["db"].engine
    engine.dialect = _dialects.setdefault(engine.dialect.name, engine.dialect)
    engine.update_execution_options(compiled_cache=_compiled)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(made_once))
    yield app
    _hang_up()
    app.extensions["db"].close()
    # Off with what wraps it: the next test connects the same house to a database of its own.
    del app.wsgi_app
    quick._last.clear()
    _houses.append(app)


def _hang_up():
    """Let go of the test's sockets: the next test would speak to them, and they keep its app."""
    for phone in SocketIOTestClient.clients.values():
        if phone.is_connected():
            phone.disconnect()
    SocketIOTestClient.clients.clear()


@pytest.fixture
def db(app):
    return app.extensions["db"]


@pytest.fixture
def cast(app, clock):
    """A camp in check-in, with the people of tests/cast.py."""
    return again(Cast, app, clock)


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
