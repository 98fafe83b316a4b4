"""Joining a programme, and what may be taken from it."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from camp.core.events import hold, record
from camp.core.ids import new_id
from camp.core.models import Camp, Programme
from camp.core.names import fold
from camp.core.rules import Actor
from camp.followup import open_data
from camp.followup.finding import told
from camp.grants import publishing
from camp.grants.rules import NotPublished
from camp.programme import queries
from camp.programme.cards import Project
from camp.programme.events import ProgrammeJoined, ProgrammeLeft, ProjectsExported


def join(session: Session, *, camp_id: str, name: str, actor: Actor) -> Camp:
    """Let the camp belong to the programme of this name, or to none when it is empty.

    It is the one of another camp that `actor` runs or is an officer of, if it is called so; else a
    new one begins. A programme of others is never joined by its name alone. Raises Invalid.
    """
    camp = hold(session, camp_id)
    wanted = told(name, most=200, field="name")
    alike = (one for one in queries.joinable(session, actor) if fold(one.name) == fold(wanted))
    chosen = next(alike, None) if wanted else None
    if chosen is None and wanted:
        programme_id = new_id()
        # Its folders say this id: another programme of the same name has another one.
        chosen = Programme(id=programme_id, ref=programme_id, name=wanted)
        session.add(chosen)
        session.flush()
    before = camp.programme_id
    camp.programme_id = chosen.id if chosen else None
    if chosen and chosen.id != before:
        told_of = {"programme_id": chosen.id, "name": chosen.name}
        record(session, ProgrammeJoined(camp_id=camp_id, by=actor.person_id, **told_of))
    elif before and not chosen:
        record(session, ProgrammeLeft(camp_id=camp_id, by=actor.person_id, programme_id=before))
    return camp


def take_projects(session: Session, *, camp_id: str, actor: Actor, now: datetime) -> list[Project]:
    """Return the projects of all camps that the reader may look at; each camp's log says so."""
    camps = _held(session, camp_id, actor)
    for one in camps:
        record(session, ProjectsExported(camp_id=one.id, by=actor.person_id))
    return queries.projects(session, session.get_one(Camp, camp_id), actor, now)


def take_grants(session: Session, *, camp_id: str, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return the package of 360Giving over all these camps. Raises NotPublished for none."""
    camps = _held(session, camp_id, actor)
    told_of = [one for one in camps if publishing.latest(session, one.id) is not None]
    if not told_of:
        raise NotPublished
    found = [
        grant
        for one in told_of
        for grant in open_data.take(
            session, camp_id=one.id, prefix=open_data.PREFIX, by=actor.person_id, now=now
        )["grants"]
    ]
    return {"grants": found}


def _held(session: Session, camp_id: str, actor: Actor) -> list[Camp]:
    """Return the reader's camps, all held in one order, so that two readers never lock up."""
    camps = queries.seen(queries.family(session, session.get_one(Camp, camp_id)), actor)
    return [hold(session, one.id) for one in sorted(camps, key=lambda one: one.id)]
