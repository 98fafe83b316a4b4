"""The schedule, announcements and timers as programs see them."""

from datetime import datetime
from functools import partial
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from camp.core.rules import may
from camp.schedule import debates, queries, service, timers
from camp.schedule.models import Timer
from camp.schedule.rules import AUDIENCES
from camp.schedule.schemas import (
    AnnouncementIn,
    AnnouncementOut,
    ExtensionIn,
    ItemIn,
    ItemOut,
    PrepIn,
    TimerIn,
    TimerOut,
    TurnIn,
)
from camp.web.context import actor, camp, db, now
from camp.web.guard import rule
from camp.web.writes import Answer, write

bp = Blueprint("schedule_api", __name__)


@bp.get("/camps/<slug>/items")
@bp.response(200, ItemOut(many=True))
@rule("schedule.read")
def list_items(slug: str) -> Any:
    with db().read() as session:
        return queries.items(session, camp().id)


@bp.post("/camps/<slug>/items")
@bp.arguments(ItemIn)
@bp.response(201, ItemOut)
@rule("schedule.write")
def post_item(sent: dict[str, Any], slug: str) -> Response:
    verb = partial(service.add_item, camp_id=camp().id, by=actor().person_id, now=now(), **sent)
    return write(verb, lambda item: Answer(201, ItemOut().dump(item)))


@bp.put("/camps/<slug>/items/<item_id>")
@bp.arguments(ItemIn)
@bp.response(200, ItemOut)
@rule("schedule.write")
def put_item(sent: dict[str, Any], slug: str, item_id: str) -> Response:
    with db().read() as session:
        queries.item_of(session, camp().id, item_id)
    verb = partial(service.change_item, item_id=item_id, by=actor().person_id, now=now(), **sent)
    return write(verb, lambda item: Answer(200, ItemOut().dump(item)))


@bp.delete("/camps/<slug>/items/<item_id>")
@bp.response(204)
@rule("schedule.write")
def delete_item(slug: str, item_id: str) -> Response:
    return write(
        partial(
            service.drop_item, camp_id=camp().id, item_id=item_id, by=actor().person_id, now=now()
        )
    )


@bp.get("/camps/<slug>/announcements")
@bp.response(200, AnnouncementOut(many=True))
@rule("camp.read")
def list_announcements(slug: str) -> Any:
    roles = actor().roles.get(camp().id, frozenset())
    heard = AUDIENCES if may(actor(), camp().id, "camp.announce") else tuple(roles)
    with db().read() as session:
        return queries.announcements(session, camp().id, heard)


@bp.post("/camps/<slug>/announcements")
@bp.arguments(AnnouncementIn)
@bp.response(201, AnnouncementOut)
@rule("camp.announce")
def post_announcement(sent: dict[str, Any], slug: str) -> Response:
    verb = partial(service.announce_to, camp_id=camp().id, by=actor().person_id, now=now(), **sent)
    return write(verb, lambda made: Answer(201, AnnouncementOut().dump(made)))


@bp.delete("/camps/<slug>/announcements/<announcement_id>")
@bp.response(204)
@rule("camp.announce")
def delete_announcement(slug: str, announcement_id: str) -> Response:
    with db().read() as session:
        queries.announcement_of(session, camp().id, announcement_id)
    verb = partial(
        service.take_back, announcement_id=announcement_id, by=actor().person_id, now=now()
    )
    return write(verb, Answer())


@bp.get("/camps/<slug>/timers")
@bp.response(200, TimerOut(many=True))
@rule("camp.read")
def list_timers(slug: str) -> Any:
    """The clock that runs, if one does: a list of none or one."""
    with db().read() as session:
        timer = queries.running_timer(session, camp().id)
    return [_shown(timer, now())] if timer else []


@bp.post("/camps/<slug>/timers")
@bp.arguments(TimerIn)
@bp.response(201, TimerOut)
@rule("timer.run")
def post_timer(sent: dict[str, Any], slug: str) -> Response:
    at = now()
    verb = partial(timers.start_timer, camp_id=camp().id, by=actor().person_id, now=at, **sent)
    return write(verb, lambda timer: Answer(201, TimerOut().dump(_shown(timer, at))))


@bp.post("/camps/<slug>/debate/turns")
@bp.arguments(TurnIn)
@bp.response(201, TimerOut)
@rule("timer.run")
def post_turn(sent: dict[str, Any], slug: str) -> Response:
    return _in_debate(partial(debates.start_turn, name=sent["format"], turn=sent["turn"]))


@bp.post("/camps/<slug>/debate/preparations")
@bp.arguments(PrepIn)
@bp.response(201, TimerOut)
@rule("timer.run")
def post_preparation(sent: dict[str, Any], slug: str) -> Response:
    return _in_debate(partial(debates.start_prep, name=sent["format"], side=sent["side"]))


def _in_debate(verb: Any) -> Response:
    at = now()
    return write(
        partial(verb, camp_id=camp().id, by=actor().person_id, now=at),
        lambda timer: Answer(201, TimerOut().dump(_shown(timer, at))),
    )


@bp.post("/camps/<slug>/timers/<timer_id>/pause")
@bp.response(200, TimerOut)
@rule("timer.run")
def post_pause(slug: str, timer_id: str) -> Response:
    return _on_timer(timer_id, timers.pause_timer)


@bp.post("/camps/<slug>/timers/<timer_id>/resumption")
@bp.response(200, TimerOut)
@rule("timer.run")
def post_resumption(slug: str, timer_id: str) -> Response:
    return _on_timer(timer_id, timers.resume_timer)


@bp.post("/camps/<slug>/timers/<timer_id>/extension")
@bp.arguments(ExtensionIn)
@bp.response(200, TimerOut)
@rule("timer.run")
def post_extension(sent: dict[str, Any], slug: str, timer_id: str) -> Response:
    return _on_timer(timer_id, partial(timers.extend_timer, seconds=sent["seconds"]))


@bp.delete("/camps/<slug>/timers/<timer_id>")
@bp.response(200, TimerOut)
@rule("timer.run")
def delete_timer(slug: str, timer_id: str) -> Response:
    return _on_timer(timer_id, timers.stop_timer)


def _on_timer(timer_id: str, verb: Any) -> Response:
    at = now()
    with db().read() as session:
        queries.timer_of(session, camp().id, timer_id)
    return write(
        partial(verb, timer_id=timer_id, by=actor().person_id, now=at),
        lambda timer: Answer(200, TimerOut().dump(_shown(timer, at))),
    )


def _shown(timer: Timer, at: datetime) -> dict[str, Any]:
    names = ("id", "kind", "subject", "seconds", "started_at", "paused_at", "spent", "ended_at")
    return {name: getattr(timer, name) for name in names} | {
        "remaining": queries.remaining(timer, at)
    }
