"""A mentor's note: what it says, who reads it, and what it means for the jury."""

import pytest
from sqlalchemy import event

from camp.core.errors import Invalid, NotFound
from camp.mentoring import queries
from camp.mentoring.models import Feedback
from camp.mentoring.rules import NoteWritten, VisitOver, VisitTaken
from tests.mentoring.hall import NOTE


def kept(cast):
    with cast.db.read() as session:
        return session.query(Feedback).filter_by(camp_id=cast.camp.id).all()


def test_a_program_writes_a_note_as_the_contract_says(hall, cast):
    answer = cast.program("Malika").post(f"/teams/{hall.saksovul.id}/feedback", NOTE)

    assert answer.status_code == 201
    assert {name: answer.json[name] for name in NOTE} == NOTE
    assert answer.json["team"] == hall.saksovul.id
    read = cast.program("Bobur").get(f"/teams/{hall.saksovul.id}/feedback").json
    assert [one["id"] for one in read] == [answer.json["id"]]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("light", "blue"), ("works", "x" * 301), ("risk", "x" * 301), ("next_step", "x" * 301),
        ("minutes", -1), ("minutes", "25"), ("materially_helped", "yes"),
    ],
)  # fmt: skip
def test_a_note_that_says_too_much_is_refused(hall, cast, field, value):
    answer = cast.program("Malika").post(
        f"/teams/{hall.saksovul.id}/feedback", {**NOTE, field: value}
    )

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/invalid")
    assert list(answer.json["fields"]) == [field]


def test_the_verb_refuses_what_no_schema_has_read(hall):
    with pytest.raises(Invalid) as refused:
        hall.note(hall.saksovul, "Malika", light="", works="x" * 301, minutes=241)

    assert sorted(refused.value.facts["fields"]) == ["light", "minutes", "works"]


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("Bobur", 200), ("Laylo", 200), ("Malika", 200), ("Bahrom", 200), ("Aziza", 200),
        ("Olim", 200), ("Dilnoza", 403), ("Jasur", 403), ("Jamila", 403), ("Kamol", 403),
        ("Rustam", 403), ("Shoira", 403), ("Nodira", 403), ("Sardor", 403), (None, 401),
    ],
)  # fmt: skip
def test_team_mentors_organisers_and_officer_read_notes_and_nobody_else(hall, cast, name, status):
    hall.note(hall.saksovul, "Malika")

    answer = cast.program(name).get(f"/teams/{hall.saksovul.id}/feedback")
    page = cast.browser(name).get(f"/camps/{cast.slug}/mentoring/teams/{hall.saksovul.id}")
    piece = cast.browser(name).get(f"/teams/{hall.saksovul.id}/mentoring/notes")

    assert answer.status_code == status
    reads = status == 200
    assert (page.status_code == 200) == reads
    assert (NOTE["risk"] in piece.text) == reads


@pytest.mark.parametrize("name", ["Bobur", "Aziza", "Jasur", "Olim"])
def test_only_mentors_write_notes(hall, cast, name):
    answer = cast.program(name).post(f"/teams/{hall.saksovul.id}/feedback", NOTE)

    assert answer.json["type"] == "/problems/forbidden"
    assert kept(cast) == []


def test_who_left_the_team_reads_its_notes_no_more(hall, cast, clock):
    from camp.teams.models import Seat

    participant = cast.participant("Laylo")
    cast.db.write(
        lambda session: (
            session.query(Seat)
            .filter_by(participant_id=participant.id)
            .update({"left_at": clock()})
        )
    )

    assert cast.program("Laylo").get(f"/teams/{hall.saksovul.id}/feedback").status_code == 403


def test_a_visit_has_one_note_and_writing_it_ends_the_visit(hall, cast):
    visit = hall.call(hall.saksovul, "Bobur")
    hall.start(visit, "Malika")

    first = hall.note(hall.saksovul, "Malika", visit_id=visit.id)
    again = hall.note(hall.saksovul, "Malika", visit_id=visit.id)

    assert first.id == again.id
    with pytest.raises(NoteWritten):
        hall.note(hall.saksovul, "Malika", visit_id=visit.id, light="red")
    with cast.db.read() as session:
        assert queries.visit_of(session, cast.camp.id, visit.id).state == "done"
        mentor = queries.mentor_of(session, cast.camp.id, cast.id("Malika"))
        assert queries.unwritten(session, mentor.id) == []


