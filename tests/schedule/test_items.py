"""The schedule: what stands on it, what is on now, and who keeps it."""

from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import event

from camp.core.errors import Invalid
from camp.schedule import queries, service
from tests.cast import NOON


def add(cast, title="Opening", after=0, minutes=30, kind="plenary", **kwargs):
    starts = NOON + timedelta(minutes=after)
    return cast.db.write(
        partial(
            service.add_item,
            camp_id=cast.camp.id, kind=kind, title=title, room="Hall",
            starts_at=starts, ends_at=starts + timedelta(minutes=minutes),
            by=cast.id("Aziza"), now=cast.clock(), **kwargs,
        )
    )  # fmt: skip


def now_and_next(cast):
    with cast.db.read() as session:
        present, upcoming = queries.now_and_next(session, cast.camp.id, cast.clock())
    return present and present.title, [item.title for item in upcoming]


def test_an_item_sent_twice_stands_there_once(cast):
    assert add(cast).id == add(cast).id

    assert [one["title"] for one in cast.program(None).get(f"/camps/{cast.slug}/items").json] == [
        "Opening"
    ]


def test_now_and_next_follow_the_clock(cast):
    add(cast, "Opening", 0, 30)
    add(cast, "Training", 30, 60)
    add(cast, "Mentors", 45, 60)
    add(cast, "Dinner", 120, 60)

    assert now_and_next(cast) == ("Opening", ["Training", "Mentors"])
    cast.clock.pass_(minutes=30)
    assert now_and_next(cast) == ("Training", ["Mentors", "Dinner"])
    cast.clock.pass_(minutes=20)
    assert now_and_next(cast) == ("Mentors", ["Dinner"])
    cast.clock.pass_(minutes=60)
    assert now_and_next(cast) == (None, ["Dinner"])
    cast.clock.pass_(hours=5)
    assert now_and_next(cast) == (None, [])


def test_an_end_before_the_start_is_refused(cast):
    with pytest.raises(Invalid) as refused:
        add(cast, minutes=-1)

    assert list(refused.value.facts["fields"]) == ["ends_at"]


def test_a_deadline_is_a_moment(cast):
    item = add(cast, "Submission deadline", minutes=0)

    assert item.starts_at == item.ends_at


def test_an_item_changes_and_is_dropped_once(cast):
    item = add(cast, titles={"ru": "Открытие"})
    organiser = cast.program("Aziza")
    path = f"/camps/{cast.slug}/items/{item.id}"
    body = {
        "kind": "plenary", "title": "Grand opening", "room": "Foyer",
        "starts_at": "2027-04-16T15:00:00+05:00", "ends_at": "2027-04-16T16:00:00+05:00",
    }  # fmt: skip

    changed = organiser.put(path, body)
    again = organiser.put(path, body)
    dropped = organiser.delete(path)
    dropped_again = organiser.delete(path)

    assert changed.json == again.json
    assert (changed.json["title"], changed.json["titles"]) == ("Grand opening", {"ru": "Открытие"})
    assert (dropped.status_code, dropped_again.status_code) == (204, 204)
    assert organiser.get(f"/camps/{cast.slug}/items").json == []
    assert organiser.put(path, body).json["type"] == "/problems/not-found"


def test_an_item_of_another_camp_is_out_of_reach(cast, app, clock):
    from tests.cast import Cast

    other = Cast(app, clock)
    item = add(other)

    answer = cast.program("Aziza").put(
        f"/camps/{cast.slug}/items/{item.id}",
        {
            "kind": "plenary", "title": "Mine now",
            "starts_at": "2027-04-16T15:00:00+05:00", "ends_at": "2027-04-16T16:00:00+05:00",
        },
    )  # fmt: skip
    cast.program("Aziza").delete(f"/camps/{cast.slug}/items/{item.id}")

    assert answer.json["type"] == "/problems/not-found"
    assert [one["title"] for one in other.program(None).get(f"/camps/{other.slug}/items").json] == [
        "Opening"
    ]


def test_the_desk_takes_times_in_the_camps_zone(cast):
    desk = f"/camps/{cast.slug}/schedule/desk"
    form = {
        "title": "Ochilish", "kind": "plenary", "room": "Katta zal", "title_ru": "Открытие",
        "starts_at": "2027-04-16T15:00", "ends_at": "2027-04-16T15:30",
    }  # fmt: skip
    organiser = cast.browser("Aziza")

    answer = cast.form(organiser, f"/camps/{cast.slug}/schedule/items", form, back=desk)

    assert (answer.status_code, answer.location) == (303, desk)
    with cast.db.read() as session:
        (item,) = queries.items(session, cast.camp.id)
    assert item.starts_at == NOON + timedelta(hours=1)
    assert item.titles == {"ru": "Открытие"}
    page = organiser.get(f"{desk}/{item.id}").text
    assert 'value="2027-04-16T15:00"' in page
    assert 'value="Открытие"' in page


def test_a_refused_item_comes_back_with_what_was_typed(cast):
    desk = f"/camps/{cast.slug}/schedule/desk"
    form = {
        "title": "Ochilish", "kind": "plenary",
        "starts_at": "2027-04-16T15:30", "ends_at": "2027-04-16T15:00",
    }  # fmt: skip

    answer = cast.form(cast.browser("Aziza"), f"/camps/{cast.slug}/schedule/items", form, back=desk)

    assert answer.status_code == 422
    assert 'value="Ochilish"' in answer.text
    assert "The end comes before the start." in answer.text


@pytest.mark.parametrize("name", ["Rustam", "Bobur", "Malika", "Sardor"])
def test_only_organisers_write_the_schedule(cast, name):
    item = add(cast)

    answer = cast.program(name).delete(f"/camps/{cast.slug}/items/{item.id}")

    assert answer.json["type"] == "/problems/forbidden"


def test_visitors_read_the_schedule_and_not_the_desk(cast):
    add(cast, "Ochilish")
    visitor = cast.browser()

    assert "Ochilish" in visitor.get(f"/camps/{cast.slug}/schedule").text
    assert visitor.get(f"/camps/{cast.slug}/schedule/desk").status_code == 302


def test_the_desk_asks_the_same_number_of_questions_for_one_and_three_items(cast):
    organiser = cast.browser("Aziza")
    asked = []
    event.listen(cast.db.engine, "before_cursor_execute", lambda *_: asked.append(1))

    def count():
        asked.clear()
        assert organiser.get(f"/camps/{cast.slug}/schedule/desk").status_code == 200
        return len(asked)

    add(cast, "One")
    count()
    one = count()
    add(cast, "Two", 60)
    add(cast, "Three", 120)
    assert count() == one
