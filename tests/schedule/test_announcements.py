"""Sentences to everybody or to one role: who hears them, and how they are taken back."""

from uuid import uuid4

import pytest


def said(cast, name):
    return [one["text"] for one in cast.program(name).get(f"/camps/{cast.slug}/announcements").json]


def announce(cast, text="Tea is served.", by="Aziza", key=None, **fields):
    return cast.program(by).post(
        f"/camps/{cast.slug}/announcements", {"text": text, **fields}, key=key
    )


def test_an_announcement_reaches_everybody_or_one_role(cast):
    announce(cast, "Tea is served.")
    announce(cast, "Mentors meet at table 2.", by="Rustam", audience="mentor")

    assert said(cast, "Malika") == ["Mentors meet at table 2.", "Tea is served."] or said(
        cast, "Malika"
    ) == ["Tea is served.", "Mentors meet at table 2."]
    assert said(cast, "Bobur") == ["Tea is served."]
    assert said(cast, None) == ["Tea is served."]
    own = f"/camps/{cast.slug}/schedule/announcements/mine"
    assert "table 2" in cast.browser("Malika").get(own).text
    assert "table 2" not in cast.browser("Bobur").get(own).text


def test_an_announcement_sent_twice_is_said_once(cast):
    key = str(uuid4())

    first, second = announce(cast, key=key), announce(cast, key=key)

    assert first.json == second.json
    assert said(cast, "Bobur") == ["Tea is served."]


def test_what_is_taken_back_leaves_all_screens_once(cast):
    made = announce(cast).json
    path = f"/camps/{cast.slug}/announcements/{made['id']}"
    phone = cast.phone("Bobur", f"camp:{cast.slug}")

    answers = [cast.program("Rustam").delete(path).status_code for _ in range(2)]

    assert answers == [204, 204]
    assert said(cast, "Bobur") == []
    assert len(cast.heard(phone)) == 1


def test_only_what_is_for_the_projector_moves_the_stage(cast):
    from camp.core.events import latest

    announce(cast)
    with cast.db.read() as session:
        assert latest(session, f"stage:{cast.slug}") == 0
    announce(cast, "Come back to the hall.", on_stage=True)
    with cast.db.read() as session:
        assert latest(session, f"stage:{cast.slug}") == latest(session, f"camp:{cast.slug}") > 0


@pytest.mark.parametrize("name", ["Kamol", "Bobur", "Malika", "Sardor"])
def test_only_organisers_and_moderators_announce(cast, name):
    assert announce(cast, by=name).json["type"] == "/problems/forbidden"


def test_nobody_announces_to_a_role_that_is_not_there(cast):
    answer = announce(cast, audience="astronaut")

    assert answer.json["type"] == "/problems/invalid"
    assert list(answer.json["fields"]) == ["audience"]


def test_the_desk_shows_a_sentence_before_it_is_sent(cast):
    desk = f"/camps/{cast.slug}/schedule/desk"
    fields = {"text": "Чай готов", "audience": "mentor", "on_stage": "yes"}
    organiser = cast.browser("Aziza")

    looked = cast.form(
        organiser, f"/camps/{cast.slug}/schedule/announcements/preview", fields, back=desk
    )
    page = organiser.get(looked.location).text
    assert said(cast, "Malika") == []
    cast.form(organiser, f"/camps/{cast.slug}/schedule/announcements", fields, back=desk)

    assert "Чай готов" in page
    assert said(cast, "Malika") == ["Чай готов"]
    assert "Чай готов" in organiser.get(desk).text
