"""Who of the jury goes where, in and out; a full panel has nothing to say."""

from typing import Any

from sqlalchemy import select

from camp.folder.places import Places, moment
from camp.jury.models import Juror, JuryVisit, Round, Slot


def bring_visits(places: Places, told: dict[str, Any] | None, one: Round) -> None:
    if not told:
        return
    one.panel, one.rooms, one.line_places = told["kind"], told["rooms"], told["line_places"]
    one.ends_by = moment(told["ends_by"])
    for ref in told["left"]:
        places.rows[ref].left_at = one.opened_at
    slots = places.session.scalars(select(Slot).filter_by(round_id=one.id)).all()
    rooms = {places.id(place["team"]): place["room"] for place in told["places"]}
    for slot in slots:
        slot.room = rooms.get(slot.team_id, "")
    for given in told["visits"]:
        visit = JuryVisit(round_id=one.id, turn=given["turn"], begun_at=moment(given["begun_at"]))
        visit.juror_id, visit.team_id = (
            str(places.id(given["juror"])),
            str(places.id(given["team"])),
        )
        places.store(visit)


def give_visits(places: Places, one: Round) -> dict[str, Any]:
    if one.panel == "full":
        return {}
    left = places.session.scalars(
        select(Juror.id).where(Juror.camp_id == places.camp.id, Juror.left_at.is_not(None))
    )
    slots = places.session.scalars(select(Slot).where(Slot.round_id == one.id, Slot.room != ""))
    visits = places.session.scalars(select(JuryVisit).filter_by(round_id=one.id))
    told = [_visit(places, visit) for visit in visits]
    return {
        "panel": {
            "kind": one.panel,
            "rooms": one.rooms,
            "line_places": one.line_places,
            "ends_by": places.time(one.ends_by),
            "left": sorted(places.refs[juror_id] for juror_id in left),
            "places": sorted(
                ({"team": places.refs[slot.team_id], "room": slot.room} for slot in slots),
                key=lambda place: place["team"],
            ),
            "visits": sorted(told, key=lambda visit: (visit["juror"], visit["turn"])),
        }
    }


def _visit(places: Places, visit: JuryVisit) -> dict[str, Any]:
    return {
        "juror": places.refs[visit.juror_id],
        "team": places.refs[visit.team_id],
        "turn": visit.turn,
        "begun_at": places.time(visit.begun_at),
    }
