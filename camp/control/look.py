"""How a camp looks: its own colour and logo."""

from sqlalchemy.orm import Session

from camp.control.logos import mark_of
from camp.control.setup_events import LookChanged
from camp.core.errors import Invalid, words
from camp.core.events import hold, record
from camp.core.glaze import glaze
from camp.core.models import Camp, Logo


def change_colour(session: Session, *, camp_id: str, colour: str, by: str) -> Camp:
    """Give the camp a colour, "#" and six digits, or with "" the common ones.

    Raises Invalid when it would be taken for what means stop or warn; the same again is silent.
    """
    camp = hold(session, camp_id)
    if colour and glaze(colour).clashes:
        fault = words("This colour looks like one that warns. Take the one that is offered below.")
        raise Invalid(fields={"colour": [fault]})
    if camp.colour != colour:
        camp.colour = colour
        record(session, LookChanged(camp_id=camp.id, by=by, colour=colour, logo=camp.logo))
    return camp


def change_logo(session: Session, *, camp_id: str, content: bytes, by: str) -> Camp:
    """Give the camp a logo, as `make_logo` returns it, or with nothing take it away."""
    camp = hold(session, camp_id)
    mark = mark_of(content) if content else ""
    if camp.logo == mark:
        return camp
    put_logo(session, camp, content)
    record(session, LookChanged(camp_id=camp.id, by=by, colour=camp.colour, logo=mark))
    return camp


def put_logo(session: Session, camp: Camp, content: bytes) -> None:
    """Keep the logo with its mark; for the importer and the rehearsal too, which say it once."""
    kept = session.get(Logo, camp.id)
    camp.logo = mark_of(content) if content else ""
    if kept is not None and not content:
        session.delete(kept)
    elif kept is not None:
        kept.content = content
    elif content:
        session.add(Logo(camp_id=camp.id, content=content))
