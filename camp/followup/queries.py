"""One award with all that hangs on it, and the officer's inbox, the greatest harm first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.followup import evidence
from camp.followup.lines import Line, budget_lines, lines_of
from camp.followup.models import (
    Agreement,
    Award,
    Condition,
    Evidence,
    Milestone,
    Receipt,
    Reminder,
    Report,
    Tranche,
)
from camp.followup.offers import is_over
from camp.followup.quotes import Quotes, quotes_of, unquoted
from camp.followup.rules import LATE_FROM, REMIND_FROM, SUSPEND_FROM
from camp.followup.tranches import Need, Papers, needs_of
from camp.grants import publishing
from camp.people.models import Participant, Person
from camp.teams.models import Seat, Team

NEXT = ("planned", "held", "approved")


@dataclass(frozen=True, slots=True)
class Due:
    """A milestone with its days: `late` counts them after it, below zero before it."""

    milestone: Milestone
    late: int
    report: Report | None

    @property
    def step(self) -> str:
        """The ladder by the calendar alone: calm, soon, late, amber or suspend (R57)."""
        answered = self.report is not None and self.report.state != "returned"
        if self.milestone.state == "done" or answered or self.late < REMIND_FROM:
            return "calm"
        if self.late <= 0:
            return "soon"
        if self.late < LATE_FROM:
            return "late"
        return "amber" if self.late < SUSPEND_FROM else "suspend"


@dataclass(frozen=True, slots=True)
class Grant:
    """An award as both sides look at it."""

    award: Award
    team: Team
    lead: Person | None
    conditions: Sequence[Condition]
    agreement: Agreement | None
    tranches: Sequence[Tranche]
    next: Tranche | None
    needs: Sequence[Need]
    dues: Sequence[Due]
    reports: Sequence[Report]
    final: Report | None
    receipts: Sequence[Receipt]
    lines: Sequence[Line]
    reminders: Sequence[Reminder]
    files: dict[str, list[Evidence]]
    quotes: Mapping[str, Quotes]
    """Of each receipt, by its id."""
    is_over: bool
    """Whether the time of an open offer is over."""

    @property
    def paid(self) -> int:
        return sum(one.amount for one in self.tranches if one.state in ("paid", "documented"))

    @property
    def accepted(self) -> int:
        """What is documented: a receipt whose quotes are missing counts for nothing."""
        return sum(
            one.amount
            for one in self.receipts
            if one.state == "accepted" and not self.quotes[one.id].missing
        )

    @property
    def is_due(self) -> bool:
        """Whether the next tranche waits for nothing but the officer."""
        return bool(self.next) and all(need.is_met for need in self.needs)

    @property
    def worst(self) -> Due | None:
        """The milestone that is late longest and not answered."""
        late = [one for one in self.dues if one.step not in ("calm", "soon")]
        return max(late, key=lambda one: one.late, default=None)

    @property
    def next_due(self) -> Due | None:
        """The milestone that is to be reported next."""
        open_ = [one for one in self.dues if one.milestone.state != "done"]
        waiting = [one for one in open_ if one.report is None or one.report.state == "returned"]
        return min(waiting, key=lambda one: one.milestone.due, default=None)


@dataclass(frozen=True, slots=True, order=True)
class Task:
    """One thing for the officer: `harm` sorts (0 first), `key` says what it is, `no` of what."""

    harm: int
    waited: int
    team: str
    key: str
    no: int
    award_id: str


HARM = {
    "suspend": 0, "amber": 1, "lapsed": 2, "pay": 3, "approve": 4, "report": 5, "receipt": 6,
    "condition": 7, "agreement": 8, "complete": 9, "late": 10,
}  # fmt: skip
"""What waits, the most harmful first: money at risk, then a team that cannot go on, then papers."""


def grant(session: Session, camp: Camp, award: Award, now: datetime) -> Grant:
    """Return everything of one award."""
    return _gathered(session, camp, [award], now)[0]


def grants(session: Session, camp: Camp, now: datetime) -> list[Grant]:
    """Return the camp's awards by the number of their team, in a fixed number of statements."""
    found = session.scalars(
        select(Award).join(Team, Team.id == Award.team_id).where(Award.camp_id == camp.id)
        .order_by(Team.number)
    )  # fmt: skip
    return _gathered(session, camp, list(found), now)