def test_a_note_is_on_ones_own_visit(hall):
    visit = hall.call(hall.saksovul, "Bobur")
    with pytest.raises(VisitOver):
        hall.note(hall.saksovul, "Malika", visit_id=visit.id)

    hall.start(visit, "Malika")
    with pytest.raises(VisitTaken):
        hall.note(hall.saksovul, "Bahrom", visit_id=visit.id)
    with pytest.raises(NotFound):
        hall.note(hall.havo, "Malika", visit_id=visit.id)


def test_material_help_names_who_must_not_score_whom(hall, cast):
    hall.note(hall.saksovul, "Malika", materially_helped=True)
    hall.note(hall.saksovul, "Malika")
    hall.note(hall.havo, "Bahrom")

    with cast.db.read() as session:
        assert queries.helped(session, cast.camp.id) == {(cast.id("Malika"), hall.saksovul.id)}


def test_the_teams_opening_of_its_notes_is_kept_once(hall, cast, clock):
    hall.note(hall.saksovul, "Malika")
    cast.browser("Bahrom").get(f"/camps/{cast.slug}/mentoring/teams/{hall.saksovul.id}")
    assert [note.seen_at for note in kept(cast)] == [None]

    opened = clock()
    for _ in range(2):
        page = cast.browser("Bobur").get(f"/camps/{cast.slug}/mentoring/team")
        clock.pass_(minutes=5)

    assert NOTE["next_step"] in page.text
    assert [note.seen_at for note in kept(cast)] == [opened]


def test_a_mentors_evening_on_a_phone(hall, cast, clock):
    root = f"/camps/{cast.slug}/mentoring"
    bobur, malika = cast.browser("Bobur"), cast.browser("Malika")

    cast.form(bobur, f"{root}/team/visits", {"topic": "Is it enough?"}, back=f"{root}/team")
    assert "Go to Saksovul" in malika.get(root).text
    cast.form(malika, f"{root}/next", back=root)
    assert "Malika is with you" in bobur.get(f"{root}/team").text
    clock.pass_(minutes=17, seconds=10)
    with cast.db.read() as session:
        mentor = queries.mentor_of(session, cast.camp.id, cast.id("Malika"))
        visit = queries.present(session, mentor.id).visit
    done = cast.form(malika, f"{root}/visits/{visit.id}/end", back=root)
    page = malika.get(done.location).text
    form = {name: str(value) for name, value in NOTE.items()} | {"materially_helped": "no"}
    refused = cast.form(malika, done.location, {**form, "light": ""}, back=done.location)
    sent = cast.form(malika, done.location, form, back=done.location)

    assert done.location == f"{root}/visits/{visit.id}/note"
    assert 'value="18"' in page
    assert refused.status_code == 422
    assert NOTE["risk"] in refused.text
    assert sent.location == root
    assert NOTE["risk"] in bobur.get(f"{root}/team").text
    assert [note.visit_id for note in kept(cast)] == [visit.id]


def test_the_form_asks_whether_the_mentor_helped_materially(hall, cast):
    place = f"/camps/{cast.slug}/mentoring/teams/{hall.saksovul.id}/note"
    form = {"light": "green", "works": "Much", "minutes": "20"}

    answer = cast.form(cast.browser("Malika"), place, form)

    assert answer.status_code == 422
    assert kept(cast) == []


def test_another_mentors_note_form_is_shut(hall, cast):
    visit = hall.call(hall.saksovul, "Bobur")
    hall.start(visit, "Malika")
    place = f"/camps/{cast.slug}/mentoring/visits/{visit.id}/note"

    assert cast.browser("Bahrom").get(place).status_code == 403
    assert cast.browser("Malika").get(place).status_code == 200


def test_notes_ask_the_same_number_of_questions_for_one_and_three(hall, cast):
    browser = cast.browser("Malika")
    asked = []
    event.listen(cast.db.engine, "before_cursor_execute", lambda *_: asked.append(1))

    def count():
        asked.clear()
        page = browser.get(f"/camps/{cast.slug}/mentoring/teams/{hall.saksovul.id}")
        assert page.status_code == 200
        return len(asked)

    hall.note(hall.saksovul, "Malika")
    count()
    one = count()
    hall.note(hall.saksovul, "Bahrom")
    hall.note(hall.saksovul, "Bahrom", light="red")
    assert count() == one
