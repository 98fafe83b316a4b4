"""Ideas are written, sent, screened and withdrawn."""

import re

import pytest

from camp.ideas import service
from tests.ideas.scene import TEXT, kind


def test_a_draft_is_its_authors_alone(scene):
    idea_id = scene.draft()

    own = scene.cast.program("Bobur").get(f"{scene.path}/ideas").json
    others = scene.cast.program("Dilnoza").get(f"{scene.path}/ideas").json
    page = scene.cast.browser("Dilnoza").get(f"/ideas/{idea_id}")

    assert [(one["id"], one["state"]) for one in own] == [(idea_id, "draft")]
    assert others == []
    assert page.status_code == 404


def test_an_idea_is_posted_and_changed(scene):
    bobur = scene.cast.program("Bobur")
    made = bobur.post(f"{scene.path}/ideas", {**TEXT, "skills": ["law"]})
    idea_id = made.json["id"]

    changed = bobur.put(f"/ideas/{idea_id}", {"title": "Kaft bot", "revision": 1})

    assert (made.status_code, made.json) == (201, {"id": idea_id, "state": "draft", "revision": 1})
    assert changed.json == {"id": idea_id, "state": "draft", "revision": 2}
    assert (scene.idea(idea_id).title, scene.idea(idea_id).skills) == ("Kaft bot", ["law"])


def test_the_same_idea_sent_twice_stands_once(scene):
    assert scene.draft() == scene.draft()


def test_a_stale_edit_gets_both_versions_and_an_equal_one_passes(scene):
    idea_id = scene.draft()
    bobur = scene.cast.program("Bobur")
    bobur.put(f"/ideas/{idea_id}", {"title": "From the tablet", "revision": 1})

    stale = bobur.put(f"/ideas/{idea_id}", {"title": "From the phone", "revision": 1})
    equal = bobur.put(f"/ideas/{idea_id}", {"title": "From the tablet", "revision": 1})

    assert kind(stale) == (409, "stale-revision")
    assert stale.json["revision"] == 2
    assert stale.json["yours"]["title"] == "From the phone"
    assert stale.json["theirs"]["title"] == "From the tablet"
    assert (equal.status_code, equal.json["revision"]) == (200, 2)


@pytest.mark.parametrize(
    "fields", [{"skills": ["design"] + [f"skill {n}" for n in range(9)]}, {"more_skills": "x" * 41}]
)
def test_the_form_takes_as_many_skills_as_a_program_may_send(scene, fields):
    browser = scene.cast.browser("Bobur")

    new = f"{scene.path}/ideas/new"
    answer = scene.cast.form(
        browser, f"{scene.path}/ideas", {"title": "A kettle", **fields}, back=new
    )

    assert answer.status_code == 422
    assert "Eight at most, each of 40 letters at most." in answer.text


def test_nobody_else_changes_sends_or_withdraws_an_idea(scene):
    idea_id = scene.draft()
    dilnoza = scene.cast.program("Dilnoza")

    answers = [
        dilnoza.put(f"/ideas/{idea_id}", {"title": "Mine", "revision": 1}),
        dilnoza.post(f"/ideas/{idea_id}/submission"),
        dilnoza.post(f"/ideas/{idea_id}/withdrawal"),
    ]

    assert [kind(one) for one in answers] == [(403, "not-the-author")] * 3


def test_an_empty_idea_is_not_sent(scene):
    idea_id = scene.draft(problem="", solution=" ")

    answer = scene.cast.program("Bobur").post(f"/ideas/{idea_id}/submission")

    assert kind(answer) == (422, "invalid")
    assert sorted(answer.json["fields"]) == ["problem", "solution"]


def test_sending_and_withdrawing_twice_change_the_world_once(scene):
    idea_id = scene.draft()
    bobur = scene.cast.program("Bobur")

    sent = [bobur.post(f"/ideas/{idea_id}/submission").json["state"] for _ in range(2)]
    gone = [bobur.post(f"/ideas/{idea_id}/withdrawal").json["state"] for _ in range(2)]

    assert (sent, gone) == (["submitted"] * 2, ["withdrawn"] * 2)


