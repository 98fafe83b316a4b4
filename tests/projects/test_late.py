"""What arrived within the grace: refused with a reason that the team reads, or accepted."""

import pytest

from camp.projects import queries
from tests.projects.test_submitting import BODY, counted, submit
from tests.teams.scenes import slug_of


@pytest.fixture
def late(cast, team_id, clock):
    """A version in time, and one that was tapped before the deadline and arrived after it."""
    submit(cast, "Bobur", team_id)
    clock.pass_(minutes=62)
    tapped = {**BODY, "risks": "Rain", "saved_at": "2027-04-16T14:48:00+05:00"}
    submit(cast, "Bobur", team_id, tapped)
    return f"/teams/{team_id}/submission"


def refuse(cast, late, name="Aziza", reason="The clock of the phone was wrong", **more):
    return cast.program(name).put(f"{late}/refusal", {"reason": reason, **more})


def test_a_refused_version_does_not_count_and_the_team_reads_why(cast, team_id, late):
    denied = [refuse(cast, late, name).status_code for name in ("Bobur", "Rustam", "Kamol")]
    empty = refuse(cast, late, reason="").status_code
    twice = [refuse(cast, late).json for _ in range(2)]

    assert (denied, empty) == ([403, 403, 403], 422)
    assert twice[0] == twice[1]
    told = {name: twice[0][name] for name in ("version", "late", "counts", "refused", "reason")}
    assert told == {
        "version": 2, "late": True, "counts": False, "refused": True,
        "reason": "The clock of the phone was wrong",
    }  # fmt: skip
    assert counted(cast, team_id) == 1
    pages = [f"/camps/{cast.slug}/project", late]
    shown = [cast.browser("Bobur").get(path).text for path in pages]
    for page in shown:
        assert "Version 2 is in, 15:02." in page
        assert "organisers refused it: The clock of the phone was wrong" in page
        assert "clock said 14:48." in page


def test_a_refused_version_may_be_accepted_after_all_and_not_the_other_way(cast, team_id, late):
    refuse(cast, late)
    accepted = cast.program("Aziza").put(f"{late}/acceptance", {"reason": "The router's log"})
    again = refuse(cast, late)

    assert (accepted.json["counts"], accepted.json["refused"]) == (True, False)
    assert accepted.json["reason"] == "The router's log"
    assert (again.status_code, slug_of(again)) == (409, "late-accepted")
    assert counted(cast, team_id) == 2


def test_nobody_decides_on_a_version_that_they_did_not_see(cast, team_id, late):
    submit(cast, "Bobur", team_id, {**BODY, "risks": "Snow"})

    stale = refuse(cast, late, version=2)
    accepted = cast.program("Aziza").put(f"{late}/acceptance", {"reason": "x", "version": 2})
    seen = refuse(cast, late, version=3)

    assert (stale.status_code, slug_of(stale)) == (409, "newer-version")
    assert (accepted.status_code, seen.status_code) == (409, 200)


def test_a_newer_version_than_a_refused_one_waits_for_its_own_word(cast, team_id, late):
    refuse(cast, late)
    submit(cast, "Bobur", team_id, {**BODY, "risks": "Snow"})

    with cast.db.read() as session:
        newest = queries.versions(session, team_id)[0]
        assert (newest.version, newest.counts, newest.is_refused) == (3, False, False)


def test_one_form_on_the_board_accepts_or_refuses_with_both_times_beside_it(cast, team_id, late):
    browser, board = cast.browser("Aziza"), f"/camps/{cast.slug}/projects"
    before = browser.get(board).text

    cast.form(browser, f"{late}/refusal", {"reason": "Too late", "version": "2"}, back=board)

    after = browser.get(board).text
    assert f'formaction="{late}/refusal"' in before
    assert ("15:02" in before, "14:48" in before) == (True, True)
    assert ("late, refused" in after, "Too late" in after) == (True, True)
    assert f'formaction="{late}/refusal"' not in after
