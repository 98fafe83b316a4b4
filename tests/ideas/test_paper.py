"""Dots on paper: typed by the moderator while nobody knows the tally, beside phones, never over."""

import pytest

from camp.ideas.models import Dot


@pytest.fixture
def vote(scene):
    scene.check_in("Bobur", "Dilnoza")
    scene.ids = [scene.on_board(title=title) for title in "ABC"]
    scene.open_vote()
    return scene


def type_(vote, dots, *, who="Rustam", voter="Dilnoza"):
    path = f"{vote.path}/ideas/paper"
    fields = {f"dots-{vote.ids[n]}": str(count) for n, count in dots.items()}
    fields["participant"] = vote.cast.participant(voter).id
    return vote.cast.form(vote.cast.browser(who), path, fields)


def lying(vote):
    with vote.db.read() as session:
        found = session.query(Dot).filter(Dot.dots > 0)
        return sorted((vote.ids.index(one.idea_id), one.dots) for one in found)


def test_a_slip_counts_once_however_often_it_is_typed(vote):
    answers = [type_(vote, {0: 2, 1: 1}), type_(vote, {0: 2, 1: 1})]

    assert [one.location for one in answers] == [f"{vote.path}/ideas/paper?done=3"] * 2
    assert lying(vote) == [(0, 2), (1, 1)]


def test_dots_from_a_phone_stay(vote):
    vote.give("Dilnoza", vote.ids[2], 1)

    answer = type_(vote, {0: 2})

    assert (answer.status_code, "gave dots already" in answer.text) == (409, True)
    assert lying(vote) == [(2, 1)]


@pytest.mark.parametrize(
    ("dots", "voter", "told"),
    [
        ({0: 3}, "Dilnoza", "too many dots"),
        ({0: 2, 1: 2}, "Dilnoza", "too many dots"),
        ({0: 0}, "Dilnoza", "The slip is empty"),
        ({0: "x"}, "Dilnoza", "Type a number of dots"),
        ({0: 1}, "Bobur", "own idea"),
    ],
)
def test_a_slip_keeps_the_rules_of_the_vote(vote, dots, voter, told):
    answer = type_(vote, dots, voter=voter)

    assert (answer.status_code, told in answer.text, lying(vote)) == (422, True, [])


def test_a_slip_after_the_close_is_refused(vote):
    vote.clock.pass_(minutes=21)
    assert type_(vote, {0: 1}).status_code == 303
    vote.close_vote()

    answer = type_(vote, {0: 2}, voter="Bobur")

    assert (answer.status_code, "the tally may be read" in answer.text) == (409, True)


@pytest.mark.parametrize("who", ["Dilnoza", "Kamol"])
def test_only_who_runs_the_vote_types_slips(vote, who):
    assert type_(vote, {0: 1}, who=who).status_code == 403


def test_slips_and_the_screen_find_a_person_by_badge(vote):
    rustam, code = vote.cast.browser("Rustam"), vote.cast.badge("Dilnoza").code
    printed = rustam.get(f"{vote.path}/paper/dots").text
    found = rustam.get(f"{vote.path}/ideas/paper?code={code.lower()}").text
    unknown = rustam.get(f"{vote.path}/ideas/paper?code=ZZZZZZ").text

    assert (printed.count('class="paper-sheet slip"'), code in printed) == (2, True)
    assert f'value="{vote.cast.participant("Dilnoza").id}"' in found
    assert "Nobody of this camp has this badge code." in unknown
    assert rustam.get(f"{vote.path}/paper/dots?blank=8").text.count("paper-sheet slip") == 8
