"""Giving roles to people, and taking them back."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Conflict, Invalid, words
from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.rules import Role
from camp.people.events import PersonAppointed, PersonDismissed
from camp.people.models import Appointment
from camp.people.signin import make_link


def appoint(
    session: Session, *, camp_id: str, person_id: str, role: str, by: str | None, now: datetime
) -> Appointment:
    """Give a person a role and a link to come in by. Given twice it is given once."""
    hold(session, camp_id)
    if role not in set(Role) - {Role.PARTICIPANT}:
        raise Invalid(fields={"role": [words("There is no such role.")]})
    found = session.scalars(
        select(Appointment).filter_by(camp_id=camp_id, person_id=person_id, role=role)
    ).one_or_none()
    if found is not None:
        return found
    made = Appointment(id=new_id(), camp_id=camp_id, person_id=person_id, role=role, at=now)
    session.add(made)
    make_link(session, person_id=person_id, kind="page", now=now)
    session.flush()
    record(session, PersonAppointed(camp_id=camp_id, by=by, person_id=person_id, role=role))
    return made


def dismiss(session: Session, *, camp_id: str, person_id: str, role: str, by: str) -> None:
    """Take a role back; what the person did in it stays. The last owner stays owner."""
    hold(session, camp_id)
    found = session.scalars(
        select(Appointment).filter_by(camp_id=camp_id, person_id=person_id, role=role)
    ).one_or_none()
    if found is None:
        return
    owners = session.scalars(select(Appointment).filter_by(camp_id=camp_id, role=Role.OWNER)).all()
    if role == Role.OWNER and len(owners) == 1:
        raise Conflict(words("A camp keeps one owner at least."))
    session.delete(found)
    record(session, PersonDismissed(camp_id=camp_id, by=by, person_id=person_id, role=role))
