"""Who hears of what: the team of its own award, the officer of all."""

import itertools

from camp.web.live import socketio


def watch(field, name, topic):
    auth = {"token": field.token(name)} if name else None
    client = socketio.test_client(field.app, auth=auth)
    return client.emit("watch", topic, callback=True)


def piece(field, name, path):
    answer = field.browser(name).get(path)
    return answer.text, int(answer.headers["Camp-Seq"])


def test_the_team_hears_of_a_payment_and_a_reload_shows_it(field):
    field.accept()
    field.meet_conditions()
    field.sign_agreement()
    topic = f"award:{field.kaft}"
    phone = field.phone("Nilufar", topic)

    field.pay()

    heard = field.heard(phone)
    html, seq = piece(field, "Nilufar", f"/awards/{field.kaft}/mine")
    assert heard[-1] == (topic, {"seq": seq, "html": {}})
    assert "paid" in html


def test_the_officer_hears_of_a_report_and_a_reload_shows_it(running):
    topic = f"camp:{running.slug}:followup"
    desk = running.phone("Olim", topic)

    running.report()

    heard = running.heard(desk)
    html, seq = piece(running, "Olim", f"/camps/{running.slug}/followup/list")
    assert heard[-1] == (topic, {"seq": seq, "html": {}})
    assert "43 sample bags are sewn." in html


def test_strangers_watch_neither(field):
    topics = (f"award:{field.kaft}", f"camp:{field.slug}:followup", "award:nothing")
    for name, topic in itertools.product(("Dilnoza", "Malika", "Sardor", None), topics):
        assert watch(field, name, topic)["error"]
