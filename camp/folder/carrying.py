"""Bringing a folder in and giving a camp out: everything or nothing, and both ways the same."""

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
from camp.folder import camps, files, grants, ideas, jury, ledger, people, teams
from camp.folder.checking import check
from camp.folder.faults import Fault, FaultyFolder
from camp.folder.files import PARTS, Data
from camp.folder.leftovers import leftover, merged
from camp.folder.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class CampImported(Event):
    """A whole camp came from a folder. `seal` is that of the export it was, if it was one."""

    parts: int
    seal: str
    rules: dict[str, Any]

    def topics(self, camp: Camp) -> tuple[str, ...]:
        return (f"camp:{camp.slug}",)


def import_folder(database: Database, folder: Path, *, now: datetime) -> str:
    """Bring a folder in and return the camp's slug. Raises FaultyFolder and writes nothing."""
    data = files.read(folder)
    check(data)
    return database.write(partial(bring, data=data, now=now, seal=files.seal(folder)))


def bring(
    session: Session, *, data: Data, now: datetime, is_demo: bool = False, seal: str = ""
) -> str:
    slug: str = data["camp"]["slug"]
    if session.scalar(select(Camp.id).filter_by(slug=slug)):
        raise FaultyFolder([Fault("camp.json", slug, "slug", "a camp that is not here yet")])
    programme, camp = camps.new_camp(data)
    camp.is_demo = is_demo
    for row in (programme, camp):
        session.add(row)
        session.flush()
    places = Places(session, camp)
    for step in (
        camps.bring_schedule,
        people.bring,
        camps.bring_staff,
        camps.bring_incidents,
        ideas.bring,
        teams.bring,
        teams.bring_mentors,
        jury.bring,
        grants.bring,
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


def give(session: Session, camp: Camp) -> Data:
    """Return what the tables say of a camp, part by part."""
    session.expire_all()
    places = Places(session, camp)
    told: dict[str, Any] = {}
    for step in (
        camps.give_camp,
        camps.give_schedule,
        people.give,
        camps.give_staff,
        camps.give_incidents,
        ideas.give,
        teams.give,
        teams.give_mentors,
        jury.give,
        grants.give,
    ):
        told |= step(places)
    return told


def export(session: Session, slug: str) -> Data:
    """Return a camp as a folder's parts, with what an import had kept."""
    camp = session.scalars(select(Camp).filter_by(slug=slug)).one_or_none()
    if camp is None:
        raise NotFound
    told = give(session, camp)
    rows = session.execute(select(Kept.part, Kept.body).filter_by(camp_id=camp.id))
    kept: dict[str, Any] = {row.part: row.body for row in rows}
    return {
        part: merged(told[part], kept.get(part)) if part in told else kept.get(part, [])
        for part in PARTS
    }


def export_folder(database: Database, slug: str, folder: Path) -> str:
    """Write a camp's folder with its ledger; return the seal, which tells of any later change."""
    with database.read() as session:
        if database.engine.dialect.name == "postgresql":
            # Folder and ledger must be of one moment, as they are on SQLite.
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        data = export(session, slug)
        camp = session.scalars(select(Camp).filter_by(slug=slug)).one()
        extra = ledger.beside(session, camp)
    return files.write(folder, data, extra)
