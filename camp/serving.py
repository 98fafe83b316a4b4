"""Serve the app with gevent: one process, sixty phones, sockets included."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import gevent
from flask import Flask
from gevent.pywsgi import LoggingLogAdapter, WSGIServer
from geventwebsocket.handler import WebSocketHandler
from sqlalchemy.exc import OperationalError

from camp import workers
from camp.app import create_app
from camp.backup import moving
from camp.backup.keeping import Keeper
from camp.config import Config
from camp.core import answered, server
from camp.core.server import Fenced
from camp.web import epoch, live

logger = logging.getLogger("camp")
LOOK, CALL, HOUR = 5, 15, 3600
"""Seconds between two looks at the disk, two calls to the server before this one, two clearings."""


def run_native(call: Callable[[], None]) -> None:
    """Wait for the disk in a native thread, so that the hub goes on answering."""
    error = gevent.get_hub().threadpool.apply(_outcome, (call,))
    if error is not None:
        raise error


def _outcome(call: Callable[[], None]) -> BaseException | None:
    # What leaves the thread as an error is printed by gevent first; when the log stands on the
    # disk that is full, printing fails, too, and whoever waits for the call is never woken.
    try:
        call()
    except BaseException as error:  # noqa: BLE001  -- raised again in the caller's greenlet
        return error
    return None


def make(config: Config) -> Flask:
    native = run_native if config.url().startswith("sqlite") else None
    return create_app(config, async_mode="gevent", run_native=native)


def serve(app: Flask, config: Config, *, worker_of: int = 0) -> None:
    """Answer requests until the process is told to stop; a worker ends with its parent."""
    live.keep_sweeping(app)
    keep(app, config)
    quiet = LoggingLogAdapter(logger, level=logging.DEBUG)
    address: Any = (config.host, config.port)
    if worker_of:
        address = workers.listen(*address)
        workers.end_with(worker_of)
    wsgi = WSGIServer(address, app, log=quiet, error_log=quiet, handler_class=WebSocketHandler)
    try:
        wsgi.serve_forever()
    except KeyboardInterrupt:
        wsgi.stop(timeout=2)
    finally:
        app.extensions["db"].close()


def keep(app: Flask, config: Config) -> None:
    """Look after the backups and the disk, and let the server before this one hear of it."""
    native = run_native if config.url().startswith("sqlite") else None
    keeper = Keeper(config, app.extensions["db"], app.extensions["machine"], run_native=native)

    def look() -> None:
        keeper.look(datetime.now(UTC))
        epoch.look(app)

    gevent.spawn(_repeat, look, LOOK)
    gevent.spawn(_repeat, partial(_call_former, app), CALL)
    gevent.spawn(_repeat, partial(_forget_answers, app), HOUR)


def _repeat(step: Callable[[], None], seconds: float) -> None:
    while True:
        try:
            step()
        except (Fenced, OperationalError):
            logger.exception("%s failed; it is tried again", step)
        gevent.sleep(seconds)


def _call_former(app: Flask) -> None:
    with app.extensions["db"].read() as session:
        here = server.standing(session)
    mine = app.extensions["epoch"]
    if here.former and here.former != mine.address and here.fenced_at is None:
        word = epoch.spell(mine, app.extensions["secret"])
        moving.call(here.former, header=epoch.HEADER, word=word)


def _forget_answers(app: Flask) -> None:
    """Forget what was answered more than 72 hours ago."""
    app.extensions["db"].write(partial(answered.forget, now=datetime.now(UTC)))
