"""The reveal under the organiser's key: no step leaves the server before it is reached."""

import re

from camp.core.models import LogEntry
from camp.core.rules import Role
from camp.jury.models import Round
from camp.stage.models import Stage
from tests.again import again
from tests.grants.court import Court
from tests.stage.theatre import Theatre

ORDER = ("Saksovul", "Yoʻlchi", "Kaft")
POINTS = {"Saksovul": "68.0", "Yoʻlchi": "80.0", "Kaft": "92.0"}
SUMS = {"Saksovul": "20 million", "Yoʻlchi": "30 million", "Kaft": "40 million"}


def secrets(names):
    return [word for name in names for word in (name, POINTS[name], SUMS[name])]


def test_no_frame_or_page_holds_a_step_before_it_is_reached(theatre):
    screen = theatre.phone("Sevara", f"stage:{theatre.slug}")
    theatre.show("reveal")

    for reached in range(4):
        if reached:
            assert theatre.step(reached).status_code == 303
        frames = theatre.heard(screen)
        page = theatre.browser("Sevara").get(f"/camps/{theatre.slug}/stage").text
        remote = theatre.browser("Aziza").get(theatre.url("remote")).text
        told = [str(frames), page, remote, theatre.picture()]
        hidden = secrets(ORDER[reached:])
        assert [word for text in told for word in hidden if word in text] == []
        # The canary sings: what was reached is in the picture, so the words would be found.
        assert [word for word in secrets(ORDER[:reached]) if word not in theatre.picture()] == []
        assert len(frames) == 1


def test_veiled_rows_hold_a_place_and_nothing_else(theatre):
    theatre.show("reveal")
    theatre.step(1)

    rows = re.findall(r'<li class="board__row board__row--veiled".*?</li>', theatre.picture())
    words = [re.sub(r"<[^>]+>", "", row) for row in rows]
    assert words == ["1still hidden", "2still hidden"]


def test_steps_go_back_and_to_the_start(theatre):
    theatre.show("reveal")
    for to in (1, 2, 1):
        theatre.step(to)
    assert "Yoʻlchi" not in theatre.picture()

    theatre.step(0)
    assert "Saksovul" not in theatre.picture()


def test_a_step_pressed_twice_or_by_two_moves_once(theatre):
    theatre.show("reveal")
    theatre.step(1)
    theatre.step(1)
    theatre.form(theatre.browser("Rustam"), theatre.url("step"), {"to": "1"})

    with theatre.db.read() as session:
        assert session.get(Stage, theatre.camp.id).step == 1
        assert session.query(LogEntry).filter_by(kind="RevealStepped").count() == 1


def test_a_step_that_is_not_beside_is_refused(theatre):
    theatre.show("reveal")

    assert theatre.step(2).status_code == 409
    theatre.step(1)
    assert theatre.step(3).status_code == 409
    assert theatre.step(9).status_code == 409
    assert theatre.drive("step", to="-1").status_code == 422


def test_nothing_is_revealed_before_the_decision_left_the_jury(app, clock):
    court = again(Court, app, clock)
    court.decide_all()
    court.sign_all()
    driver = court.browser("Aziza")
    court.form(driver, f"/camps/{court.slug}/stage/scene", {"scene": "reveal"})

    answer = court.form(driver, f"/camps/{court.slug}/stage/step", {"to": "1"})
    assert answer.status_code == 409
    picture = driver.get(f"/camps/{court.slug}/stage/scene").text
    assert [word for word in secrets(ORDER) if word in picture] == []
    assert "The results begin soon." in picture


def test_teams_within_the_margin_share_their_place(app, clock):
    theatre = again(Theatre, app, clock, tie_margin=15.0, tie_ladder=("impact",))
    theatre.show("reveal")
    for to in (1, 2, 3):
        theatre.step(to)

    picture = theatre.picture()
    assert re.findall(r'<b class="board__place">(.*?)</b>', picture) == ["1–2", "1–2", "3"]
    assert picture.count("board__row--tie") == 2


def test_the_fingerprint_is_the_same_from_the_closure_to_the_explanation(theatre):
    theatre.show("jury")
    closed = theatre.picture()
    theatre.show("reveal")
    with theatre.db.read() as session:
        seal = session.get(Round, theatre.round_id).result["seal"]["whole"]

    for to in (1, 2, 3):
        theatre.step(to)
        assert f'value="{seal}"' in theatre.picture()

    assert f'value="{seal}"' in closed
    theatre.turn("Aziza", Role.OWNER)
    theatre.turn("Jamila", Role.CHAIR)
    own = theatre.browser("Bobur").get(f"/camps/{theatre.slug}/results/mine").text
    assert f'value="{seal}"' in own
