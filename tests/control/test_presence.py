"""Who has the control room open now: by the sockets, in one process or in several."""

import re
import time

import pytest
from redis import Redis, RedisError

from camp.core.rules import Role
from camp.web import live
from camp.web.live import socketio
from camp.web.presence import FADES, Note, OneProcess, Presence, SharedByQueue

TOPIC = "camp:x:here"


def said(cast, name):
    page = cast.browser(name).get(f"/camps/{cast.slug}/control/here").text
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)).strip()


def test_who_opens_the_room_is_seen_by_the_others_until_the_page_is_closed(cast):
    topic = f"camp:{cast.slug}:here"
    first = cast.phone("Aziza", topic)
    live.look_round(cast.app)
    cast.heard(first)
    assert said(cast, "Aziza") == "Aziza Nobody else is here."

    second = cast.phone("Rustam", topic)
    live.look_round(cast.app)
    ((heard, news),) = cast.heard(first)
    assert (heard, news["html"]) == (topic, {})
    page = cast.browser("Aziza").get(f"/camps/{cast.slug}/control/here")
    assert page.headers["Camp-Seq"] == str(news["seq"])
    assert said(cast, "Aziza") == "Aziza Here too: Rustam"
    assert said(cast, "Rustam") == "Rustam Here too: Aziza"

    live.look_round(cast.app)
    assert cast.heard(first) == []
    second.disconnect()
    live.look_round(cast.app)
    ((_, later),) = cast.heard(first)
    assert later["seq"] > news["seq"]
    assert said(cast, "Aziza") == "Aziza Nobody else is here."


def test_two_pages_of_one_person_are_one_person(cast):
    topic = f"camp:{cast.slug}:here"
    phones = [cast.phone("Rustam", topic) for _ in range(2)]
    assert said(cast, "Aziza") == "Aziza Here too: Rustam"
    phones[0].emit("unwatch", topic, callback=True)
    assert said(cast, "Aziza") == "Aziza Here too: Rustam"
    phones[1].emit("unwatch", topic, callback=True)
    assert said(cast, "Aziza") == "Aziza Nobody else is here."


def test_many_are_counted(cast):
    for name in ("Anora", "Botir", "Davron", "Elyor", "Feruza"):
        cast.add(name, Role.ORGANISER)
        cast.phone(name, f"camp:{cast.slug}:here")

    assert said(cast, "Aziza") == "Aziza Here too: Anora, Botir, Davron and 2 more"


@pytest.mark.parametrize("name", [None, "Bobur", "Shoira", "Malika", "Jasur"])
def test_others_neither_see_nor_are_seen(cast, name):
    auth = {"token": cast.token(name)} if name else None
    phone = socketio.test_client(cast.app, auth=auth)
    answer = phone.emit("watch", f"camp:{cast.slug}:here", callback=True)

    assert answer == {"error": "forbidden"}
    assert said(cast, "Aziza") == "Aziza Nobody else is here."


@pytest.fixture(params=["memory", "queue"])
def boards(request):
    """The boards of two processes; in memory they stand for one process after the other."""
    if request.param == "memory":
        return [OneProcess()] * 2
    client = Redis.from_url(request.getfixturevalue("valkey_url"))
    client.delete(f"camp:presence:{TOPIC}")
    return [SharedByQueue(client, RedisError) for _ in range(2)]


def test_processes_tell_the_same_people_and_numbers(boards):
    one, two = map(Presence, boards)
    one.come(TOPIC, "a", "p1", "Aziza")
    two.come(TOPIC, "b", "p2", "Rustam")
    one.moved()
    two.moved()
    before = two.number(TOPIC)

    assert one.people(TOPIC) == two.people(TOPIC) == {"p1": "Aziza", "p2": "Rustam"}
    assert one.number(TOPIC) == two.number(TOPIC)
    assert (one.moved(), one.moved()) == ([TOPIC], [])
    two.go(TOPIC, "b")
    two.moved()
    assert one.moved() == [TOPIC]
    assert one.people(TOPIC) == {"p1": "Aziza"}
    assert one.number(TOPIC) > before


def test_the_people_of_a_process_that_died_fade(boards):
    one = Presence(boards[0])
    one.come(TOPIC, "a", "p1", "Aziza")
    long_ago = time.time_ns() // 1_000_000 - FADES - 1
    boards[1].put(TOPIC, "gone", Note({"p2": "Rustam"}, since=long_ago, at=long_ago))

    assert one.people(TOPIC) == {"p1": "Aziza"}
    assert "gone" not in boards[1].read(TOPIC)
    assert one.number(TOPIC) > long_ago


def test_without_the_queue_each_knows_its_own():
    gone = Redis(host="127.0.0.1", port=9, socket_connect_timeout=1)
    one = Presence(SharedByQueue(gone, RedisError))
    one.come(TOPIC, "a", "p1", "Aziza")

    assert one.people(TOPIC) == {"p1": "Aziza"}
