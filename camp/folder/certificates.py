"""Names as they stand on certificates, and certificates given, in and out: part of camp.json.

A certificate keeps its serial number, so that one on paper is known at its new home too.
"""

from typing import Any

from sqlalchemy import select

from camp.certificates.models import Certificate, Spelling
from camp.core.ids import new_id
from camp.folder.files import Data
from camp.folder.places import Places, moment


def bring(places: Places, data: Data) -> None:
    told = data["camp"].get("certificates") or {}
    for given in told.get("names", []):
        kept = Spelling(id=new_id(), camp_id=places.camp.id, name=given["name"])
        kept.person_id = places.person(given["person"])
        kept.at = moment(given["at"]) or places.camp.ends_at
        kept.by = places.somebody(given["by"]) or None
        places.store(kept)
    for given in told.get("given", []):
        known = select(Certificate.id).filter_by(serial=given["serial"])
        if places.session.scalar(known):
            # The very paper is known here, from the same camp under another name.
            continue
        one = Certificate(id=new_id(), camp_id=places.camp.id)
        one.person_id = places.person(given["person"])
        for name in ("kind", "name", "language", "serial"):
            setattr(one, name, given[name])
        one.given_at = moment(given["given_at"]) or places.camp.ends_at
        one.revoked_at = moment(given.get("revoked_at"))
        one.by = places.somebody(given["by"]) or None
        places.store(one)


def give(places: Places) -> dict[str, Any]:
    """Return what there is, nothing where there is none: older folders know no certificates."""
    people, where = places.people, {"camp_id": places.camp.id}
    names = [
        {
            "person": people[one.person_id],
            "name": one.name,
            "at": places.time(one.at),
            "by": people.get(one.by or ""),
        }
        for one in places.session.scalars(select(Spelling).filter_by(**where))
        if one.person_id in people
    ]
    given = [
        _certificate(places, one)
        for one in places.session.scalars(select(Certificate).filter_by(**where))
        if one.person_id in people
    ]
    told = {
        "names": sorted(names, key=lambda one: str(one["person"])),
        "given": sorted(given, key=lambda one: str(one["serial"])),
    }
    found = {name: rows for name, rows in told.items() if rows}
    return {"certificates": found} if found else {}


def _certificate(places: Places, one: Certificate) -> dict[str, Any]:
    told = {
        "person": places.people[one.person_id],
        "kind": one.kind,
        "name": one.name,
        "language": one.language,
        "serial": one.serial,
        "given_at": places.time(one.given_at),
        "by": places.people.get(one.by or ""),
    }
    return told | ({"revoked_at": places.time(one.revoked_at)} if one.revoked_at else {})
