"""Build the application from its configuration."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from flask import Flask
from flask_smorest import Api

from camp import rooms
from camp.config import Config
from camp.control.sweeping import Sweep
from camp.core.machine import Machine
from camp.core.work import Database
from camp.migrations import upgrade
from camp.paper import sending
from camp.people.directory import Directory
from camp.people.queries import last_end
from camp.secret import read_or_make
from camp.tls import listener
from camp.web import (
    addresses,
    assets,
    charts,
    compression,
    csrf,
    epoch,
    forms,
    guard,
    headers,
    health,
    i18n,
    identity,
    indents,
    install,
    live,
    look,
    offline,
    ornament,
    pieces,
    places,
    problems,
    qr,
    style,
    trust,
    waiting,
    writes,
)
from camp.web.live import socketio
from camp.web.presence import Presence
from camp.web.tries import Portions


def create_app(
    config: Config,
    *,
    async_mode: str = "threading",
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    run_native: Callable[..., None] | None = None,
) -> Flask:
    """Return the app with its database migrated and its rooms' doors open."""
    return connect(build(), config, async_mode=async_mode, clock=clock, run_native=run_native)


def build() -> Flask:
    """Return the house with its doors open, which knows no database and no clock yet."""
    app = Flask("camp", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=2_000_000,
        API_TITLE="Camp",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    # Before the first address is added.
    addresses.register(app)
    api = Api(app)
    for part in (
        # What stands first sees an answer last.
        compression,
        epoch,
        i18n,
        indents,
        identity,
        writes,
        guard,
        csrf,
        problems,
        assets,
        forms,
        ornament,
        charts,
        places,
        waiting,
        qr,
        health,
        trust,
        offline,
        look,
        install,
        style,
        headers,
        sending,
    ):
        part.register(app)
    rooms.open_doors(app, api)
    pieces.register(app)
    described: Any = app.view_functions["api-docs.openapi_json"]
    app.view_functions["api-docs.openapi_json"] = guard.rule(guard.PUBLIC)(partial(described))
    return app


def connect(
    app: Flask,
    config: Config,
    *,
    async_mode: str = "threading",
    clock: Callable[[], datetime],
    run_native: Callable[..., None] | None = None,
) -> Flask:
    """Give the house its database, migrated, its clock, its secret and its sockets."""
    app.extensions["config"] = config
    app.extensions["clock"] = clock
    app.extensions["directory"] = Directory()
    app.extensions["secret"] = read_or_make(config)
    app.extensions["db"] = Database(config.url(), run_native=run_native)
    upgrade(app.extensions["db"].engine)
    app.extensions["machine"] = Machine()
    app.extensions["portions"] = Portions()
    epoch.look(app)
    with app.extensions["db"].read() as session:
        until = last_end(session)
    app.extensions["tls"] = listener.offered(config, now=clock(), until=until or clock())
    socketio.init_app(
        app,
        async_mode=async_mode,
        client_manager=live.queue(config.queue_url),
        # Polling would spread one phone's requests over all workers.
        transports=["websocket"] if config.queue_url else None,
        ping_interval=10,
        ping_timeout=8,
        max_http_buffer_size=64_000,
    )
    app.extensions["presence"] = Presence(live.board(config.queue_url))
    live.register(app, config.pace)
    app.extensions["sweep"] = Sweep(app.extensions["db"], config.data)
    app.extensions["db"].listeners.append(app.extensions["sweep"])
    headers.wrap(app, config, listener.names(config, app.extensions["tls"]))
    return app
