"""What is pushed is what a reload shows, and only to those who may watch."""

import pytest

from camp.jury import panel, rounds


def told(bench, phone, topic):
    return [news for name, news in bench.heard(phone) if name == topic]


@pytest.mark.parametrize(
    ("name", "topic", "path"),
    [
        ("Kamol", "round:{id}:progress", "/rounds/{id}/progress"),
    ],
)
def test_a_push_equals_a_reload(bench, name, topic, path):
    names = {"id": bench.round_id, "slug": bench.slug}
    topic, path = topic.format(**names), path.format(**names)
    phone = bench.phone(name, topic)
    bench.cast("Jasur", "Kaft")
    bench.do(rounds.start_slot, team="Kaft", by=bench.id("Kamol"))

    news = told(bench, phone, topic)[-1]
    reload = bench.browser(name).get(path)
    assert news["html"][path] == reload.text
    assert news["seq"] == int(reload.headers["Camp-Seq"])


@pytest.mark.parametrize(
    ("name", "topic", "path"),
    [
        ("Kamol", "round:{id}:standings", "/rounds/{id}/standings/table"),
        ("Jasur", "round:{id}", "/rounds/{id}/mine"),
    ],
)
def test_of_personal_pieces_only_the_number_is_told(bench, name, topic, path):
    names = {"id": bench.round_id}
    topic, path = topic.format(**names), path.format(**names)
    phone = bench.phone(name, topic)
    bench.cast("Jasur", "Kaft")
    bench.do(rounds.start_slot, team="Kaft", by=bench.id("Kamol"))

    news = told(bench, phone, topic)[-1]
    reload = bench.browser(name).get(path)
    assert news["html"] == {}
    assert (reload.status_code, news["seq"]) == (200, int(reload.headers["Camp-Seq"]))


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("Bobur", "round:{id}"),
        ("Projector", "round:{id}:progress"),
        ("Jasur", "round:{id}:progress"),
        ("Bobur", "round:{id}:standings"),
        ("Malika", "round:{id}:standings"),
        ("Projector", "round:{id}:standings"),
        ("Bobur", "stage:{slug}"),
        (None, "round:{id}:standings"),
    ],
)
def test_who_may_not_watch_is_told_so(bench, name, topic):
    topic = topic.format(id=bench.round_id, slug=bench.slug)

    assert bench.phone(name).emit("watch", topic, callback=True) == {"error": "forbidden"}


def test_a_draft_moves_the_matrix_alone(bench):
    standings, stage = f"round:{bench.round_id}:standings", f"stage:{bench.slug}"
    phone = bench.phone("Kamol", standings, stage, f"round:{bench.round_id}:progress")
    bench.cast("Jasur", "Kaft", state="draft")

    assert [name for name, _ in bench.heard(phone)] == [f"round:{bench.round_id}:progress"]


def test_the_matrix_shows_every_state(bench):
    bench.cast("Jamila", "Kaft")
    bench.cast("Jasur", "Kaft", state="draft")
    bench.do(panel.declare_conflict, juror="Lobar", team="Kaft", kind="other", text="", by="x")
    bench.do(
        panel.note_absence, juror="Lobar", team_ids=[bench.teams["Yoʻlchi"]], reason="", by="x"
    )
    html = bench.browser("Kamol").get(bench.url("/progress")).text

    states = {
        state: html.count(f'data-state="{state}"')
        for state in ("submitted", "draft", "recused", "absent", "not_yet")
    }
    assert states == {"submitted": 1, "draft": 1, "recused": 1, "absent": 1, "not_yet": 5}
