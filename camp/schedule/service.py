"""The schedule's items, and sentences to everybody or to one role."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.schedule.events import (
    AnnouncementMade,
    AnnouncementTakenBack,
    ItemAdded,
    ItemChanged,
    ItemDropped,
)
from camp.schedule.models import Announcement, Item
from camp.schedule.rules import AUDIENCES, require_order, require_text


def add_item(
    session: Session,
    *,
    camp_id: str,
    kind: str,
    title: str,
    room: str,
    starts_at: datetime,
    ends_at: datetime,
    by: str | None,
    now: datetime,
    titles: Mapping[str, str] | None = None,
    ref: str | None = None,
) -> Item:
    """Put an item on the schedule. The same item sent twice stands there once."""
    hold(session, camp_id)
    require_order(starts_at, ends_at)
    title = require_text("title", title)
    same = select(Item).filter_by(
        camp_id=camp_id, kind=kind, title=title, room=room, starts_at=starts_at, ends_at=ends_at
    )
    found = session.scalars(same).first()
    if found is not None:
        return found
    item = Item(
        camp_id=camp_id,
        ref=ref,
        kind=kind,
        title=title,
        titles=dict(titles or {}),
        room=room,
        starts_at=starts_at,
        ends_at=ends_at,
    )
    session.add(item)
    session.flush()
    record(session, ItemAdded(camp_id=camp_id, by=by, item_id=item.id))
    return item


def change_item(
    session: Session,
    *,
    item_id: str,
    kind: str,
    title: str,
    room: str,
    starts_at: datetime,
    ends_at: datetime,
    by: str | None,
    now: datetime,
    titles: Mapping[str, str] | None = None,
) -> Item:
    """Change an item; `titles` left out keeps the titles in further languages."""
    item = session.get(Item, item_id)
    if item is None:
        raise NotFound
    hold(session, item.camp_id)
    require_order(starts_at, ends_at)
    wanted = {
        "kind": kind,
        "title": require_text("title", title),
        "titles": item.titles if titles is None else dict(titles),
        "room": room,
        "starts_at": starts_at,
        "ends_at": ends_at,
    }
    if any(getattr(item, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(item, name, value)
        record(session, ItemChanged(camp_id=item.camp_id, by=by, item_id=item.id))
    return item


def drop_item(
    session: Session, *, camp_id: str, item_id: str, by: str | None, now: datetime
) -> None:
    """Take an item off the schedule. One that is gone already stays gone."""
    hold(session, camp_id)
    item = session.get(Item, item_id)
    if item is None or item.camp_id != camp_id:
        return
    session.delete(item)
    record(session, ItemDropped(camp_id=camp_id, by=by, item_id=item_id))


def announce_to(
    session: Session,
    *,
    camp_id: str,
    text: str,
    audience: str,
    on_stage: bool,
    by: str,
    now: datetime,
) -> Announcement:
    """Say a sentence to all phones, or to one role's (`audience` is "all" or a role)."""
    if audience not in AUDIENCES:
        raise Invalid(fields={"audience": [words("Nobody has this role.")]})
    made = Announcement(
        camp_id=camp_id,
        text=require_text("text", text),
        audience=audience,
        on_stage=on_stage,
        at=now,
        by=by,
    )
    session.add(made)
    session.flush()
    record(
        session,
        AnnouncementMade(
            camp_id=camp_id,
            by=by,
            announcement_id=made.id,
            on_stage=on_stage,
            audience=audience,
        ),
    )
    return made


def take_back(session: Session, *, announcement_id: str, by: str, now: datetime) -> Announcement:
    """Take an announcement off all screens; the log keeps that it was said."""
    made = session.get(Announcement, announcement_id)
    if made is None:
        raise NotFound
    hold(session, made.camp_id)
    session.refresh(made)
    if made.taken_back_at is None:
        made.taken_back_at = now
        record(
            session,
            AnnouncementTakenBack(
                camp_id=made.camp_id, by=by, announcement_id=made.id, on_stage=made.on_stage
            ),
        )
    return made
