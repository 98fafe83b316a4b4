"""What people wrote on pages leaves in a folder that imports, and nothing is only carried along."""

from functools import partial

import pytest

from camp.core.models import Camp
from camp.core.rules import Role
from camp.jury import panel, service
from camp.mentoring.models import Mentor
from camp.people.models import Participant
from camp.projects.budget import add_up
from camp.projects.models import Draft, Submission
from tests.again import again
from tests.folder.road import kept, there_and_back
from tests.grants.court import Court

LINES = [
    {"category": "equipment", "item": "Glove", "quantity": 3, "unit_cost": 0.1},
    {"category": "travel", "item": "Bus", "quantity": 2, "unit_cost": 0.1,
     "own_contribution": 0.05},
]  # fmt: skip
PROJECT = {
    "title": "Kaft, the glove", "one_liner": "A glove that speaks", "problem": "Nobody hears.",
    "gloss": "A glove that speaks for those who sign.",
    "beneficiaries": 30, "who": "Pupils", "solution": "A glove", "tested": "Twice",
    "risks": "Rain", "milestones": [{"title": "First glove", "due": "2027-06-01"}],
    "budget": {"currency": "USD", "rate": 12_700.5, "rate_date": "2027-04-01", "lines": LINES},
}  # fmt: skip


def test_a_camp_with_neither_programme_nor_rubric(cast, elsewhere, tmp_path, clock):
    cast.db.write(
        lambda session: session.add(Mentor(camp_id=cast.camp.id, person_id=cast.id("Malika")))
    )

    before, after = there_and_back(cast.db, cast.slug, elsewhere, tmp_path, clock)

    assert after == before
    assert (before["programme"]["name"], before["rubric"]) == ("", {})
    assert [one["name"] for one in before["mentors"]] == ["Malika"]
    assert kept(elsewhere) == {}


@pytest.mark.parametrize("phase", ["checkin", "jury", "deliberation"])
def test_a_jury_that_was_called_before_its_rubric(cast, elsewhere, tmp_path, clock, phase):
    cast.db.write(
        partial(
            service.appoint_juror, camp_id=cast.camp.id, person_id=cast.id("Jasur"),
            organisation="Library", role="juror", seat=1, by=cast.id("Aziza"), now=clock(),
        )
    )  # fmt: skip
    cast.move(phase)

    before, after = there_and_back(cast.db, cast.slug, elsewhere, tmp_path, clock)

    assert after == before
    assert [one["name"] for one in before["jurors"]["jurors"]] == ["Jasur"]
    assert kept(elsewhere) == {}


def test_a_budget_of_many_digits_adds_up_here_and_there(app, clock, elsewhere, tmp_path):
    court = again(Court, app, clock, is_closed=False)
    court.move("build")
    lines = [
        {"category": "materials", "item": "Cloth", "quantity": 0.3333333333, "unit_cost": 12345679},
        {"category": "travel", "item": "Bus", "quantity": 0.6666666667, "unit_cost": 7654321},
    ]  # fmt: skip
    budget = {"currency": "UZS", "lines": lines}
    sent = court.program("Bobur").put(
        f"/teams/{court.teams['Kaft']}/submission", {**PROJECT, "budget": budget}
    )
    assert sent.status_code == 200, sent.json

    before, after = there_and_back(court.db, court.slug, elsewhere, tmp_path, clock)

    assert after == before
    with elsewhere.read() as session:
        camp = session.query(Camp).one()
        bodies = [one.body["budget"] for one in session.query(Submission)]
        made = [add_up(one, camp).lines[1].item for one in bodies if one.get("lines")]
        assert set(made) == {"Bus"}


def test_a_project_goes_with_its_words_its_draft_and_its_budget(app, clock, elsewhere, tmp_path):
    court = again(Court, app, clock, is_closed=False)
    court.move("build")
    team, bobur = court.teams["Kaft"], court.program("Bobur")
    assert bobur.put(f"/teams/{team}/submission", PROJECT).status_code == 200
    changed = bobur.put(f"/teams/{team}/draft/solution", {"revision": 1, "tested": "Three times"})
    assert changed.status_code == 200

    before, after = there_and_back(court.db, court.slug, elsewhere, tmp_path, clock)

    assert after == before
    assert kept(elsewhere) == {}
    (told,) = [one for one in before["teams"] if one["name"] == "Kaft"]
    assert told["budget"]["requested"] == 0.45
    there = []
    for database in (court.db, elsewhere):
        with database.read() as session:
            last = session.query(Submission).filter_by(version=2).one()
            draft = session.query(Draft).one()
            words = [
                {name: said for name, said in body.items() if name != "budget" and name[0] != "_"}
                for body in (last.body, draft.body)
            ]
            there.append((last.ask, words, draft.body["budget"], last.body["budget"]["rate"]))
    assert there[0] == there[1]
    assert there[0][1][0] == {name: PROJECT[name] for name in PROJECT if name != "budget"}


def test_who_stands_in_and_who_read_how_the_jury_works(app, clock, elsewhere, tmp_path):
    court = again(Court, app, clock, is_closed=False)
    court.add("Zilola", Role.SECRETARY)
    court.jurors["Zilola"] = court._seat("Zilola", "reserve", 5)
    court.do(panel.brief_juror, person_id=court.id("Jasur"))
    court.do(
        panel.seat_reserve, juror="Nodir", from_team=court.teams["Yoʻlchi"], by=court.id("Kamol"),
    )  # fmt: skip

    before, after = there_and_back(court.db, court.slug, elsewhere, tmp_path, clock)

    assert after == before
    assert kept(elsewhere) == {}
    jurors = before["jurors"]
    assert (jurors["reserve"]["name"], jurors["reserve"]["seated_from"]) == ("Nodir", 2)
    assert [one["name"] for one in jurors["further_reserve"]] == ["Zilola"]
    assert [one["name"] for one in jurors["jurors"] if "briefed_at" in one] == ["Jasur"]


def test_a_year_of_birth_alone_still_asks_for_a_guardian(cast, elsewhere, tmp_path, clock):
    cast.add("Kamron", Role.PARTICIPANT, birth_year=2011)
    cast.db.write(
        lambda session: session.query(Participant).update(
            {"motivation": "I build things.", "looks_for": "A designer"}
        )
    )

    before, after = there_and_back(cast.db, cast.slug, elsewhere, tmp_path, clock)

    assert after == before
    assert kept(elsewhere) == {}
    with elsewhere.read() as session:
        (one,) = [one for one in session.query(Participant) if one.person.name == "Kamron"]
        assert one.person.is_minor_on(clock().date())
        assert (one.motivation, one.looks_for) == ("I build things.", "A designer")
