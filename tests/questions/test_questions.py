"""Questions to a café's speaker: asked on phones, read by a moderator, wanted by others."""

import pytest

from camp.core.ledger import words_of
from camp.core.models import LogEntry
from camp.core.rules import Role
from camp.questions.models import Question
from tests.schedule.test_items import add


@pytest.fixture
def cafe(cast):
    add(cast, kind="cafe", title="Aral dust", minutes=60)
    return cast


def send(cast, name, tail="", **fields):
    root = f"/camps/{cast.slug}/questions"
    return cast.form(cast.browser(name), root + tail, fields, back=root)


def page(cast, name):
    answer = cast.browser(name).get(f"/camps/{cast.slug}/questions")
    assert answer.status_code == 200
    return answer.text


def ids(cast):
    with cast.db.read() as session:
        return [one.id for one in session.query(Question).order_by(Question.at, Question.id)]


def test_a_question_is_read_let_in_wanted_and_answered(cafe):
    cafe.add("Sevara", Role.PROJECTOR)
    send(cafe, "Bobur", text="Does a wet cloth help?")
    cafe.clock.pass_(seconds=1)
    send(cafe, "Dilnoza", text="Which months are worst?", anonymous="yes")
    first, second = ids(cafe)
    assert "a moderator reads it" in page(cafe, "Bobur")
    assert "Does a wet cloth help?" not in page(cafe, "Dilnoza")
    assert "Dilnoza" not in page(cafe, "Rustam").split("<main")[1]

    for one in (first, second):
        send(cafe, "Rustam", f"/{one}/state", state="live")
    for _ in range(2):
        send(cafe, "Bobur", f"/{second}/support", on="true")

    wall = cafe.browser("Sevara").get(f"/camps/{cafe.slug}/stage/questions").text
    assert wall.index("Which months") < wall.index("wet cloth")
    assert "Aral dust" in wall
    assert "Dilnoza" not in wall
    send(cafe, "Bobur", f"/{second}/support", on="false")
    send(cafe, "Rustam", f"/{second}/state", state="answered")
    assert (
        "Which months" not in cafe.browser("Sevara").get(f"/camps/{cafe.slug}/stage/questions").text
    )
    shown = cafe.program("Bobur").get(f"/camps/{cafe.slug}/questions").json
    assert [(one["text"], one["state"], one["name"], one["supports"]) for one in shown] == [
        ("Does a wet cloth help?", "live", "Bobur", 0),
        ("Which months are worst?", "answered", "", 0),
    ]
    with cafe.db.read() as session:
        kinds = [one.kind for one in session.query(LogEntry).order_by(LogEntry.seq)]
    assert kinds[1:] == [
        "QuestionAsked", "QuestionAsked", "QuestionDecided", "QuestionDecided",
        "QuestionSupported", "QuestionSupported", "QuestionDecided",
    ]  # fmt: skip


def test_programs_do_what_phones_do(cafe):
    root = f"/camps/{cafe.slug}/questions"
    made = cafe.program("Bobur").post(root, {"text": "What helps?"})
    assert made.status_code == 201
    path = f"{root}/{made.json['id']}"
    wanted = cafe.program("Dilnoza").put(f"{path}/support", {"on": True})
    assert wanted.json["type"].endswith("not-on-the-wall")
    assert cafe.program("Rustam").put(f"{path}/state", {"state": "live"}).status_code == 204
    assert cafe.program("Dilnoza").put(f"{path}/support", {"on": True}).status_code == 204
    assert cafe.program("Dilnoza").get(root).json[0]["supports"] == 1
    assert cafe.program("Rustam").put(f"{root}/x/state", {"state": "live"}).status_code == 404
    assert cafe.program("Bobur").put(f"{path}/state", {"state": "hidden"}).status_code == 403


