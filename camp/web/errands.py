"""Work that takes over a second: begun by a form, done off the request, its page found again.

A room declares what it does once and begins it from a door:

    @errand("camp.zip", _l("Export of the camp"), rule="camp.export")
    def make(task: Task) -> Made:
        for done, part in enumerate(parts):
            task.step(done, len(parts))
            …
        return Made(file="camp.zip", content=packed)

    return begin("camp.zip", {})

What is made may be a file, kept a day for whoever asked, or a place to go to. What is slow and
touches no database goes through `task.natively`.
"""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import BoundedSemaphore, Thread
from typing import Any, TypeVar

from flask import Flask, Response, current_app
from flask.ctx import AppContext
from sqlalchemy import select

from camp.core import aside, errands
from camp.core.errands import Errand
from camp.core.errors import CampError, words
from camp.core.models import Camp
from camp.core.work import Database
from camp.web.context import actor, camp, db, now
from camp.web.writes import Answer, write

logger = logging.getLogger(__name__)
T = TypeVar("T")
AT_ONCE = 2
BREATH = 0.001
"""Seconds that a step leaves to others."""
BROKE = words("Something broke on the server. Try again.")
_running: dict[str, tuple[int, int]] = {}
"""How far each errand of this process is: (steps done, steps in all)."""
_seats = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Made:
    """What an errand ends with: a sentence, and a place to go to or a file."""

    said: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    location: str = ""
    file: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Task:
    """One errand at work: what it is about, and how it says how far it is."""

    id: str
    camp: Camp
    person_id: str
    facts: dict[str, Any]
    db: Database
    now: datetime

    def step(self, done: int, all_: int) -> None:
        """Say how far the work is, and let others run."""
        _running[self.id] = (done, all_)
        # Not 0: the loop would look at its sockets after every fiftieth step only.
        time.sleep(BREATH)

    def natively(self, call: Callable[[], T]) -> T:
        """Run what is slow in a thread of its own; it must not touch database or locks."""
        return aside.natively(call)


@dataclass(frozen=True, slots=True)
class Kind:
    title: str
    rule: str
    work: Callable[[Task], Made]


_kinds: dict[str, Kind] = {}


def errand(name: str, title: str, *, rule: str) -> Callable[[Callable[[Task], Made]], Any]:
    """Declare work; whoever fetches its result needs the permission `rule` at the camp."""

    def declare(work: Callable[[Task], Made]) -> Callable[[Task], Made]:
        _kinds[name] = Kind(title, rule, work)
        return work

    return declare


def kind_of(one: Errand) -> Kind:
    return _kinds[one.kind]


def place(slug: str, errand_id: str) -> str:
    return f"/camps/{slug}/errands/{errand_id}"


def begin(kind: str, facts: dict[str, Any]) -> Response:
    """Begin the work at the camp of the request, and send its person to the page that tells."""
    slug = camp().slug
    verb = partial(
        errands.begin, camp_id=camp().id, person_id=actor().person_id, kind=kind, facts=facts,
        now=now(),
    )  # fmt: skip
    made = write(verb, lambda one: Answer(location=place(slug, one.id)))
    launch(current_app._get_current_object(), _id_in(made))  # type: ignore[attr-defined]
    return made


def _id_in(made: Response) -> str:
    location = made.headers.get("Location") or made.headers.get("Camp-Location") or ""
    return location.rpartition("/")[2]


def launch(app: Flask, errand_id: str) -> Thread:
    """Do a waiting errand behind the request; one that somebody does already is left to them."""
    thread = Thread(target=_do, args=(app.app_context(), errand_id), daemon=True, name="errand")
    thread.start()
    return thread


def _do(context: AppContext, errand_id: str) -> None:
    with context, _seats:
        database, at = db(), now()
        claimed = database.write(partial(errands.claim, errand_id=errand_id))
        if claimed is None:
            return
        try:
            ending = _ending(database, claimed, at)
        finally:
            _running.pop(errand_id, None)
        database.write(partial(errands.end, errand_id=errand_id, now=now(), **ending))


def _ending(database: Database, one: Errand, at: datetime) -> dict[str, Any]:
    try:
        with database.read() as session:
            where = session.get_one(Camp, one.camp_id)
        task = Task(one.id, where, one.person_id, one.facts, database, at)
        made = _kinds[one.kind].work(task)
        if made.file:
            keep(one.id, made.content)
    except CampError as error:
        facts = {name: value for name, value in error.facts.items() if name != "fields"}
        return {"state": "failed", "fault": error.detail or error.title, "fault_facts": facts}
    except Exception:
        logger.exception("the errand %s failed", one.kind)
        return {"state": "failed", "fault": BROKE}
    return {"state": "done", "said": made.said, "said_facts": made.facts,
            "location": made.location, "file": made.file}  # fmt: skip


def progress(one: Errand) -> tuple[int, int] | None:
    """Return how far it is; None where it has not said, or another process does it."""
    return _running.get(one.id)


def _folder() -> Path:
    return Path(current_app.extensions["config"].data) / "errands"


def file_of(errand_id: str) -> Path:
    return _folder() / errand_id


def keep(errand_id: str, content: bytes) -> None:
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = file_of(errand_id)
    path.touch(mode=0o600)
    path.write_bytes(content)


def forget(app: Flask, at: datetime) -> None:
    """Forget what is older than a day, and every file that nobody owns."""
    with app.app_context():
        db().write(partial(errands.forget, now=at))
        with db().read() as session:
            known = set(session.scalars(select(Errand.id)))
        with suppress(FileNotFoundError):
            for path in _folder().iterdir():
                if path.name not in known:
                    path.unlink(missing_ok=True)
