"""Lines of the judged budget, and what receipts say of each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid
from camp.core.models import Camp
from camp.core.money import to_minor
from camp.followup.rules import FREE_MOVE
from camp.followup.tranches import Papers
from camp.projects.budget import add_up
from camp.projects.models import Submission


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the budget: what it may cost, and what accepted and waiting receipts say."""

    item: str
    planned: int
    accepted: int
    waiting: int

    @property
    def is_over(self) -> bool:
        """Whether more was moved into the line than needs no approval (R55)."""
        return self.accepted + self.waiting > self.planned * (1 + FREE_MOVE)


def lines_of(planned: Mapping[str, int], papers: Papers) -> list[Line]:
    """Return the sums of receipts by the lines of the judged budget, others after them.

    An accepted receipt whose quotes are missing is still waited for.
    """
    receipts = [one for one in papers.receipts if one.state != "refused"]
    names = [*planned, *sorted({one.line for one in papers.receipts} - planned.keys())]
    accepted, waiting = Counter[str](), Counter[str]()
    for one in receipts:
        counts = one.state == "accepted" and one.id not in papers.unquoted
        (accepted if counts else waiting)[one.line] += one.amount
    return [Line(item, planned.get(item, 0), accepted[item], waiting[item]) for item in names]


def budget_lines(
    session: Session, camp: Camp, team_ids: Sequence[str]
) -> dict[str, dict[str, int]]:
    """Return by team what each line asks for, in minor units of the camp's currency."""
    submissions = session.scalars(
        select(Submission).where(Submission.team_id.in_(team_ids)).order_by(Submission.version)
    )
    counted = {one.team_id: one for one in submissions if one.counts}
    return {team_id: _asked(one.body.get("budget"), camp) for team_id, one in counted.items()}


def _asked(raw: Any, camp: Camp) -> dict[str, int]:
    budget = dict(raw or {})
    try:
        # A folder names the rate by which the ask was converted.
        made = add_up(budget | {"rate": budget.get("rate") or budget.get("rate_used")}, camp)
    except Invalid:
        return {}
    rate: Any = made.rate if made.currency != camp.currency and made.rate else 1
    found: dict[str, int] = {}
    for line in made.lines:
        if line.requested:
            asked = to_minor(round(line.requested * rate), camp.currency)
            found[line.item] = found.get(line.item, 0) + asked
    return found
