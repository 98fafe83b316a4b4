"""What every answer carries, and what is refused before a verb is asked."""

from uuid import uuid4

import pytest

from camp.web import live
from camp.web.assets import asset


@pytest.mark.parametrize("path", ["/", "/join", "/nowhere", "/healthz", "/api/v1/openapi.json"])
def test_every_answer_is_closed(cast, path):
    headers = cast.browser().get(path).headers

    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'")
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_pages_hold_no_scripts_or_styles_of_their_own(cast):
    for path in ("/join", "/devices", f"/l/{cast.token('Dilnoza', 'page')}"):
        page = cast.browser("Dilnoza").get(path).text
        assert "<style" not in page
        assert " style=" not in page
        assert page.count("<script") == page.count('<script type="module" src="/assets/')


def test_a_write_gets_its_key_back_and_a_refused_one_too(cast):
    """What a phone may take for our answer, and what a captive portal cannot make."""
    browser, key = cast.browser("Dilnoza"), str(uuid4())
    headers = {"Idempotency-Key": key, "Camp-Form": "1"}

    answers = [
        browser.post("/nowhere", headers=headers),
        browser.post("/sign-out", headers=headers),
        browser.get("/healthz", headers={"Idempotency-Key": "not a key"}),
    ]

    assert [one.headers.get("Idempotency-Key") for one in answers] == [key, key, None]


def test_nothing_is_written_under_the_login_of_another(cast):
    headers = {"Camp-Form": "1", "Camp-Person": cast.people["Bobur"].id}

    refused = cast.browser("Dilnoza").post("/sign-out", headers=headers)
    visitor = cast.browser().post("/sign-out", headers=headers)

    told = [(one.status_code, one.json["type"]) for one in (refused, visitor)]
    assert told == [(401, "/problems/other-login")] * 2


def test_a_form_without_a_token_is_refused(cast):
    client = cast.browser("Dilnoza")

    answers = [
        client.post("/sign-out", data={"key": str(uuid4())}),
        client.post("/sign-out", data={"csrf": "0" * 32}),
        client.post("/sign-out", data='{"a": 1}', content_type="text/plain"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert client.get("/devices").status_code == 200


def test_a_token_counts_for_its_own_login_only(cast):
    from camp.core.ids import sign

    client = cast.browser("Dilnoza")
    foreign = sign(cast.app.extensions["secret"], "form", "another")

    assert client.post("/sign-out", data={"csrf": foreign}).status_code == 403


def test_the_sockets_of_a_revoked_login_close(cast):
    client = cast.browser("Dilnoza")
    phone = live.socketio.test_client(cast.app, flask_test_client=client)
    assert phone.is_connected()

    cast.form(client, "/sign-out")
    live.sweep(cast.app)

    assert not phone.is_connected()
    assert live.SWEEP < 2


def test_the_sockets_of_others_stay_open(cast):
    client = cast.browser("Bobur")
    phone = live.socketio.test_client(cast.app, flask_test_client=client)

    cast.form(cast.browser("Dilnoza"), "/sign-out")
    live.sweep(cast.app)

    assert phone.is_connected()


@pytest.mark.parametrize("signature", ["é" * 32, "²", ""])
def test_a_signature_in_strange_letters_is_only_wrong(cast, signature):
    client = cast.browser("Aziza")

    answers = [
        client.post(f"/camps/{cast.slug}/control/phase", data={"csrf": signature}),
        client.get("/join", headers={"Camp-Epoch": f"x.{signature}".encode().decode("latin-1")}),
    ]

    assert [answer.status_code for answer in answers] == [403, 200]


@pytest.mark.parametrize("name", ["app.js", "app.css", "onest-latin.woff2"])
def test_what_a_page_loads_lives_by_the_rules_of_the_page(cast, name):
    with cast.browser().get(asset(name)) as answer:
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "Content-Security-Policy" not in answer.headers


def test_a_worker_carries_rules_of_its_own(cast):
    with cast.browser().get(asset("door-worker.js")) as answer:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
