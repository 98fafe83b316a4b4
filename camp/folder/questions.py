"""What was asked at a café, and who wants the same answer, in and out: part of schedule.json.

Whoever asked without a name has none in the folder either: there the question is nobody's.
"""

from typing import Any

from sqlalchemy import select

from camp.core.ids import new_id
from camp.folder.files import Data
from camp.folder.places import Places, moment
from camp.people.models import Person
from camp.questions.models import Question, Support
from camp.schedule.models import Item

NAMELESS = "—"


def bring(places: Places, data: Data) -> None:
    nobody: list[Person] = []
    for item in data["schedule"]:
        for told in item.get("questions", []):
            one = Question(id=new_id(), camp_id=places.camp.id, item_id=str(places.id(item["id"])))
            one.text, one.state = told["text"], told["state"]
            one.at = moment(told["at"]) or places.camp.starts_at
            one.is_anonymous = told["asked_by"] is None
            one.person_id = places.somebody(told["asked_by"]) or _nobody(places, nobody).id
            one.decided_at = moment(told["decided_at"])
            one.decided_by = places.somebody(told["decided_by"]) or None
            places.store(one)
            for ref in dict.fromkeys(told["wanted_by"]):
                said = Support(question_id=one.id, person_id=places.person(ref))
                said.camp_id, said.at = one.camp_id, one.at
                places.store(said)


def _nobody(places: Places, made: list[Person]) -> Person:
    """Return the one who asked all questions without a name: somebody who is forgotten."""
    if not made:
        person = Person(id=new_id(), name=NAMELESS, folded="", erased_at=places.camp.starts_at)
        made.append(places.store(person))
    return made[0]


def give(places: Places) -> dict[str, list[dict[str, Any]]]:
    """Return the questions by the item's id of the table."""
    wanted: dict[str, list[str]] = {}
    for said in places.session.scalars(select(Support).filter_by(camp_id=places.camp.id)):
        if said.person_id in places.people:
            wanted.setdefault(said.question_id, []).append(places.people[said.person_id])
    told: dict[str, list[dict[str, Any]]] = {}
    for one in places.session.scalars(
        select(Question)
        .join(Item, Item.id == Question.item_id)
        .where(Question.camp_id == places.camp.id)
        .order_by(Question.at, Question.text, Question.id)
    ):
        asker = None if one.is_anonymous else places.people.get(one.person_id)
        told.setdefault(one.item_id, []).append(
            {
                "asked_by": asker,
                "text": one.text,
                "state": one.state,
                "at": places.time(one.at),
                "decided_at": places.time(one.decided_at),
                "decided_by": places.people.get(one.decided_by or ""),
                "wanted_by": sorted(wanted.get(one.id, [])),
            }
        )
    return told
