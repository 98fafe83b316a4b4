"""What a phone told its guests without a connection is kept, and settled by a person."""

from datetime import timedelta

import pytest

from camp.checkin import queries
from camp.checkin.models import CheckIn, Scan
from camp.core.models import Camp
from camp.core.rules import Role
from camp.people.models import Badge, Participant
from tests.cast import NOON

WALK_IN = {"name": "Lola Azimova", "birth_year": 2003, "phone": "90 123 45 67", "region": "UZ-TK"}


@pytest.fixture
def lead(cast):
    cast.add("Gulnora", Role.DOOR_LEAD)
    return cast


def seal(cast, by="Shoira"):
    return cast.program(by).get(f"/camps/{cast.slug}/door/roster").json["seal"]


def told(
    cast,
    result,
    *,
    name="Bobur",
    station="Door 1",
    key=None,
    scan="",
    minute=0,
    by="Shoira",
    **what,
):
    """Send what a phone told a guest; `what` is whom it asked about, and further fields."""
    if not what.keys() & {"badge", "person", "walk_in"}:
        what["badge"] = cast.badge(name).code
    sent = {
        "station": station, "told": result, "list": seal(cast), "key": scan,
        "scanned_at": (NOON + timedelta(minutes=minute)).isoformat(), **what,
    }  # fmt: skip
    return cast.program(by).post(f"/camps/{cast.slug}/checkins", sent, key=key)


def undo(cast, key, *, second, by="Shoira"):
    sent = {"station": "Door 1", "undone_at": (NOON + timedelta(seconds=second)).isoformat()}
    return cast.program(by).post(f"/camps/{cast.slug}/scans/{key}/cancellation", sent)


def kinds(lead):
    found = lead.program("Gulnora").get(f"/camps/{lead.slug}/door/conflicts").json
    return [(one["kind"], one["name"]) for one in found]


def is_in(cast, name="Bobur"):
    with cast.db.read() as session:
        return queries.is_checked_in(session, cast.camp.id, cast.id(name))


def change(cast, model, **values):
    def verb(session):
        for one in session.query(model).filter_by(camp_id=cast.camp.id, person_id=cast.id("Bobur")):
            for name, value in values.items():
                setattr(one, name, value)

    cast.db.write(verb)


def settle(lead, kind, stays_in, reason="I asked at the door."):
    path = f"/camps/{lead.slug}/door/conflicts"
    with lead.db.read() as session:
        key = session.query(Scan).order_by(Scan.received_at.desc()).first().key
    client = lead.browser("Gulnora")
    return lead.form(
        client, f"{path}/{key}/{kind}", {"stays_in": stays_in, "reason": reason}, back=path
    )


def test_what_was_told_without_a_connection_counts(lead):
    answer = told(lead, "welcome", minute=-5)

    assert (answer.status_code, answer.json["result"]) == (201, "welcome")
    assert answer.json["at"] == "2027-04-16T08:55:00+00:00"
    assert (is_in(lead), kinds(lead)) == (True, [])


def test_a_device_of_the_future_is_bounded_by_its_receipt(lead):
    assert told(lead, "welcome", minute=50).json["at"] == "2027-04-16T09:00:00+00:00"


@pytest.mark.parametrize(
    ("model", "values", "kind"),
    [
        (Badge, {"revoked_at": NOON}, "revoked"),
        (Participant, {"state": "withdrawn"}, "withdrawn"),
    ],
)
def test_what_changed_meanwhile_is_a_conflict_and_the_guest_is_in(lead, model, values, kind):
    change(lead, model, **values)

    told(lead, "welcome")

    assert (is_in(lead), kinds(lead)) == (True, [(kind, "Bobur")])


def test_a_forged_badge_lets_nobody_in_and_is_shown(lead):
    answer = told(lead, "welcome", badge="CAMP:ABCDEF." + "0" * 32)

    assert answer.status_code == 201
    assert kinds(lead) == [("unknown", "")]
    with lead.db.read() as session:
        assert session.query(CheckIn).count() == 0


def test_a_refused_scan_is_a_fact_and_no_conflict(lead):
    answer = told(lead, "revoked")

    assert (answer.status_code, answer.json["result"]) == (200, "revoked")
    assert (is_in(lead), kinds(lead)) == (False, [])


def test_a_shut_door_refuses_no_fact(lead):
    lead.move("results")

    assert told(lead, "welcome").status_code == 201
    assert (is_in(lead), kinds(lead)) == (True, [("closed", "Bobur")])


@pytest.mark.parametrize("made", ["", "7.1999999999.00000000000000000000000000000000." + "0" * 32])
def test_a_list_that_we_did_not_seal_is_no_list(lead, made):
    told(lead, "welcome", list=made)

    assert kinds(lead) == [("no_list", "Bobur")]


def test_a_list_counts_until_its_end(lead):
    told(lead, "welcome", minute=13 * 60)

    assert kinds(lead) == [("no_list", "Bobur")]


def test_two_doors_that_let_one_guest_in_are_both_named(lead):
    told(lead, "welcome", station="Door 2", minute=-4)
    told(lead, "welcome", station="Door 1", minute=-9, by="Rustam")

    (found,) = lead.program("Gulnora").get(f"/camps/{lead.slug}/door/conflicts").json
    assert (found["kind"], found["other"], found["here"]) == (
        "again",
        {"station": "Door 1", "at": "2027-04-16T08:51:00+00:00", "by": "Rustam"},
        {"station": "Door 2", "at": "2027-04-16T08:56:00+00:00", "by": "Shoira"},
    )
    with lead.db.read() as session:
        entered = queries.check_in_of(session, lead.camp.id, lead.id("Bobur"))
        assert (entered.station, entered.by) == ("Door 1", lead.id("Rustam"))


