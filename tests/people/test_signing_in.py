"""Personal links, badges and devices: who comes in, by what, and for how long."""

from camp.people import signin
from camp.people.models import Participant
from tests.cast import Cast


def link(cast: Cast, name: str) -> str:
    return f"/l/{cast.token(name, 'page')}"


def follow(cast, client, name):
    """Open the personal link and press its button."""
    return cast.form(client, link(cast, name))


def test_a_link_says_that_another_device_is_signed_in_and_the_button_signs_in_here_too(cast):
    first, second = cast.browser(), cast.browser()
    said = "You are signed in on another device already"
    assert said not in first.get(link(cast, "Dilnoza")).text
    follow(cast, first, "Dilnoza")

    page = second.get(link(cast, "Dilnoza")).text
    assert said in page
    assert "Your devices" in page
    assert said not in first.get(link(cast, "Dilnoza")).text
    follow(cast, second, "Dilnoza")
    assert [one.get("/devices").status_code for one in (first, second)] == [200, 200]


def test_who_has_another_persons_phone_signs_out_at_home(cast):
    phone = cast.browser("Dilnoza")
    home = phone.get(f"/camps/{cast.slug}/home").text
    assert "Signed in as Dilnoza." in home
    assert 'action="/sign-out"' in home

    cast.form(phone, "/sign-out")
    assert phone.get(f"/camps/{cast.slug}/home").status_code == 302


def test_looking_at_a_link_signs_nobody_in(cast):
    preview = cast.browser()

    page = preview.get(link(cast, "Dilnoza"))

    assert page.status_code == 200
    assert "Continue as Dilnoza" in page.text
    assert preview.get_cookie("camp_lan") is None
    assert preview.get("/devices").status_code == 302


def test_a_link_works_on_every_device(cast):
    phone, laptop = cast.browser(), cast.browser()

    answers = [follow(cast, one, "Dilnoza") for one in (phone, laptop)]

    assert [answer.status_code for answer in answers] == [303, 303]
    for client in (phone, laptop):
        page = client.get("/devices")
        assert page.text.count("Sign this device out") == 2
        assert page.text.count("This device") == 1


def test_the_cookie_of_a_login_is_closed_to_scripts_and_other_sites(cast):
    client = cast.browser()

    plain = follow(cast, client, "Dilnoza").headers["Set-Cookie"]
    path = link(cast, "Dilnoza")
    csrf = cast.app.test_client()
    csrf.set_cookie("__Host-camp_visitor", "visitor", domain="localhost")
    from camp.core.ids import sign

    token = sign(cast.app.extensions["secret"], "form", "visitor")
    secure = csrf.post(path, data={"csrf": token}, base_url="https://localhost")

    assert plain.startswith("camp_lan=")
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    assert "Secure" not in plain
    cookies = secure.headers.getlist("Set-Cookie")
    (flags,) = (one for one in cookies if one.startswith("__Host-camp="))
    assert "Secure" in flags
    assert "Path=/" in flags
    assert "Domain" not in flags


def test_a_revoked_link_opens_nothing(cast):
    path = link(cast, "Dilnoza")
    cast.db.write(
        lambda session: signin.revoke_links(session, person_id=cast.id("Dilnoza"), now=cast.clock())
    )

    assert cast.browser().get(path).status_code == 404
    assert cast.form(cast.browser(), path).status_code == 404


def test_a_forged_link_opens_nothing(cast):
    path = link(cast, "Dilnoza")

    forged = path[:-1] + ("0" if path[-1] != "0" else "1")

    assert cast.browser().get(forged).status_code == 404
    assert cast.browser().get(path.split(".")[0]).status_code == 404


def test_a_token_of_a_program_is_no_link(cast):
    assert cast.browser().get(f"/l/{cast.token('Dilnoza', 'api')}").status_code == 404


def test_a_badge_and_four_digits_sign_a_participant_in(cast):
    client, badge = cast.browser(), cast.badge("Bobur")
    typed = badge.code[:3].lower() + " " + badge.code[3:]

    answer = cast.form(
        client, "/badge", {"badge": typed, "phone_tail": cast.people["Bobur"].phone[-4:]}
    )

    assert answer.status_code == 303
    assert "Bobur" in client.get("/join").text


