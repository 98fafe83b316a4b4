"""What mentors, teams and the control room hear is what a reload would show."""

from camp.web.live import socketio


def test_the_control_room_hears_what_a_reload_would_show(hall, cast):
    desk = cast.phone("Aziza", f"camp:{cast.slug}:mentoring")
    path = f"/camps/{cast.slug}/mentoring/load"

    hall.call(hall.saksovul, "Bobur")
    hall.note(hall.havo, "Bahrom")

    topic, news = cast.heard(desk)[-1]
    page = cast.browser("Aziza").get(path)
    assert (topic, list(news["html"])) == (f"camp:{cast.slug}:mentoring", [path])
    assert news["html"][path] == page.text
    assert page.headers["Camp-Seq"] == str(news["seq"])
    assert "Saksovul" in page.text


def test_a_mentors_queue_is_told_by_number(hall, cast):
    phone = cast.phone("Malika", f"camp:{cast.slug}:mentoring")

    hall.call(hall.saksovul, "Bobur")

    page = cast.browser("Malika").get(f"/camps/{cast.slug}/mentoring/queue")
    assert page.headers["Camp-Seq"] == str(cast.heard(phone)[-1][1]["seq"])
    assert "Saksovul" in page.text


def test_all_waiting_teams_hear_that_their_place_changed(hall, cast, clock):
    hall.call(hall.havo, "Dilnoza")
    clock.pass_(minutes=1)
    hall.call(hall.saksovul, "Bobur")
    phone = cast.phone("Bobur", f"team:{hall.saksovul.id}")

    hall.next("Malika")

    page = cast.browser("Bobur").get(f"/teams/{hall.saksovul.id}/mentoring/call")
    assert [news["seq"] for _, news in cast.heard(phone)] == [int(page.headers["Camp-Seq"])]
    assert "You are number 1 of 1." in page.text


def test_a_note_reaches_its_team(hall, cast):
    phone = cast.phone("Bobur", f"team:{hall.saksovul.id}")

    hall.note(hall.saksovul, "Malika")

    page = cast.browser("Bobur").get(f"/teams/{hall.saksovul.id}/mentoring/notes")
    assert [news["seq"] for _, news in cast.heard(phone)] == [int(page.headers["Camp-Seq"])]
    assert "The price is too low." in page.text


def test_who_may_not_read_the_queue_does_not_watch_it(hall, cast):
    for name in ("Bobur", "Jasur", "Sardor", "Olim"):
        client = socketio.test_client(cast.app, auth={"token": cast.token(name)})
        answer = client.emit("watch", f"camp:{cast.slug}:mentoring", callback=True)
        assert answer == {"error": "forbidden"}
