"""What operators may set and call is written down, and every picture that is linked exists."""

import re
from dataclasses import fields
from pathlib import Path

from camp.config import Config

ROOT = Path(__file__).parents[2]
OPERATOR = (ROOT / "docs/operator.md").read_text()


def test_every_setting_is_in_the_operators_page():
    assert [one.name for one in fields(Config) if f"CAMP_{one.name.upper()}" not in OPERATOR] == []


def test_every_command_is_in_the_operators_page():
    source = (ROOT / "camp/cli.py").read_text()
    commands = set(re.findall(r'command\("(\w+)"', source)) | {"serve", "run", "demo"}
    assert [name for name in commands if f"camp {name}" not in OPERATOR] == []


def test_every_link_of_the_pages_leads_somewhere():
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    links = {
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text())
    }

    assert [link for page, link in links if not (page.parent / link).exists()] == []
