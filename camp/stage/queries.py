"""Where the projector of a camp stands, and how far its reveal may go."""

from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.core.phases import has_reached
from camp.grants import publishing
from camp.grants.ranking import final_round
from camp.grants.reveal import reveal_length
from camp.stage.models import Stage


def stage_of(session: Session, camp_id: str) -> Stage:
    """Return the stage as it stands; a camp that never drove one shows the welcome."""
    found = session.get(Stage, camp_id, populate_existing=True)
    if found is not None:
        return found
    return Stage(
        camp_id=camp_id, scene="welcome", step=0, details={}, is_black=False, is_light=False
    )


def last_step(session: Session, camp: Camp) -> int:
    """Return how many steps the reveal has; 0 until the jury's decision has left its room."""
    if not (has_reached(camp, "results") or publishing.is_published(session, camp.id)):
        return 0
    round_ = final_round(session, camp.id)
    return reveal_length(session, round_.id) if round_ else 0
