"""A scan is taken back once somebody may, whatever else came about it before."""

import pytest

from camp.checkin import queries
from camp.checkin.models import Scan
from tests.checkin.test_offline_scans import is_in, kinds, lead, told, undo

__all__ = ["lead"]


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 0, 2), (2, 1, 0), (1, 2, 0)])
def test_an_undo_that_does_not_count_stands_in_the_way_of_none_that_does(lead, order):
    key = "5f9ad1f0-0000-4000-8000-000000000003"
    steps = [
        lambda: told(lead, "welcome", key=key),
        lambda: undo(lead, key, second=20, by="Rustam"),
        lambda: undo(lead, key, second=30),
    ]
    for at in order:
        assert steps[at]().status_code in {201, 204}
    undo(lead, key, second=30)

    assert (is_in(lead), kinds(lead)) == (False, [])


def test_the_server_takes_back_what_a_stranger_could_not(lead):
    answer = told(lead, "welcome")
    with lead.db.read() as session:
        key = session.query(Scan).one().key
        inside = queries.check_in_of(session, lead.camp.id, lead.id("Bobur")).id
    undo(lead, key, second=20, by="Rustam")

    taken = lead.program("Shoira").delete(f"/camps/{lead.slug}/checkins/{inside}")

    assert (answer.status_code, taken.status_code) == (201, 204)
    assert (is_in(lead), kinds(lead)) == (False, [])


def test_a_scan_that_the_server_could_not_read_becomes_the_guests(lead):
    key = "5f9ad1f0-0000-4000-8000-000000000004"
    torn = {"badge": "CAMP:ABCDEF." + "0" * 32, "station": "Door 1"}
    lead.program("Shoira").post(f"/camps/{lead.slug}/checkins", torn, key=key)

    answer = told(lead, "welcome", scan=key, person=lead.id("Bobur"))

    assert (answer.json["person"], is_in(lead)) == (lead.id("Bobur"), True)
