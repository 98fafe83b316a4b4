"""What several files of browser tests begin with."""

import pytest

from tests.browser.visiting import Visitor, serve


@pytest.fixture(scope="module")
def visitor(chromium, tmp_path_factory):
    """A visitor of the demo camp in its jury phase; the tests of a file share it."""
    server = serve("jury", tmp_path_factory.mktemp("jury"))
    found = Visitor(server, chromium)
    yield found
    found.close()
    server.stop()
