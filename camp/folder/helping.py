"""Volunteers' shifts with what was handed over and the hours that somebody confirmed, in and out.

They stand in volunteers.json as `turns`, beside what a folder itself plans there.
"""

from typing import Any

from sqlalchemy import select

from camp.core.ids import new_id
from camp.folder.files import Data
from camp.folder.places import Places, moment
from camp.volunteering.models import Handover, Hours, Shift


def bring(places: Places, data: Data) -> None:
    for told in data["volunteers"].get("turns", []):
        shift = Shift(id=new_id(), camp_id=places.camp.id, person_id=places.person(told["person"]))
        shift.desk = told["desk"]
        shift.starts_at = moment(told["starts_at"]) or places.camp.starts_at
        shift.ends_at = moment(told["ends_at"]) or places.camp.ends_at
        places.store(shift)
        if told.get("handover"):
            _bring_handover(places, told["handover"], shift)
        if told.get("confirmed"):
            said = Hours(shift_id=shift.id, camp_id=shift.camp_id)
            said.minutes = told["confirmed"]["minutes"]
            said.at = moment(told["confirmed"]["at"]) or shift.ends_at
            said.by = places.somebody(told["confirmed"]["by"]) or None
            places.store(said)


def _bring_handover(places: Places, told: dict[str, Any], shift: Shift) -> None:
    kept = Handover(shift_id=shift.id, camp_id=shift.camp_id, by=shift.person_id)
    kept.at = moment(told["at"]) or shift.ends_at
    kept.came_in, kept.inside, kept.note = told["came_in"], told["inside"], told["note"]
    kept.open_cases = {places.person(ref): said for ref, said in told["open_cases"].items()}
    places.store(kept)


def give(places: Places) -> Data:
    found = places.session.scalars(select(Shift).filter_by(camp_id=places.camp.id))
    turns = sorted(
        (_turn(places, shift) for shift in found if shift.person_id in places.people),
        key=lambda told: (told["starts_at"], told["desk"], told["person"]),
    )
    return {"volunteers": {"turns": turns} if turns else {}}


def _turn(places: Places, shift: Shift) -> dict[str, Any]:
    told: dict[str, Any] = {
        "person": places.people[shift.person_id],
        "desk": shift.desk,
        "starts_at": places.time(shift.starts_at),
        "ends_at": places.time(shift.ends_at),
    }
    kept = places.session.get(Handover, shift.id)
    if kept is not None:
        cases = kept.open_cases.items()
        told["handover"] = {
            "at": places.time(kept.at),
            "came_in": kept.came_in,
            "inside": kept.inside,
            "open_cases": {places.people[one]: said for one, said in cases if one in places.people},
            "note": kept.note,
        }
    said = places.session.get(Hours, shift.id)
    if said is not None:
        told["confirmed"] = {
            "minutes": said.minutes,
            "at": places.time(said.at),
            "by": places.people.get(said.by or ""),
        }
    return told
