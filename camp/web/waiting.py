"""What of a reader's may wait on a phone, in words: the list of what waits names each kind."""

from flask import Flask, g
from flask_babel import gettext

from camp.core.errors import words
from camp.core.rules import may
from camp.web.context import actor

KINDS = {
    "ballot": ("ballot.write", words("Ballot")),
    "dots": ("dots.cast", words("Dots")),
    "idea": ("ideas.write", words("Idea")),
    "draft": ("submission.write", words("Project")),
    "submission": ("submission.write", words("Submission")),
    "note": ("mentoring.work", words("Note")),
    "scan": ("door.check_in", words("Scan at the door")),
    "undo": ("door.check_in", words("Scan taken back")),
    "concern": ("concern.raise", words("Concern")),
    "report": ("followup.own", words("Report")),
    "receipt": ("followup.own", words("Receipt")),
}
"""By kind of a write: who may send it, and its word. Others are "something you sent"."""


def kinds_that_wait() -> list[tuple[str, str]]:
    """Return the kinds that the reader may send, outside a camp all of them, with their words."""
    who, where = actor(), g.get("camp")
    return [
        (kind, gettext(name))
        for kind, (permission, name) in KINDS.items()
        if where is None or may(who, where.id, permission)
    ]


def register(app: Flask) -> None:
    app.jinja_env.globals["kinds_that_wait"] = kinds_that_wait