def test_a_badge_gives_the_role_of_a_participant_and_no_other(cast):
    from camp.core.rules import Role

    cast.add("Gulnora", Role.PARTICIPANT, Role.ORGANISER)
    client = cast.browser()
    cast.form(
        client,
        "/badge",
        {"badge": cast.badge("Gulnora").code, "phone_tail": cast.people["Gulnora"].phone[-4:]},
    )

    with cast.db.read() as session:
        who, _ = signin.actor_of_login(
            session, client.get_cookie("camp_lan", domain="localhost").value
        )

    assert who.roles == {cast.camp.id: frozenset({Role.PARTICIPANT})}
    assert who.held_back == frozenset()


def test_a_wrong_tail_says_nothing_about_the_badge(cast):
    wrong = {"badge": cast.badge("Bobur").code, "phone_tail": "9999"}
    unknown = {"badge": "AAAAAA", "phone_tail": "0000"}

    answers = [cast.form(cast.browser(), "/badge", one, back="/join") for one in (wrong, unknown)]

    assert [answer.status_code for answer in answers] == [404, 404]
    for answer in answers:
        assert "No badge has this code and phone number." in answer.text


def test_five_wrong_tails_rest_the_badge(cast):
    badge = cast.badge("Bobur").code
    right = {"badge": badge, "phone_tail": cast.people["Bobur"].phone[-4:]}
    for _ in range(5):
        cast.form(cast.browser(), "/badge", {"badge": badge, "phone_tail": "9999"})

    resting = cast.form(cast.browser(), "/badge", right)
    cast.clock.pass_(minutes=15, seconds=1)
    rested = cast.form(cast.browser(), "/badge", right)

    assert resting.status_code == 429
    assert "Wait 901 seconds" in resting.text
    assert rested.status_code == 303


def test_a_code_from_the_wall_leads_to_its_camp(cast):
    answer = cast.form(cast.browser(), "/join", {"code": cast.camp.code.lower()})

    assert (answer.status_code, answer.location) == (303, f"/camps/{cast.slug}")
    assert cast.browser().get(f"/j/{cast.camp.code}").location == f"/camps/{cast.slug}"


def test_a_wrong_code_stays_in_its_boxes(cast):
    answer = cast.form(cast.browser(), "/join", {"code": "ZZZZ"})

    assert answer.status_code == 404
    assert 'value="ZZZZ"' in answer.text
    assert "No camp has this code." in answer.text


def test_a_revoked_login_loses_its_pages_at_once(cast):
    phone, laptop = cast.browser("Dilnoza"), cast.browser("Dilnoza")
    with cast.db.read() as session:
        lost = signin.actor_of_login(
            session, phone.get_cookie("camp_lan", domain="localhost").value
        )[0].login_id

    cast.form(laptop, f"/devices/{lost}/revocation")

    assert phone.get("/devices").status_code == 302
    assert laptop.get("/devices").status_code == 200


def test_nobody_signs_another_person_out(cast):
    phone, stranger = cast.browser("Dilnoza"), cast.browser("Bobur")
    with cast.db.read() as session:
        login = signin.actor_of_login(
            session, phone.get_cookie("camp_lan", domain="localhost").value
        )[0].login_id

    answer = cast.form(stranger, f"/devices/{login}/revocation")

    assert answer.status_code == 404
    assert phone.get("/devices").status_code == 200


def test_signing_out_ends_the_login(cast):
    client = cast.browser("Dilnoza")
    kept = client.get_cookie("camp_lan", domain="localhost").value

    cast.form(client, "/sign-out")
    client.set_cookie("camp_lan", kept, domain="localhost")

    assert client.get("/devices").status_code == 302


def test_nobody_is_sent_to_another_site(cast):
    client = cast.browser("Jasur")
    cast.db.write(lambda session: signin.set_pin(session, person_id=cast.id("Jasur"), pin="123456"))
    places = ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example"]

    sent = [cast.form(client, "/pin", {"pin": "123456", "next": place}) for place in places]
    spoken = [client.get("/language/ru", query_string={"next": place}) for place in places]

    assert {answer.location for answer in sent + spoken} == {"/"}


def test_devices_are_told_by_the_clock_of_the_reader_s_camp_else_by_a_zone_with_a_name(cast):
    page = cast.browser("Dilnoza").get("/devices").text
    assert cast.clock().astimezone(cast.camp.zone).strftime("%H:%M") in page
    assert "UTC" not in page

    stranger = cast.browser("Dilnoza")
    cast.db.write(lambda session: session.query(Participant).delete() and None)
    page = stranger.get("/devices").text
    assert cast.clock().strftime("%H:%M") in page
    assert "Times are those of UTC." in page
