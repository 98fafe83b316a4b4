"""Appeals: for one's own team, inside the window, answered once and in writing."""

import pytest

from camp.core.errors import Forbidden, GateClosed, Invalid
from camp.grants import appeals, publishing
from camp.grants.models import Appeal
from camp.grants.rules import AnsweredAlready, NotPublished, WindowClosed

TEXT = "Our third ballot is missing from the sum."
ANSWER = "Not upheld: the tie rule was published before the submissions."


@pytest.fixture
def open_court(court):
    court.publish()
    court.move("appeals")
    return court


def appeal(court, *, by="Bobur", team="Kaft", ground="arithmetic", text=TEXT):
    return court.run(
        appeals.make_appeal, by=by, team_id=court.teams[team], ground=ground, text=text
    )


def answer(court, appeal_id, *, outcome="not_upheld", words=ANSWER):
    return court.db.write(
        lambda session: appeals.answer_appeal(
            session, appeal_id=appeal_id, outcome=outcome, answer=words, by=court.id("Aziza"),
            now=court.clock(),
        )
    )  # fmt: skip


def test_an_appeal_waits_and_is_answered(open_court):
    made = appeal(open_court)
    with open_court.db.read() as session:
        assert publishing.open_appeals(session, open_court.camp.id) == 1

    done = answer(open_court, made.id)

    assert (done.outcome, done.answer) == ("not_upheld", ANSWER)
    with open_court.db.read() as session:
        assert publishing.open_appeals(session, open_court.camp.id) == 0


def test_the_same_appeal_twice_is_one(open_court):
    assert appeal(open_court).id == appeal(open_court).id
    with open_court.db.read() as session:
        assert session.query(Appeal).count() == 1


def test_the_same_answer_twice_is_one_and_another_is_refused(open_court):
    made = appeal(open_court)
    answer(open_court, made.id)
    answer(open_court, made.id)

    with pytest.raises(AnsweredAlready):
        answer(open_court, made.id, outcome="upheld")


def test_only_the_own_team_and_known_grounds(open_court):
    with pytest.raises(Forbidden):
        appeal(open_court, team="Yoʻlchi")
    with pytest.raises(Invalid):
        appeal(open_court, ground="judgement")
    with pytest.raises(Invalid):
        appeal(open_court, text="No.")


def test_the_window_is_72_hours_from_the_publication(open_court):
    open_court.clock.pass_(hours=72)
    appeal(open_court)
    open_court.clock.pass_(seconds=1)

    with pytest.raises(WindowClosed):
        appeal(open_court, ground="procedure")


def test_without_gate_or_publication_there_is_no_appeal(court):
    with pytest.raises(GateClosed):
        appeal(court)
    court.move("appeals")
    with pytest.raises(NotPublished):
        appeal(court)


def test_appeals_over_http(open_court):
    path = f"/camps/{open_court.slug}/appeals"
    sent = {"team": open_court.teams["Kaft"], "ground": "missed", "text": TEXT}

    made = open_court.program("Bobur").post(path, sent)
    assert (made.status_code, made.json["state"]) == (201, "waiting")
    one = f"/appeals/{made.json['id']}"
    said = {"outcome": "upheld", "answer": ANSWER}
    for name in ("Bobur", "Jasur", "Kamol", "Malika"):
        assert open_court.program(name).put(one, said).status_code == 403
    done = open_court.program("Jamila").put(one, said)

    assert (done.status_code, done.json["state"]) == (200, "upheld")
    assert open_court.program("Malika").post(path, sent).status_code == 403
    other = open_court.program("Dilnoza").post(path, sent)
    assert (other.status_code, other.json["type"]) == (403, "/problems/forbidden")


def test_the_team_writes_a_form_and_reads_the_answer_on_its_page(open_court):
    bobur, aziza = open_court.browser("Bobur"), open_court.browser("Aziza")
    mine = f"/camps/{open_court.slug}/results/mine"
    sent = open_court.form(bobur, f"{mine}/appeal", {"ground": "procedure", "text": TEXT})
    assert (sent.status_code, sent.location) == (303, mine)
    with open_court.db.read() as session:
        made = session.query(Appeal).one()

    assert TEXT in aziza.get(f"/camps/{open_court.slug}/appeals").text
    open_court.form(aziza, f"/appeals/{made.id}/answer", {"outcome": "upheld", "answer": ANSWER})

    assert ANSWER in bobur.get(mine).text


def test_a_refused_form_keeps_what_was_typed(open_court):
    bobur = open_court.browser("Bobur")
    page = f"/camps/{open_court.slug}/results/mine/appeal"

    refused = open_court.form(bobur, page, {"ground": "procedure", "text": "Too few"})

    assert refused.status_code == 422
    assert "Too few</textarea>" in refused.text