def test_more_than_the_house_holds_is_a_conflict(lead):
    lead.db.write(lambda session: setattr(session.get(Camp, lead.camp.id), "capacity", 1))
    told(lead, "welcome", minute=-2)
    told(lead, "welcome", name="Dilnoza", minute=-1)

    assert kinds(lead) == [("full", "Dilnoza")]


@pytest.mark.parametrize("told_first", [True, False])
def test_an_answer_that_came_too_late_yields_to_what_was_told(lead, told_first):
    """The server let the guest in, but the phone had given up and said that they were in."""
    key = "5f9ad1f0-0000-4000-8000-000000000001"

    def live():
        sent = {"badge": lead.badge("Bobur").code, "station": "Door 1"}
        lead.program("Shoira").post(f"/camps/{lead.slug}/checkins", sent, key=key)

    def offline():
        told(lead, "already_in", scan=key)

    for step in (offline, live) if told_first else (live, offline):
        step()

    with lead.db.read() as session:
        (scan,) = session.query(Scan)
    assert (scan.result, is_in(lead)) == ("already_in", False)


@pytest.mark.parametrize(("second", "inside"), [(59, False), (61, True)])
@pytest.mark.parametrize("undo_first", [True, False])
def test_a_scan_is_taken_back_within_a_minute_of_its_own_clock(lead, second, inside, undo_first):
    key = "5f9ad1f0-0000-4000-8000-000000000002"
    steps = [lambda: told(lead, "welcome", key=key), lambda: undo(lead, key, second=second)]
    for step in reversed(steps) if undo_first else steps:
        assert step().status_code in {201, 204}

    assert is_in(lead) is inside
    assert kinds(lead) == ([("late_undo", "Bobur")] if inside else [])


def test_nobody_takes_back_what_another_scanned(lead):
    key = "5f9ad1f0-0000-4000-8000-000000000005"
    told(lead, "welcome", key=key)

    undo(lead, key, second=10, by="Rustam")

    assert (is_in(lead), kinds(lead)) == (True, [("late_undo", "Bobur")])


def test_what_one_door_took_back_stands_at_the_other(lead):
    key = "5f9ad1f0-0000-4000-8000-000000000003"
    told(lead, "welcome", key=key, minute=0)
    told(lead, "welcome", station="Door 2", minute=1)
    undo(lead, key, second=10)

    with lead.db.read() as session:
        assert queries.check_in_of(session, lead.camp.id, lead.id("Bobur")).station == "Door 2"


def test_a_walk_in_is_registered_once_and_never_merged(lead):
    key = "5f9ad1f0-0000-4000-8000-000000000004"
    for _ in range(2):
        told(lead, "welcome", key=key, walk_in=WALK_IN)
    told(lead, "welcome", station="Door 2", minute=1, walk_in={**WALK_IN, "phone": "12"})

    with lead.db.read() as session:
        walked = session.query(Participant).filter_by(registration="walk_in").all()
        assert sorted(one.person.phone for one in walked) == ["+998901234567", "12"]
    assert kinds(lead) == [("alike", "Lola Azimova")]


@pytest.mark.parametrize(("stays_in", "inside"), [("true", True), ("false", False)])
def test_the_door_lead_settles_with_a_reason(lead, stays_in, inside):
    change(lead, Badge, revoked_at=NOON)
    told(lead, "welcome")

    for _ in range(2):
        answer = settle(lead, "revoked", stays_in)

    assert answer.location == f"/camps/{lead.slug}/door/conflicts"
    assert (is_in(lead), kinds(lead)) == (inside, [])


def test_a_settlement_needs_a_reason_and_a_conflict_that_exists(lead):
    told(lead, "welcome")

    assert settle(lead, "revoked", "true", reason="").status_code == 422
    assert settle(lead, "nonsense", "true").status_code == 404


def test_conflicts_show_as_a_problem_and_the_page_as_a_reload(lead):
    change(lead, Badge, revoked_at=NOON)
    told(lead, "welcome")

    page = lead.browser("Gulnora").get(f"/camps/{lead.slug}/door/conflicts").text
    control = lead.browser("Aziza").get(f"/camps/{lead.slug}/control").text

    assert "Let in with a revoked badge" in page
    assert "1 conflict of the doors is open" in control


@pytest.mark.parametrize("name", ["Shoira", "Bobur", "Kamol"])
def test_conflicts_are_for_the_lead(cast, name):
    for path in ("/door/conflicts", "/door/conflicts/list"):
        assert cast.browser(name).get(f"/camps/{cast.slug}{path}").status_code == 403


def test_a_scan_says_whom_it_is_about(cast):
    program = cast.program("Shoira")
    sent = {"station": "Door 1", "person": cast.id("Bobur"), "badge": "ABCDEF"}

    assert program.post(f"/camps/{cast.slug}/checkins", sent).status_code == 422
    assert program.post(f"/camps/{cast.slug}/checkins", {"station": "Door 1"}).status_code == 422
    late = {"station": "Door 1", "person": cast.id("Bobur"), "told": "welcome"}
    assert program.post(f"/camps/{cast.slug}/checkins", late).status_code == 422


def test_programs_let_in_by_name_and_register(cast):
    program = cast.program("Shoira")
    by_name = {"station": "Door 1", "person": cast.id("Bobur")}
    walk_in = {"station": "Door 1", "walk_in": WALK_IN}

    answers = [program.post(f"/camps/{cast.slug}/checkins", one) for one in (by_name, walk_in)]

    assert [one.json["result"] for one in answers] == ["welcome", "welcome"]
