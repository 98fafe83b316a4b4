"""The volunteer's own shift on the page of the door."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from camp.checkin.live import DOOR
from camp.core.rules import Actor
from camp.volunteering import queries
from camp.web.context import camp, now
from camp.web.pieces import piece


def _mine(session: Session, *, slug: str, actor: Actor) -> Mapping[str, Any]:
    return {"slug": slug, "turn": queries.present(session, camp().id, actor.person_id, now())}


piece(
    "shift.mine", on=DOOR, path="/camps/<slug>/door/shift", template="volunteering/_mine.html",
    ask=_mine, rule="door.read",
)  # fmt: skip
