"""Serve the app with gevent: one process, sixty phones, sockets included, on http and https."""

import logging
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import gevent
from flask import Flask
from gevent.pywsgi import LoggingLogAdapter, WSGIServer
from geventwebsocket.handler import WebSocketHandler

from camp.app import create_app
from camp.config import Config
from camp.tls import listener
from camp.tls.listener import Secure
from camp.web import live

logger = logging.getLogger("camp")
LOOK = 30
"""Seconds between two looks whether the laptop has another address."""


class Server(WSGIServer):  # type: ignore[misc]
    """One listener. A handshake that fails is the phone's answer to a certificate, not a fault."""

    def wrap_socket_and_handle(self, client_socket: socket.socket, address: Any) -> Any:
        try:
            return super().wrap_socket_and_handle(client_socket, address)
        except (ssl.SSLError, ConnectionError) as error:
            logger.debug("%s: %s", address, error)
            return None


def run_native(call: Callable[[], None]) -> None:
    """Wait for the disk in a native thread, so that the hub goes on answering."""
    gevent.get_hub().threadpool.apply(call)


def make(config: Config) -> Flask:
    native = run_native if config.url().startswith("sqlite") else None
    return create_app(config, async_mode="gevent", run_native=native)


def serve(app: Flask, config: Config) -> None:
    """Answer requests until the process is told to stop."""
    live.keep_sweeping(app)
    plain = _listen(app, config, config.port)
    secure: Secure | None = app.extensions["tls"]
    if secure:
        _listen(app, config, secure.port, ssl_context=secure.context).start()
        gevent.spawn(_keep_covering, secure, config)
    try:
        plain.serve_forever()
    except KeyboardInterrupt:
        plain.stop(timeout=2)
    finally:
        app.extensions["db"].close()


def _listen(app: Flask, config: Config, port: int, **tls: Any) -> Server:
    quiet = LoggingLogAdapter(logger, level=logging.DEBUG)
    return Server(
        (config.host, port), app, log=quiet, error_log=quiet, handler_class=WebSocketHandler, **tls
    )


def _keep_covering(secure: Secure, config: Config) -> None:
    """Issue the certificate anew when the laptop moves to another address."""
    while True:
        gevent.sleep(LOOK)
        try:
            if listener.renew(secure, config, datetime.now(UTC)):
                logger.info("the certificate now covers %s", ", ".join(secure.names()))
        except Exception:
            logger.exception("certificate")
