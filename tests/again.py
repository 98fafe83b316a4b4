"""People and camps of tests that are made once: to make them takes longer than most tests."""

from copy import copy

from camp.core import sqlite

_kept = {}
"""What was made, by its kind and settings: who is in it, the time by then, the database."""


def again(kind, app, clock, **settings):
    """Return `kind(app, clock, **settings)`; from the second time on, its database is copied.

    The app is empty so far; on PostgreSQL nothing is kept. What is made has `app`, `clock`, `db`,
    and beyond them only what may be shared, and dicts of it.
    """
    if app.extensions["db"].engine.dialect.name != "sqlite":
        return kind(app, clock, **settings)
    key = kind, repr(settings)
    if key not in _kept:
        made = kind(app, clock, **settings)
        kept = sqlite.module().connect(":memory:")
        with app.extensions["db"].engine.connect() as connection:
            _driver(connection).backup(kept)
        _kept[key] = _copy(made, None, None), clock(), kept
        return made
    made, clock.now, kept = _kept[key]
    with app.extensions["db"].engine.connect() as connection:
        kept.backup(_driver(connection))
    return _copy(made, app, clock)


def _copy(made, app, clock):
    other = copy(made)
    for name, value in vars(made).items():
        setattr(other, name, dict(value) if isinstance(value, dict) else value)
    other.app, other.clock, other.db = app, clock, app and app.extensions["db"]
    return other


def _driver(connection):
    return connection.connection.driver_connection
