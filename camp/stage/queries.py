"""Where the projector of a camp stands, and how far its reveal may go."""

from sqlalchemy.orm import Session

from camp.core.models import Camp
from camp.core.phases import has_reached
from camp.grants import publishing
from camp.grants.hearing import hearing_length
from camp.grants.script import Script, cut_tie, invented, sealed
from camp.stage.models import Stage


def stage_of(session: Session, camp_id: str) -> Stage:
    """Return the stage as it stands; a camp that never drove one shows the welcome."""
    found = session.get(Stage, camp_id, populate_existing=True)
    if found is not None:
        return found
    return Stage(
        camp_id=camp_id, scene="welcome", step=0, details={}, is_black=False, is_light=False
    )


def script_of(session: Session, camp: Camp, stage: Stage) -> Script | None:
    """Return what the reveal is played from, or rehearsed with.

    None until the jury's decision has left its room, and while the funding line cuts a tie.
    """
    if stage.options.rehearsal:
        return invented(session, camp, stage.options.rehearsal)
    if not (has_reached(camp, "results") or publishing.is_published(session, camp.id)):
        return None
    return None if cut_tie(session, camp) else sealed(session, camp)


def length(script: Script | None, stage: Stage) -> int:
    """Return how many steps the reveal has in the way that was chosen; 0 without a script."""
    if script is None:
        return 0
    return hearing_length(script) if stage.options.way == "jurors" else len(script.order)


def last_step(session: Session, camp: Camp) -> int:
    stage = stage_of(session, camp.id)
    return length(script_of(session, camp, stage), stage)
