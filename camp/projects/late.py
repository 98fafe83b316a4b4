"""What arrived late: the organisers' word on it, with the reason that the team reads (R30)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, Invalid, words
from camp.core.events import hold, record
from camp.core.rules import RUNS, Actor
from camp.projects.events import LateVersionAccepted, LateVersionRefused
from camp.projects.models import Submission
from camp.projects.rules import LateAccepted, NewerVersion, NothingLate
from camp.teams.models import Team


def accept_late(
    session: Session,
    *,
    team_id: str,
    reason: str,
    who: Actor,
    now: datetime,
    version: int | None = None,
) -> Submission:
    """Let a team's newest late version count, also one that was refused before.

    `version` is the one that the organiser looked at. Raises NothingLate or NewerVersion.
    """
    late = _newest(session, team_id, version, reason, who)
    if late.accepted_at is not None:
        return late
    late.accepted_at, late.accepted_by, late.accepted_reason = now, who.person_id, reason
    session.flush()
    record(
        session,
        LateVersionAccepted(
            camp_id=late.camp_id, by=who.person_id, team_id=team_id, submission_id=late.id,
            reason=reason,
        ),
    )  # fmt: skip
    return late


def refuse_late(
    session: Session,
    *,
    team_id: str,
    reason: str,
    who: Actor,
    now: datetime,
    version: int | None = None,
) -> Submission:
    """Leave a team's newest late version out; what it handed in before goes on counting.

    One that was accepted stays so: LateAccepted. Raises NothingLate or NewerVersion as well.
    """
    late = _newest(session, team_id, version, reason, who)
    if late.accepted_at is not None:
        raise LateAccepted
    if late.refused_at is not None:
        return late
    late.refused_at, late.refused_by, late.refused_reason = now, who.person_id, reason
    session.flush()
    record(
        session,
        LateVersionRefused(
            camp_id=late.camp_id, by=who.person_id, team_id=team_id, submission_id=late.id,
            reason=reason,
        ),
    )  # fmt: skip
    return late


def _newest(
    session: Session, team_id: str, version: int | None, reason: str, who: Actor
) -> Submission:
    team = session.get_one(Team, team_id)
    camp = hold(session, team.camp_id)
    if not who.has(camp.id, *RUNS):
        raise Forbidden
    if not reason:
        raise Invalid(fields={"reason": [words("Give a reason; it is kept.")]})
    late = session.scalars(
        select(Submission)
        .filter_by(team_id=team.id, is_late=True)
        .order_by(Submission.version.desc())
    ).first()
    if late is None:
        raise NothingLate
    if version is not None and version != late.version:
        raise NewerVersion(version=late.version)
    return late
