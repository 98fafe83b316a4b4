"""Who comes in at the door, who does not, and what the second scan says."""

from datetime import date, timedelta
from threading import Thread

import pytest

from camp.checkin import queries
from camp.checkin.models import CheckIn, Scan
from camp.core.ids import new_id
from camp.core.models import Camp
from camp.core.rules import Role
from camp.people.badges import badge_text
from camp.people.models import Badge, Conduct, Consent, GuardianForm, Participant
from tests.cast import Cast


def scan(cast, name, *, by="Shoira", station="Door 1", key=None, **fields):
    return cast.program(by).post(
        f"/camps/{cast.slug}/checkins",
        {"badge": cast.badge(name).code, "station": station, **fields},
        key=key,
    )


def results(cast):
    with cast.db.read() as session:
        return [one.result for one in session.query(Scan).order_by(Scan.at, Scan.id)]


def change(cast, model, **values):
    def verb(session):
        for one in session.query(model).filter_by(camp_id=cast.camp.id):
            if getattr(one, "person_id", cast.id("Bobur")) == cast.id("Bobur"):
                for name, value in values.items():
                    setattr(one, name, value)

    cast.db.write(verb)


def add(cast, *rows):
    cast.db.write(lambda session: session.add_all(rows))


def consent(cast, name, kind, version="1", given=True):
    return Consent(
        camp_id=cast.camp.id, person_id=cast.id(name), kind=kind, version=version, given=given,
        at=cast.clock(),
    )  # fmt: skip


def conduct(cast, version, **later):
    at = cast.clock() + timedelta(**later)
    return Conduct(id=new_id(), camp_id=cast.camp.id, version=version, texts={}, at=at)


def test_a_badge_is_welcome_once_and_then_says_when_and_by_whom(cast):
    first = scan(cast, "Bobur")
    cast.clock.pass_(minutes=2)
    second = scan(cast, "Bobur", by="Rustam", station="Door 2")

    came = {
        "id": first.json["id"],
        "person": cast.id("Bobur"),
        "at": "2027-04-16T09:00:00+00:00",
        "station": "Door 1",
        "by": cast.id("Shoira"),
    }
    assert (first.status_code, first.json) == (201, {"result": "welcome", **came})
    assert (second.status_code, second.json) == (200, {"result": "already_in", **came})
    assert results(cast) == ["welcome", "already_in"]


def test_who_came_in_before_the_doors_had_names_is_told_by_the_time_alone(cast):
    scan(cast, "Bobur")
    change(cast, CheckIn, station="", by=None)
    cast.clock.pass_(minutes=2)
    scan(cast, "Bobur")

    with cast.db.read() as session:
        second = session.query(Scan).filter_by(result="already_in").one()
        time = second.at - timedelta(minutes=2)
    page = cast.browser("Shoira").get(f"/camps/{cast.slug}/door/scans/{second.id}").text
    at = time.astimezone(cast.camp.zone)
    assert f"{at:%H:%M}. If they went out and came back, let them through." in page


def test_the_same_request_sent_twice_is_one_scan(cast):
    key = "5f9ad1f0-0000-4000-8000-000000000001"

    first, again = scan(cast, "Bobur", key=key), scan(cast, "Bobur", key=key)

    assert (again.status_code, again.json) == (201, first.json)
    assert results(cast) == ["welcome"]


def test_the_device_time_is_recorded_and_decides_nothing(cast):
    answer = scan(cast, "Bobur", scanned_at="2027-04-16T08:55:00+00:00")

    with cast.db.read() as session:
        entered = session.get(CheckIn, answer.json["id"])
    assert (entered.at - entered.scanned_at, entered.at) == (timedelta(minutes=5), cast.clock())


@pytest.mark.parametrize(
    ("made", "result"),
    [
        (lambda cast: change(cast, Badge, code="ZZZZZZ"), "unknown"),
        (lambda cast: change(cast, Badge, revoked_at=cast.clock()), "revoked"),
        (lambda cast: change(cast, Participant, state="withdrawn"), "withdrawn"),
        (lambda cast: change(cast, Participant, state="waitlisted"), "withdrawn"),
        (lambda cast: add(cast, conduct(cast, "1")), "needs_consent"),
        (
            lambda cast: cast.db.write(
                lambda session: setattr(session.get(Camp, cast.camp.id), "capacity", 0)
            ),
            "full",
        ),
        (lambda cast: change(cast, Participant, state="no_show"), "welcome"),
    ],
)
def test_the_first_reason_that_holds_is_the_answer(cast, made, result):
    code = cast.badge("Bobur").code
    made(cast)

    answer = cast.program("Shoira").post(
        f"/camps/{cast.slug}/checkins", {"badge": code, "station": "Door 1"}
    )

    assert answer.json["result"] == result
    assert answer.status_code == (201 if result == "welcome" else 200)
    assert results(cast) == [result]


def test_a_badge_of_another_camp_says_so_and_names_nobody(app, clock, cast):
    other = Cast(app, clock)

    answer = cast.program("Shoira").post(
        f"/camps/{cast.slug}/checkins", {"badge": other.badge("Bobur").code, "station": "Door 1"}
    )

    assert (answer.json["result"], answer.json["person"]) == ("other_camp", None)


