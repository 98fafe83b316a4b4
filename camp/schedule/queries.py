"""Questions about the schedule: what is on now, what was said, which clock runs."""

from collections.abc import Collection
from datetime import datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import NotFound
from camp.schedule.models import Announcement, Item, Timer
from camp.schedule.timers import remaining

__all__ = [
    "announcement_of",
    "announcements",
    "item_of",
    "items",
    "now_and_next",
    "remaining",
    "running_timer",
    "timer_of",
]

T = TypeVar("T", Item, Announcement, Timer)
NEXT = 2
"""Items that stand under the present one."""


def items(session: Session, camp_id: str) -> list[Item]:
    """Return the whole schedule in order of time."""
    order = (Item.starts_at, Item.ends_at, Item.id)
    return list(session.scalars(select(Item).filter_by(camp_id=camp_id).order_by(*order)))


def now_and_next(session: Session, camp_id: str, now: datetime) -> tuple[Item | None, list[Item]]:
    """Return what is on now and the items that begin next.

    Of several that are on, the one that began last is the present one.
    """
    present = session.scalars(
        select(Item)
        .where(Item.camp_id == camp_id, Item.starts_at <= now, Item.ends_at > now)
        .order_by(Item.starts_at.desc(), Item.ends_at, Item.id)
        .limit(1)
    ).first()
    upcoming = session.scalars(
        select(Item)
        .where(Item.camp_id == camp_id, Item.starts_at > now)
        .order_by(Item.starts_at, Item.ends_at, Item.id)
        .limit(NEXT)
    )
    return present, list(upcoming)


def next_of(session: Session, camp_id: str, kind: str, now: datetime) -> Item | None:
    """Return the next item of a kind that has not begun."""
    return session.scalars(
        select(Item)
        .where(Item.camp_id == camp_id, Item.kind == kind, Item.starts_at > now)
        .order_by(Item.starts_at)
        .limit(1)
    ).first()


def announcements(
    session: Session,
    camp_id: str,
    audience_roles: Collection[str],
    since: datetime | None = None,
) -> list[Announcement]:
    """Return what was said to all and to these roles, the newest first; nothing taken back."""
    audiences = ["all", *audience_roles]
    wanted = select(Announcement).where(
        Announcement.camp_id == camp_id,
        Announcement.taken_back_at.is_(None),
        Announcement.audience.in_(audiences),
    )
    if since is not None:
        wanted = wanted.where(Announcement.at >= since)
    return list(session.scalars(wanted.order_by(Announcement.at.desc(), Announcement.id)))


def running_timer(session: Session, camp_id: str) -> Timer | None:
    """Return the camp's timer that was not ended, also when it rests or has run out."""
    return session.scalars(
        select(Timer)
        .where(Timer.camp_id == camp_id, Timer.ended_at.is_(None))
        .order_by(Timer.started_at.desc(), Timer.id)
        .limit(1)
    ).first()


def item_of(session: Session, camp_id: str, item_id: str) -> Item:
    return _of_camp(session, Item, camp_id, item_id)


def announcement_of(session: Session, camp_id: str, announcement_id: str) -> Announcement:
    return _of_camp(session, Announcement, camp_id, announcement_id)


def timer_of(session: Session, camp_id: str, timer_id: str) -> Timer:
    return _of_camp(session, Timer, camp_id, timer_id)


def _of_camp(session: Session, kind: type[T], camp_id: str, id: str) -> T:
    """Raise NotFound also for what belongs to another camp: a URL must not reach into it."""
    found = session.get(kind, id)
    if found is None or found.camp_id != camp_id:
        raise NotFound
    return found
