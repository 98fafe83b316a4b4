"""Templates are indented for who reads them; pages leave without, an eighth shorter."""

import re

from flask import Flask
from jinja2.ext import Extension

NOTES = re.compile(r"(\{#.*?#\})", re.DOTALL)
INDENT = re.compile(r"\n[ \t]+")
BLOCKS = (
    "article|aside|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|"
    "header|legend|li|main|nav|ol|p|section|table|tbody|td|template|th|thead|tr|ul"
)
BEFORE_A_BLOCK = re.compile(rf"\n(?=</?(?:{BLOCKS})\b)")
"""There a browser leaves white space out, too."""
ALONE = re.compile(
    r"(?<!-%\}\n)^(\{%(?!-)(?:(?:(?!%\}).)*%\}\{%)*(?:(?!%\}).)*?)[-+]?%\}[ \t]*$", re.MULTILINE
)
"""A line of statements alone shows nothing, so its end is none of the page: the end of the line
before it is there already, unless a dash takes that away."""


class Outdent(Extension):
    """Takes the indents out of a template's own text; what it is given to show stays as it is."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        if not (name or "").endswith(".html"):
            return INDENT.sub("\n", source)
        parts = NOTES.split(source)
        parts[::2] = [_shortened(part) for part in parts[::2]]
        return "".join(parts)


def _shortened(text: str) -> str:
    text = ALONE.sub(r"\1-%}", INDENT.sub("\n", text))
    # A note keeps the count of lines, which errors tell.
    return BEFORE_A_BLOCK.sub("{#\n#}", text)


def register(app: Flask) -> None:
    app.jinja_env.add_extension(Outdent)
