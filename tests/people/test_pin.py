"""The six digits of those who decide for others."""

from camp.core.rules import Role
from camp.people import signin


def newcomer(cast, name):
    """Return a browser that came in by link and has not given the digits."""
    client = cast.browser()
    cast.form(client, f"/l/{cast.token(name, 'page')}")
    return client


def devices_of(cast, client):
    with cast.db.read() as session:
        cookie = client.get_cookie("camp_lan", domain="localhost")
        return signin.actor_of_login(session, cookie.value)[0]


def test_a_juror_is_asked_for_the_digits_after_the_link(cast):
    client = cast.browser()

    answer = cast.form(client, f"/l/{cast.token('Jasur', 'page')}")

    assert answer.location == "/pin"
    assert devices_of(cast, client).held_back == frozenset({Role.JUROR})
    assert client.get(f"/camps/{cast.slug}/home").location.startswith("/pin?next=")


def test_a_participant_needs_no_digits(cast):
    answer = cast.form(cast.browser(), f"/l/{cast.token('Bobur', 'page')}")

    assert answer.location == "/"


def test_the_first_opening_sets_the_digits(cast):
    client = newcomer(cast, "Jasur")

    assert "Choose six digits" in client.get("/pin").text
    answer = cast.form(client, "/pin", {"pin": "481516"})

    assert answer.status_code == 303
    assert devices_of(cast, client).roles[cast.camp.id] == frozenset({Role.JUROR})


def test_the_digits_are_asked_once_on_each_login(cast):
    first = newcomer(cast, "Jasur")
    cast.form(first, "/pin", {"pin": "481516"})

    second = newcomer(cast, "Jasur")

    assert devices_of(cast, first).held_back == frozenset()
    assert devices_of(cast, second).held_back == frozenset({Role.JUROR})
    assert "Give your six digits" in second.get("/pin").text
    assert cast.form(second, "/pin", {"pin": "481516"}).status_code == 303


def test_wrong_digits_open_nothing_and_are_not_shown_again(cast):
    cast.form(newcomer(cast, "Jasur"), "/pin", {"pin": "481516"})
    client = newcomer(cast, "Jasur")

    answer = cast.form(client, "/pin", {"pin": "111111"})

    assert answer.status_code == 403
    assert "These six digits are not right." in answer.text
    assert "111111" not in answer.text
    assert devices_of(cast, client).held_back == frozenset({Role.JUROR})


def test_five_errors_rest_for_fifteen_minutes(cast):
    cast.form(newcomer(cast, "Jasur"), "/pin", {"pin": "481516"})
    client = newcomer(cast, "Jasur")
    for _ in range(5):
        cast.form(client, "/pin", {"pin": "000000"})

    resting = cast.form(client, "/pin", {"pin": "481516"})
    cast.clock.pass_(minutes=15)
    rested = cast.form(client, "/pin", {"pin": "481516"})

    assert (resting.status_code, rested.status_code) == (429, 303)


def test_only_six_digits_are_digits(cast):
    client = newcomer(cast, "Jasur")

    answers = [cast.form(client, "/pin", {"pin": pin}) for pin in ("12345", "abcdef", "١٢٣٤٥٦")]

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    assert devices_of(cast, client).held_back == frozenset({Role.JUROR})


def test_a_program_needs_no_digits(cast):
    answer = cast.program("Jasur").get("/camps")

    assert [camp["slug"] for camp in answer.json] == [cast.slug]