def _gathered(session: Session, camp: Camp, awards: Sequence[Award], now: datetime) -> list[Grant]:
    ids, team_ids = [one.id for one in awards], [one.team_id for one in awards]

    def of(model: Any, order: Any) -> dict[str, list[Any]]:
        by_award: dict[str, list[Any]] = {award_id: [] for award_id in ids}
        for row in session.scalars(select(model).where(model.award_id.in_(ids)).order_by(order)):
            by_award[row.award_id].append(row)
        return by_award

    conditions, tranches = of(Condition, Condition.no), of(Tranche, Tranche.no)
    milestones, reports = of(Milestone, Milestone.no), of(Report, Report.no)
    receipts, reminders = of(Receipt, Receipt.no), of(Reminder, Reminder.at.desc())
    agreements, files = of(Agreement, Agreement.at), evidence.of_all(session, ids)
    teams = {one.id: one for one in session.scalars(select(Team).where(Team.id.in_(team_ids)))}
    leads, budgets = leads_of(session, team_ids), budget_lines(session, camp, team_ids)
    appeals = bool(publishing.open_appeals(session, camp.id))
    today = now.astimezone(camp.zone).date()
    found = []
    for award in awards:
        papers = Papers(
            award, conditions[award.id], next(iter(agreements[award.id]), None),
            tranches[award.id], reports[award.id], receipts[award.id],
            unquoted(camp.settings, receipts[award.id], files),
        )  # fmt: skip
        following = next((one for one in papers.tranches if one.state in NEXT), None)
        share = camp.settings.documented_share
        waits = needs_of(papers, following.no, share=share, appeals=appeals) if following else []
        found.append(
            Grant(
                award=award,
                team=teams[award.team_id],
                lead=leads.get(award.team_id),
                conditions=papers.conditions,
                agreement=papers.agreement,
                tranches=papers.tranches,
                next=following,
                needs=waits,
                dues=[_due(one, papers.reports, today) for one in milestones[award.id]],
                reports=papers.reports,
                final=next((one for one in papers.reports if one.kind == "final"), None),
                receipts=papers.receipts,
                lines=lines_of(budgets.get(award.team_id, {}), papers),
                reminders=reminders[award.id],
                files=files,
                quotes={
                    one.id: quotes_of(camp.settings, one, files.get(one.id, []))
                    for one in papers.receipts
                },
                is_over=award.state == "offered" and is_over(award, now),
            )
        )
    return found


def inbox(found: Sequence[Grant], now: datetime) -> list[Task]:
    """Return what waits for the officer over all projects, the greatest harm first."""
    tasks = [task for one in found for task in _tasks(one, now)]
    return sorted(tasks)


def _tasks(one: Grant, now: datetime) -> list[Task]:
    def task(key: str, no: int = 0, since: datetime | None = None) -> Task:
        waited = -(now - since).days if since else 0
        return Task(HARM[key], waited, one.team.name, key, no, one.award.id)

    state = one.award.state
    if state == "offered":
        return [task("lapsed")] if one.is_over else []
    if state not in ("accepted", "contracted"):
        return []
    found = []
    if one.worst:
        no, late = one.worst.milestone.no, one.worst.late
        found.append(Task(HARM[one.worst.step], -late, one.team.name, one.worst.step, no,
                          one.award.id))  # fmt: skip
    if one.next and one.is_due:
        found.append(task("pay" if one.next.state == "approved" else "approve", one.next.no))
    found += [task("report", row.no, row.at) for row in one.reports if row.state == "submitted"]
    found += [task("receipt", row.no, row.at) for row in one.receipts if row.state == "uploaded"]
    found += [task("condition", row.no) for row in one.conditions if row.state == "shown"]
    met = all(row.state == "met" for row in one.conditions)
    if state == "accepted" and met and one.agreement is None:
        found.append(task("agreement"))
    if state == "contracted" and not one.next and one.final and one.final.state == "accepted":
        found.append(task("complete"))
    return found


def leads_of(session: Session, team_ids: Sequence[str]) -> dict[str, Person]:
    """Return by team the person who leads it now."""
    found = session.execute(
        select(Seat.team_id, Person)
        .join(Participant, Seat.participant_id == Participant.id)
        .join(Person, Participant.person_id == Person.id)
        .where(Seat.team_id.in_(team_ids), Seat.left_at.is_(None), Seat.role == "lead")
    )
    return {row[0]: row[1] for row in found}


def _due(milestone: Milestone, reports: Sequence[Report], today: date) -> Due:
    found = [one for one in reports if one.milestone_no == milestone.no and one.kind == "milestone"]
    return Due(milestone, (today - milestone.due).days, found[-1] if found else None)
