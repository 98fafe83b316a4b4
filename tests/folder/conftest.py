"""A second server, for what was exported from the first."""

import pytest

from camp.core.work import Database
from camp.migrations import upgrade


@pytest.fixture
def elsewhere(tmp_path):
    made = Database(f"sqlite:///{tmp_path}/elsewhere.sqlite")
    upgrade(made.engine)
    yield made
    made.close()