def test_nothing_is_written_while_the_gate_is_shut(scene):
    idea_id = scene.draft()
    scene.cast.move("voting")
    bobur = scene.cast.program("Bobur")

    answers = [
        bobur.post(f"{scene.path}/ideas", TEXT),
        bobur.put(f"/ideas/{idea_id}", {"title": "Late", "revision": 1}),
        bobur.post(f"/ideas/{idea_id}/submission"),
    ]

    assert [kind(one) for one in answers] == [(409, "gate-closed")] * 3


@pytest.mark.parametrize("decision", ["returned", "screened_out"])
def test_the_author_reads_why_an_idea_was_kept_out(scene, decision):
    idea_id = scene.sent()
    body = {"decision": decision, "ground": "safety", "reason": "Sparks in a crowd."}
    aziza = scene.cast.program("Aziza")

    answers = [aziza.put(f"/ideas/{idea_id}/screening", body).json["state"] for _ in range(2)]

    own = scene.cast.program("Bobur").get(f"{scene.path}/ideas").json[0]
    assert answers == [decision, decision]
    assert (own["ground"], own["reason"]) == ("safety", "Sparks in a crowd.")
    assert "Sparks in a crowd." in scene.cast.browser("Bobur").get(f"/ideas/{idea_id}").text
    assert scene.cast.program("Dilnoza").get(f"{scene.path}/ideas").json == []


def test_an_idea_is_kept_out_for_scope_safety_or_legality_alone(scene):
    idea_id = scene.sent()
    aziza = scene.cast.program("Aziza")

    taste = aziza.put(
        f"/ideas/{idea_id}/screening",
        {"decision": "screened_out", "ground": "taste", "reason": "x"},
    )
    silent = aziza.put(f"/ideas/{idea_id}/screening", {"decision": "returned", "ground": "scope"})

    assert (kind(taste), sorted(taste.json["fields"])) == ((422, "invalid"), ["ground"])
    assert (kind(silent), sorted(silent.json["fields"])) == ((422, "invalid"), ["reason"])


@pytest.mark.parametrize("name", ["Bobur", "Rustam", "Jasur", "Shoira"])
def test_only_organisers_screen(scene, name):
    idea_id = scene.sent()

    answer = scene.cast.program(name).put(
        f"/ideas/{idea_id}/screening", {"decision": "screened_in"}
    )

    assert kind(answer) == (403, "forbidden")


def test_a_returned_idea_is_mended_and_sent_again(scene):
    idea_id = scene.sent()
    scene.write(
        service.screen_idea, idea_id=idea_id, decision="returned", ground="scope",
        reason="Say where.", by=scene.cast.id("Aziza"),
    )  # fmt: skip
    bobur = scene.cast.program("Bobur")

    bobur.put(f"/ideas/{idea_id}", {"problem": "Nobody in Chust explains.", "revision": 1})
    answer = bobur.post(f"/ideas/{idea_id}/submission")

    assert answer.json["state"] == "submitted"
    assert scene.idea(idea_id).state_reason == ""


def test_a_team_forms_around_an_idea_or_does_not(scene):
    idea_id = scene.on_board()

    states = [
        scene.write(service.mark_formed, idea_id=idea_id, state=state, by=None).state
        for state in ("team_formed", "team_formed", "not_formed")
    ]

    assert states == ["team_formed", "team_formed", "not_formed"]


def test_a_withdrawn_idea_forms_no_team(scene):
    idea_id = scene.on_board()
    scene.write(service.withdraw_idea, idea_id=idea_id, by=scene.cast.id("Bobur"))

    with pytest.raises(service.WrongState):
        scene.write(service.mark_formed, idea_id=idea_id, state="team_formed", by=None)


def test_the_form_keeps_a_draft_and_posts_it(scene):
    browser = scene.cast.browser("Bobur")
    form = {**TEXT, "skills": "law, video", "send": "true"}

    answer = scene.cast.form(browser, f"{scene.path}/ideas", form)

    idea_id = answer.headers["Location"].rpartition("/")[2]
    assert (answer.status_code, scene.idea(idea_id).state) == (303, "submitted")
    assert scene.idea(idea_id).skills == ["law", "video"]


