"""Participants with their consents, guardians and check-ins, in and out."""

from typing import Any

from sqlalchemy import select

from camp.checkin.models import CheckIn
from camp.core.ids import BADGE_LENGTH, new_code, new_id
from camp.core.names import fold
from camp.folder.files import Data
from camp.folder.places import Places, day, moment
from camp.people.models import (
    Badge,
    Consent,
    GuardianForm,
    Participant,
    Person,
    Withdrawal,
)

CONSENTS = {"code_of_conduct": "code", "data_processing": "data", "photo": "photo"}
STATES = {"checked_in": "accepted", "withdrawn": "withdrawn"}
"""What attendance says of a registration; other words are the state itself."""
VERSION = "1"


def bring(places: Places, data: Data) -> None:
    for told in data["participants"]:
        person = _person(told)
        places.store(person)
        one = Participant(id=new_id(), camp_id=places.camp.id, person_id=person.id, ref=told["id"])
        one.state = STATES.get(told["attendance"], told["attendance"])
        one.registration = told["registration"]
        one.applied_at = moment(told["checked_in_at"]) or places.camp.starts_at
        one.skills, one.speaks, one.needs = told["skills"], told["languages"], told["needs"]
        one.motivation, one.looks_for = told.get("motivation", ""), told.get("looks_for", "")
        places.put(told["id"], one)
        badge = Badge(id=new_id(), camp_id=places.camp.id, person_id=person.id)
        badge.code, badge.made_at = new_code(BADGE_LENGTH), one.applied_at
        places.store(badge)
        _bring_answers(places, told, one)


def _person(told: dict[str, Any]) -> Person:
    person = Person(id=new_id(), name=told["name"], folded=fold(told["name"]))
    person.phone = "".join(letter for letter in told["phone"] if letter in "+0123456789")
    person.birth_date = day(told["birth_date"])
    year = person.birth_date.year if person.birth_date else None
    person.birth_year = year or told.get("birth_year")
    person.gender, person.region = told["gender"], told["region"]
    person.town, person.language = told["place"], told["ui_language"]
    return person


def _bring_answers(places: Places, told: dict[str, Any], one: Participant) -> None:
    camp_id, person_id = one.camp_id, one.person_id
    for key, kind in CONSENTS.items():
        answer = Consent(camp_id=camp_id, person_id=person_id, kind=kind, version=VERSION)
        answer.given, answer.at = told["consents"][key], one.applied_at
        places.store(answer)
    guardian = told["consents"]["guardian"]
    if guardian:
        form = GuardianForm(id=new_id(), camp_id=camp_id, person_id=person_id)
        form.given = guardian["received"]
        form.at = moment(guardian["received_at"]) or one.applied_at
        places.store(form)
    at = moment(told["checked_in_at"])
    if at:
        arrival = CheckIn(id=new_id(), camp_id=camp_id, person_id=person_id, station="", at=at)
        places.store(arrival)
    if told["withdrawn"]:
        left = Withdrawal(participant_id=one.id, camp_id=camp_id)
        left.at = moment(told["withdrawn"]["at"]) or one.applied_at
        left.reason = told["withdrawn"]["reason"]
        places.store(left)


def give(places: Places) -> Data:
    rows = places.load(Participant, "P")
    for row in rows:
        places.called(row.person_id, places.refs[row.id])
    arrivals = _by_person(places, CheckIn, CheckIn.undone_at.is_(None))
    guardians = _by_person(places, GuardianForm)
    answers: dict[str, dict[str, bool]] = {}
    for answer in places.session.scalars(
        select(Consent).filter_by(camp_id=places.camp.id).order_by(Consent.id)
    ):
        answers.setdefault(answer.person_id, {})[answer.kind] = answer.given
    left = {
        one.participant_id: one
        for one in places.session.scalars(select(Withdrawal).filter_by(camp_id=places.camp.id))
    }
    return {
        "participants": [
            _participant(
                places,
                one,
                arrivals.get(one.person_id),
                guardians.get(one.person_id),
                answers.get(one.person_id, {}),
                left.get(one.id),
            )
            for one in rows
        ]
    }


def _by_person(places: Places, model: Any, *where: Any) -> dict[str, Any]:
    rows = places.session.scalars(select(model).filter_by(camp_id=places.camp.id).where(*where))
    return {row.person_id: row for row in rows}


def _participant(
    places: Places,
    one: Participant,
    arrival: CheckIn | None,
    guardian: GuardianForm | None,
    answers: dict[str, bool],
    left: Withdrawal | None,
) -> dict[str, Any]:
    person = one.person
    first_day = places.camp.starts_at.astimezone(places.camp.zone).date()
    is_in = "checked_in" if arrival else "accepted"
    year = None if person.birth_date else person.birth_year
    more = {"birth_year": year, "motivation": one.motivation, "looks_for": one.looks_for}
    return {
        "id": places.refs[one.id],
        "name": person.name,
        "gender": person.gender,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "age_at_camp": person.age_on(first_day),
        "is_minor": person.is_minor_on(first_day),
        "region": person.region,
        "place": person.town,
        "skills": one.skills,
        "languages": one.speaks,
        "ui_language": person.language,
        "phone": person.phone,
        "registration": one.registration,
        "attendance": is_in if one.state == "accepted" else one.state,
        "checked_in_at": places.time(arrival.at) if arrival else None,
        "consents": {
            **{key: answers.get(kind, False) for key, kind in CONSENTS.items()},
            "guardian": guardian
            and {"received": guardian.given, "received_at": places.time(guardian.at)},
        },
        "needs": one.needs,
        "withdrawn": left and {"at": places.time(left.at), "reason": left.reason},
        **{name: said for name, said in more.items() if said},
    }
