"""The incident log: what went wrong, when, and what was done about it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.control.events import IncidentClosed, IncidentNoted
from camp.control.models import Incident
from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record

PRIVATE = ("safeguarding_note", "guardian_consent_missing")
"""Kinds of a folder that name what happened to a minor."""


def note_incident(
    session: Session, *, camp_id: str, text: str, by: str | None, now: datetime
) -> Incident:
    """Write an incident down. Raises Invalid without a sentence."""
    hold(session, camp_id)
    if not text.strip():
        raise Invalid(fields={"text": [words("Say in a sentence what happened.")]})
    incident = Incident(camp_id=camp_id, text=text.strip(), at=now, by=by)
    session.add(incident)
    session.flush()
    record(session, IncidentNoted(camp_id=camp_id, by=by, incident_id=incident.id))
    return incident


def close_incident(
    session: Session, *, camp_id: str, incident_id: str, done: str, by: str, now: datetime
) -> Incident:
    """Say what was done; the first word stays. Raises Invalid without one."""
    hold(session, camp_id)
    incident = session.get(Incident, incident_id)
    if incident is None or incident.camp_id != camp_id:
        raise NotFound
    if incident.closed_at is not None:
        return incident
    if not done.strip():
        raise Invalid(fields={"done": [words("Say in a sentence what was done.")]})
    incident.action, incident.closed_at, incident.closed_by = done.strip(), now, by
    session.flush()
    record(session, IncidentClosed(camp_id=camp_id, by=by, incident_id=incident.id))
    return incident


def incidents(session: Session, camp_id: str, *, sees_private: bool = False) -> list[Incident]:
    """Return the open ones first, the newest of each first.

    What a folder tells of minors is the safeguarding officer's alone.
    """
    asked = select(Incident).filter_by(camp_id=camp_id)
    if not sees_private:
        asked = asked.where(Incident.kind.not_in(PRIVATE))
    found = session.scalars(asked.order_by(Incident.at.desc(), Incident.id)).all()
    return sorted(found, key=lambda one: one.closed_at is not None)
