"""What several tests of the arithmetic begin with."""

from pathlib import Path

import pytest

from tests.scoring.filed import TEXTS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text)
    return tmp_path
