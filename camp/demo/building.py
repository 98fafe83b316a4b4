"""Fill a data folder with the demo camp; a folder that holds anything else is refused."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from camp.config import BadConfig, Config
from camp.core.db import Base
from camp.core.ids import derived_pin, new_id
from camp.core.models import Camp, Deadline
from camp.core.phases import has_reached
from camp.core.rules import PIN_ROLES
from camp.core.server import Server
from camp.core.work import Database
from camp.demo.standing import at_phase, moved_to_now
from camp.folder import files
from camp.folder.carrying import bring
from camp.folder.checking import check
from camp.migrations import upgrade
from camp.people import signin
from camp.people.consenting import default_conduct, publish_conduct
from camp.people.models import Appointment, Consent, Person
from camp.secret import read_or_make
from camp.volunteering.models import Shift

DATA = Path(__file__).parent / "data"
EXTRA_STAFF = (("Shoira Alimova", "volunteer"), ("Ekran", "projector"))
"""The door's volunteer and the hall's screen: they sign in, the folder's format knows neither."""
CONDUCT_BEFORE = timedelta(days=30)
"""Before the camp its code of conduct was published, or before now where that is earlier."""


def build(config: Config, *, phase: str, now: datetime | None = None) -> None:
    """Make the data folder hold the demo camp, standing at `phase` now.

    Raises BadConfig for a folder that holds a camp of somebody's own.
    """
    config.open_folder()
    database = Database(config.url())
    upgrade(database.engine)
    at = now or datetime.now(UTC)
    data = moved_to_now(at_phase(files.read(DATA), phase), phase, at)
    check(data)
    secret = read_or_make(config)
    try:
        database.write(lambda session: _rebuild(session, data, secret, at))
    finally:
        database.close()


def _rebuild(session: Session, data: files.Data, secret: bytes, now: datetime) -> None:
    if session.scalar(select(Camp.id).where(~Camp.is_demo)):
        raise BadConfig("CAMP_DATA: this folder holds a camp of yours; the demo needs another one")
    for table in reversed(Base.metadata.sorted_tables):
        if table.name != Server.__tablename__:
            session.execute(table.delete())
    slug = bring(session, data=data, now=now, is_demo=True)
    camp = session.scalars(select(Camp).filter_by(slug=slug)).one()
    for name, role in EXTRA_STAFF:
        person = Person(id=new_id(), name=name, folded=name.lower(), language="uz")
        session.add(person)
        session.flush()
        session.add(
            Appointment(id=new_id(), camp_id=camp.id, person_id=person.id, role=role, at=now)
        )
        if role == "volunteer":
            _give_shift(session, camp, person, now)
    session.flush()
    _publish_conduct(session, camp, now)
    _give_pins(session, camp, secret)
    _set_deadlines(session, camp, data)


def _give_shift(session: Session, camp: Camp, person: Person, now: datetime) -> None:
    """The volunteer stands at the first door since an hour, for three hours."""
    begins = now.replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    session.add(
        Shift(
            camp_id=camp.id, person_id=person.id, desk="Door 1", starts_at=begins,
            ends_at=begins + timedelta(hours=3),
        )
    )  # fmt: skip


def _publish_conduct(session: Session, camp: Camp, now: datetime) -> None:
    """The folder knows that people agreed, and in the volunteers' words to which version."""
    conduct = default_conduct()
    before = min(now, camp.starts_at) - CONDUCT_BEFORE
    version = conduct["version"]
    publish_conduct(session, camp_id=camp.id, version=version, texts=conduct["texts"], now=before)
    answers = update(Consent).where(Consent.camp_id == camp.id, Consent.kind == "code")
    session.execute(answers.values(version=version))


def _give_pins(session: Session, camp: Camp, secret: bytes) -> None:
    people = session.scalars(
        select(Appointment.person_id)
        .filter_by(camp_id=camp.id)
        .where(Appointment.role.in_(PIN_ROLES))
        .distinct()
    ).all()
    for person_id in people:
        signin.set_pin(session, person_id=person_id, pin=derived_pin(secret, person_id))
    owner = session.scalars(
        select(Appointment.person_id).filter_by(camp_id=camp.id, role="owner")
    ).first()
    if owner:
        session.get_one(Person, owner).starts_camps = True


def _set_deadlines(session: Session, camp: Camp, data: files.Data) -> None:
    """The folder says the submission's deadline as an item of the schedule."""
    for item in data["schedule"]:
        if item["kind"] == "deadline" and has_reached(camp, "build"):
            at = datetime.fromisoformat(f"{item['date']}T{item['end']}").replace(tzinfo=camp.zone)
            session.add(Deadline(camp_id=camp.id, name="submission", at=at))
