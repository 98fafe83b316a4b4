"""The parts of the control room that keep themselves fresh: every fact of the camp moves them."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from camp.control import preview, problems, queries, undoing
from camp.control.entry import Move
from camp.control.lamps import lamps
from camp.core.phases import PHASES, open_gates, position
from camp.core.rules import Actor, may
from camp.schedule import queries as schedule
from camp.stage.live import CAMP, CONTROL
from camp.web.context import camp, machine, now
from camp.web.live import is_watched
from camp.web.pieces import piece, presence, topic

HERE = topic("camp:{slug}:here", rule="camp.control", tells_presence=True)
LOOK_AGAIN = timedelta(seconds=30)
"""Waits grow and links break without a fact: the list of problems looks again by itself."""


def show_phases(session: Session, slug: str) -> dict[str, Any]:
    return {"phases": list(PHASES), "at": position(camp().phase)}


def show_next(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    ways = preview.look(session, camp(), Move(actor, "", now()))
    return {
        "camp": camp(),
        "on": next((way for way in ways if way.is_on), None),
        "back": [way for way in ways if not way.is_on],
        "gates": sorted(open_gates(session, camp())),
    }


def show_switch(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    at = now()
    return {"camp": camp(), "switch": undoing.last_switch(session, camp(), actor, at), "now": at}


def show_here(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    there = presence().people(f"camp:{slug}:here")
    return {"me": actor.name, "others": sorted(
        name for person, name in there.items() if person != actor.person_id
    )}  # fmt: skip


def show_counters(session: Session, slug: str) -> dict[str, Any]:
    return {"counters": queries.counters(session, camp())}


def show_problems(session: Session, slug: str) -> dict[str, Any]:
    at = now()
    has_stage = is_watched(f"stage:{slug}")
    found = [*lamps(machine(), at), *problems.find(session, camp(), at, has_stage=has_stage)]
    return {
        "problems": sorted(found, key=lambda one: one.level != problems.HURTS),
        "backup_at": machine().backup_at,
        "is_stale": machine().is_stale(at),
        "camp": camp(),
        "now": at,
        "again_at": at + LOOK_AGAIN,
    }


def show_clock(session: Session, slug: str, actor: Actor) -> dict[str, Any]:
    timer, at = schedule.running_timer(session, camp().id), now()
    rules = camp().settings
    presets = {
        "pitch": rules.pitch_minutes, "questions": rules.question_minutes,
        "score": rules.score_minutes, "call": 5,
    }  # fmt: skip
    left = schedule.remaining(timer, at) if timer else 0
    return {
        "timer": timer, "now": at, "ends": at + timedelta(seconds=left), "presets": presets,
        "camp": camp(), "may_run": may(actor, camp().id, "timer.run"),
    }  # fmt: skip


piece("control.phases", on=CAMP, path="/camps/<slug>/control/phases",
      template="control/_phases.html", ask=show_phases, shared=True)  # fmt: skip
piece("control.switch", on=CAMP, path="/camps/<slug>/control/switch",
      template="control/_switch.html", ask=show_switch, rule="camp.control")  # fmt: skip
piece("control.here", on=HERE, path="/camps/<slug>/control/here",
      template="control/_here.html", ask=show_here)  # fmt: skip
piece("control.next", on=CONTROL, path="/camps/<slug>/control/ways",
      template="control/_next.html", ask=show_next)  # fmt: skip
piece("control.counters", on=CONTROL, path="/camps/<slug>/control/counters",
      template="control/_counters.html", ask=show_counters, shared=True)  # fmt: skip
piece("control.problems", on=CONTROL, path="/camps/<slug>/control/problems",
      template="control/_problems.html", ask=show_problems, shared=True)  # fmt: skip
piece("control.clock", on=CONTROL, path="/camps/<slug>/control/clock",
      template="control/_clock.html", ask=show_clock)  # fmt: skip