def test_a_refused_form_comes_back_with_what_was_typed(scene):
    browser = scene.cast.browser("Bobur")
    back = f"{scene.path}/ideas/new"

    answer = scene.cast.form(
        browser, f"{scene.path}/ideas", {"title": "Typed here", "send": "true"}, back=back
    )

    assert answer.status_code == 422
    assert "Typed here" in answer.text
    assert scene.cast.program("Bobur").get(f"{scene.path}/ideas").json == []


def test_a_stale_form_shows_what_stands_now(scene):
    idea_id = scene.draft()
    scene.cast.program("Bobur").put(f"/ideas/{idea_id}", {"title": "Tablet", "revision": 1})
    browser = scene.cast.browser("Bobur")
    form = {**TEXT, "title": "Phone", "revision": "1"}

    answer = scene.cast.form(browser, f"/ideas/{idea_id}", form, back=f"/ideas/{idea_id}/edit")

    assert answer.status_code == 409
    assert "What is saved now" in answer.text
    assert 'value="Phone"' in answer.text
    assert "Tablet\n" in answer.text
    assert 'name="revision" value="2"' in answer.text


def test_a_close_idea_is_hinted_at(scene):
    scene.on_board("Dilnoza", title="Bozor kompost")
    idea_id = scene.draft(title="Bozor komposti")

    page = scene.cast.browser("Bobur").get(f"/ideas/{idea_id}").text

    assert "Close to “Bozor kompost” by Dilnoza." in page


def test_another_camps_idea_is_not_reached_by_its_id(scene):
    from tests.cast import Cast

    other = Cast(scene.cast.app, scene.clock, phase="ideas")
    idea_id = scene.on_board()

    answer = other.program("Aziza").put(
        f"/ideas/{idea_id}/screening",
        {"decision": "screened_out", "ground": "scope", "reason": "Not ours."},
    )

    assert kind(answer) == (403, "forbidden")


def test_a_close_idea_is_told_before_posting(scene):
    close = scene.on_board("Dilnoza", title="Bozor kompost")
    browser = scene.cast.browser("Bobur")
    ask = f"{scene.path}/ideas/like"

    told = browser.get(ask, query_string={"title": "Bozor komposti"})

    assert told.headers["Camp-Seq"] == "0"
    assert f'href="/ideas/{close}"' in told.text
    assert "Dilnoza" in told.text
    assert browser.get(ask, query_string={"title": "Kaft"}).text.strip() == ""
    assert (
        browser.get(ask, query_string={"title": "Bozor kompost", "but": close}).text.strip() == ""
    )
    assert f'src="{ask}?but=&amp;title="' in browser.get(f"{scene.path}/ideas/new").text


def test_a_stranger_asks_for_no_close_idea(scene):
    answer = scene.cast.browser("Shoira").get(f"{scene.path}/ideas/like?title=Kaft")

    assert answer.status_code == 403


def test_skills_are_chips_and_words_of_ones_own(scene):
    browser = scene.cast.browser("Bobur")
    form = {**TEXT, "skills": ["law", "film"], "more_skills": "beekeeping, law", "send": "false"}

    place = scene.cast.form(browser, f"{scene.path}/ideas", form).headers["Location"]

    assert scene.idea(place.rpartition("/")[2]).skills == ["law", "film", "beekeeping"]
    page = browser.get(f"{place}/edit").text
    ticked = re.findall(r'name="skills" value="([^"]+)" checked', page)
    assert ticked == ["law", "film", "beekeeping"]
    assert "Photo and film" in browser.get(place).text


def test_chips_that_were_chosen_come_back_after_a_refusal(scene):
    browser = scene.cast.browser("Bobur")
    form = {"title": "Kaft", "skills": ["law", "film"], "send": "true"}

    answer = scene.cast.form(browser, f"{scene.path}/ideas", form, back=f"{scene.path}/ideas/new")

    assert answer.status_code == 422
    assert re.findall(r'name="skills" value="([^"]+)" checked', answer.text) == ["law", "film"]
