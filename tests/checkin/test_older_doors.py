"""A camp that began before scans had keys carries on: who came, and what was taken back."""

from datetime import UTC, datetime

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData
from sqlalchemy.orm import Session

from camp.checkin.arrivals import entries
from camp.checkin.models import CheckIn
from camp.core.work import Database
from camp.migrations import HERE

NOON = datetime(2027, 4, 16, 9, 0, tzinfo=UTC).replace(tzinfo=None)
LATER = NOON.replace(minute=5)


def test_scans_of_an_older_program_count_as_before(any_database_url):
    database = Database(any_database_url)
    config = Config()
    config.set_main_option("script_location", str(HERE))
    before = ScriptDirectory.from_config(config).get_revision("0004").down_revision
    with database.engine.execution_options(writing=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, before)
        _two_came_and_one_was_taken_back(connection)
        command.upgrade(config, "head")

        session = Session(connection)
        counting = session.query(CheckIn).filter_by(undone_at=None).one()
        (entry,) = entries(session, "camp")
        assert (counting.scan_key, entry.key, entry.person_id) == ("scan1", "scan1", "stays")
    database.close()


def _two_came_and_one_was_taken_back(connection):
    tables = MetaData()
    tables.reflect(connection, only=["camp", "person", "scan", "check_in"])

    def add(into, **given):
        table = tables.tables[into]
        zero = {str: "", int: 0, bool: False, dict: {}, list: [], datetime: NOON}
        needed = {
            column.name: zero.get(column.type.python_type)
            for column in table.columns
            if not column.nullable and column.server_default is None
        }
        connection.execute(table.insert().values({**needed, **given}))

    add("camp", id="camp", slug="x", code="ABCD")
    for name in ("stays", "left"):
        add("person", id=name, name=name, folded=name)
    for n, (name, undone) in enumerate((("stays", None), ("left", LATER)), 1):
        about = {"camp_id": "camp", "person_id": name, "station": "Door", "at": NOON}
        add("scan", id=f"scan{n}", result="welcome", **about)
        add("check_in", id=f"in{n}", undone_at=undone, **about)
