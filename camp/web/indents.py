"""Templates are indented for who reads them; pages leave without, a tenth shorter."""

import re

from flask import Flask
from jinja2.ext import Extension

INDENT = re.compile(r"\n[ \t]+")


class Outdent(Extension):
    """Takes the indents out of a template's own text; what it is given to show stays as it is."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return INDENT.sub("\n", source)


def register(app: Flask) -> None:
    app.jinja_env.add_extension(Outdent)
