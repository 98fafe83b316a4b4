"""The open form, the organisers' answer, and who may be whom."""

from uuid import uuid4

import pytest

from camp.people import registering
from camp.people.models import Badge, Participant, Person

FORM = {"name": "Oʻktam Yusupov", "phone": "90 123-45-67", "birth_year": "2004", "region": "UZ-SA"}


@pytest.fixture
def call(cast):
    cast.move("call")
    return cast


def registered(cast, name="Oʻktam Yusupov"):
    with cast.db.read() as session:
        return (
            session.query(Participant)
            .join(Person)
            .filter(Person.name == name)
            .order_by(Participant.applied_at)
            .all()
        )


def test_a_visitor_registers_and_is_in_on_this_phone(call):
    client = call.browser()

    answer = call.form(client, f"/camps/{call.slug}/registration", FORM)

    assert (answer.status_code, answer.location) == (303, f"/camps/{call.slug}/registration")
    assert "Your registration has arrived." in client.get(answer.location).text
    (made,) = registered(call)
    person = made.person
    assert (made.state, made.registration) == ("applied", "online")
    assert (person.phone, person.birth_year, person.region) == ("+998901234567", 2004, "UZ-SA")


def test_a_refused_form_keeps_what_was_typed(call):
    sent = {**FORM, "phone": "12", "birth_year": "1204", "motivation": "For our <mahalla>"}

    answer = call.form(call.browser(), f"/camps/{call.slug}/registration", sent)

    assert answer.status_code == 422
    for typed in (
        'value="Oʻktam Yusupov"',
        'value="12"',
        'value="1204"',
        "For our &lt;mahalla&gt;",
    ):
        assert typed in answer.text
    assert '<option value="UZ-SA" selected>' in answer.text
    assert "The year of birth is not clear." in answer.text
    assert registered(call) == []


def test_a_closed_gate_registers_nobody(cast):
    answer = cast.program(None).post(
        f"/camps/{cast.slug}/registrations", {"name": "Lola Azimova", "birth_year": 2004}
    )

    assert (answer.status_code, answer.json["type"]) == (409, "/problems/gate-closed")


def test_the_same_request_twice_registers_once(call):
    program, key = call.program(None), str(uuid4())
    sent = {"name": "Lola Azimova", "birth_year": 2004}
    path = f"/camps/{call.slug}/registrations"

    first, again = program.post(path, sent, key=key), program.post(path, sent, key=key)
    other = program.post(path, {**sent, "name": "Lola Azimovna"}, key=key)
    stranger = call.program("Bobur").post("/camps/nowhere/registrations", sent, key=key)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    assert (other.status_code, other.json["type"]) == (422, "/problems/key-reused")
    assert stranger.status_code == 404
    assert len(registered(call, "Lola Azimova")) == 1


def test_a_key_belongs_to_its_person(cast):
    key = str(uuid4())
    sent = {"camp": cast.slug, "kind": "photo", "version": "1", "given": True}

    answers = [
        cast.program(name).post(f"/people/{cast.id(name)}/consents", sent, key=key)
        for name in ("Bobur", "Dilnoza")
    ]

    assert [answer.status_code for answer in answers] == [200, 200]


def test_a_write_without_a_key_is_refused(cast):
    headers = {"Authorization": f"Bearer {cast.token('Bobur')}"}

    answer = cast.app.test_client().post(
        f"/api/v1/people/{cast.id('Bobur')}/consents",
        json={"camp": cast.slug, "kind": "photo", "version": "1", "given": True},
        headers=headers,
    )

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid")


def test_a_second_registration_is_refused(call):
    call.form(call.browser(), f"/camps/{call.slug}/registration", FORM)

    again = call.form(
        call.browser(), f"/camps/{call.slug}/registration", {**FORM, "name": "O'ktam  YUSUPOV"}
    )

    assert again.status_code == 409
    assert "You are registered already." in again.text
    assert len(registered(call)) == 1


def test_brothers_may_share_a_phone(call):
    call.form(call.browser(), f"/camps/{call.slug}/registration", FORM)

    other = call.form(
        call.browser(), f"/camps/{call.slug}/registration", {**FORM, "name": "Botir Yusupov"}
    )

    assert other.status_code == 303


def test_unknown_fields_are_refused(call):
    sent = {"name": "Lola Azimova", "state": "accepted", "starts_camps": True}

    answer = call.program(None).post(f"/camps/{call.slug}/registrations", sent)

    assert answer.status_code == 422
    assert set(answer.json["fields"]) == {"state", "starts_camps"}


