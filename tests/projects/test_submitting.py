"""Handing in: versions, the server's clock, the grace, acceptance and who may read."""

from datetime import timedelta
from uuid import uuid4

import pytest

from camp.core.ids import new_id
from camp.mentoring.models import Mentor, Visit
from camp.people.models import Person
from camp.projects import queries
from camp.projects.models import Submission
from camp.teams.models import Team
from tests.teams.scenes import slug_of, team

LINES = [{"category": "equipment", "item": "Kits", "quantity": 5, "unit_cost": 4_000_000}]
BODY = {
    "title": "Kaft", "one_liner": "Signs for all", "problem": "No interpreters",
    "beneficiaries": 140, "solution": "A bot", "tested": "Ten people", "risks": "Time",
    "milestones": [{"title": "Sixty videos", "due": "2027-06-01"}],
    "budget": {"currency": "UZS", "lines": LINES},
}  # fmt: skip


def submit(cast, name, team_id, body=BODY, **kwargs):
    return cast.program(name).put(f"/teams/{team_id}/submission", body, **kwargs)


def accept(cast, name, team_id, reason="the network was down"):
    return cast.program(name).put(f"/teams/{team_id}/submission/acceptance", {"reason": reason})


def versions(cast, team_id):
    with cast.db.read() as session:
        found = session.query(Submission).filter_by(team_id=team_id).order_by(Submission.version)
        return [(one.version, one.is_late, one.counts) for one in found]


def counted(cast, team_id):
    with cast.db.read() as session:
        one = queries.counted(session, team_id)
        return one.version if one else None


def test_a_version_is_kept_with_its_sums(cast, team_id):
    made = submit(cast, "Bobur", team_id, {**BODY, "saved_at": "2027-04-16T13:58:00+05:00"})

    assert made.status_code == 200
    assert (made.json["version"], made.json["late"], made.json["counts"]) == (1, False, True)
    assert (made.json["ask"], made.json["ask_within_limits"]) == (20_000_000_00, True)
    assert made.json["saved_at"] == "2027-04-16T08:58:00+00:00"
    assert made.json["received_at"] == "2027-04-16T09:00:00+00:00"
    assert made.json["body"]["budget"]["requested"] == 20_000_000


def test_a_gloss_is_shown_to_who_reads_another_language_and_to_the_team(cast, team_id):
    gloss = "Sixty videos in sign language."
    cast.db.write(
        lambda session: setattr(session.get_one(Person, cast.id("Bobur")), "language", "uz")
    )
    submit(cast, "Bobur", team_id, {**BODY, "gloss": gloss})
    page = cast.browser("Bobur").get(f"/camps/{cast.slug}/project/problem").text
    assert f">{gloss}</textarea>" in page

    def reads(name, language):
        client = cast.browser(name)
        client.set_cookie("camp_language", language)
        return f'lang="en">{gloss}' in client.get(f"/teams/{team_id}/submission").text

    assert [reads("Olim", "en"), reads("Olim", "ru"), reads("Olim", "uz")] == [True, True, False]
    assert reads("Bobur", "uz")


def test_a_gloss_has_an_end(cast, team_id):
    answer = submit(cast, "Bobur", team_id, {**BODY, "gloss": "a" * 601})

    assert (answer.status_code, list(answer.json["fields"])) == (422, ["gloss"])


@pytest.mark.parametrize("days", [-1, 1])
def test_the_clock_of_a_phone_decides_nothing(cast, team_id, days):
    cast.program("Bobur").put(f"/teams/{team_id}/draft/solution", {"solution": "x", "revision": 0})
    tapped = cast.clock.now + timedelta(days=days)
    browser, back = cast.browser("Bobur"), f"/camps/{cast.slug}/project"

    cast.form(browser, f"/teams/{team_id}/submission", {"saved_at": tapped.isoformat()}, back=back)

    assert versions(cast, team_id) == [(1, False, True)]
    page = browser.get(f"/teams/{team_id}/submission").text
    assert "The device's clock said 14:00." in page.replace("&#39;", "'")


def test_sent_twice_is_one_version_and_a_change_is_the_next(cast, team_id):
    key = str(uuid4())

    twice = [submit(cast, "Bobur", team_id, key=key).json for _ in range(2)]
    submit(cast, "Bobur", team_id)
    submit(cast, "Bobur", team_id, {**BODY, "risks": "Rain"})

    assert twice[0] == twice[1]
    assert versions(cast, team_id) == [(1, False, True), (2, False, True)]
    assert counted(cast, team_id) == 2


def test_inside_the_grace_it_is_late_and_counts_once_accepted(cast, team_id, clock):
    submit(cast, "Bobur", team_id)
    clock.pass_(minutes=62)
    late = submit(
        cast, "Bobur", team_id, {**BODY, "risks": "Rain", "saved_at": "2027-04-16T14:48:00+05:00"}
    )
    before = counted(cast, team_id)

    denied = [accept(cast, name, team_id).status_code for name in ("Bobur", "Rustam", "Kamol")]
    empty = cast.program("Aziza").put(f"/teams/{team_id}/submission/acceptance", {"reason": ""})
    accepted = [accept(cast, "Aziza", team_id).json for _ in range(2)]

    assert (late.status_code, late.json["late"], late.json["counts"]) == (200, True, False)
    assert before == 1
    assert (denied, empty.status_code) == ([403, 403, 403], 422)
    assert [one["counts"] for one in accepted] == [True, True]
    assert counted(cast, team_id) == 2


