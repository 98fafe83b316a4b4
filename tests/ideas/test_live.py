"""What phones and the projector are told, and that no tally is among it before the close."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import event, select

from camp.core.models import Answered, LogEntry
from camp.ideas.models import Dot
from tests.ideas.scene import kind

SHARED = ("ideas/board", "stage/ideas", "ideas/pitch")


@pytest.fixture
def topics(scene):
    return f"camp:{scene.slug}:ideas", f"camp:{scene.slug}:ballots"


def test_the_board_the_wall_and_the_pitch_hear_what_a_reload_would_show(scene, topics):
    first = scene.on_board()
    phone = scene.cast.phone(None, topics[0])
    scene.cast.program("Rustam").put(f"/ideas/{first}/pitch", {"state": "now"})

    topic, news = scene.cast.heard(phone)[-1]

    paths = [f"{scene.path}/{name}" for name in SHARED]
    reloads = {path: scene.cast.browser().get(path) for path in paths}
    assert topic == topics[0]
    assert news["html"] == {path: reload.text for path, reload in reloads.items()}
    assert {reload.headers["Camp-Seq"] for reload in reloads.values()} == {str(news["seq"])}
    assert "Pitching now" in news["html"][paths[2]]


def test_the_count_of_ballots_hears_what_a_reload_would_show(scene, topics):
    scene.check_in("Dilnoza")
    idea_id = scene.on_board()
    scene.open_vote()
    phone = scene.cast.phone("Rustam", topics[1])
    scene.give("Dilnoza", idea_id, 2)

    topic, news = scene.cast.heard(phone)[-1]

    path = f"{scene.path}/ideas/ballots"
    assert topic == topics[1]
    assert news["html"] == {path: scene.cast.browser().get(path).text}
    assert "Ballots 1 of 1" in news["html"][path]


def test_a_dot_moves_the_count_and_no_board(scene, topics):
    scene.check_in("Dilnoza")
    idea_id = scene.on_board()
    scene.open_vote()
    phone = scene.cast.phone("Bobur", *topics)
    scene.cast.heard(phone)

    scene.give("Dilnoza", idea_id, 2)

    assert [topic for topic, _ in scene.cast.heard(phone)] == [topics[1]]


def test_phones_homes_hear_of_the_vote_alone(scene):
    home = scene.cast.phone("Bobur", f"camp:{scene.slug}")
    scene.on_board()
    quiet = scene.cast.heard(home)
    scene.open_vote()
    scene.close_vote()
    scene.reveal()

    assert quiet == []
    assert len(scene.cast.heard(home)) == 3


def test_own_cards_and_the_desk_are_refetched_by_number(scene, topics):
    scene.on_board()
    phone = scene.cast.phone("Bobur", topics[0])
    scene.on_board("Dilnoza", title="Bozor")

    _, news = scene.cast.heard(phone)[-1]
    mine = scene.cast.browser("Bobur").get(f"{scene.path}/ideas/mine/all")

    assert not any("/mine" in path or "/desk" in path for path in news["html"])
    assert mine.headers["Camp-Seq"] == str(news["seq"])
    assert "Bozor" in mine.text


def test_the_page_knows_who_asks_below_a_shared_piece(scene):
    scene.on_board()

    page = scene.cast.browser("Bobur").get(f"{scene.path}/ideas").text

    assert "Your idea" in page
    assert page.count("ideas/pitch") == 1


def test_boards_of_a_camp_in_preparation_are_nobodys_business(scene, topics):
    scene.cast.move("draft")

    answers = [scene.cast.phone("Sardor").emit("watch", topic, callback=True) for topic in topics]

    assert answers == [{"error": "forbidden"}] * 2
    assert scene.cast.phone("Rustam").emit("watch", topics[0], callback=True)["seq"] >= 0


@pytest.mark.parametrize(
    ("name", "path"),
    [("Jasur", "mine/all"), ("Aziza", "mine/all"), ("Bobur", "desk/now"), ("Jasur", "desk/now")],
)
def test_pieces_of_others_are_refused(scene, name, path):
    assert scene.cast.browser(name).get(f"{scene.path}/ideas/{path}").status_code == 403


def test_the_filters_of_the_board(scene):
    scene.on_board(title="Kaft", skills=["law"], region="UZ-NG", tags=["public services"])
    scene.on_board("Dilnoza", title="Bozor", region="UZ-TK")
    browser = scene.cast.browser("Bobur")

    shown = {
        choice: re.findall(
            r"idea__link[^>]*>(\w+)<", browser.get(f"{scene.path}/ideas?show={choice}").text
        )
        for choice in ("all", "own", "people", "region-UZ-TK", "theme-public-services")
    }

    assert shown == {
        "all": ["Kaft", "Bozor"], "own": ["Kaft"], "people": ["Kaft"],
        "region-UZ-TK": ["Bozor"], "theme-public-services": ["Kaft"],
    }  # fmt: skip


@pytest.mark.parametrize("page", ["/ideas", "/ideas/desk", "/ideas/board", "/stage/ideas"])
def test_a_page_asks_as_much_for_three_ideas_as_for_one(scene, page):
    browser = scene.cast.browser("Aziza" if page == "/ideas/desk" else "Bobur")
    counts = []
    scene.on_board(title="First")
    for _ in range(2):
        asked = []

        def note(_connection, _cursor, statement, *_, asked=asked):
            asked.append(statement)

        event.listen(scene.db.engine, "before_cursor_execute", note)
        assert browser.get(f"{scene.path}{page}").status_code == 200
        event.remove(scene.db.engine, "before_cursor_execute", note)
        counts.append(len(asked))
        scene.on_board("Dilnoza", title="Second")
        scene.on_board("Dilnoza", title="Third")
        scene.sent("Dilnoza", title="Fourth")

    assert counts[0] == counts[1]


PEOPLE = (None, "Aziza", "Rustam", "Kamol", "Jamila", "Malika", "Shoira", "Olim", "Bobur", "Timur")
PLACES = (
    "/ideas", "/ideas?show=own", "/ideas/desk", "/ideas/board", "/stage/ideas", "/ideas/pitch",
    "/ideas/ballots", "/ideas/mine/all", "/ideas/desk/now",
)  # fmt: skip


@pytest.fixture
def secret_vote(scene):
    """71 voters give 71 dots and 1 voter 2: numbers that stand nowhere else on the pages."""
    voters = [f"Voter {n}" for n in range(71)]
    scene.check_in("Bobur", "Dilnoza")
    scene.join("Timur", *voters)
    scene.one, scene.other = scene.on_board(title="Kaft"), scene.on_board(title="Saksovul")
    scene.open_vote()
    with scene.db.read() as session:
        participants = [scene.cast.participant(name).id for name in voters]
        at = scene.clock()
        assert session.scalars(select(Dot)).all() == []

    def cast_all(session):
        for participant_id in participants:
            session.add(
                Dot(
                    camp_id=scene.cast.camp.id,
                    idea_id=scene.one,
                    participant_id=participant_id,
                    dots=1,
                    received_at=at,
                    late="",
                )
            )

    scene.db.write(cast_all)
    return scene


def everything(scene) -> dict[str, str]:
    """What anybody can get out of the ideas room now, by who asked for what."""
    found = {}
    for name in PEOPLE:
        browser, program = scene.cast.browser(name), scene.cast.program(name)
        for path in (*(f"{scene.path}{place}" for place in PLACES), f"/ideas/{scene.one}"):
            found[f"{name} page {path}"] = browser.get(path).text
        for path in ("/ideas", "/voting", "/pitches"):
            found[f"{name} api {path}"] = program.get(f"{scene.path}{path}").text
    return found


def visible(text: str) -> str:
    """Return a page without ids, slugs, icons and times, which hold any digits."""
    drawn = r'<svg.*?</svg>|<camp-(until|timer)[^>]*>|<meta name="camp-(person|csrf)"[^>]*>'
    text = re.sub(drawn, "", text, flags=re.DOTALL)
    text = re.sub(r'(href|src|action|id|for|name="(csrf|key|seen)" value|value)="[^"]*"', "", text)
    text = re.sub(
        r"tashkent-[a-z2-7]{6}|[a-z2-7]{20}|\d\d\d\d-\d\d-\d\dT[\d:.+]*|\d\d:\d\d", "", text
    )
    return unescape(text)


def leaks(found: dict[str, str]) -> list[str]:
    """Return who could read 71, the dots on the first idea, apart from the count of ballots."""
    counted = re.compile(r'Ballots 71 of \d+|"ballots": ?71\b')
    return [
        where
        for where, text in found.items()
        if re.search(r"(?<![\d.])71(?![\d.])", counted.sub("", visible(text))) or "voters" in text
    ]


def test_no_answer_page_or_piece_holds_a_tally_before_the_close(secret_vote):
    while_open = leaks(everything(secret_vote))
    secret_vote.clock.pass_(minutes=30)
    after_the_clock = leaks(everything(secret_vote))

    assert (while_open, after_the_clock) == ([], [])


def test_after_the_close_only_who_runs_the_vote_reads_it(secret_vote):
    """The same look finds the tally where it may be: so it is not blind."""
    secret_vote.close_vote()

    found = leaks(everything(secret_vote))

    assert {where.split()[0] for where in found} == {"Aziza", "Rustam"}
    assert {where.partition(" ")[2] for where in found} == {
        f"page {secret_vote.path}/ideas/desk", f"page {secret_vote.path}/ideas/desk/now",
        "api /ideas",
    }  # fmt: skip


def test_after_the_reveal_everybody_reads_it(secret_vote):
    secret_vote.close_vote()
    secret_vote.reveal()

    assert {where.split()[0] for where in leaks(everything(secret_vote))} == {
        str(name).split()[0] for name in PEOPLE
    }


def test_no_push_and_no_record_holds_a_tally_before_the_reveal(secret_vote, topics):
    scene = secret_vote
    phones = [
        scene.cast.phone(name, *topics, f"camp:{scene.slug}") for name in ("Aziza", "Timur", None)
    ]
    scene.give("Timur", scene.one, 1)
    before = scene.clock()
    scene.clock.pass_(minutes=21)
    scene.give("Dilnoza", scene.one, 1, cast_at=before - timedelta(minutes=1))
    scene.close_vote()
    news = [json.dumps(one) for phone in phones for one in scene.cast.heard(phone)]
    with scene.db.read() as session:
        log = [json.dumps(one) for one in session.scalars(select(LogEntry.facts))]
        answers = [json.dumps(one) for one in session.scalars(select(Answered.body))]

    assert len(news) > 0
    # Timur's dot is the 72nd on the idea, and his ballot the 72nd of all.
    told = [re.sub(r"Ballots 7[12] of \d+", "", visible(one)) for one in news]
    kept = [visible(one) for one in [*log, *answers]]
    assert [one for one in [*told, *kept] if re.search(r"(?<![\d.])7[12](?![\d.])", one)] == []
    assert kind(scene.cast.program("Timur").get(f"{scene.path}/voting/tally")) == (403, "forbidden")
