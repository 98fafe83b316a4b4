"""Driving the projector: which scene, how far the reveal, black, and day or night."""

from datetime import datetime

from sqlalchemy.orm import Session

from camp.core.errors import Invalid, words
from camp.core.events import Event, hold, record
from camp.stage import queries
from camp.stage.events import RevealStepped, SceneShown, StageBlackened, StageLit
from camp.stage.models import Stage
from camp.stage.rules import SCENES, RevealNotReady, StageMoved


def show_scene(session: Session, *, camp_id: str, scene: str, by: str, now: datetime) -> Stage:
    """Show a scene on every projector of the camp; a black one lights up again."""
    hold(session, camp_id)
    if scene not in SCENES:
        raise Invalid(words("There is no such scene."), fields={"scene": [scene]})
    stage = queries.stage_of(session, camp_id)
    if stage.scene == scene and not stage.is_black:
        return stage
    stage.scene, stage.is_black = scene, False
    return _tell(session, stage, SceneShown(camp_id=camp_id, by=by, scene=scene), now)


def step_reveal(session: Session, *, camp_id: str, to: int, by: str, now: datetime) -> Stage:
    """Go to a step of the reveal: one on, one back, or 0 to start again.

    Naming the step makes a key that is pressed twice, or by two people, move it once. Raises
    RevealNotReady before the decision has left the jury's room, StageMoved for a step that is
    not beside the present one.
    """
    camp = hold(session, camp_id)
    stage = queries.stage_of(session, camp_id)
    if stage.step == to and stage.scene == "reveal":
        return stage
    last = queries.last_step(session, camp)
    if not last:
        raise RevealNotReady
    if to not in {0, stage.step - 1, stage.step, stage.step + 1} or not 0 <= to <= last:
        raise StageMoved(step=stage.step)
    before, stage.step, stage.scene, stage.is_black = stage.step, to, "reveal", False
    fact = RevealStepped(camp_id=camp_id, by=by, before=before, after=to)
    return _tell(session, stage, fact, now)


def blackout(session: Session, *, camp_id: str, is_black: bool, by: str, now: datetime) -> Stage:
    """Make the projector black, or bring its picture back."""
    hold(session, camp_id)
    stage = queries.stage_of(session, camp_id)
    if stage.is_black == is_black:
        return stage
    stage.is_black = is_black
    return _tell(session, stage, StageBlackened(camp_id=camp_id, by=by, is_black=is_black), now)


def light(session: Session, *, camp_id: str, is_light: bool, by: str, now: datetime) -> Stage:
    """Draw the scenes for a bright hall, or for a dark one."""
    hold(session, camp_id)
    stage = queries.stage_of(session, camp_id)
    if stage.is_light == is_light:
        return stage
    stage.is_light = is_light
    return _tell(session, stage, StageLit(camp_id=camp_id, by=by, is_light=is_light), now)


def _tell(session: Session, stage: Stage, fact: Event, now: datetime) -> Stage:
    stage.changed_at = now
    session.add(stage)
    session.flush()
    record(session, fact)
    return stage
