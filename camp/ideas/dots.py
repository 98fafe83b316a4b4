"""Giving dots, taking them back, and deciding on those that came after the close."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.checkin.queries import is_checked_in
from camp.core.errors import GateClosed
from camp.core.events import hold, record
from camp.core.phases import require_open
from camp.core.settings import Settings
from camp.ideas import queries
from camp.ideas.events import DotsGiven, LateDotsDecided
from camp.ideas.models import Dot, Idea
from camp.ideas.rules import (
    ALIVE,
    NoDotsLeft,
    NotCheckedIn,
    OwnIdea,
    TooManyDots,
    is_taking,
    require_grace,
    require_state,
)
from camp.ideas.service import held_idea


@dataclass(frozen=True, slots=True)
class Given:
    """What a person hears after giving dots: their own, and nobody else's."""

    dots: int
    left: int
    late: str


def give_dots(
    session: Session,
    *,
    idea_id: str,
    dots: int,
    cast_at: datetime | None = None,
    by: str,
    now: datetime,
) -> Given:
    """Set how many of a person's dots lie on an idea; 0 takes them back.

    `cast_at` is the device's time: recorded, and needed only for what arrives after the close,
    which is kept and waits for the moderator (R13). Raises GateClosed, NotCheckedIn, OwnIdea,
    TooManyDots or NoDotsLeft.
    """
    idea, camp = held_idea(session, idea_id)
    voting = queries.voting(session, camp.id)
    if voting is None:
        raise GateClosed(gate="dots", phase=camp.phase)
    is_late = not is_taking(voting, now)
    if is_late:
        require_grace(voting, camp, cast_at, now)
    else:
        require_open(session, camp, "dots")
    voter = queries.participant(session, camp.id, by)
    if not is_checked_in(session, camp.id, by):
        raise NotCheckedIn
    require_state(idea, ALIVE)
    if idea.author_id == voter.id and not camp.settings.self_vote:
        raise OwnIdea
    used = _used_elsewhere(session, camp.id, voter.id, idea_id)
    _require_within(camp.settings, dots, used)
    dot = session.scalars(select(Dot).filter_by(idea_id=idea_id, participant_id=voter.id)).first()
    if dot is None:
        dot = Dot(camp_id=camp.id, idea_id=idea_id, participant_id=voter.id, dots=0, late="")
        session.add(dot)
    given = Given(dots, camp.settings.dots - used - dots, "waiting" if is_late else "")
    if _means_the_same(dot, dots, is_late):
        return Given(given.dots, given.left, dot.late)
    dot.cast_at, dot.received_at = cast_at, now
    if is_late:
        dot.late, dot.late_dots = "waiting", dots
    else:
        dot.dots, dot.late, dot.late_dots = dots, "", None
    record(session, DotsGiven(camp_id=camp.id, by=by, late=is_late))
    return given


def decide_late(
    session: Session,
    *,
    camp_id: str,
    participant_id: str,
    accept: bool,
    reason: str = "",
    by: str,
    now: datetime,
) -> int:
    """Accept or refuse all late dots of a person together, and return how many ideas they moved.

    Together, because a dot that was moved from one idea to another counts on both or on neither.
    """
    hold(session, camp_id)
    person = queries.participant_by_id(session, camp_id, participant_id).person_id
    waiting = session.scalars(
        select(Dot).filter_by(camp_id=camp_id, participant_id=participant_id, late="waiting")
    ).all()
    for dot in waiting:
        if accept:
            dot.dots = dot.late_dots or 0
        dot.late = "accepted" if accept else "refused"
    if waiting:
        fact = LateDotsDecided(
            camp_id=camp_id, by=by, participant_id=participant_id, person=person,
            accepted=accept, reason=reason,
        )  # fmt: skip
        record(session, fact)
    return len(waiting)


def _used_elsewhere(session: Session, camp_id: str, participant_id: str, idea_id: str) -> int:
    """Return the person's dots on other ideas; those on an idea that is gone are free again."""
    asked = (
        select(func.sum(queries.MEANT))
        .join(Idea, Dot.idea_id == Idea.id)
        .where(
            Dot.camp_id == camp_id,
            Dot.participant_id == participant_id,
            Dot.idea_id != idea_id,
            Idea.state.in_(ALIVE),
        )
    )
    return session.scalar(asked) or 0


def _require_within(settings: Settings, dots: int, used: int) -> None:
    most = min(settings.dots_per_idea, settings.dots)
    if dots > most:
        raise TooManyDots(most=most)
    if dots and used + dots > settings.dots:
        raise NoDotsLeft(limit=settings.dots)


def _means_the_same(dot: Dot, dots: int, is_late: bool) -> bool:
    if is_late:
        return bool(dot.late) and dot.late_dots == dots
    return dot.dots == dots and dot.late != "waiting" and dot.received_at is not None
