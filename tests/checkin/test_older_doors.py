"""A camp that began before scans had keys carries on: who came, and what was taken back."""

from sqlalchemy.orm import Session

from camp.checkin.arrivals import entries
from camp.checkin.models import CheckIn
from camp.core.work import Database
from tests.older import NOON, add, before

LATER = NOON.replace(minute=5)


def test_scans_of_an_older_program_count_as_before(any_database_url):
    database = Database(any_database_url)
    with database.engine.execution_options(writing=True).begin() as connection:
        update = before(connection, "0004")
        _two_came_and_one_was_taken_back(connection)
        update()

        session = Session(connection)
        counting = session.query(CheckIn).filter_by(undone_at=None).one()
        (entry,) = entries(session, "camp")
        assert (counting.scan_key, entry.key, entry.person_id) == ("scan1", "scan1", "stays")
    database.close()


def _two_came_and_one_was_taken_back(connection):
    add(connection, "camp", id="camp", slug="x", code="ABCD")
    for name in ("stays", "left"):
        add(connection, "person", id=name, name=name, folded=name)
    for n, (name, undone) in enumerate((("stays", None), ("left", LATER)), 1):
        about = {"camp_id": "camp", "person_id": name, "station": "Door", "at": NOON}
        add(connection, "scan", id=f"scan{n}", result="welcome", **about)
        add(connection, "check_in", id=f"in{n}", undone_at=undone, **about)
