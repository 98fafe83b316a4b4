"""Bringing a folder in and giving a camp out: everything or nothing, and both ways the same."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import NotFound
from camp.core.events import Event, record
from camp.core.models import Camp, Kept
from camp.core.work import Database
from camp.folder import (
    camps,
    certificates,
    evidence,
    files,
    followup,
    grants,
    helping,
    ideas,
    jury,
    ledger,
    look,
    people,
    questions,
    staff,
    teams,
)
from camp.folder.checking import check, empty
from camp.folder.faults import Fault, FaultyFolder
from camp.folder.files import PARTS, Data
from camp.folder.leftovers import leftover, merged
from camp.folder.places import Places

Step = Callable[[int, int], None]


def silent(_done: int, _all: int) -> None:
    """Hear of progress and say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampImported(Event):
    """A whole camp came from a folder. `seal` is that of the export it was, if it was one."""

    parts: int
    seal: str
    rules: dict[str, Any]

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}",)


def import_folder(
    database: Database, folder: Path, *, now: datetime, data_folder: Path | None = None
) -> str:
    """Bring a folder in and return the camp's slug. Raises FaultyFolder and writes nothing.

    What grantees sent goes to `data_folder`, where there is one.
    """
    data = files.read(folder)
    check(data)
    if data_folder is not None:
        evidence.bring(folder, data, data_folder)
    return database.write(partial(bring, data=data, now=now, seal=files.seal(folder)))


def bring(
    session: Session, *, data: Data, now: datetime, is_demo: bool = False, seal: str = ""
) -> str:
    slug: str = data["camp"]["slug"]
    if session.scalar(select(Camp.id).filter_by(slug=slug)):
        raise FaultyFolder([Fault("camp.json", slug, "slug", "a camp that is not here yet")])
    camp = camps.new_camp(data, camps.programme_of(session, data))
    camp.is_demo = is_demo
    session.add(camp)
    session.flush()
    places = Places(session, camp)
    for step in (
        look.bring,
        camps.bring_schedule,
        people.bring,
        staff.bring,
        camps.bring_incidents,
        ideas.bring,
        teams.bring,
        teams.bring_mentors,
        jury.bring,
        grants.bring,
        followup.bring,
        helping.bring,
        certificates.bring,
        questions.bring,
    ):
        step(places, data)
        session.flush()
    told = give(session, camp)
    for part in PARTS:
        rest = leftover(data[part], told[part]) if part in told else data[part]
        if rest is not None:
            session.add(Kept(camp_id=camp.id, part=part, body=rest))
    rules = asdict(camp.settings)
    record(session, CampImported(camp_id=camp.id, parts=len(PARTS), seal=seal, rules=rules))
    return slug


def give(session: Session, camp: Camp, say: Step = silent) -> Data:
    """Return what the tables say of a camp, part by part."""
    session.expire_all()
    places = Places(session, camp)
    told: dict[str, Any] = {}
    for done, step in enumerate(GIVES):
        say(done, len(GIVES))
        told |= step(places)
    return told


GIVES: tuple[Callable[[Places], dict[str, Any]], ...] = (
    people.give,
    staff.give,
    camps.give_incidents,
    ideas.give,
    teams.give,
    teams.give_mentors,
    jury.give,
    grants.give,
    followup.give,
    helping.give,
    # By now everybody is named.
    camps.give_schedule,
    camps.give_camp,
)


def export(session: Session, slug: str, say: Step = silent) -> Data:
    """Return a camp as a folder's parts, with what an import had kept."""
    camp = session.scalars(select(Camp).filter_by(slug=slug)).one_or_none()
    if camp is None:
        raise NotFound
    told = give(session, camp, say)
    rows = session.execute(select(Kept.part, Kept.body).filter_by(camp_id=camp.id))
    kept: dict[str, Any] = {row.part: row.body for row in rows}
    return {
        part: merged(told[part], kept.get(part)) if part in told else kept.get(part, empty(part))
        for part in PARTS
    }


def export_folder(
    database: Database, slug: str, folder: Path, *, data_folder: Path | None = None
) -> str:
    """Write a camp's folder with its ledger; return the seal, which tells of any later change."""
    return files.write(folder, *read_whole(database, slug, data_folder=data_folder))


def read_whole(
    database: Database, slug: str, say: Step = silent, *, data_folder: Path | None = None
) -> tuple[Data, Mapping[str, bytes]]:
    """Return a camp's parts and what stands beside them, all of one moment.

    `say(done, all)` hears how far it is, and may let others run meanwhile. What grantees sent is
    taken from `data_folder`, where there is one.
    """
    with database.read() as session:
        if database.engine.dialect.name == "postgresql":
            # Folder and ledger must be of one moment, as they are on SQLite.
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        data = export(session, slug, say)
        camp = session.scalars(select(Camp).filter_by(slug=slug)).one()
        beside = ledger.beside(session, camp)
        if data_folder is not None:
            beside = {**beside, **evidence.beside(session, camp, data_folder)}
        return data, beside
