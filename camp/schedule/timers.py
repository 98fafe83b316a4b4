"""The clock that the hall looks at: one runs in a camp at a time."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.schedule.events import (
    TimerExtended,
    TimerPaused,
    TimerResumed,
    TimerStarted,
    TimerStopped,
)
from camp.schedule.models import Timer
from camp.schedule.rules import FORMATS, LONGEST, TIMER_KINDS, TimerEnded, require_seconds


def start_timer(
    session: Session,
    *,
    camp_id: str,
    kind: str,
    subject: str,
    seconds: int,
    by: str | None,
    now: datetime,
) -> Timer:
    """Start a timer of so many seconds; one that runs in this camp ends first."""
    hold(session, camp_id)
    require_seconds(seconds)
    if kind not in TIMER_KINDS and kind.partition("-")[0] not in FORMATS:
        raise Invalid(fields={"kind": [words("There is no such timer.")]})
    for running in session.scalars(select(Timer).filter_by(camp_id=camp_id, ended_at=None)):
        running.ended_at = now
        record(session, TimerStopped(camp_id=camp_id, by=by, timer_id=running.id))
    timer = Timer(
        camp_id=camp_id, kind=kind, subject=subject, seconds=seconds, started_at=now, spent=0
    )
    session.add(timer)
    session.flush()
    record(
        session,
        TimerStarted(
            camp_id=camp_id,
            by=by,
            timer_id=timer.id,
            timer_kind=kind,
            subject=subject,
            seconds=seconds,
        ),
    )
    return timer


def pause_timer(session: Session, *, timer_id: str, by: str | None, now: datetime) -> Timer:
    """Stop the clock where it is. A timer that rests already goes on resting."""
    timer = _running(session, timer_id)
    if timer.paused_at is None:
        timer.spent = _spent(timer, now)
        timer.paused_at = now
        record(session, TimerPaused(camp_id=timer.camp_id, by=by, timer_id=timer.id))
    return timer


def resume_timer(session: Session, *, timer_id: str, by: str | None, now: datetime) -> Timer:
    timer = _running(session, timer_id)
    if timer.paused_at is not None:
        timer.started_at, timer.paused_at = now, None
        record(session, TimerResumed(camp_id=timer.camp_id, by=by, timer_id=timer.id))
    return timer


def extend_timer(
    session: Session, *, timer_id: str, seconds: int, by: str | None, now: datetime
) -> Timer:
    """Give `seconds` more. From zero it counts anew, so the given time is really given."""
    timer = _running(session, timer_id)
    require_seconds(seconds)
    over = max(0, _spent(timer, now) - timer.seconds)
    if timer.seconds + over + seconds > LONGEST:
        raise Invalid(fields={"seconds": [words("A timer runs from 1 second to 4 hours.")]})
    timer.seconds += over + seconds
    record(session, TimerExtended(camp_id=timer.camp_id, by=by, timer_id=timer.id, seconds=seconds))
    return timer


def stop_timer(session: Session, *, timer_id: str, by: str | None, now: datetime) -> Timer:
    timer = _held(session, timer_id)
    if timer.ended_at is None:
        timer.ended_at = now
        record(session, TimerStopped(camp_id=timer.camp_id, by=by, timer_id=timer.id))
    return timer


def remaining(timer: Timer, now: datetime) -> int:
    """Return the whole seconds that are left, 0 once it has run out or was stopped."""
    if timer.ended_at is not None:
        return 0
    return max(0, timer.seconds - _spent(timer, now))


def _spent(timer: Timer, now: datetime) -> int:
    if timer.paused_at is not None or timer.started_at is None:
        return timer.spent
    return timer.spent + int((now - timer.started_at).total_seconds())


def ran(timer: Timer, now: datetime) -> int:
    """Return the whole seconds that it ran: until it was stopped, or until now."""
    return _spent(timer, timer.ended_at or now)


def _held(session: Session, timer_id: str) -> Timer:
    timer = session.get(Timer, timer_id)
    if timer is None:
        raise NotFound
    hold(session, timer.camp_id)
    session.refresh(timer)
    return timer


def _running(session: Session, timer_id: str) -> Timer:
    timer = _held(session, timer_id)
    if timer.ended_at is not None:
        raise TimerEnded
    return timer
