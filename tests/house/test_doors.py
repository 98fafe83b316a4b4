"""Every door has a rule, and every topic a rule and a test that compares it with a reload."""

import re
from pathlib import Path

from camp.core.rules import TABLE
from camp.web import guard
from camp.web.pieces import OWN, all_pieces, all_topics

ROOT = Path(__file__).parents[2]
OUTSIDE_CAMPS = {guard.PUBLIC, guard.SIGNED_IN, guard.STARTS_CAMPS}


def test_every_route_has_a_rule(app):
    without = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if getattr(app.view_functions[rule.endpoint], "rule", None) not in {*TABLE, *OUTSIDE_CAMPS}
    ]

    assert without == []


def test_every_topic_has_a_rule_and_a_reload_test(app):
    tests = "".join(file.read_text() for file in (ROOT / "tests").rglob("test_*.py"))

    for kind in all_topics():
        assert kind.rule in {*TABLE, OWN}
        spoken = re.sub(r"\{\w+\}", "{", kind.pattern).split("{")
        assert re.search(
            r"\{[^}]*\}".join(re.escape(part.rstrip("}")) for part in spoken), tests
        ), f"no test watches {kind.pattern}"


def test_a_shared_piece_holds_no_form(app):
    templates = ROOT / "camp" / "templates"
    with_forms = [
        piece.name
        for piece in all_pieces()
        if piece.shared and "<form" in (templates / piece.template).read_text()
    ]

    assert with_forms == []
