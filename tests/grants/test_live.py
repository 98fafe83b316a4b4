"""What moves when the jury decides and when the result is out, and who hears of it."""

import pytest

from camp.core.rules import Role
from camp.grants import appeals
from camp.web.live import socketio


def watch(court, name, topic):
    auth = {"token": court.token(name)} if name else None
    client = socketio.test_client(court.app, auth=auth)
    return client.emit("watch", topic, callback=True)


def piece(court, name, path):
    answer = court.browser(name).get(path)
    return answer.text, int(answer.headers["Camp-Seq"])


def test_the_jury_hears_of_a_decision_and_a_reload_shows_it(court):
    topic = f"round:{court.round_id}:awards"
    tablet = court.phone("Jasur", topic)

    court.decide(court.full("Kaft"))

    heard = court.heard(tablet)
    html, seq = piece(court, "Jasur", f"/rounds/{court.round_id}/awards/jury")
    # Forms and own ballots are in the pieces, so only the number is told.
    assert heard[-1] == (topic, {"seq": seq, "html": {}})
    assert "in full" in html


@pytest.mark.parametrize("name", ["Bobur", "Malika", "Shoira", "Rustam", "Nodira", "Sardor", None])
def test_nobody_else_watches_the_awards(court, name):
    assert watch(court, name, f"round:{court.round_id}:awards") == {"error": "forbidden"}


def test_the_publication_moves_camp_stage_and_every_team(court):
    court.decide_all()
    court.sign_all()
    court.turn("Aziza", Role.OWNER)
    topics = [f"camp:{court.slug}", f"team:{court.teams['Kaft']}"]
    phone, stage = court.phone("Bobur", *topics), court.phone("Projector", f"stage:{court.slug}")

    court.turn("Jamila", Role.CHAIR)

    assert sorted({name for name, _ in court.heard(phone)}) == sorted(topics)
    assert {name for name, _ in court.heard(stage)} == {f"stage:{court.slug}"}
    html, _ = piece(court, "Bobur", f"/camps/{court.slug}/results/list")
    assert "Kaft" in html


def test_keys_before_the_second_move_nobody_but_the_jury(court):
    court.decide_all()
    court.sign_all()
    phone = court.phone("Bobur", f"camp:{court.slug}", f"team:{court.teams['Kaft']}")

    court.turn("Aziza", Role.OWNER)

    assert court.heard(phone) == []


def test_the_desk_hears_of_an_appeal_and_a_reload_shows_it(court):
    court.publish()
    court.move("appeals")
    topic = f"camp:{court.slug}:appeals"
    desk = court.phone("Aziza", topic)

    court.run(
        appeals.make_appeal, by="Bobur", team_id=court.teams["Kaft"], ground="procedure",
        text="The order of pitches was changed.",
    )  # fmt: skip

    html, seq = piece(court, "Aziza", f"/camps/{court.slug}/appeals/list")
    assert court.heard(desk) == [(topic, {"seq": seq, "html": {}})]
    assert "The order of pitches was changed." in html
    assert watch(court, "Bobur", topic) == {"error": "forbidden"}
