"""How a ballot is handed in at a door: it counts, or it came after the closure and is kept."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Response, request

from camp.core.errors import words
from camp.core.phases import has_reached
from camp.jury import ballots, held
from camp.jury.models import Ballot
from camp.jury.rules import RoundIsClosed
from camp.web.context import actor, camp, db, now
from camp.web.writes import Answer, respond, write

KEPT = words(
    "This round is closed. Your ballot came too late and is kept; the secretary decides whether "
    "it counts."
)
TOO_LATE = words(
    "The results are published. Your ballot came too late: it is kept and does not count."
)


def hand_in(
    said: ballots.Said,
    *,
    round_id: str,
    team_id: str,
    revision: int,
    answer: Callable[[Ballot], Answer],
) -> Response:
    """Cast the asker's ballot. Raises RoundIsClosed, whose facts say whether it was kept.

    A draft is not kept: it never counts.
    """
    cell: dict[str, Any] = {
        "camp_id": camp().id, "round_id": round_id, "person_id": actor().person_id,
        "team_id": team_id, "said": said, "revision": revision, "now": now(),
    }  # fmt: skip
    try:
        return write(partial(ballots.cast_ballot, **cell), answer)
    except RoundIsClosed:
        if said.state != "submitted":
            raise
    key = request.headers.get("Idempotency-Key") or request.form.get("key", "")
    found = db().write(partial(held.hold_ballot, **cell, key=key, cause=held.CLOSED))
    if isinstance(found, Ballot):
        return respond(answer(found))
    detail = TOO_LATE if has_reached(camp(), "results") else KEPT
    raise RoundIsClosed(detail, kept=True)