@pytest.mark.parametrize(("minutes", "status"), [(60, 200), (70, 200), (70.02, 409), (600, 409)])
def test_the_servers_clock_decides(cast, team_id, clock, minutes, status):
    clock.pass_(minutes=minutes)

    sent = submit(cast, "Bobur", team_id, {**BODY, "saved_at": "2027-04-16T13:00:00+05:00"})

    assert sent.status_code == status
    if status == 409:
        assert slug_of(sent) == "deadline-passed"
    else:
        assert sent.json["late"] is (minutes > 60)


def test_nothing_late_is_nothing_to_accept(cast, team_id):
    submit(cast, "Bobur", team_id)

    refused = accept(cast, "Aziza", team_id)

    assert (refused.status_code, slug_of(refused)) == (409, "nothing-late")


def test_before_the_build_nothing_is_handed_in(cast, team_id):
    cast.move("forming")

    sent = submit(cast, "Bobur", team_id)

    assert (sent.status_code, slug_of(sent)) == (409, "gate-closed")


@pytest.mark.parametrize(
    "wrong",
    [
        {"beneficiaries": "140"}, {"other": 1}, {"milestones": ["x"]},
        {"budget": {"lines": [{"item": "x", "quantity": 2, "unit_cost": 5, "total": 11}]}},
    ],
)  # fmt: skip
def test_values_of_another_shape_are_refused(cast, team_id, wrong):
    sent = submit(cast, "Bobur", team_id, {**BODY, **wrong})

    assert (sent.status_code, slug_of(sent)) == (422, "invalid")
    assert versions(cast, team_id) == []


def test_an_empty_project_is_not_handed_in(cast, team_id):
    assert submit(cast, "Bobur", team_id, {}).status_code == 422


def test_a_form_hands_in_the_draft(cast, team_id):
    browser = cast.browser("Bobur")
    draft = {"revision": 0, "solution": "A bot"}
    cast.program("Bobur").put(f"/teams/{team_id}/draft/solution", draft)

    cast.form(browser, f"/teams/{team_id}/submission", {"x": ""})

    page = browser.get(f"/camps/{cast.slug}/project").text
    assert "Version 1 is in, 14:00." in page
    assert "Submit version 2" in page
    assert versions(cast, team_id) == [(1, False, True)]


def test_who_may_read_and_the_jury_only_after_the_freeze(cast, team_id, friend):
    submit(cast, "Bobur", team_id)
    path = f"/teams/{team_id}/submission"
    names = ("Bobur", friend, "Aziza", "Kamol", "Olim", "Jasur", "Jamila", "Dilnoza", "Malika")

    def reads(phase):
        cast.move(phase)
        return [cast.program(name).get(path).status_code for name in names]

    assert reads("build") == [200, 200, 200, 200, 200, 403, 403, 403, 403]
    assert reads("locked") == [200, 200, 200, 200, 200, 200, 200, 403, 403]
    assert cast.browser("Jasur").get(path).status_code == 200
    assert cast.browser("Dilnoza").get(path).status_code == 403
    assert cast.program(None).get(path).status_code == 401


def test_a_mentor_who_was_with_the_team_reads_what_it_hands_in(cast, team_id):
    submit(cast, "Bobur", team_id)
    path = f"/teams/{team_id}/submission"

    def help_them(session):
        mentor = Mentor(id=new_id(), camp_id=cast.camp.id, person_id=cast.id("Malika"))
        session.add(mentor)
        session.flush()
        session.add(
            Visit(
                id=new_id(),
                camp_id=cast.camp.id,
                team_id=team_id,
                mentor_id=mentor.id,
                asked_at=cast.clock(),
                started_at=cast.clock(),
            )
        )

    before = cast.program("Malika").get(path).status_code
    cast.db.write(help_them)

    assert (before, cast.program("Malika").get(path).status_code) == (403, 200)


def test_asks_are_those_of_the_versions_that_count(cast, team_id, clock):
    cast.move("forming")
    other = team(cast, "Dilnoza", "Boshqa")
    cast.move("build")
    submit(cast, "Bobur", team_id)
    clock.pass_(minutes=61)
    more = [{**LINES[0], "quantity": 6}]
    submit(cast, "Bobur", team_id, {**BODY, "budget": {"lines": more}})
    submit(cast, "Dilnoza", other)

    with cast.db.read() as session:
        assert queries.asks(session, cast.camp.id) == {team_id: 20_000_000_00}


@pytest.mark.parametrize("title", ["Kaft", "Signs for all"])
def test_the_head_of_a_submission_says_the_teams_name_once(cast, team_id, title):
    submit(cast, "Bobur", team_id, {**BODY, "title": title})
    page = cast.browser("Bobur").get(f"/teams/{team_id}/submission").text
    head = page.partition('<div class="top__title">')[2].partition("</div>")[0]

    with cast.db.read() as session:
        name = session.get(Team, team_id).name
    assert head.count(title) == 1
    assert head.count(name) == 1