def test_nobody_fills_the_wall_alone_and_nothing_typed_is_lost(cafe):
    for n in range(3):
        assert send(cafe, "Bobur", text=f"Question {n}").status_code == 303
    refused = send(cafe, "Bobur", text="One more of mine")
    assert refused.status_code == 409
    assert "One more of mine" in refused.text
    assert "Three of your questions are open." in refused.text
    assert send(cafe, "Dilnoza", text="  ").status_code == 422
    assert send(cafe, "Sardor", text="I am nobody here").status_code == 403


def test_without_a_cafe_nothing_is_asked(cast):
    assert "No café takes questions now." in page(cast, "Bobur")
    assert cast.program("Bobur").get(f"/camps/{cast.slug}/questions").json == []
    assert send(cast, "Bobur", text="Is anybody there?").status_code == 409


def test_phones_and_hall_hear_what_a_reload_would_show(cafe):
    cafe.add("Sevara", Role.PROJECTOR)
    screen = cafe.phone("Sevara", f"camp:{cafe.slug}:questions")
    send(cafe, "Bobur", text="Does a wet cloth help?")
    send(cafe, "Rustam", f"/{ids(cafe)[0]}/state", state="live")

    path = f"/camps/{cafe.slug}/stage/questions"
    topic, news = cafe.heard(screen)[-1]
    assert topic == f"camp:{cafe.slug}:questions"
    assert news["html"][path] == cafe.browser("Sevara").get(path).text


def test_words_of_a_question_stay_out_of_the_log(cafe):
    send(cafe, "Bobur", text="A very own question")
    with cafe.db.read() as session:
        assert not list(words_of(session, frozenset([cafe.id("Bobur")])))
        log = " ".join(f"{one.facts} {one.content}" for one in session.query(LogEntry))
    assert "very own" not in log


def test_who_asks_without_a_name_has_none_in_the_log_either(cafe):
    send(cafe, "Dilnoza", text="Which months are worst?", anonymous="yes")
    send(cafe, "Bobur", text="Does a wet cloth help?")
    with cafe.db.read() as session:
        asked = session.query(LogEntry).filter_by(kind="QuestionAsked").order_by(LogEntry.seq)
        assert [one.person_id for one in asked] == [None, cafe.id("Bobur")]
    assert (
        cafe.people["Dilnoza"].name not in cafe.browser("Aziza").get(f"/camps/{cafe.slug}/log").text
    )


def test_what_is_asked_now_stands_before_the_list_and_what_was_before_is_answered(cafe):
    cafe.add("Sevara", Role.PROJECTOR)
    for name, text in (("Bobur", "First?"), ("Dilnoza", "Second?"), ("Bobur", "Rude one?")):
        send(cafe, name, text=text)
        cafe.clock.pass_(seconds=1)
    first, second, rude = ids(cafe)
    for one in (first, second):
        send(cafe, "Rustam", f"/{one}/state", state="live")
    send(cafe, "Rustam", f"/{rude}/state", state="hidden")

    def scene():
        wall = cafe.browser("Sevara").get(f"/camps/{cafe.slug}/stage/questions").text
        assert "Rude one?" not in wall
        return wall.partition("data-put")[2].partition("</section>")

    assert scene()[0] == ""
    send(cafe, "Rustam", f"/{second}/state", state="now")
    put, _, others = scene()
    assert ("Dilnoza" in put, "Second?" in put, "Second?" in others) == (True, True, False)
    assert "First?" in others
    assert "Asked now" in page(cafe, "Bobur")

    for _ in range(2):
        send(cafe, "Rustam", f"/{first}/state", state="now")
    put, _, others = scene()
    assert ("First?" in put, "Second?" in others) == (True, False)
    shown = cafe.program("Bobur").get(f"/camps/{cafe.slug}/questions").json
    assert [(one["text"], one["state"]) for one in shown] == [
        ("First?", "now"), ("Second?", "answered"),
    ]  # fmt: skip
    assert (
        cafe.program("Dilnoza")
        .put(f"/camps/{cafe.slug}/questions/{first}/support", {"on": True})
        .json["type"]
        .endswith("not-on-the-wall")
    )
