"""The public board as the hall reads it: rows on one axis, brackets, and where grants would end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.jury.drawing import Drawing, draw
from camp.jury.sight import Sight
from camp.projects.queries import asks
from scoring import OfficialOrder, Place, propose


@dataclass(frozen=True, slots=True)
class Shown:
    """The board and, where the published rule would draw it now, the line under the last grant."""

    drawing: Drawing
    line_under: str
    """The team above the line; empty where no line can be drawn."""
    grants: int


def shown(session: Session, camp: Camp, seen: Sight) -> Shown:
    rows = [row for row in seen.teams if row["place"]]
    drawing = draw(rows, seen.drawn.get("bands", []))
    funded = [] if seen.drawn.get("early") else _funded(session, camp, rows)
    order = [row["team"] for row in rows]
    given = list(takewhile(lambda team: team in funded, order))
    # A line can stand only where all above it and none below would be given something.
    if not given or len(given) < len(funded) or len(given) == len(order):
        return Shown(drawing, "", 0)
    return Shown(drawing, given[-1], len(given))


def _funded(session: Session, camp: Camp, rows: Sequence[Mapping[str, Any]]) -> set[str]:
    asked = {team: ask for team, ask in asks(session, camp.id).items() if ask > 0}
    rules = camp.settings
    places = tuple(
        Place(row["team"], row["first"], row["last"], row["score"])
        for row in rows
        if row["team"] in asked
    )
    if not places or not rules.envelope:
        return set()
    made = propose(
        OfficialOrder(places, (), rules.tie_margin, ()),
        asked,
        envelope=rules.envelope,
        rule=rules.funding_rule,
        partial_min_share=rules.partial_min_share,
        min_award=rules.min_award,
        max_award=rules.max_award or None,
        merit_floor=rules.merit_floor,
    )
    return {award.project for award in made.awards}
