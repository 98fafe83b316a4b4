"""Driving the projector: which scene, how far the reveal, black, day or night, and its options."""

from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy.orm import Session

from camp.core.errors import Invalid, words
from camp.core.events import Event, hold, record
from camp.grants.script import cut_tie, invented
from camp.stage import queries
from camp.stage.events import (
    HallMeasured,
    RevealRehearsed,
    RevealStepped,
    SceneShown,
    StageBlackened,
    StageLit,
    StageSet,
)
from camp.stage.models import Stage
from camp.stage.options import CHOICES, DEPTHS, WIDTHS
from camp.stage.rules import SCENES, LineCutsTie, NothingToRehearse, RevealNotReady, StageMoved


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


def step_reveal(
    session: Session, *, camp_id: str, to: int, by: str, now: datetime, cuts: bool = False
) -> Stage:
    """Go to a step of the reveal: one on, one back, or 0 to start again.

    Naming the step makes a key that is pressed twice, or by two people, move it once. With `cuts`
    the step is shown without its movement. Raises RevealNotReady before the decision has left the
    jury's room, LineCutsTie, or StageMoved for a step that is not beside the present one.
    """
    camp = hold(session, camp_id)
    stage = queries.stage_of(session, camp_id)
    if stage.step == to and stage.scene == "reveal":
        return stage
    last = queries.length(queries.script_of(session, camp, stage), stage)
    if not last:
        tied = cut_tie(session, camp)
        raise LineCutsTie(LineCutsTie.title, names=", ".join(tied)) if tied else RevealNotReady
    if to not in {0, stage.step - 1, stage.step, stage.step + 1} or not 0 <= to <= last:
        raise StageMoved(step=stage.step)
    before, stage.step, stage.scene, stage.is_black = stage.step, to, "reveal", False
    _change(stage, cuts=cuts)
    fact = RevealStepped(camp_id=camp_id, by=by, before=before, after=to)
    return _tell(session, stage, fact, now)


def rehearse(session: Session, *, camp_id: str, is_on: bool, by: str, now: datetime) -> Stage:
    """Begin to rehearse the reveal with an invented result, or end it; both begin at step 0.

    The projector shows the reveal while it is rehearsed and the welcome afterwards. Raises
    NothingToRehearse.
    """
    camp = hold(session, camp_id)
    stage = queries.stage_of(session, camp_id)
    if bool(stage.options.rehearsal) == is_on:
        return stage
    seed = token_hex(8) if is_on else ""
    if is_on and invented(session, camp, seed) is None:
        raise NothingToRehearse
    _change(stage, rehearsal=seed, cuts=False)
    stage.step, stage.is_black = 0, False
    stage.scene = "reveal" if is_on else "welcome"
    return _tell(session, stage, RevealRehearsed(camp_id=camp_id, by=by, is_on=is_on), now)


def set_option(
    session: Session, *, camp_id: str, option: str, value: Any, by: str, now: datetime
) -> Stage:
    """Set one of `options.CHOICES`. Another way of the ceremony begins it again at step 0."""
    hold(session, camp_id)
    if value not in CHOICES.get(option, ()):
        raise Invalid(words("The projector knows no such setting."), fields={option: [str(value)]})
    stage = queries.stage_of(session, camp_id)
    if getattr(stage.options, option) == value:
        return stage
    _change(stage, **{option: value})
    if option == "way":
        stage.step = 0
    fact = StageSet(camp_id=camp_id, by=by, option=option, value=str(value))
    return _tell(session, stage, fact, now)


def measure_hall(
    session: Session, *, camp_id: str, depth: float, width: float, by: str, now: datetime
) -> Stage:
    """Keep the hall's depth and the image's width in metres: sizes of text and pages follow."""
    hold(session, camp_id)
    faults = {}
    if not DEPTHS[0] <= depth <= DEPTHS[1]:
        faults["depth"] = [words("A hall is 2 to 100 metres deep.")]
    if not WIDTHS[0] <= width <= WIDTHS[1]:
        faults["width"] = [words("An image is half a metre to 20 metres wide.")]
    if faults:
        raise Invalid(fields=faults)
    stage = queries.stage_of(session, camp_id)
    said = stage.options
    if said.is_measured and (said.depth, said.width) == (depth, width):
        return stage
    _change(stage, depth=depth, width=width, is_measured=True)
    fact = HallMeasured(
        camp_id=camp_id, by=by, depth=round(100 * depth), width=round(100 * width)
    )  # fmt: skip
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


def _change(stage: Stage, **changed: Any) -> None:
    # A new mapping: a change inside the old one would not be seen, nor kept.
    stage.details = {**(stage.details or {}), **changed}


def _tell(session: Session, stage: Stage, fact: Event, now: datetime) -> Stage:
    stage.changed_at = now
    session.add(stage)
    session.flush()
    record(session, fact)
    return stage
