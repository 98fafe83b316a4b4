"""The questions of the café that is on, as each reader may see them."""

from typing import Any

from sqlalchemy.orm import Session

from camp.core.rules import Actor, may
from camp.questions import queries
from camp.web.context import camp, now
from camp.web.pieces import piece, topic

QUESTIONS = topic("camp:{slug}:questions", rule="questions.read")


def show_board(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    """Everybody reads the wall and their own; who moderates reads what waits, too."""
    item = queries.cafe(session, camp().id, now())
    moderates = may(actor, camp().id, "questions.moderate")
    who = actor.person_id

    def those(*states: str) -> list[queries.Line]:
        return queries.lines(session, item.id, states, who) if item else []

    return {
        "camp": camp(), "item": item, "moderates": moderates,
        "pending": those("pending") if moderates else [],
        "put": those("now"), "wall": those("live"), "answered": those("answered"),
        "hidden": those("hidden") if moderates else [],
        "own": [
            one for one in queries.of_person(session, item.id, who)
            if one.state not in ("live", "now")
        ] if item and not moderates else [],
    }  # fmt: skip


piece("questions.board", on=QUESTIONS, path="/camps/<slug>/questions/board",
      template="questions/_board.html", ask=show_board)  # fmt: skip
