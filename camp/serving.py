"""Serve the app with gevent: one process, sixty phones, sockets included, on http and https."""

import gc
import logging
import select
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import gevent
from flask import Flask
from gevent import monkey
from gevent.pywsgi import LoggingLogAdapter, WSGIServer
from gevent.threadpool import ThreadPool
from geventwebsocket.handler import WebSocketHandler
from sqlalchemy.exc import OperationalError

from camp import workers
from camp.app import create_app
from camp.backup import moving
from camp.backup.keeping import Keeper
from camp.config import Config
from camp.core import answered, aside, errands, server
from camp.core.server import Fenced
from camp.people import importing
from camp.tls import listener
from camp.tls.listener import Secure
from camp.web import epoch, live
from camp.web import errands as errands_at_work

logger = logging.getLogger("camp")
LOOK, CALL, MOVE, HOUR = 5, 15, 30, 3600
"""Seconds between two looks at the disk, two calls to the server before this one, two looks whether
the laptop has another address, two clearings."""


class Listener(WSGIServer):  # type: ignore[misc]
    """One address. A handshake that fails is the phone's answer to a certificate, not a fault."""

    def wrap_socket_and_handle(self, client_socket: socket.socket, address: Any) -> Any:
        try:
            return super().wrap_socket_and_handle(client_socket, address)
        except (ssl.SSLError, ConnectionError) as error:
            logger.debug("%s: %s", address, error)
            return None


class Handler(WebSocketHandler):  # type: ignore[misc]
    """One phone's requests. What is asked by a phone that has hung up meanwhile is not begun.

    A server that is behind would else work for nobody: every answer would come too late, and the
    phones would ask again. Nothing is lost by it, for nothing was answered.
    """

    def run_application(self) -> None:
        if has_left(self.socket):
            self.close_connection = True
        else:
            super().run_application()


def has_left(connection: socket.socket) -> bool:
    """Whether the other side has closed, as far as the system tells: on Windows it does not."""
    if _poll is None:
        return False
    asked = _poll()
    asked.register(connection.fileno(), _LEFT)
    return bool(asked.poll(0))


# gevent's own would let others run; this one only asks and waits for nothing.
_poll = monkey.get_original("select", "poll") if hasattr(select, "POLLHUP") else None
_LEFT = getattr(select, "POLLRDHUP", 0)


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


class Aside:
    """One native thread for arithmetic: PDFs, long fits, files that are read or packed, in turn.

    It is none of the hub's pool: commits wait there, and ten sheets of badges would fill it.
    """

    def __init__(self) -> None:
        self._pool: ThreadPool | None = None

    def __call__(self, call: Callable[[], None]) -> None:
        # Made in the process that serves: a pool does not outlive a fork.
        self._pool = self._pool or ThreadPool(1)
        error = self._pool.apply(_outcome, (call,))
        if error is not None:
            raise error


def make(config: Config) -> Flask:
    native = run_native if config.url().startswith("sqlite") else None
    aside.use(Aside())
    app = create_app(config, async_mode="gevent", run_native=native)
    # What is loaded by now stays: from here on only what comes later is looked through.
    gc.freeze()
    gc.enable()
    return app


def serve(app: Flask, config: Config, *, worker_of: int = 0) -> None:
    """Answer requests until the process is told to stop; a worker ends with its parent."""
    live.keep_sweeping(app)
    keep(app, config, is_worker=bool(worker_of))
    plain = _listen(app, config, config.port, shared=bool(worker_of))
    secure: Secure | None = app.extensions["tls"]
    if secure:
        tls = {"ssl_context": secure.context}
        _listen(app, config, secure.port, shared=bool(worker_of), **tls).start()
    if worker_of:
        workers.end_with(worker_of)
    try:
        plain.serve_forever()
    except KeyboardInterrupt:
        plain.stop(timeout=2)
    finally:
        app.extensions["db"].close()


def _listen(app: Flask, config: Config, port: int, *, shared: bool, **tls: Any) -> Listener:
    quiet = LoggingLogAdapter(logger, level=logging.DEBUG)
    address: Any = (config.host, port)
    if shared:
        address = workers.listen(*address)
    return Listener(address, app, log=quiet, error_log=quiet, handler_class=Handler, **tls)


def keep(app: Flask, config: Config, *, is_worker: bool = False) -> None:
    """Look after backups, disk and certificate, and let the server before this one hear of it.

    What needs doing once only is done by the process that started the workers.
    """
    native = run_native if config.url().startswith("sqlite") else None
    keeper = Keeper(
        config, app.extensions["db"], app.extensions["machine"],
        run_native=native, only_looks=is_worker,
    )  # fmt: skip

    def look() -> None:
        keeper.look(datetime.now(UTC))
        epoch.look(app)

    gevent.spawn(_repeat, look, LOOK)
    if not is_worker:
        _stop_errands(app)
        gevent.spawn(_repeat, partial(_call_former, app), CALL)
        gevent.spawn(_repeat, partial(_forget, app), HOUR)
    if secure := app.extensions["tls"]:
        gevent.spawn(_repeat, partial(_cover, secure, config), MOVE)


def _repeat(step: Callable[[], None], seconds: float) -> None:
    while True:
        try:
            step()
        except Exception:
            logger.exception("%s failed; it is tried again", step)
        gevent.sleep(seconds)


def _call_former(app: Flask) -> None:
    with app.extensions["db"].read() as session:
        here = server.standing(session)
    mine = app.extensions["epoch"]
    if here.former and here.former != mine.address and here.fenced_at is None:
        word = epoch.spell(mine, app.extensions["secret"])
        moving.call(here.former, header=epoch.HEADER, word=word)


def _stop_errands(app: Flask) -> None:
    """Say of what the last process was at that it stopped; without a disk that is left out."""
    try:
        app.extensions["db"].write(partial(errands.stop_all, now=datetime.now(UTC)))
    except (Fenced, OperationalError) as error:
        logger.warning("left out: %s", error)


def _forget(app: Flask) -> None:
    """Forget what was answered 72 hours ago, and lists, results and stray files of a day ago."""
    at = datetime.now(UTC)
    for verb in (answered.forget, importing.forget):
        app.extensions["db"].write(partial(verb, now=at))
    errands_at_work.forget(app, at)
    app.extensions["sweep"].forget(now=at)


def _cover(secure: Secure, config: Config) -> None:
    """Issue the certificate anew when the laptop has moved to another address."""
    if listener.renew(secure, config, datetime.now(UTC)):
        logger.info("the certificate now covers %s", ", ".join(secure.names()))
