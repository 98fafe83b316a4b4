"""Questions about drafts and submissions. Nothing here writes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Camp, Deadline
from camp.people.models import Person
from camp.projects.budget import Budget, add_up, within_limits
from camp.projects.models import Draft, Submission
from camp.projects.rules import DEADLINE
from camp.projects.sections import SECTIONS, fields_of, state_of
from camp.projects.service import MARKS
from camp.teams.models import Team
from camp.teams.rules import IN_PLAY

WRITES_FOR = timedelta(minutes=5)
"""How long after the last save somebody is said to write."""


@dataclass(frozen=True, slots=True)
class Step:
    """One section as the workspace lists it."""

    section: str
    number: int
    state: str
    revision: int
    by: str
    at: datetime | None
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Due:
    """The deadline as the pages show it. `state` is none, calm, soon, last, grace or over."""

    at: datetime | None
    grace_until: datetime | None
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    """A team's line on the board of submissions."""

    team: Team
    last: Submission | None
    counted: Submission | None
    writer: str = ""
    """Who saved the draft within the last minutes, since the last version was handed in."""
    writes_at: datetime | None = None


def due(session: Session, camp: Camp, now: datetime) -> Due:
    at = session.scalar(select(Deadline.at).filter_by(camp_id=camp.id, name=DEADLINE))
    if at is None:
        return Due(None, None, "none")
    until = at + timedelta(minutes=camp.settings.submission_grace_minutes)
    left = at - now
    if left <= timedelta(0):
        return Due(at, until, "grace" if now <= until else "over")
    if left <= timedelta(minutes=10):
        return Due(at, until, "last")
    return Due(at, until, "soon" if left <= timedelta(minutes=60) else "calm")


def draft_body(session: Session, team_id: str) -> dict[str, Any]:
    draft = session.get(Draft, team_id)
    return dict(draft.body) if draft else {}


def steps(session: Session, camp: Camp, team_id: str) -> list[Step]:
    """Return the sections of a team's draft, with who saved each and when."""
    body = draft_body(session, team_id)
    marks: dict[str, Any] = body.get(MARKS, {})
    ids = {mark["by"] for mark in marks.values()}
    found_names = session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    names = {row.id: row.name for row in found_names}
    found = []
    for number, section in enumerate(SECTIONS, 1):
        mark = marks.get(section, {})
        found.append(
            Step(
                section=section,
                number=number,
                state=state_of(section, body, camp),
                revision=int(mark.get("revision", 0)),
                by=names.get(mark.get("by", ""), ""),
                at=datetime.fromisoformat(mark["at"]) if mark else None,
                fields=fields_of(section, body),
            )
        )
    return found


def budget_of(session: Session, camp: Camp, team_id: str) -> tuple[Budget, bool]:
    """Return the draft's budget added up, and whether its ask is within the limits."""
    made = add_up(draft_body(session, team_id).get("budget"), camp)
    return made, within_limits(made.ask, camp)


def versions(session: Session, team_id: str) -> list[Submission]:
    """Return what a team handed in, the newest first."""
    return list(
        session.scalars(
            select(Submission).filter_by(team_id=team_id).order_by(Submission.version.desc())
        )
    )


def counted(session: Session, team_id: str) -> Submission | None:
    """Return the version that is judged: the newest that was in time or accepted."""
    return next((one for one in versions(session, team_id) if one.counts), None)


def asks(session: Session, camp_id: str) -> dict[str, int]:
    """Return what each team asks for, in minor units, by the versions that count."""
    found = session.scalars(
        select(Submission).filter_by(camp_id=camp_id).order_by(Submission.version)
    )
    return {one.team_id: one.ask for one in found if one.counts}


def rows(session: Session, camp: Camp, now: datetime | None = None) -> list[Row]:
    """Return the teams in pitch order, those not checked yet last, with what they handed in.

    With `now` also who writes in the draft.
    """
    writing = _writing(session, camp.id, now) if now else {}
    teams = session.scalars(
        select(Team).where(Team.camp_id == camp.id, Team.state.in_(IN_PLAY)).order_by(Team.number)
    ).all()
    handed_in = defaultdict(list)
    for one in session.scalars(
        select(Submission).filter_by(camp_id=camp.id).order_by(Submission.version.desc())
    ):
        handed_in[one.team_id].append(one)
    ordered = sorted(teams, key=lambda team: (team.pitch_order or 10_000, team.number))
    found = []
    for team in ordered:
        versions_ = handed_in[team.id]
        at, writer = writing.get(team.id, (None, ""))
        if at is not None and versions_ and versions_[0].received_at >= at:
            at, writer = None, ""
        counted_ = next((one for one in versions_ if one.counts), None)
        found.append(Row(team, versions_[0] if versions_ else None, counted_, writer, at))
    return found


def _writing(session: Session, camp_id: str, now: datetime) -> dict[str, tuple[datetime, str]]:
    found = session.execute(
        select(Draft.team_id, Draft.saved_at, Person.name)
        .join(Person, Person.id == Draft.saved_by)
        .where(Draft.camp_id == camp_id, Draft.saved_at > now - WRITES_FOR)
    )
    return {team_id: (at, name) for team_id, at, name in found}


def page(session: Session, camp: Camp, team: Team) -> dict[str, Any]:
    """Return what a team handed in: all versions, the one that counts, and its budget."""
    found = versions(session, team.id)
    one = next((version for version in found if version.counts), None)
    body = one.body if one else {}
    writer = session.get(Person, one.by) if one and one.by else None
    return {
        "versions": found, "one": one, "body": body, "budget": add_up(body.get("budget"), camp),
        "language": writer.language if writer else "",
    }  # fmt: skip
