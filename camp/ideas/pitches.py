"""The pitch queue: who is on, who is next, and who reads for an author who is not there."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, words
from camp.core.events import hold, record
from camp.core.phases import require_open
from camp.ideas import queries
from camp.ideas.events import IdeaPitchMoved, PitchQueueOrdered
from camp.ideas.models import Idea
from camp.ideas.rules import ALIVE, PITCH_SECONDS, WrongState, require_state
from camp.ideas.service import held_idea
from camp.schedule.models import Timer
from camp.schedule.timers import start_timer, stop_timer


def order_queue(
    session: Session, *, camp_id: str, order: Sequence[str], by: str, now: datetime
) -> list[Idea]:
    """Put the waiting ideas into this order. Every waiting idea must be named, once.

    Raises Invalid when the queue is another one by now.
    """
    hold(session, camp_id)
    waiting = queries.waiting(session, camp_id)
    if sorted(order) != sorted(one.id for one in waiting):
        raise Invalid(fields={"order": [words("The queue has changed. Look at it again.")]})
    if [one.id for one in waiting] == list(order):
        return waiting
    places = sorted(one.pitch_order or 0 for one in waiting)
    by_id = {one.id: one for one in waiting}
    for place, idea_id in zip(places, order, strict=True):
        by_id[idea_id].pitch_order = place
    record(session, PitchQueueOrdered(camp_id=camp_id, by=by, order=tuple(order)))
    return [by_id[idea_id] for idea_id in order]


def move_pitch(session: Session, *, idea_id: str, place: int, by: str, now: datetime) -> list[Idea]:
    """Put a waiting idea to a place in the queue, the first being 0."""
    idea, camp = held_idea(session, idea_id)
    order = [one.id for one in queries.waiting(session, camp.id)]
    if idea.id not in order:
        raise WrongState(state=idea.state)
    order.remove(idea.id)
    order.insert(max(0, place), idea.id)
    return order_queue(session, camp_id=camp.id, order=order, by=by, now=now)


def name_proxy(
    session: Session, *, idea_id: str, participant_id: str | None, by: str, now: datetime
) -> Idea:
    """Say who reads the idea for its absent author; None gives it back to the author (R11)."""
    idea, camp = held_idea(session, idea_id)
    require_state(idea, ALIVE)
    if participant_id is not None:
        queries.participant_by_id(session, camp.id, participant_id)
    reader = None if participant_id == idea.author_id else participant_id
    if idea.pitched_by_id != reader:
        idea.pitched_by_id = reader
        _tell(session, idea, by)
    return idea


def begin_pitch(session: Session, *, idea_id: str, by: str, now: datetime) -> Idea:
    """Put an idea on stage and start its 60 seconds. The pitch before it is done with that."""
    idea, camp = held_idea(session, idea_id)
    require_state(idea, ALIVE)
    if idea.pitch == "now":
        return idea
    require_open(session, camp, "ideas")
    before = session.scalars(select(Idea).filter_by(camp_id=camp.id, pitch="now")).one_or_none()
    if before is not None:
        _end(session, before, "done", by, now)
    idea.pitch = "now"
    start_timer(
        session,
        camp_id=camp.id, kind="idea", subject=idea.id, seconds=PITCH_SECONDS, by=by, now=now,
    )  # fmt: skip
    _tell(session, idea, by)
    return idea


def end_pitch(session: Session, *, idea_id: str, state: str, by: str, now: datetime) -> Idea:
    """End a pitch as done, skip it, or put it back: done, skipped or waiting."""
    idea, _ = held_idea(session, idea_id)
    require_state(idea, ALIVE)
    if state not in {"done", "skipped", "waiting"}:
        raise Invalid(fields={"state": [words("Choose one of the states.")]})
    if idea.pitch != state:
        _end(session, idea, state, by, now)
    return idea


def _end(session: Session, idea: Idea, state: str, by: str, now: datetime) -> None:
    running = select(Timer).filter_by(
        camp_id=idea.camp_id, kind="idea", subject=idea.id, ended_at=None
    )
    for timer in session.scalars(running):
        stop_timer(session, timer_id=timer.id, by=by, now=now)
    idea.pitch = state
    idea.state = "pitched" if state == "done" else "screened_in"
    _tell(session, idea, by)


def _tell(session: Session, idea: Idea, by: str) -> None:
    fact = IdeaPitchMoved(
        camp_id=idea.camp_id, by=by, idea_id=idea.id, author=idea.author.person_id,
        pitch=idea.pitch, pitched_by=idea.pitched_by_id,
    )  # fmt: skip
    record(session, fact)
