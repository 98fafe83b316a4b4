"""Writing a project: drafts by section, and versions handed in."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp, Deadline
from camp.core.phases import require_open
from camp.core.rules import Actor
from camp.projects import budget
from camp.projects.events import ProjectSubmitted, SectionSaved
from camp.projects.models import Draft, Submission
from camp.projects.rules import (
    DEADLINE,
    DeadlinePassed,
    StaleRevision,
    require_writer,
)
from camp.projects.sections import SECTIONS, fields_of
from camp.teams.models import Team

MARKS = "_marks"
"""Where a draft keeps, by section, the revision and who saved it when."""


def save_section(
    session: Session,
    *,
    team_id: str,
    section: str,
    fields: Mapping[str, Any],
    revision: int,
    who: Actor,
    now: datetime,
) -> tuple[dict[str, Any], int]:
    """Save one section of a team's draft over the revision that was last seen (0 for none).

    Returns the section's fields and its revision. Equal content at a stale revision is fine;
    other content raises StaleRevision with both versions. Nothing counts before it is submitted.
    """
    team = session.get_one(Team, team_id)
    camp = hold(session, team.camp_id)
    require_writer(session, team, who)
    if section not in SECTIONS:
        raise NotFound
    draft = _draft(session, camp, team, now)
    marks: dict[str, Any] = draft.body.get(MARKS, {})
    present, seen = fields_of(section, draft.body), int(marks.get(section, {}).get("revision", 0))
    wanted = _cleaned(camp, section, fields)
    merged = {**present, **wanted}
    if merged == present:
        return present, seen
    if revision != seen:
        raise StaleRevision(yours={"fields": merged}, theirs={"fields": present, "revision": seen})
    mark = {"revision": seen + 1, "by": who.person_id, "at": now.isoformat()}
    draft.body = {**draft.body, **wanted, MARKS: {**marks, section: mark}}
    draft.revision += 1
    draft.saved_at, draft.saved_by = now, who.person_id
    session.flush()
    record(
        session,
        SectionSaved(
            camp_id=camp.id, by=who.person_id, team_id=team.id, section=section, revision=seen + 1
        ),
    )
    return merged, seen + 1


def submit(
    session: Session,
    *,
    team_id: str,
    body: Mapping[str, Any] | None,
    saved_at: datetime | None,
    who: Actor,
    now: datetime,
) -> Submission:
    """Hand in a version: `body`, or the draft as it stands when that is None.

    Versions count from 1, and the last that counts is the one that is judged. The server's clock
    decides; `saved_at` is what the device says and is only recorded. Handing in the same again
    leaves the version that is there. Raises DeadlinePassed, GateClosed or Invalid.
    """
    team = session.get_one(Team, team_id)
    camp = hold(session, team.camp_id)
    require_writer(session, team, who)
    is_late = _timing(session, camp, now)
    found = _body(session, camp, team, body)
    ask = budget.add_up(found.get("budget"), camp).ask
    last = session.scalars(
        select(Submission).filter_by(team_id=team.id).order_by(Submission.version.desc())
    ).first()
    if last is not None and last.body == found:
        return last
    made = Submission(id=new_id(), camp_id=camp.id, team_id=team.id, body=found, ask=ask)
    made.version = (last.version if last else 0) + 1
    made.received_at, made.by = now, who.person_id
    made.saved_at = saved_at.astimezone(UTC) if saved_at else None
    made.is_late = is_late
    session.add(made)
    session.flush()
    if body is not None:
        _keep_in_draft(session, camp, team, found, who=who, now=now)
    record(
        session,
        ProjectSubmitted(
            camp_id=camp.id, by=who.person_id, team_id=team.id, submission_id=made.id,
            version=made.version, is_late=is_late,
        ),
    )  # fmt: skip
    return made


def _timing(session: Session, camp: Camp, now: datetime) -> bool:
    """Return whether a version that arrives now is late."""
    ends = session.scalar(select(Deadline.at).filter_by(camp_id=camp.id, name=DEADLINE))
    if ends is None or now <= ends:
        require_open(session, camp, "submissions")
        return False
    if now > ends + timedelta(minutes=camp.settings.submission_grace_minutes):
        raise DeadlinePassed(deadline=ends.isoformat())
    return True


def _draft(session: Session, camp: Camp, team: Team, now: datetime) -> Draft:
    draft = session.get(Draft, team.id)
    if draft is None:
        draft = Draft(team_id=team.id, camp_id=camp.id, body={}, revision=0, saved_at=now)
        session.add(draft)
        session.flush()
    return draft


def _cleaned(camp: Camp, section: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    wanted = {name: fields[name] for name in SECTIONS[section] if name in fields}
    if "budget" in wanted:
        wanted["budget"] = budget.plain(wanted["budget"], camp)
    return wanted


def _body(
    session: Session, camp: Camp, team: Team, given: Mapping[str, Any] | None
) -> dict[str, Any]:
    if given is None:
        draft = session.get(Draft, team.id)
        given = draft.body if draft else {}
    names = [name for section in SECTIONS.values() for name in section]
    found = {name: given[name] for name in names if name in given}
    if found.get("budget"):
        found["budget"] = budget.plain(found["budget"], camp)
    if not found.get("title"):
        found["title"] = team.name
    if not any(found.get(name) for name in ("problem", "solution", "budget")):
        sentence = words("Write at least the problem, the solution or the budget first.")
        raise Invalid(sentence, fields={"problem": [sentence]})
    return found


def _keep_in_draft(
    session: Session,
    camp: Camp,
    team: Team,
    body: Mapping[str, Any],
    *,
    who: Actor,
    now: datetime,
) -> None:
    """A version that a program sent is what the team's pages show from now on."""
    draft = _draft(session, camp, team, now)
    marks = dict(draft.body.get(MARKS, {}))
    for section in SECTIONS:
        if fields_of(section, draft.body) != fields_of(section, body):
            seen = int(marks.get(section, {}).get("revision", 0))
            marks[section] = {
                "revision": seen + 1,
                "by": who.person_id,
                "at": now.isoformat(),
            }
    draft.body = {**body, MARKS: marks}
    draft.revision += 1
    draft.saved_at, draft.saved_by = now, who.person_id
    session.flush()


def next_version(session: Session, team_id: str) -> int:
    last = session.scalar(select(func.max(Submission.version)).filter_by(team_id=team_id))
    return (last or 0) + 1
