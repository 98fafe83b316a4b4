"""Drafts: saved by section with a revision, never over somebody else's words."""

from uuid import uuid4

import pytest

from tests.teams.scenes import slug_of


def save(cast, name, team_id, section, revision=0, **kwargs):
    key = kwargs.pop("key", None)
    path = f"/teams/{team_id}/draft/{section}"
    return cast.program(name).put(path, {"revision": revision, **kwargs}, key=key)


def test_a_section_is_saved_with_its_revision(cast, team_id):
    first = save(cast, "Bobur", team_id, "solution", solution="A bot")
    second = save(cast, "Bobur", team_id, "solution", 1, solution="A bot and a map")

    assert first.status_code == second.status_code == 200
    assert (first.json["revision"], second.json["revision"]) == (1, 2)
    assert second.json["fields"] == {"solution": "A bot and a map"}


def test_two_sections_do_not_disturb_each_other(cast, team_id, friend):
    save(cast, "Bobur", team_id, "solution", solution="A bot")

    assert save(cast, friend, team_id, "risks", risks="Rain").json["revision"] == 1


def test_a_stale_revision_is_refused_with_both_versions(cast, team_id, friend):
    save(cast, "Bobur", team_id, "solution", solution="A bot")

    stale = save(cast, friend, team_id, "solution", 0, solution="A map")

    assert (stale.status_code, slug_of(stale)) == (409, "stale-revision")
    assert stale.json["yours"] == {"fields": {"solution": "A map"}}
    assert stale.json["theirs"] == {"fields": {"solution": "A bot"}, "revision": 1}


def test_equal_content_at_a_stale_revision_is_fine_and_twice_is_once(cast, team_id, friend):
    key = str(uuid4())
    twice = [
        save(cast, "Bobur", team_id, "solution", solution="A bot", key=key).json for _ in range(2)
    ]

    equal = save(cast, friend, team_id, "solution", 0, solution="A bot")

    assert twice[0] == twice[1]
    assert (equal.status_code, equal.json["revision"]) == (200, 1)


@pytest.mark.parametrize(
    ("who", "status"), [("Dilnoza", 403), ("Jasur", 403), ("Malika", 403), ("Rustam", 403)]
)
def test_only_the_team_and_organisers_write(cast, team_id, who, status):
    assert save(cast, who, team_id, "solution", solution="x").status_code == status
    assert save(cast, "Aziza", team_id, "solution", solution="x").status_code == 200


def test_a_form_shows_the_other_version_above_what_was_typed(cast, team_id, friend):
    path, page = f"/teams/{team_id}/draft/solution", f"/camps/{cast.slug}/project/solution"
    saved = cast.form(
        cast.browser("Bobur"),
        path,
        {"revision": "0", "solution": "A bot", "then": "next"},
        back=page,
    )

    stale = cast.form(cast.browser(friend), path, {"revision": "0", "solution": "A map"}, back=page)

    assert saved.location == f"/camps/{cast.slug}/project/tested"
    assert stale.status_code == 409
    assert "A bot" in stale.text
    assert "A map</textarea>" in stale.text
    assert 'name="revision" value="1"' in stale.text


def test_every_section_has_its_page_and_the_workspace_lists_them(cast, team_id):
    browser = cast.browser("Bobur")
    sections = (
        "problem", "beneficiaries", "solution", "tested", "budget", "milestones", "risks",
    )  # fmt: skip

    shown = [browser.get(f"/camps/{cast.slug}/project/{name}").status_code for name in sections]

    assert shown == [200] * 7
    workspace = browser.get(f"/camps/{cast.slug}/project").text
    assert [f"/project/{name}" in workspace for name in sections] == [True] * 7
    assert browser.get(f"/camps/{cast.slug}/project/other").status_code == 404
    assert cast.browser("Dilnoza").get(f"/camps/{cast.slug}/project/risks").status_code == 404


def test_members_hear_that_a_section_was_saved(cast, team_id, friend):
    phone = cast.phone(friend, f"team:{team_id}")

    save(cast, "Bobur", team_id, "solution", solution="A bot")

    name, news = cast.heard(phone)[-1]
    reload = cast.browser(friend).get(f"/teams/{team_id}/project/steps")
    assert (name, news) == (
        f"team:{team_id}", {"seq": int(reload.headers["Camp-Seq"]), "html": {}},
    )  # fmt: skip
    assert "Bobur" in reload.text
    assert cast.browser("Dilnoza").get(f"/teams/{team_id}/project/steps").status_code == 403


def test_the_board_says_who_writes_until_it_is_handed_in(cast, team_id):
    def board():
        return cast.browser("Aziza").get(f"/camps/{cast.slug}/projects").text

    save(cast, "Bobur", team_id, "solution", solution="A bot")
    assert "Bobur writes, 14:00" in board()
    cast.clock.pass_(minutes=4)
    cast.program("Bobur").put(f"/teams/{team_id}/submission", {"solution": "A bot"})
    assert "Bobur writes" not in board()
    cast.clock.pass_(minutes=1)
    save(cast, "Bobur", team_id, "solution", 1, solution="A bot and a map")
    assert "Bobur writes, 14:05" in board()
    cast.clock.pass_(minutes=5)
    assert "Bobur writes" not in board()
