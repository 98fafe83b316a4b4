"""One app behind http and https: cookies, origins, what phones may keep, and the page of trust."""

import re
from datetime import UTC, datetime

import pytest
from cryptography import x509

from camp.config import Config
from camp.tls import listener
from camp.web import offline

HTTP, HTTPS = "http://192.168.1.20:8000", "https://192.168.1.20:8443"
SOCKET = "/socket.io/?EIO=4&transport=polling"


@pytest.fixture
def secure(app, tmp_path):
    config = Config(data=tmp_path, tls=("self",), address=HTTP)
    at = datetime.now(UTC)
    app.extensions["config"] = config
    app.extensions["tls"] = listener.offered(config, now=at, until=at)
    return app.extensions["tls"]


def cookies(answer):
    return {
        line.partition("=")[0]: {part.strip() for part in line.split(";")[1:]}
        for line in answer.headers.getlist("Set-Cookie")
    }


def sign_in(cast, client, base):
    link = f"/l/{cast.token('Dilnoza', 'page')}"
    page = client.get(link, base_url=base)
    csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)[1]
    return page, client.post(link, base_url=base, data={"csrf": csrf})


def test_each_listener_has_cookies_of_its_own(cast, secure):
    client = cast.browser()

    page, answer = sign_in(cast, client, HTTPS)
    strict = {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    assert strict <= cookies(page)["__Host-camp_visitor"]
    assert strict <= cookies(answer)["__Host-camp"]

    page, answer = sign_in(cast, client, HTTP)
    plain = {"HttpOnly", "Path=/", "SameSite=Lax"}
    assert plain <= cookies(page)["camp_visitor"]
    assert plain <= cookies(answer)["camp_lan"]
    assert "Secure" not in cookies(answer)["camp_lan"]
    for base in (HTTPS, HTTP):
        assert client.get("/devices", base_url=base).status_code == 200


def test_nothing_insists_on_https(cast, secure):
    for base in (HTTP, HTTPS):
        answer = cast.browser().get("/join", base_url=base)

        assert answer.status_code == 200
        assert "Strict-Transport-Security" not in answer.headers
        assert "upgrade-insecure-requests" not in answer.headers["Content-Security-Policy"]


def test_only_http_pages_may_ask_the_other_listener(cast, secure):
    here = cast.browser().get("/trust", base_url=HTTP).headers["Content-Security-Policy"]
    there = cast.browser().get("/trust", base_url=HTTPS).headers["Content-Security-Policy"]

    assert f"wss://192.168.1.20:8000 {HTTPS};" in here
    assert "http:" not in there


@pytest.mark.parametrize(
    ("base", "headers", "status"),
    [
        (HTTP, {"Origin": HTTP}, 200),
        (HTTPS, {"Origin": HTTPS}, 200),
        (HTTP, {"Origin": HTTPS}, 400),
        (HTTPS, {"Origin": HTTP}, 400),
        (HTTPS, {"Origin": "https://evil.example"}, 400),
        (HTTPS, {"Origin": "null"}, 400),
        (HTTPS, {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"}, 400),
        (HTTP, {"Host": "evil.example", "Origin": "http://evil.example"}, 421),
    ],
)
def test_sockets_open_for_their_own_listener_only(cast, secure, base, headers, status):
    assert cast.browser().get(SOCKET, base_url=base, headers=headers).status_code == status


def test_phones_may_keep_their_own_pages_and_no_others(cast):
    client = cast.browser("Dilnoza")
    root = f"/camps/{cast.slug}"

    kept = {
        path: client.get(path).headers.get("Camp-Keep")
        for path in (f"{root}/home", f"{root}/schedule", f"{root}/results", "/devices", "/offline")
    }

    assert kept == {
        f"{root}/home": "1", f"{root}/schedule": "1", f"{root}/results": None, "/devices": None,
        "/offline": None,
    }  # fmt: skip
    assert " data-keeps" in client.get(f"{root}/home").text
    assert "Camp-Keep" not in cast.browser().get(f"{root}/schedule").headers


def test_a_search_at_the_door_is_not_kept(cast):
    client = cast.browser("Shoira")
    door = f"/camps/{cast.slug}/door?station=Door"

    assert "Camp-Keep" in client.get(door).headers
    assert "Camp-Keep" not in client.get(f"{door}&q=bobur").headers


def test_what_is_kept_is_bound_to_a_login(cast):
    path = f"/camps/{cast.slug}/home"
    first, second = cast.browser("Dilnoza"), cast.browser("Dilnoza")

    marks = {client.get(path).headers["Camp-Who"] for client in (first, first, second)}

    assert len(marks) == 2
    assert cast.browser().get("/join").headers["Camp-Who"] == "-"


def test_every_page_that_may_be_kept_is_a_page(app):
    assert offline.KEPT - set(app.view_functions) == set()


def test_the_page_of_trust_says_what_the_terminal_says(cast, secure):
    page = cast.browser().get("/trust", base_url=HTTP).text

    assert f"<code>{secure.fingerprint()}</code>" in page.replace("<wbr>", "")
    pem = cast.browser().get("/trust/ca.crt")
    der = cast.browser().get("/trust/ca.cer")
    assert x509.load_pem_x509_certificate(pem.data) == secure.authority
    assert x509.load_der_x509_certificate(der.data) == secure.authority
    assert {pem.mimetype, der.mimetype} == {"application/x-x509-ca-cert"}


def test_without_https_there_is_nothing_to_trust(cast):
    assert "--tls self" in cast.browser().get("/trust").text
    assert cast.browser().get("/trust/ca.crt").status_code == 404
    assert "/trust" not in cast.browser().get("/join").text


def test_the_control_room_says_what_the_address_allows(cast, secure):
    page = cast.browser("Aziza").get(f"/camps/{cast.slug}/control").text

    assert f"At {HTTPS} prepared devices can do both." in page
