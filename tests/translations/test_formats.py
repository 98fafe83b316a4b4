"""Dates, numbers and money are written as the reader's language writes them, on every page."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import g

from camp.web import i18n

TEMPLATES = Path(__file__).parents[2] / "camp" / "templates"
NOON = datetime(2027, 4, 16, 12, 5, tzinfo=UTC)
NARROW = "\N{NO-BREAK SPACE}"
BY_HAND = re.compile(
    r"strftime|\|\s*(?:round|format|int|string|filesizeformat)(?:\([^()]*\))?\s*-?\}\}"
    r"|\}\}\s?%(?!\})"
    r"|(?:_at|_date|\.at|until|\.due|\.now|ends_at|starts_at)\s*-?\}\}"
)
MACHINES_READ = (
    # Places in a drawing.
    re.compile(
        r'\b(?:d|x|y|x1|x2|y1|y2|width|height|from|to|dur|points|style|start|r|cx|cy)="[^"]*$'
    ),
    re.compile(r"<(?:path|rect|circle|text|line|animate|svg)\b[^>]*$"),
    # Values of fields, attributes and comparisons.
    re.compile(r'\b(?:value|datetime|ends|now|at|href|max|min|id|data-[a-z-]+)="[^"]*$'),
)


def by_hand(text):
    """Yield what a page writes of a number or a date without one of our filters."""
    for output in re.finditer(r"\{\{.*?\}\}(?:\s?%(?!\}))?", text, re.DOTALL):
        shown = output[0]
        if (
            not BY_HAND.search(shown)
            or 'kind="datetime-local"' in shown
            or re.search(
                r"\|\s*(?:number|percent|money|grouped|clock|day|moment|date|major)\b", shown
            )
        ):
            continue
        before = text[max(0, output.start() - 300) : output.start()]
        if not any(pattern.search(before) for pattern in MACHINES_READ):
            yield " ".join(shown.split())


def test_no_page_writes_a_number_or_a_date_by_itself():
    found = {
        (file.relative_to(TEMPLATES).as_posix(), shown)
        for file in TEMPLATES.rglob("*.html")
        for shown in by_hand(file.read_text("utf-8"))
    }

    assert found == set()


def test_what_is_written_by_hand_is_found():
    assert list(by_hand("<p>{{ share | round(1) }} {{ at.strftime('%d.%m') }} {{ n }} %</p>")) == [
        "{{ share | round(1) }}", "{{ at.strftime('%d.%m') }}", "{{ n }} %",
    ]  # fmt: skip
    assert list(by_hand('<path d="M{{ x | round(1) }}"/><p>{{ x | number }}</p>')) == []


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["16 April", "16 Apr 12:05", "1,234.5", "12.5%", "1,500,000 UZS",
                "15 January 2027"]),
        ("ru", ["16 апреля", "16 апр. 12:05", "1 234,5", "12,5 %", "1 500 000 UZS",
                "15 января 2027 г."]),
        ("uz", ["16-aprel", "16-apr 12:05", "1 234,5", "12,5%", "1 500 000 soʻm",
                "15-yanvar, 2027"]),
        ("uz_Cyrl", ["16 апрел", "16 апр 12:05", "1 234,5", "12,5%", "1 500 000 сўм",
                     "15 январ, 2027"]),
    ],
)  # fmt: skip
def test_each_language_writes_them_its_own_way(app, language, written):
    with app.test_request_context():
        g.language = language
        said = [
            i18n.day(NOON), i18n.moment(NOON), i18n.number(1234.5), i18n.percent(12.5),
            i18n.money(150_000_000, "UZS"), i18n.date("2027-01-15"),
        ]  # fmt: skip

    assert [re.sub(r"\s", " ", one) for one in said] == written
