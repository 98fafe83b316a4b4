"""Concerns about somebody's safety: told without a name, read by the safeguarding officer alone."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.control.events import ConcernClosed, ConcernRaised
from camp.control.models import Concern
from camp.control.rules import NobodyReads
from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.ids import digest, new_id
from camp.core.rules import Role
from camp.people.models import Appointment, Person


def raise_concern(
    session: Session, *, camp_id: str, key: str, text: str, reach: str, now: datetime
) -> Concern:
    """Keep what somebody saw. Who sent it is kept nowhere, the log's fact names nobody.

    `key` is the form's own; with the same one the concern comes in once. `reach` is what the
    writer chose to say about themselves. Raises Invalid without words and NobodyReads.
    """
    hold(session, camp_id)
    concern_id = _id_by(camp_id, key) if key else new_id()
    known = session.get(Concern, concern_id)
    if known is not None:
        return known
    if not text.strip():
        raise Invalid(fields={"text": [words("Say in your own words what happened.")]})
    if not readers(session, camp_id):
        raise NobodyReads
    concern = Concern(
        id=concern_id, camp_id=camp_id, text=text.strip(), reach=reach.strip(), at=now
    )
    session.add(concern)
    record(session, ConcernRaised(camp_id=camp_id, concern_id=concern_id))
    return concern


def is_known(session: Session, camp_id: str, key: str) -> bool:
    """Whether the concern of this form is in already."""
    return bool(key) and session.get(Concern, _id_by(camp_id, key)) is not None


def _id_by(camp_id: str, key: str) -> str:
    return digest(f"concern {camp_id} {key}")[:20]


def close_concern(
    session: Session, *, camp_id: str, concern_id: str, done: str, by: str, now: datetime
) -> Concern:
    """Say what was done; the first word stays. Raises Invalid without one."""
    hold(session, camp_id)
    concern = session.get(Concern, concern_id)
    if concern is None or concern.camp_id != camp_id:
        raise NotFound
    if concern.closed_at is not None:
        return concern
    if not done.strip():
        raise Invalid(fields={"done": [words("Say in a sentence what was done.")]})
    concern.action, concern.closed_at, concern.closed_by = done.strip(), now, by
    record(session, ConcernClosed(camp_id=camp_id, by=by, concern_id=concern_id))
    return concern


def readers(session: Session, camp_id: str) -> Sequence[Person]:
    """Return the safeguarding officers of the camp: nobody else reads a concern (R63)."""
    return session.scalars(
        select(Person)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.camp_id == camp_id, Appointment.role == Role.SAFEGUARDING)
        .order_by(Person.folded, Person.id)
    ).all()


def concerns(session: Session, camp_id: str) -> list[Concern]:
    """Return the open ones first, the newest of each first."""
    asked = select(Concern).filter_by(camp_id=camp_id)
    found = session.scalars(asked.order_by(Concern.at.desc(), Concern.id)).all()
    return sorted(found, key=lambda one: one.closed_at is not None)
