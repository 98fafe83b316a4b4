"""A database as an older program left it, and rows of its tables."""

from datetime import UTC, datetime

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

from camp.migrations import HERE

NOON = datetime(2027, 4, 16, 9, 0, tzinfo=UTC).replace(tzinfo=None)
ZERO = {str: "", int: 0, bool: False, dict: {}, list: [], datetime: NOON}


def before(connection, revision):
    """Make the tables as they were before `revision`, and return what brings them up to date."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["connection"] = connection
    command.upgrade(
        config, ScriptDirectory.from_config(config).get_revision(revision).down_revision
    )
    return lambda: command.upgrade(config, "head")


def add(connection, into, **given):
    """Add a row; what is needed and not given is empty or zero."""
    tables = MetaData()
    tables.reflect(connection, only=[into])
    needed = {
        column.name: ZERO.get(column.type.python_type)
        for column in tables.tables[into].columns
        if not column.nullable and column.server_default is None
    }
    connection.execute(tables.tables[into].insert().values({**needed, **given}))
