"""Camps of the programme that were held on other servers, as the folders of its camps told them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Camp, Kept, LogEntry
from camp.core.money import to_minor
from camp.followup.rules import INDICATORS
from camp.programme.cards import CampCard, Project
from camp.programme.events import ProgrammeJoined, ProgrammeLeft

STATES = {
    "report_overdue": "late", "active": "contracted", "conditions_pending": "accepted",
}  # fmt: skip
"""What a folder says of a project; other words are ours already."""
ENDED = ("declined", "lapsed", "passed")
MOVES = (ProgrammeJoined.__name__, ProgrammeLeft.__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """What folders told: by the camp that tells, the one that came last at the end."""

    plans: Mapping[str, Any]
    portfolios: Mapping[str, Any]
    currencies: Mapping[str, str]

    def camps(self, here: Iterable[Camp]) -> list[CampCard]:
        """Return the camps that are not `here`, each as it was told last."""
        known = {one.ref for one in here}
        found = {one["id"]: _card(one) for one in self._planned() if one["id"] not in known}
        return [one for one in found.values() if one]

    def projects(self, here: Iterable[Camp]) -> list[Project]:
        """Return the projects of those camps, without what was ended before it began.

        Amounts are in the currency of the programme's policy, else in that of the camp that tells.
        """
        known = {one.ref for one in here}
        names = {one["id"]: one["name"] for one in self._planned()}
        found = {
            one["id"]: _project(one, names.get(one["camp"], ""), self._currency(camp_id))
            for camp_id, body in self.portfolios.items()
            for one in _rows(body)
            if one["camp"] not in known and one["status"] not in ENDED
        }
        return [one for one in found.values() if one]

    def region_of(self, camp: Camp) -> str:
        """Return the region in which a camp's own folder said that it is held, or nothing."""
        told = _listed(self.plans.get(camp.id), "camps")
        return next((str(one["region"]) for one in told if one["id"] == camp.ref), "")

    def _planned(self) -> Iterable[Mapping[str, Any]]:
        return (one for body in self.plans.values() for one in _listed(body, "camps"))

    def _currency(self, camp_id: str) -> str:
        policy = self.plans.get(camp_id, {}).get("grant_policy") or {}
        return str(policy.get("currency", self.currencies[camp_id]))


def read(session: Session, tellers: Sequence[Camp]) -> Told:
    """Read what the folders of these camps told.

    A camp that joined another programme since then has nothing to tell of that one.
    """
    ids = [one.id for one in tellers]
    moved = select(LogEntry.camp_id).where(LogEntry.camp_id.in_(ids), LogEntry.kind.in_(MOVES))
    rows = session.execute(
        select(Kept.part, Kept.camp_id, Kept.body)
        .where(Kept.camp_id.in_(ids), Kept.part.in_(("programme", "portfolio")))
        .where(Kept.camp_id.not_in(moved))
        .order_by(Kept.camp_id)
    )
    told: dict[str, dict[str, Any]] = {"programme": {}, "portfolio": {}}
    for row in rows:
        told[row.part][row.camp_id] = row.body
    currencies = {one.id: one.currency for one in tellers}
    return Told(told["programme"], told["portfolio"], currencies)


def _listed(body: Any, name: str) -> list[Mapping[str, Any]]:
    return _rows(body.get(name)) if isinstance(body, dict) else []


def _rows(body: Any) -> list[Mapping[str, Any]]:
    return body if isinstance(body, list) else []


def _card(one: Mapping[str, Any]) -> CampCard | None:
    """Return nothing for days that an older import let in and nobody can read."""
    try:
        days = sorted(date.fromisoformat(day) for day in one["dates"])
    except ValueError:
        return None
    if not days:
        return None
    return CampCard(
        name=one["name"], names={}, starts=days[0], ends=days[-1], phase=one["status"],
        region=one["region"], people=one["participants"], ideas=one["ideas"],
        teams=one["teams"], grants=one["awards"],
    )  # fmt: skip


def _project(one: Mapping[str, Any], camp: str, currency: str) -> Project | None:
    """Return nothing for an amount that its currency does not have."""
    try:
        awarded, paid = (to_minor(one[key], currency) for key in ("awarded", "paid"))
    except ValueError:
        return None
    return Project(
        name=one["title"], camp=camp, camp_names={}, region=one["region"], currency=currency,
        awarded=awarded, paid=paid, state=STATES.get(one["status"], one["status"]),
        results=_numbers(one["results"].items()),
    )  # fmt: skip


def _numbers(pairs: Iterable[tuple[str, Any]]) -> dict[str, int]:
    """Return the numbers that we know, whole: a file may hold anything there."""
    return {
        name: int(value)
        for name, value in pairs
        if name in INDICATORS and isinstance(value, int | float) and 0 <= value < 10**12
    }
