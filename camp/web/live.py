"""The one place that speaks to rooms: topics, who may watch them, and what a push carries.

A room declares a topic once, and the pieces of pages that stand on it. A piece is a template and a
question; it is the same HTML inside its page, behind its own URL and in a push. A shared piece is
rendered once for each language and pushed; of a personal one only the number is told, and each
phone asks for its own.
"""

from collections import Counter
from functools import partial
from typing import Any

from flask import Flask, current_app, request
from flask_socketio import SocketIO, join_room, leave_room
from socketio import RedisManager
from sqlalchemy import select

from camp.core.errors import CampError
from camp.core.events import Announced
from camp.core.models import Topic
from camp.core.pace import Pace
from camp.core.rules import Actor
from camp.web import guard, i18n
from camp.web.context import db
from camp.web.identity import directory, who_asks
from camp.web.pieces import TopicKind, find_topic, number, pieces_on, presence, render
from camp.web.presence import Board, OneProcess, SharedByQueue

socketio = SocketIO()
SWEEP = 1.5
"""Seconds between two looks for logins that were revoked while their sockets are open."""
MAX_WATCHED = 40

_sockets: dict[str, Actor] = {}
_languages: dict[str, str] = {}
_listening: Counter[str] = Counter()
_watched: dict[str, set[str]] = {}
_told: dict[str, int] = {}
"""How far each topic is known to have been told to the sockets of this process."""


def queue(url: str) -> RedisManager | None:
    """Return what carries news from process to process; one that is away must hold nobody up."""
    if not url:
        return None
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    options = {"socket_connect_timeout": 1, "retry": Retry(NoBackoff(), 0)}
    return RedisManager(url, channel="flask-socketio", redis_options=options)


def board(url: str) -> Board:
    """Return where this process notes who is there: with a queue all processes read it."""
    if not url:
        return OneProcess()
    from redis import Redis, RedisError
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    client = Redis.from_url(
        url, socket_connect_timeout=1, socket_timeout=1, retry=Retry(NoBackoff(), 0)
    )
    return SharedByQueue(client, RedisError)


def may_watch(topic: str, who: Actor) -> tuple[TopicKind, dict[str, str]] | None:
    """Return the topic's kind and its arguments if `who` may watch it."""
    found = find_topic(topic)
    if found is None:
        return None
    kind, arguments = found
    if kind.is_own:
        return found if arguments["person_id"] == who.person_id else None
    with db().read() as session:
        try:
            camp = guard.camp_of(session, arguments)
        except CampError:
            return None
        if kind.allows and not kind.allows(session, who, arguments):
            return None
    return found if guard.allows(kind.rule, who, camp) else None


@socketio.on("connect")
def connect(auth: Any = None) -> bool:
    try:
        who = who_asks(auth.get("token") if isinstance(auth, dict) else None)
    except CampError:
        return False
    _sockets[request.sid] = who  # type: ignore[attr-defined]
    _languages[request.sid] = i18n.language()  # type: ignore[attr-defined]
    return True


@socketio.on("disconnect")
def disconnect(_reason: object = None) -> None:
    sid: str = request.sid  # type: ignore[attr-defined]
    _sockets.pop(sid, None)
    for room in _watched.pop(sid, set()):
        _listening[room] -= 1
        presence().go(room.rpartition("@")[0], sid)
    _languages.pop(sid, None)


@socketio.on("watch")
def watch(topic: object) -> dict[str, Any]:
    """Join `topic` first and look second, so nothing falls between the two."""
    sid: str = request.sid  # type: ignore[attr-defined]
    mine = _watched.setdefault(sid, set())
    if not isinstance(topic, str) or sid not in _sockets or len(mine) >= MAX_WATCHED:
        return {"error": "invalid"}
    who = _sockets[sid]
    found = may_watch(topic, who)
    if found is None:
        return {"error": "forbidden"}
    room = _room(topic, _languages[sid])
    if room not in mine:
        join_room(room)
        mine.add(room)
        _listening[room] += 1
    if found[0].tells_presence:
        presence().come(topic, sid, who.person_id, who.name)
    with db().read() as session:
        seq = number(session, found[0], topic)
    _told.setdefault(topic, seq)
    return {"seq": seq}


