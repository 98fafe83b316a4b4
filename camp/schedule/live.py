"""What the phones of a camp hear: what is on now, what was announced, which clock runs."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from camp.core.rules import Actor
from camp.schedule import queries
from camp.schedule.models import Item
from camp.web.context import camp, now
from camp.web.pieces import piece, topic

SHOWN_FOR = timedelta(hours=12)
"""How long an announcement stays on phones."""

CAMP = topic("camp:{slug}", rule="camp.read")


def _now(session: Session, slug: str) -> dict[str, Any]:
    at = now()
    present, upcoming = queries.now_and_next(session, camp().id, at)
    changes = [item.starts_at for item in upcoming[:1]] + ([present.ends_at] if present else [])
    return {
        "present": present,
        "upcoming": upcoming,
        "now": at,
        "changes_at": min(changes, default=None),
        "slug": slug,
    }


def _days(session: Session, slug: str) -> dict[str, Any]:
    at, found = now(), queries.items(session, camp().id)
    days: dict[str, list[Item]] = {}
    for item in found:
        days.setdefault(item.starts_at.astimezone(camp().zone).date().isoformat(), []).append(item)
    changes = [time for item in found for time in (item.starts_at, item.ends_at) if time > at]
    return {
        "days": days.values(), "now": at, "changes_at": min(changes, default=None), "slug": slug,
    }  # fmt: skip


def _announcements(session: Session, slug: str) -> dict[str, Any]:
    return {"announcements": queries.announcements(session, camp().id, (), now() - SHOWN_FOR)}


def _mine(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    roles = actor.roles.get(camp().id, frozenset())
    said = queries.announcements(session, camp().id, roles, now() - SHOWN_FOR)
    return {"announcements": [one for one in said if one.audience != "all"]}


def _timer(session: Session, slug: str) -> dict[str, Any]:
    timer, at = queries.running_timer(session, camp().id), now()
    left = queries.remaining(timer, at) if timer else 0
    return {"timer": timer, "now": at, "ends": at + timedelta(seconds=left)}


for name, path, template, ask in (
    ("schedule.now", "now", "_now", _now),
    ("schedule.days", "days", "_days", _days),
    ("schedule.announcements", "announcements", "_announcements", _announcements),
    ("schedule.timer", "timer", "_timer", _timer),
):
    piece(
        name,
        on=CAMP,
        path=f"/camps/<slug>/schedule/{path}",
        template=f"schedule/{template}.html",
        ask=ask,
        shared=True,
    )
piece(
    "schedule.mine_announcements",
    on=CAMP,
    path="/camps/<slug>/schedule/announcements/mine",
    template="schedule/_announcements.html",
    ask=_mine,
)
