"""What an imported folder said beyond the tables is kept beside them; erasing reaches there too."""

import json
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Kept
from camp.jury.models import Juror
from camp.mentoring.models import Mentor
from camp.people.models import Appointment, Participant


def drop_leftovers(session: Session, person_id: str) -> None:
    """Drop what is kept under the person's own ids of the folders that named them."""
    for model in (Participant, Mentor, Juror, Appointment):
        places = select(model.camp_id, model.ref).where(
            model.person_id == person_id, model.ref != ""
        )
        for camp_id, ref in session.execute(places).all():
            for kept in session.scalars(select(Kept).filter_by(camp_id=camp_id)):
                body = _without(kept.body, str(ref))
                if body != kept.body:
                    kept.body = body


def _without(body: Any, ref: str) -> Any:
    """Return a body without what stands under the id, alone or as part of a pair of ids."""
    if isinstance(body, list):
        return [_without(one, ref) for one in body if not _is_about(one, ref)]
    if not isinstance(body, dict):
        return body
    return {
        name: _without(value, ref)
        for name, value in body.items()
        if ref not in name.split("/") and not _is_about(value, ref)
    }


def _is_about(value: Any, ref: str) -> bool:
    """Return whether a record is the id's own, or a whole list is kept that names it."""
    if not isinstance(value, dict):
        return False
    if value.get("id") == ref:
        return True
    return "given as" in value and json.dumps(ref) in json.dumps(value)