def test_an_organiser_accepts_and_a_badge_is_there(call):
    call.form(call.browser(), f"/camps/{call.slug}/registration", FORM)
    (one,) = registered(call)
    aziza = call.program("Aziza")

    answers = [aziza.put(f"/registrations/{one.id}", {"state": "accepted"}) for _ in range(2)]

    assert [answer.json["state"] for answer in answers] == ["accepted", "accepted"]
    with call.db.read() as session:
        assert session.query(Badge).filter_by(person_id=one.person_id).count() == 1


def test_a_decision_reaches_the_list_and_the_person(call):
    call.form(call.browser(), f"/camps/{call.slug}/registration", FORM)
    (one,) = registered(call)
    topic = f"camp:{call.slug}:people"
    desk = call.phone("Aziza", topic)

    call.program("Aziza").put(f"/registrations/{one.id}", {"state": "waitlisted"})

    ((name, news),) = call.heard(desk)
    page = call.browser("Aziza").get(f"/camps/{call.slug}/people/registrations")
    assert (name, news) == (topic, {"seq": int(page.headers["Camp-Seq"]), "html": {}})
    assert "On the waiting list" in page.text


@pytest.mark.parametrize("name", ["Bobur", "Jasur", "Shoira", "Malika", "Kamol", "Sardor", None])
def test_who_does_not_organise_decides_nothing(cast, name):
    one = cast.participant("Dilnoza")

    answer = cast.program(name).put(f"/registrations/{one.id}", {"state": "declined"})
    watch = (
        __import__("camp.web.live", fromlist=["socketio"])
        .socketio.test_client(cast.app, auth={"token": cast.token(name)} if name else None)
        .emit("watch", f"camp:{cast.slug}:people", callback=True)
    )

    assert answer.status_code == (403 if name else 401)
    assert watch == {"error": "forbidden"}
    assert cast.participant("Dilnoza").state == "accepted"


def test_many_are_decided_at_once(call):
    for name in ("Lola Azimova", "Madina Rasulova"):
        call.program(None).post(f"/camps/{call.slug}/registrations", {"name": name})
    chosen = [registered(call, name)[0].id for name in ("Lola Azimova", "Madina Rasulova")]

    call.form(
        call.browser("Aziza"),
        f"/camps/{call.slug}/people/decisions",
        {"decision": "declined", "chosen": chosen},
        back=f"/camps/{call.slug}/people",
    )

    states = [registered(call, name)[0].state for name in ("Lola Azimova", "Madina Rasulova")]
    assert states == ["declined", "declined"]


def test_look_alikes_are_offered_and_joined_by_hand_only(call):
    known = call.add("Oʻktam Yusupov", birth_year=2004)
    call.form(call.browser(), f"/camps/{call.slug}/registration", FORM)
    (one,) = registered(call)
    assert one.person_id != known.id
    desk = call.browser("Aziza")
    assert "Same as Oʻktam Yusupov, born 2004" in desk.get(f"/camps/{call.slug}/people").text

    for _ in range(2):
        call.form(desk, f"/registrations/{one.id}/person", {"person": known.id})

    (joined,) = registered(call)
    assert (joined.id, joined.person_id) == (one.id, known.id)
    assert "looks like somebody" not in desk.get(f"/camps/{call.slug}/people").text
    with call.db.read() as session:
        assert session.get(Person, one.person_id) is None


def test_who_left_gives_no_role_and_stays_in_the_list(cast):
    client = cast.browser("Bobur")

    for _ in range(2):
        cast.form(client, f"/camps/{cast.slug}/withdrawal")

    assert cast.participant("Bobur").state == "withdrawn"
    assert client.get(f"/camps/{cast.slug}/more").status_code == 403
    assert "Left" in cast.browser("Aziza").get(f"/camps/{cast.slug}/people").text


@pytest.mark.parametrize("more", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(cast, more, statements):
    for number in range(more):
        cast.db.write(
            lambda session, number=number: registering.enrol(
                session,
                camp=cast.camp,
                facts={"name": f"Guest {number}", "birth_year": 2000},
                registration="list",
                by=None,
                now=cast.clock(),
                state="applied",
            )
        )
    desk = cast.browser("Aziza")

    with statements(cast.db) as said:
        desk.get(f"/camps/{cast.slug}/people/registrations")

    assert len(said) == 14
