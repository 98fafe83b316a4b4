"""PDFs as answers: made beside the hub, kept by nobody on the way."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import Flask, Response, current_app, request
from markupsafe import Markup

from camp.core.aside import natively
from camp.core.errors import CampError, words
from camp.paper.printing import is_ready, pdf
from camp.web import i18n
from camp.web.context import now

_TITLE = re.compile(r"</b>\s*<span")
_HINT = re.compile(r'\s*(?<!: )<span class="hint">')


class NoPdf(CampError):
    slug, status = "no-pdf", 503
    title = words(
        "This server makes no PDFs: its operator can add them. Go back and print the page instead."
    )


def send(template: str, data: Mapping[str, Any], name: str) -> Response:
    """Return the PDF as `name`.pdf, to be looked at and printed. Raises NoPdf without a compiler.

    `data` speak the language that `asked_language` or the reader chose.
    """
    if not is_ready():
        raise NoPdf
    made = natively(partial(pdf, template, data, at=now(), language=i18n.language()))
    response = Response(made, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "no-store"
    return response


def asked_language() -> None:
    """Let `?language=ru` choose the language of this answer; an unknown one is not heard."""
    asked = i18n.spoken(request.args.get("language", ""))
    if asked:
        i18n.speak(asked)


def said(template: str, macro: str, *told: Any) -> str:
    """Return a page's macro as plain words, so that page and paper say the same."""
    return str(_macro(template, macro, *told).striptags())


def said_lines(template: str, macro: str, *told: Any) -> list[str]:
    """Return each item of a macro's list as one line: what it is, then what is said of it."""
    items = str(_macro(template, macro, *told)).split("<li")[1:]
    named = (_TITLE.sub("</b>: <span", item, count=1) for item in items)
    lines = (_HINT.sub(" – ", item.partition(">")[2]) for item in named)
    return [str(Markup(line).striptags()) for line in lines]  # noqa: S704  -- tags are taken off


def _macro(template: str, macro: str, *told: Any) -> Markup:
    found: Markup = getattr(current_app.jinja_env.get_template(template).module, macro)(*told)
    return found


def register(app: Flask) -> None:
    app.jinja_env.globals["makes_pdfs"] = is_ready
