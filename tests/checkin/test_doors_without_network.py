"""Two doors without a connection: whatever comes back first, the same people are in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from camp.checkin import keeping, queries
from camp.checkin.conflicts import conflicts
from camp.checkin.models import CheckIn
from camp.core.models import Camp
from camp.core.rules import Role
from camp.people.models import Badge, Participant
from tests.cast import NOON

GUESTS = ("Bobur", "Dilnoza", "Lola", "Anvar", "Revoked", "Withdrawn", "Forged")
SAID = {"Revoked": ("revoked", "welcome"), "Withdrawn": ("withdrawn", "welcome"),
        "Forged": ("unknown", "welcome")}  # fmt: skip
DOORS = ("Door 1", "Door 2")
FORGED = "ZZZZZZ"


class Outcome(Exception):
    pass


@pytest.fixture
def hall(cast):
    """Everybody of GUESTS at a camp for four."""
    for name in ("Lola", "Anvar", "Revoked", "Withdrawn"):
        cast.add(name, Role.PARTICIPANT)

    def verb(session):
        session.get(Camp, cast.camp.id).capacity = 4
        session.get(Badge, cast.badge("Revoked").id).revoked_at = NOON
        session.get(Participant, cast.participant("Withdrawn").id).state = "withdrawn"

    cast.db.write(verb)
    cast.codes = {name: cast.badge(name).code for name in GUESTS if name != "Forged"}
    return cast


@st.composite
def scans(draw):
    """One scan at a door, told by its list, and when it was taken back, if it was."""
    name = draw(st.sampled_from(GUESTS))
    said = draw(st.sampled_from(SAID.get(name, ("welcome", "welcome", "already_in"))))
    at = NOON + timedelta(seconds=draw(st.integers(-3600, 1200)))
    undone = draw(st.sampled_from((None, None, None, 20, 59, 90)))
    return name, draw(st.sampled_from(DOORS)), said, at, undone


def facts_of(hall, drawn):
    """Return the scans and undos of two phones as what each does in a session."""
    facts = []
    for n, (name, door, said, at, undone) in enumerate(drawn):
        key = f"scan-{n:02d}"
        told = keeping.Told(
            key=key, station=door, result=said, scanned_at=at, list_version=n % 7 or None,
            code=hall.codes.get(name, FORGED),
        )  # fmt: skip
        facts.append((keeping.keep_scan, {"told": told}))
        if undone is not None:
            back = {"scan_key": key, "station": door, "undone_at": at + timedelta(seconds=undone)}
            facts.append((keeping.keep_undo, back))
    return facts


def outcome(hall, facts):
    """Return who is in and what conflicts there are after these facts; then forget them.

    They come one after the other, so that what a fast clock says is cut off at another time.
    """

    def verb(session):
        for n, (do, what) in enumerate(facts):
            now = NOON + timedelta(seconds=20 * n)
            do(session, camp_id=hall.camp.id, by=hall.id("Shoira"), now=now, **what)
        inside = session.query(CheckIn).filter_by(camp_id=hall.camp.id, undone_at=None)
        camp = session.get(Camp, hall.camp.id)
        raise Outcome(
            sorted((one.person_id, one.station, one.scan_key) for one in inside),
            sorted(
                (one.kind, one.scan_key, one.name, one.other.station if one.other else "")
                for one in conflicts(session, camp)
            ),
            replace(queries.counts(session, camp.id), stations=()),
        )

    with pytest.raises(Outcome) as seen:
        hall.db.write(verb)
    return seen.value.args


def who_is_in(hall, drawn):
    """Return what a head can work out: each guest's first welcome that was not taken back."""
    first = {}
    for n, (name, door, said, at, undone) in enumerate(drawn):
        counts = said == "welcome" and name != "Forged" and undone not in {20, 59}
        if counts:
            first[name] = min(first.get(name, (at, "~", door)), (at, f"scan-{n:02d}", door))
    return sorted((hall.id(name), door, key) for name, (_, key, door) in first.items())


def test_the_order_of_coming_back_changes_nothing(hall, long_share):
    @settings(
        max_examples=max(4, int(40 * long_share)), deadline=None, derandomize=True,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(drawn=st.lists(scans(), min_size=30, max_size=30), data=st.data())
    def holds(drawn, data):
        facts = facts_of(hall, drawn)
        shuffled = data.draw(st.permutations(facts))

        straight = outcome(hall, facts)

        assert straight[0] == who_is_in(hall, drawn)
        assert outcome(hall, shuffled) == straight

    holds()


def test_each_fact_sent_twice_is_one(hall):
    drawn = [("Bobur", "Door 1", "welcome", NOON, 20), ("Lola", "Door 2", "welcome", NOON, None)]
    facts = facts_of(hall, drawn)

    assert outcome(hall, [*facts, *facts]) == outcome(hall, facts)
