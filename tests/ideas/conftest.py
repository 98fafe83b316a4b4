"""A camp where ideas are written, pitched and given dots."""

import pytest

from tests.cast import Cast
from tests.ideas.scene import Scene


@pytest.fixture
def scene(cast):
    cast.move("ideas")
    return Scene(cast)


@pytest.fixture
def any_scene(any_app, clock):
    return Scene(Cast(any_app, clock, phase="ideas"))
