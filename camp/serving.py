"""Serve the app with gevent: one process, sixty phones, sockets included."""

import logging
from collections.abc import Callable

import gevent
from flask import Flask
from gevent.pywsgi import LoggingLogAdapter, WSGIServer
from geventwebsocket.handler import WebSocketHandler

from camp.app import create_app
from camp.config import Config
from camp.web import live

logger = logging.getLogger("camp")


def run_native(call: Callable[[], None]) -> None:
    """Wait for the disk in a native thread, so that the hub goes on answering."""
    gevent.get_hub().threadpool.apply(call)


def make(config: Config) -> Flask:
    native = run_native if config.url().startswith("sqlite") else None
    return create_app(config, async_mode="gevent", run_native=native)


def serve(app: Flask, config: Config) -> None:
    """Answer requests until the process is told to stop."""
    live.keep_sweeping(app)
    quiet = LoggingLogAdapter(logger, level=logging.DEBUG)
    server = WSGIServer(
        (config.host, config.port), app, log=quiet, error_log=quiet, handler_class=WebSocketHandler
    )
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.stop(timeout=2)
    finally:
        app.extensions["db"].close()
