"""Staff, in and out: who works at the camp and as what, and who once did."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from sqlalchemy import select, union

from camp.certificates.models import Certificate, Spelling
from camp.core.ids import new_id
from camp.core.names import fold
from camp.folder.files import Data
from camp.folder.places import Places
from camp.jury.models import Juror
from camp.mentoring.models import Mentor
from camp.people.models import Appointment, Person
from camp.questions.models import Question, Support
from camp.volunteering.models import Hours, Shift


def bring(places: Places, data: Data) -> None:
    for told in data["staff"]:
        person_id = person_for(places, told)
        if not told["roles"]:
            places.former[told["id"]] = person_id
        for role in told["roles"]:
            appointment = Appointment(
                id=new_id(), camp_id=places.camp.id, person_id=person_id, ref=told["id"], role=role
            )
            appointment.at = places.camp.starts_at
            places.put(told["id"], appointment)


def person_for(places: Places, told: dict[str, Any]) -> str:
    """Return the id of the human behind a record: the one that `person` names, or a new one."""
    if told.get("person"):
        return places.person(told["person"])
    person = Person(id=new_id(), name=told["name"], folded=fold(told["name"]))
    person.language = told.get("ui_language", "")
    places.store(person)
    return person.id


STAFF = ("owner", "organiser", "moderator", "secretary", "door_lead", "safeguarding",
         "programme_officer", "volunteer", "projector")  # fmt: skip


def give(places: Places) -> Data:
    """Return who works at the camp, and at the end who once did something there."""
    rows = places.session.execute(
        select(Appointment, Person)
        .join(Person, Person.id == Appointment.person_id)
        .where(Appointment.camp_id == places.camp.id, Appointment.role.in_(STAFF))
    ).all()
    refs = {person.id: appointment.ref for appointment, person in rows if appointment.ref}
    free = (f"O{n}" for n in count(1))
    people: dict[str, dict[str, Any]] = {}
    for appointment, person in sorted(rows, key=lambda row: (row[0].ref or "~", row[0].person_id)):
        if person.id not in people:
            people[person.id] = _told(places, person, refs, free)
        people[person.id]["roles"].append(appointment.role)
    for told in people.values():
        told["roles"].sort(key=STAFF.index)
    former = places.session.scalars(
        select(Person).where(Person.id.in_(_former(places))).order_by(Person.folded, Person.id)
    )
    return {"staff": [*people.values(), *(_told(places, one, refs, free) for one in former)]}


def _told(
    places: Places, person: Person, refs: dict[str, str], free: Iterator[str]
) -> dict[str, Any]:
    taken = {*refs.values(), *places.people.values()}
    ref = refs.get(person.id) or next(one for one in free if one not in taken)
    return {
        "id": ref,
        "name": person.name,
        "roles": [],
        "ui_language": person.language,
        **places.called(person.id, ref),
    }


def _former(places: Places) -> set[str]:
    """Return the persons whose part in the camp is over and whose deeds are told."""
    camp_id = places.camp.id
    deeds = (
        select(Shift.person_id).filter_by(camp_id=camp_id),
        select(Hours.by).where(Hours.camp_id == camp_id, Hours.by.is_not(None)),
        select(Certificate.person_id).filter_by(camp_id=camp_id),
        select(Spelling.person_id).filter_by(camp_id=camp_id),
        select(Question.person_id).filter_by(camp_id=camp_id, is_anonymous=False),
        select(Support.person_id).filter_by(camp_id=camp_id),
    )
    told = (
        select(Mentor.person_id).filter_by(camp_id=camp_id),
        select(Juror.person_id).filter_by(camp_id=camp_id),
    )
    found, known = (set(places.session.scalars(union(*of))) for of in (deeds, told))
    return found - known - set(places.people)
