"""A volunteer's shift: planned, seen at the door, handed over once, its hours confirmed."""

from datetime import timedelta
from functools import partial

import pytest

from camp.checkin import service as door
from camp.core.errors import Invalid
from camp.core.rules import Role
from camp.volunteering import queries, service
from camp.volunteering.rules import NotYourShift, ShiftOver
from tests.cast import NOON


def plan(cast, name="Shoira", *, desk="Door", hours=(0, 3), by="Aziza"):
    return cast.db.write(
        partial(
            service.plan_shift, camp_id=cast.camp.id, person_id=cast.id(name), desk=desk,
            starts_at=NOON + timedelta(hours=hours[0]), ends_at=NOON + timedelta(hours=hours[1]),
            by=cast.id(by), now=cast.clock(),
        )
    )  # fmt: skip


def look(cast, name, desk="Door"):
    return cast.db.write(
        partial(
            door.check_in_person, camp_id=cast.camp.id, person_id=cast.id(name), station=desk,
            by=cast.id("Shoira"), now=cast.clock(),
        )
    )  # fmt: skip


def page(cast, path, name="Shoira"):
    return " ".join(cast.browser(name).get(f"/camps/{cast.slug}/{path}").text.split())


def test_the_door_says_which_shift_it_is_and_how_many_stand_there(cast):
    cast.add("Muzaffar", Role.VOLUNTEER)
    for name in ("Shoira", "Muzaffar"):
        plan(cast, name)

    assert "Door, 14:00–17:00, 2 people" in page(cast, "door?station=Door")
    assert "14:00–17:00" not in page(cast, "door?station=Door", "Aziza")


def test_the_piece_on_the_door_is_what_a_reload_shows(cast):
    topic = f"camp:{cast.slug}:door"
    phone = cast.phone("Shoira", topic)

    plan(cast)

    ((name, news),) = cast.heard(phone)
    reload = cast.browser("Shoira").get(f"/camps/{cast.slug}/door/shift")
    assert (name, news["seq"]) == (topic, int(reload.headers["Camp-Seq"]))
    assert "Door, 14:00–17:00, 1 person" in reload.text


def test_a_handover_keeps_the_counts_and_who_still_waits(cast):
    shift = plan(cast)
    cast.add("Kamron", Role.PARTICIPANT, birth_year=2011)
    look(cast, "Bobur")
    look(cast, "Kamron")
    cast.clock.pass_(hours=3)

    browser = cast.browser("Shoira")
    shown = page(cast, "shift")
    path = f"/camps/{cast.slug}/shift/{shift.id}/handover"
    answers = [cast.form(browser, path, {"note": "Kamron sits with Nodira."}) for _ in range(2)]

    assert "1 person came in here since 14:00" in shown
    assert [one.status_code for one in answers] == [303, 303]
    with cast.db.read() as session:
        (turn,) = queries.turns(session, cast.camp.id)
    kept = turn.handover
    assert (kept.came_in, kept.inside, kept.note) == (1, 1, "Kamron sits with Nodira.")
    assert kept.open_cases == {cast.id("Kamron"): "needs_guardian"}


def test_the_next_volunteer_reads_what_was_left(cast):
    shift = plan(cast)
    cast.add("Muzaffar", Role.VOLUNTEER)
    plan(cast, "Muzaffar", hours=(3, 6))
    _hand_over(cast, shift, note="The printer is out of paper.")

    assert "Shoira handed over at 14:00: The printer is out of paper." in " ".join(
        page(cast, "shift", "Muzaffar").split()
    )


def test_somebody_else_confirms_the_hours_and_the_last_word_counts(cast):
    shift = plan(cast)
    _hand_over(cast, shift)
    path = f"/camps/{cast.slug}/shifts/{shift.id}/hours"
    browser = cast.browser("Aziza")

    for minutes in ("180", "170", "170"):
        cast.form(browser, path, {"minutes": minutes})

    assert "2 h 50 min" in page(cast, "shift")
    assert "2 h 50 min" in page(cast, "shifts", "Aziza")


def test_nobody_hands_over_or_confirms_what_is_not_theirs(cast):
    shift = plan(cast)
    given = {"camp_id": cast.camp.id, "shift_id": shift.id, "now": cast.clock()}

    for verb, name in (
        (partial(service.hand_over, note=""), "Aziza"),
        (partial(service.confirm_hours, minutes=60), "Shoira"),
    ):
        with pytest.raises(NotYourShift):
            cast.db.write(partial(verb, by=cast.id(name), **given))
    assert cast.browser("Bobur").get(f"/camps/{cast.slug}/shift").status_code == 403
    assert cast.browser("Shoira").get(f"/camps/{cast.slug}/shifts").status_code == 403


def test_a_shift_planned_twice_is_one_and_one_that_was_ended_stays(cast):
    first, again, longer = plan(cast), plan(cast), plan(cast, hours=(0, 4))
    drop = partial(service.drop_shift, camp_id=cast.camp.id, by=cast.id("Aziza"))
    other = plan(cast, desk="Desk")

    for _ in range(2):
        cast.db.write(partial(drop, shift_id=other.id))
    _hand_over(cast, longer)

    assert first.id == again.id == longer.id
    with pytest.raises(ShiftOver):
        cast.db.write(partial(drop, shift_id=first.id))


@pytest.mark.parametrize(
    ("name", "hours"), [("Shoira", (3, 3)), ("Shoira", (0, 13)), ("Bobur", (0, 3))]
)
def test_a_shift_is_for_a_helper_and_ends_after_it_begins(cast, name, hours):
    with pytest.raises(Invalid):
        plan(cast, name, hours=hours)


def _hand_over(cast, shift, note=""):
    cast.db.write(
        partial(
            service.hand_over, camp_id=cast.camp.id, shift_id=shift.id, note=note,
            by=shift.person_id, now=cast.clock(),
        )
    )  # fmt: skip
