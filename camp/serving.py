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

from camp import workers
from camp.app import create_app
from camp.config import Config
from camp.core import answered
from camp.web import live

logger = logging.getLogger("camp")
HOUR = 3600


def run_native(call: Callable[[], None]) -> None:
    """Wait for the disk in a native thread, so that the hub goes on answering."""
    gevent.get_hub().threadpool.apply(call)


def make(config: Config) -> Flask:
    native = run_native if config.url().startswith("sqlite") else None
    return create_app(config, async_mode="gevent", run_native=native)


def serve(app: Flask, config: Config, *, worker_of: int = 0) -> None:
    """Answer requests until the process is told to stop; a worker ends with its parent."""
    live.keep_sweeping(app)
    gevent.spawn(_keep_forgetting, app)
    quiet = LoggingLogAdapter(logger, level=logging.DEBUG)
    address: Any = (config.host, config.port)
    if worker_of:
        address = workers.listen(*address)
        workers.end_with(worker_of)
    server = WSGIServer(address, app, log=quiet, error_log=quiet, handler_class=WebSocketHandler)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.stop(timeout=2)
    finally:
        app.extensions["db"].close()


def _keep_forgetting(app: Flask) -> None:
    """Forget once an hour what was answered more than 72 hours ago."""
    while True:
        try:
            app.extensions["db"].write(partial(answered.forget, now=datetime.now(UTC)))
        except Exception:
            logger.exception("forgetting answers")
        gevent.sleep(HOUR)