@socketio.on("unwatch")
def unwatch(topic: object) -> dict[str, Any]:
    sid: str = request.sid  # type: ignore[attr-defined]
    room = _room(str(topic), _languages.get(sid, "en"))
    if room in _watched.get(sid, set()):
        leave_room(room)
        _watched[sid].discard(room)
        _listening[room] -= 1
        presence().go(str(topic), sid)
    return {}


@socketio.on_error_default
def failed(error: Exception) -> dict[str, Any]:
    current_app.logger.error("socket", exc_info=error)
    return {"error": "unexpected"}


def _room(topic: str, language: str) -> str:
    return f"{topic}@{language}"


def push(app: Flask, topic: str, *, only_here: bool = False) -> None:
    """Tell everybody who watches `topic` how it looks now, each language once.

    `only_here` leaves out the sockets of other processes.
    """
    found = find_topic(topic)
    if found is None:
        return
    kind, arguments = found
    languages = [one for one in i18n.LANGUAGES if _hears(app, _room(topic, one))]
    if not languages:
        return
    with app.app_context(), db().read() as session:
        if kind.prepare:
            kind.prepare(session, arguments)
        seq = number(session, kind, topic)
        _told[topic] = max(seq, _told.get(topic, 0))
        shared = [piece for piece in pieces_on(kind) if piece.shared]
        for language in languages:
            html = {
                piece.src(arguments): render(app, session, piece, arguments, language)
                for piece in shared
            }
            news = {"seq": seq, "html": html}
            socketio.emit(topic, news, to=_room(topic, language), ignore_queue=only_here)


def _hears(app: Flask, room: str) -> bool:
    # Other processes' listeners are not known here, so with a queue all languages are told.
    return _listening[room] > 0 or bool(app.extensions["config"].queue_url)


def catch_up(app: Flask) -> None:
    """Tell the sockets of this process what moved unheard.

    The queue may have been away, or the worker that wrote may have died before it told.
    """
    heard = {room.rpartition("@")[0] for room, count in _listening.items() if count > 0}
    with app.app_context(), db().read() as session:
        moved = session.execute(select(Topic.name, Topic.seq).where(Topic.name.in_(heard))).all()
    for topic, seq in moved:
        if seq > _told.setdefault(topic, seq):
            push(app, topic, only_here=True)


def is_watched(topic: str) -> bool:
    """Return whether a socket of this process watches `topic`."""
    return any(_listening[_room(topic, language)] > 0 for language in i18n.LANGUAGES)


def drop(person_id: str) -> None:
    """Close the person's sockets; what is still allowed comes back by itself."""
    for sid, who in list(_sockets.items()):
        if who.person_id == person_id:
            _close(sid)


def _close(sid: str) -> None:
    socketio.server.disconnect(sid, namespace="/")


def sweep(app: Flask) -> None:
    """Close the sockets of logins that were revoked, by whichever process."""
    logins = {who.login_id for who in _sockets.values() if who.login_id}
    with app.app_context(), db().read() as session:
        gone = directory(app).revoked(session, logins)
    for sid, who in list(_sockets.items()):
        if who.login_id in gone:
            _close(sid)


def look_round(app: Flask) -> None:
    """Tell who came to a page or left it, in whichever process, the sockets of this one."""
    with app.app_context():
        moved = presence().moved()
    for topic in moved:
        push(app, topic, only_here=True)


def register(app: Flask, pace: float) -> None:
    """Tell the rooms of every fact, whoever wrote it: a request, a command or a job."""
    paced = Pace(pace)

    def tell(announced: Announced) -> None:
        for topic in announced.topics:
            paced.run(topic, partial(push, app, topic))
        if announced.fact.loses_rights:
            drop(announced.fact.loses_rights)

    app.extensions["db"].listeners.append(tell)


def keep_sweeping(app: Flask) -> None:
    def forever() -> None:
        while True:
            socketio.sleep(SWEEP)
            try:
                sweep(app)
                look_round(app)
                if app.extensions["config"].queue_url:
                    catch_up(app)
            except Exception:
                app.logger.exception("sweep")

    socketio.start_background_task(forever)
