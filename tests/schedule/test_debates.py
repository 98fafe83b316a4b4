"""A debate runs on the hall's clock: turns in order, and each side's own time to prepare."""

from camp.core.rules import Role
from tests.schedule.test_items import add


def debates(cast, part="turns", name="Rustam", **fields):
    root = f"/camps/{cast.slug}/schedule"
    return cast.form(
        cast.browser(name), f"{root}/debate/{part}", {"format": "kp", **fields}, back=f"{root}/desk"
    )


def desk(cast):
    return cast.browser("Rustam").get(f"/camps/{cast.slug}/schedule/desk").text


def hall(cast):
    scene = f"/camps/{cast.slug}/stage/scene"
    cast.form(cast.browser("Rustam"), scene, {"scene": "debate"}, back=scene)
    return cast.browser("Sevara").get(scene).text


def running(cast):
    (timer,) = cast.program("Rustam").get(f"/camps/{cast.slug}/timers").json
    return timer["kind"], timer["remaining"]


def test_turns_follow_one_another_and_the_hall_reads_whose_turn_it_is(cast):
    cast.add("Sevara", Role.PROJECTOR)
    add(cast, kind="debate", title="Phones in schools")
    assert "The debate begins soon." in hall(cast)

    assert debates(cast, turn="1").status_code == 303
    assert running(cast) == ("kp-1", 360)
    cast.clock.pass_(seconds=100)
    debates(cast, turn="1")
    assert running(cast) == ("kp-1", 260)
    debates(cast, turn="2")

    html = hall(cast)
    for words in ("Phones in schools", "Negative 3 asks Affirmative 1", "turn 2 of 10"):
        assert words in html
    assert "Next: Negative 1, 6 min" in desk(cast)
    assert running(cast) == ("kp-2", 180)


def test_each_side_has_its_own_time_to_prepare(cast):
    cast.add("Sevara", Role.PROJECTOR)
    debates(cast, turn="1")
    debates(cast, "preparations", side="N")
    assert running(cast) == ("kp-prep-N", 480)
    assert "Negative prepares" in hall(cast)
    cast.clock.pass_(seconds=70)
    debates(cast, turn="2")
    cast.clock.pass_(seconds=60)

    page = desk(cast)
    assert "Negative prepares, 6:50 left" in page
    assert "Affirmative prepares, 8:00 left" in page
    debates(cast, "preparations", side="N")
    cast.clock.pass_(seconds=500)
    debates(cast, turn="3")
    assert "Negative prepares" not in desk(cast)
    refused = cast.program("Rustam").post(
        f"/camps/{cast.slug}/debate/preparations", {"format": "kp", "side": "N"}
    )
    assert refused.json["type"].endswith("prep-used-up")


def test_another_first_turn_begins_another_debate(cast):
    program = cast.program("Rustam")
    path = f"/camps/{cast.slug}/debate"
    for name, turn in (("kp", 1), ("kp", 10), ("bp", 1)):
        made = program.post(f"{path}/turns", {"format": name, "turn": turn})
        assert made.status_code == 201, made.json
        cast.clock.pass_(seconds=5)

    assert running(cast) == ("bp-1", 415)
    page = desk(cast)
    assert "turn 1 of 8" in page
    assert "prepares" not in page
    for wrong in ({"format": "bp", "turn": 9}, {"format": "kp", "turn": 0}):
        assert program.post(f"{path}/turns", wrong).status_code == 422
    for format_ in ("bp", "kp"):
        wrong = {"format": format_, "side": "G"}
        assert program.post(f"{path}/preparations", wrong).status_code == 422


def test_who_does_not_run_the_clock_runs_no_debate(cast):
    for name in ("Bobur", "Malika"):
        assert debates(cast, name=name, turn="1").status_code == 403
    add(cast, kind="debate", after=180)
    assert debates(cast, turn="1").status_code == 303