def test_a_minor_waits_for_the_guardian(cast):
    cast.add("Ruxshona", Role.PARTICIPANT, birth_year=2010, birth_date=date(2010, 2, 3))
    before = scan(cast, "Ruxshona").json["result"]
    add(
        cast,
        GuardianForm(
            id=new_id(), camp_id=cast.camp.id, person_id=cast.id("Ruxshona"), at=cast.clock()
        ),
    )

    assert (before, scan(cast, "Ruxshona").json["result"]) == ("needs_guardian", "welcome")


def test_a_new_version_of_the_code_asks_again(cast):
    add(cast, conduct(cast, "1"), consent(cast, "Bobur", "code"), consent(cast, "Bobur", "data"))
    add(cast, conduct(cast, "2", hours=1))

    before = scan(cast, "Bobur").json["result"]
    add(cast, consent(cast, "Bobur", "code", "2"))

    assert (before, scan(cast, "Bobur").json["result"]) == ("needs_consent", "welcome")


@pytest.mark.parametrize("form", ["{qr}", "https://camp.local/b/{qr}", "{spaced}", "{lower}"])
def test_the_code_is_read_however_it_arrives(app, cast, form):
    code = cast.badge("Bobur").code
    shown = form.format(
        qr=badge_text(app.extensions["secret"], code),
        spaced=f"{code[:3]} {code[3:]}",
        lower=code.lower(),
    )

    answer = cast.program("Shoira").post(
        f"/camps/{cast.slug}/checkins", {"badge": shown, "station": "Door 1"}
    )

    assert answer.json["result"] == "welcome"


@pytest.mark.parametrize(
    "form", ["CAMP:{code}", "CAMP:{code}." + "A" * 32, "https://camp.local/b/{code}"]
)
def test_a_qr_that_we_did_not_sign_is_unknown(cast, form):
    answer = cast.program("Shoira").post(
        f"/camps/{cast.slug}/checkins",
        {"badge": form.format(code=cast.badge("Bobur").code), "station": "Door 1"},
    )

    assert answer.json["result"] == "unknown"


def test_a_check_in_is_undone_within_a_minute_and_undoing_twice_is_once(cast):
    path = f"/camps/{cast.slug}/checkins/{scan(cast, 'Bobur').json['id']}"
    cast.clock.pass_(seconds=60)

    answers = [cast.program("Shoira").delete(path).status_code for _ in range(2)]

    with cast.db.read() as session:
        assert not queries.is_checked_in(session, cast.camp.id, cast.id("Bobur"))
    assert answers == [204, 204]
    assert scan(cast, "Bobur").json["result"] == "welcome"


def test_a_minute_later_it_stands(cast):
    path = f"/camps/{cast.slug}/checkins/{scan(cast, 'Bobur').json['id']}"
    cast.clock.pass_(seconds=61)

    refused = cast.program("Shoira").delete(path)

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/undo-too-late")
    with cast.db.read() as session:
        assert queries.checked_in_ids(session, cast.camp.id) == {cast.id("Bobur")}


def test_nobody_undoes_another_camps_check_in(app, clock, cast):
    other = Cast(app, clock)
    check_in = scan(other, "Bobur").json["id"]

    assert (
        cast.program("Shoira").delete(f"/camps/{cast.slug}/checkins/{check_in}").status_code == 404
    )


def test_a_shut_door_scans_nobody(cast):
    cast.move("results")

    refused = scan(cast, "Bobur")

    assert (refused.status_code, refused.json["type"]) == (409, "/problems/gate-closed")


@pytest.mark.parametrize("name", ["Bobur", "Jasur", "Malika", "Sardor", "Nodira"])
def test_only_the_door_scans(cast, name):
    refused = scan(cast, "Dilnoza", by=name)

    assert (refused.status_code, refused.json["type"]) == (403, "/problems/forbidden")


def test_two_doors_welcome_a_badge_once(any_app, clock):
    cast = Cast(any_app, clock)
    code, path = cast.badge("Bobur").code, f"/camps/{cast.slug}/checkins"
    programs = [cast.program("Shoira") for _ in range(8)]
    answers = []

    def look(program, station):
        answers.append(program.post(path, {"badge": code, "station": station}).json["result"])

    threads = [
        Thread(target=look, args=(one, f"Door {k}")) for k, one in enumerate(programs, start=1)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["already_in"] * 7 + ["welcome"]
    with cast.db.read() as session:
        assert queries.checked_in(session, cast.camp.id) == 1


def test_the_last_place_goes_to_one(any_app, clock):
    cast = Cast(any_app, clock)
    cast.db.write(lambda session: setattr(session.get(Camp, cast.camp.id), "capacity", 1))
    answers = []

    def look(name):
        answers.append(scan(cast, name).json["result"])

    threads = [Thread(target=look, args=(name,)) for name in ("Bobur", "Dilnoza")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(answers) == ["full", "welcome"]


def test_the_database_holds_one_check_in_a_person(cast):
    scan(cast, "Bobur")

    def again(session):
        session.add(
            CheckIn(
                id=new_id(),
                camp_id=cast.camp.id,
                person_id=cast.id("Bobur"),
                station="",
                at=cast.clock(),
            )
        )

    with pytest.raises(Exception, match="UNIQUE"):
        cast.db.write(again)
