"""The schedule on phones, and the desk where staff keep it, announce and run the clock."""

from functools import partial
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, render_template, request, url_for

from camp.core.rules import may
from camp.schedule import (
    debates,
    live,  # noqa: F401  -- declares what pages hold
    queries,
    service,
    timers,
)
from camp.schedule.rules import AUDIENCES, FORMATS, KINDS, TIMER_KINDS
from camp.schedule.schemas import AnnouncementIn, ItemForm, PrepIn, TimerForm, TurnIn
from camp.web.context import actor, camp, db, now
from camp.web.forms import data
from camp.web.guard import rule
from camp.web.i18n import LANGUAGES
from camp.web.writes import Answer, respond, write

bp = Blueprint("schedule", __name__)
MORE_SECONDS = 60


@bp.get("/camps/<slug>/schedule")
@rule("schedule.read")
def days(slug: str) -> str:
    return render_template("schedule/schedule.html", camp=camp())


@bp.get("/camps/<slug>/schedule/desk")
@rule("timer.run")
def desk(slug: str) -> str:
    with db().read() as session:
        return render_template(
            "schedule/desk.html",
            camp=camp(),
            items=queries.items(session, camp().id),
            said=queries.announcements(session, camp().id, AUDIENCES),
            timer=queries.running_timer(session, camp().id),
            debate=debates.debate(session, camp().id, now()),
            formats=FORMATS,
            now=now(),
            timer_kinds=TIMER_KINDS,
            audiences=AUDIENCES,
            may_write=may(actor(), camp().id, "schedule.write"),
            may_announce=may(actor(), camp().id, "camp.announce"),
            **_item_words(),
        )


@bp.get("/camps/<slug>/schedule/desk/<item_id>")
@rule("schedule.write")
def edit_item(slug: str, item_id: str) -> str:
    with db().read() as session:
        item = queries.item_of(session, camp().id, item_id)
        return render_template("schedule/item.html", camp=camp(), item=item, **_item_words())


def _item_words() -> dict[str, Any]:
    return {"kinds": KINDS, "languages": [one for one in LANGUAGES if one != camp().language]}


@bp.post("/camps/<slug>/schedule/items")
@rule("schedule.write")
def add_item(slug: str) -> Response:
    verb = partial(service.add_item, camp_id=camp().id, by=actor().person_id, now=now(), **_item())
    return write(verb, _to_desk(slug))


@bp.post("/camps/<slug>/schedule/items/<item_id>")
@rule("schedule.write")
def change_item(slug: str, item_id: str) -> Response:
    with db().read() as session:
        queries.item_of(session, camp().id, item_id)
    verb = partial(service.change_item, item_id=item_id, by=actor().person_id, now=now(), **_item())
    return write(verb, _to_desk(slug))


@bp.post("/camps/<slug>/schedule/items/<item_id>/removal")
@rule("schedule.write")
def drop_item(slug: str, item_id: str) -> Response:
    verb = partial(
        service.drop_item, camp_id=camp().id, item_id=item_id, by=actor().person_id, now=now()
    )
    return write(verb, _to_desk(slug))


def _item() -> dict[str, Any]:
    """Return the form's item; its times are the camp's."""
    typed: dict[str, Any] = ItemForm().load(data())
    titles = {
        language: typed.pop(f"title_{language}")
        for language in LANGUAGES
        if f"title_{language}" in typed
    }
    for name in ("starts_at", "ends_at"):
        typed[name] = typed[name].replace(tzinfo=camp().zone)
    return {**typed, "titles": titles}


def _to_desk(slug: str) -> Answer:
    return Answer(location=url_for("schedule.desk", slug=slug))


@bp.post("/camps/<slug>/schedule/announcements/preview")
@rule("camp.announce")
def preview(slug: str) -> Response:
    typed = AnnouncementIn().load(data())
    query = urlencode({**typed, "on_stage": "yes" if typed["on_stage"] else ""})
    place = url_for("schedule.announcement", slug=slug)
    return respond(Answer(location=f"{place}?{query}"))


@bp.get("/camps/<slug>/schedule/announcement")
@rule("camp.announce")
def announcement(slug: str) -> str:
    audience = request.args.get("audience", "all")
    return render_template(
        "schedule/announcement.html",
        camp=camp(),
        text=request.args.get("text", "")[:500],
        audience=audience if audience in AUDIENCES else "all",
        on_stage=bool(request.args.get("on_stage")),
    )


@bp.post("/camps/<slug>/schedule/announcements")
@rule("camp.announce")
def announce(slug: str) -> Response:
    verb = partial(
        service.announce_to,
        camp_id=camp().id,
        by=actor().person_id,
        now=now(),
        **AnnouncementIn().load(data()),
    )
    return write(verb, _to_desk(slug))


@bp.post("/camps/<slug>/schedule/announcements/<announcement_id>/withdrawal")
@rule("camp.announce")
def take_back(slug: str, announcement_id: str) -> Response:
    with db().read() as session:
        queries.announcement_of(session, camp().id, announcement_id)
    verb = partial(
        service.take_back, announcement_id=announcement_id, by=actor().person_id, now=now()
    )
    return write(verb, _to_desk(slug))


@bp.post("/camps/<slug>/schedule/timers")
@rule("timer.run")
def start_timer(slug: str) -> Response:
    typed = TimerForm().load(data())
    verb = partial(
        timers.start_timer,
        camp_id=camp().id,
        kind=typed["timer_kind"],
        subject="",
        seconds=typed["minutes"] * 60,
        by=actor().person_id,
        now=now(),
    )
    return write(verb, _to_desk(slug))


@bp.post("/camps/<slug>/schedule/debate/turns")
@rule("timer.run")
def start_turn(slug: str) -> Response:
    typed = TurnIn().load(data())
    return _in_debate(slug, debates.start_turn, name=typed["format"], turn=typed["turn"])


@bp.post("/camps/<slug>/schedule/debate/preparations")
@rule("timer.run")
def start_prep(slug: str) -> Response:
    typed = PrepIn().load(data())
    return _in_debate(slug, debates.start_prep, name=typed["format"], side=typed["side"])


def _in_debate(slug: str, verb: Any, **given: Any) -> Response:
    by = {"camp_id": camp().id, "by": actor().person_id, "now": now()}
    return write(partial(verb, **given, **by), _to_desk(slug))


@bp.post("/camps/<slug>/schedule/timers/<timer_id>/pause")
@rule("timer.run")
def pause_timer(slug: str, timer_id: str) -> Response:
    return _on_timer(slug, timer_id, timers.pause_timer)


@bp.post("/camps/<slug>/schedule/timers/<timer_id>/resumption")
@rule("timer.run")
def resume_timer(slug: str, timer_id: str) -> Response:
    return _on_timer(slug, timer_id, timers.resume_timer)


@bp.post("/camps/<slug>/schedule/timers/<timer_id>/extension")
@rule("timer.run")
def extend_timer(slug: str, timer_id: str) -> Response:
    return _on_timer(slug, timer_id, partial(timers.extend_timer, seconds=MORE_SECONDS))


@bp.post("/camps/<slug>/schedule/timers/<timer_id>/stop")
@rule("timer.run")
def stop_timer(slug: str, timer_id: str) -> Response:
    return _on_timer(slug, timer_id, timers.stop_timer)


def _on_timer(slug: str, timer_id: str, verb: Any) -> Response:
    with db().read() as session:
        queries.timer_of(session, camp().id, timer_id)
    return write(partial(verb, timer_id=timer_id, by=actor().person_id, now=now()), _to_desk(slug))
