"""The living style page: every colour with its contrast, every part in every state.

It is read off the style sheets and the macros themselves, so it cannot differ from what pages show.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, g, render_template
from flask_babel import force_locale
from markupsafe import Markup

from camp.core.glaze import contrast
from camp.web.guard import STARTS_CAMPS, rule
from camp.web.i18n import LANGUAGES

bp = Blueprint("style", __name__)
SHEETS = Path(__file__).parent.parent / "static" / "css" / "tokens"
TOKEN = re.compile(r"--([a-z0-9-]+):\s*([^;]+);")
TEXT, EDGE = 4.5, 3.0
"""What WCAG 2.2 AA asks of words, and of edges and marks."""
PAIRS: tuple[tuple[str, str, float], ...] = (
    ("text", "bg", TEXT), ("text", "surface", TEXT), ("text", "sunken", TEXT),
    ("text-2", "bg", TEXT), ("text-2", "surface", TEXT), ("text-2", "sunken", TEXT),
    ("control-edge", "surface", EDGE), ("action", "bg", TEXT), ("action", "surface", TEXT),
    ("action", "action-soft", TEXT), ("on-action", "action", TEXT),
    ("on-action", "action-dark", TEXT), ("live", "bg", EDGE), ("on-live", "live", TEXT),
    ("live-text", "live-soft", TEXT), ("live-thread", "count", EDGE), ("on-warn", "warn", TEXT),
    ("warn-text", "bg", TEXT), ("warn-text", "warn-soft", TEXT), ("on-stop", "stop", TEXT),
    ("stop", "bg", TEXT), ("stop", "stop-soft", TEXT), ("ok", "bg", TEXT), ("ok", "ok-soft", TEXT),
    ("on-count", "count", TEXT), ("on-count-2", "count", TEXT), ("muted-mark", "bg", EDGE),
    ("on-door", "door-ok", TEXT), ("on-door", "door-warn", TEXT),
    ("on-door-stop", "door-stop", TEXT), *((f"team-{k}", "bg", EDGE) for k in range(6)),
)  # fmt: skip
"""What stands on what: token, ground and the least contrast."""


@dataclass(frozen=True, slots=True)
class Shade:
    """A token on a ground by day or by night, as hex, and their contrast."""

    colour: str
    ground: str
    ratio: float


@dataclass(frozen=True, slots=True)
class Pair:
    token: str
    ground: str
    least: float
    day: Shade
    night: Shade


@cache
def tokens() -> tuple[dict[str, str], dict[str, str]]:
    """Return all tokens by day and by night, with what they refer to put in."""
    day = _read("1-colours.css")
    return _whole(day), _whole(day | _read("2-night.css"))


def pairs() -> list[Pair]:
    """Return every pair that stands on a page, with its contrast."""
    return [
        Pair(token, ground, least, *(_shade(found[token], found[ground]) for found in tokens()))
        for token, ground, least in PAIRS
    ]


def sizes() -> list[tuple[str, str]]:
    """Return the tokens of letters, distances, shapes and times."""
    return [*_read("3-type.css").items(), *_read("4-space.css").items()]


# Whoever keeps the server reads it, and nobody else: it is about the program, not about a camp.
@bp.get("/style")
@rule(STARTS_CAMPS)
def page() -> str:
    spoken = g.get("language")
    parts = {}
    for tag, name in LANGUAGES.items():
        g.language = tag
        with force_locale({"uz_Cyrl": "uz_Cyrl"}.get(tag, tag)):
            parts[tag] = (name, Markup(render_template("style/_parts.html", tag=tag)))  # noqa: S704  -- our own template
    g.pop("language")
    if spoken:
        g.language = spoken
    return render_template("style/page.html", pairs=pairs(), sizes=sizes(), parts=parts)


def _shade(colour: str, ground: str) -> Shade:
    return Shade(colour, ground, contrast(colour, ground))


def _read(name: str) -> dict[str, str]:
    text = re.sub(r"/\*.*?\*/", "", (SHEETS / name).read_text("utf-8"), flags=re.DOTALL)
    return dict(TOKEN.findall(text))


def _whole(found: dict[str, str]) -> dict[str, str]:
    def value(name: str) -> str:
        refers = re.fullmatch(r"var\(--([a-z0-9-]+)\)", found[name])
        return value(refers[1]) if refers else found[name]

    return {name: value(name) for name in found}


def register(app: Flask) -> None:
    app.register_blueprint(bp)
