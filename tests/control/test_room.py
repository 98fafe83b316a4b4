"""The control room: what hurts, the numbers, its verbs, and the log in sentences."""

from datetime import timedelta
from importlib import import_module

import pytest
from sqlalchemy import event

from camp.control import problems, queries
from camp.control.telling import SENTENCES
from camp.core.events import Event
from camp.core.models import Camp
from camp.core.rules import Role
from camp.ideas.models import Idea, MergeWish
from camp.jury import rounds, visits
from camp.mentoring.models import Visit
from camp.projects.models import Submission
from camp.web.live import socketio
from tests.again import again
from tests.jury.bench import Bench
from tests.jury.visiting import sampled


def kinds(cast, **given):
    with cast.db.read() as session:
        camp = session.get_one(Camp, cast.camp.id)
        found = problems.find(session, camp, cast.clock(), has_stage=True, **given)
    return [(one.kind, one.level, one.count) for one in found]


def test_a_calm_camp_has_no_problem_but_a_missing_projector(cast):
    assert kinds(cast) == []
    page = cast.browser("Aziza").get(f"/camps/{cast.slug}/control/problems").text
    assert "No projector is connected" in page

    cast.add("Sevara", Role.PROJECTOR)
    cast.phone("Sevara", f"stage:{cast.slug}")
    page = cast.browser("Aziza").get(f"/camps/{cast.slug}/control/problems").text
    assert "Nothing hurts now." in page


def test_missing_ballots_hurt_below_the_quorum_and_warn_above(app, clock):
    bench = again(Bench, app, clock, quorum=2)
    bench.cast("Jasur", "Kaft")
    for team in ("Kaft", "Yoʻlchi"):
        bench.do(rounds.start_slot, team=team, by=bench.id("Kamol"))
        bench.do(rounds.end_slot, team=team, close_anyway=True, by=bench.id("Kamol"))
    bench.cast("Jasur", "Yoʻlchi")
    bench.cast("Lobar", "Yoʻlchi")

    assert kinds(bench) == [("ballots", "stop", 1), ("ballots_open", "warn", 1)]
    page = bench.browser("Kamol").get(f"/camps/{bench.slug}/control/problems").text
    assert "Kaft: 1 of 2 ballots" in page
    assert "Jamila, Lobar" in page


def test_a_plan_that_misses_the_quorum_hurts(app, clock):
    bench = sampled(app, clock)
    assert kinds(bench) == []
    for name in ("Jasur", "Lobar"):
        bench.do(visits.leave, juror=name, by=bench.id("Kamol"))

    assert kinds(bench) == [("visits", "stop", 6)]
    page = bench.browser("Kamol").get(f"/camps/{bench.slug}/control/problems").text
    assert "6 teams will not reach their quorum" in page


def test_teams_and_submissions_that_need_a_hand(app, clock):
    bench = again(Bench, app, clock, is_open=False)
    bench.move("build")
    assert kinds(bench) == [("small_teams", "stop", 3), ("no_deadline", "stop", 0)]

    team, at = bench.teams["Kaft"], clock()
    path = f"/camps/{bench.slug}/deadlines/submission"
    bench.program("Aziza").put(path, {"at": (at + timedelta(minutes=30)).isoformat()})
    bench.db.write(
        lambda session: session.add_all([
            Submission(camp_id=bench.camp.id, team_id=team, version=1, ask=1, received_at=at,
                       is_late=True),
            Visit(camp_id=bench.camp.id, team_id=team, asked_at=at - timedelta(minutes=40)),
        ])
    )  # fmt: skip
    assert kinds(bench) == [
        ("small_teams", "stop", 3), ("late", "stop", 1), ("not_handed_in", "warn", 2),
        ("mentor", "warn", 1),
    ]  # fmt: skip


def test_open_wishes_to_merge_are_told(cast):
    author = cast.participant("Bobur").id

    def verb(session):
        one, two = (
            Idea(camp_id=cast.camp.id, author_id=author, title=title, state="screened_in",
                 made_at=cast.clock()) for title in ("Kaft", "Qoʻl")
        )  # fmt: skip
        session.add_all([one, two])
        session.flush()
        session.add(MergeWish(camp_id=cast.camp.id, idea_id=one.id, into_id=two.id,
                              by_id=author, at=cast.clock()))  # fmt: skip

    cast.db.write(verb)
    assert kinds(cast) == [("merges", "warn", 1)]


def test_the_worst_stands_first(app, clock):
    bench = again(Bench, app, clock, is_open=False)
    bench.move("build")

    levels = [level for _, level, _ in kinds(bench)]
    assert levels == sorted(levels)  # "stop" before "warn"


@pytest.mark.parametrize("name", ["Bobur", "Shoira", "Malika", "Jasur", "Nodira", "Sardor"])
def test_the_room_is_for_those_who_run_the_camp(cast, name):
    browser = cast.browser(name)

    for tail in ("control", "control/next", "control/gates", "log", "control/problems"):
        assert browser.get(f"/camps/{cast.slug}/{tail}").status_code == 403, tail


def test_a_moderator_sees_the_room_and_neither_gates_nor_log(cast):
    browser = cast.browser("Rustam")

    page = browser.get(f"/camps/{cast.slug}/control")
    assert page.status_code == 200
    assert f"/camps/{cast.slug}/log" not in page.text
    assert browser.get(f"/camps/{cast.slug}/log").status_code == 403
    assert browser.get(f"/camps/{cast.slug}/control/gates").status_code == 403


def test_the_preview_says_what_opens_what_shuts_and_what_is_missing(cast):
    page = cast.browser("Aziza").get(f"/camps/{cast.slug}/control/next").text

    assert "Go to ideas" in page
    assert "No gate opens or shuts." in page
    assert "Nobody has handed in an idea yet." in page
    assert "Back to selection" in page
    assert "Shuts: The door" in page


def test_a_form_moves_the_camp_and_brings_a_refusal_back(cast):
    browser, root = cast.browser("Aziza"), f"/camps/{cast.slug}/control"
    sent = {"phase": "selection", "seen": "checkin"}
    refused = cast.form(browser, f"{root}/phase", sent, back=f"{root}/next")
    assert refused.status_code == 422
    assert "Say why, in a sentence." in refused.text

    moved = cast.form(browser, f"{root}/phase", {**sent, "reason": "Too early."})
    assert (moved.status_code, moved.headers["Location"]) == (303, root)
    late = {"phase": "ideas", "seen": "checkin"}
    assert cast.form(browser, f"{root}/phase", late, back=f"{root}/next").status_code == 409


def test_what_is_missing_is_told_in_the_readers_words(cast):
    sent = {"phase": "ideas", "reason": ""}
    answer = cast.program("Aziza").put(f"/camps/{cast.slug}/phase", sent)

    assert answer.json["missing"] == [{"what": "Nobody has handed in an idea yet.", "who": []}]


def test_announcements_and_clocks_are_sent_from_the_room(cast):
    browser, root = cast.browser("Aziza"), f"/camps/{cast.slug}/control"
    said = cast.form(browser, f"{root}/announcements", {"text": "Tea is served."})
    begun = cast.form(browser, f"{root}/timers", {"timer_kind": "call", "minutes": "5"})
    assert {said.headers["Location"], begun.headers["Location"]} == {root}

    page = browser.get(f"{root}/clock").text
    assert "Pause" in page
    (path,) = {part.split('"')[0] for part in page.split('action="')[1:] if "/pause" in part[:90]}
    assert cast.form(browser, path).status_code == 303
    assert "Go on" in browser.get(f"{root}/clock").text


def facts():
    import_module("camp.folder.carrying")  # Its fact is known once it is loaded.

    def below(kind):
        for one in kind.__subclasses__():
            yield one
            yield from below(one)

    kinds = {one.__name__: one for one in below(Event) if one.__module__.startswith("camp.")}
    bases = {base.__name__ for one in kinds.values() for base in one.__mro__[1:]}
    return {name for name in kinds if name not in bases or name in SENTENCES}


def test_every_fact_has_a_sentence(app):
    assert facts() - set(SENTENCES) == set()
    assert set(SENTENCES) - facts() == set()


def test_the_log_tells_names_and_turns_its_pages(cast):
    root = f"/camps/{cast.slug}"
    for n in range(queries.PAGE + 5):
        cast.program("Aziza").post(f"{root}/announcements", {"text": f"Number {n}"})
    badge = cast.badge("Bobur").code
    sent = {"badge": badge, "station": "Main", "scanned_at": cast.clock().isoformat()}
    cast.program("Shoira").post(f"{root}/checkins", sent)

    browser = cast.browser("Aziza")
    newest = browser.get(f"{root}/log").text
    assert "Bobur came in at Main." in newest
    assert newest.count("<tr>") == queries.PAGE + 1
    assert "?before=" in newest
    oldest = browser.get(f"{root}/log?before=6").text
    assert oldest.count("<tr>") == 6
    assert "Earlier" not in oldest


def test_the_counters_and_the_log_ask_a_fixed_number_of_questions(app, clock):
    one = Bench(app, clock, teams=("Kaft",))
    three = Bench(app, clock)
    assert cost(one, "control/counters") == cost(three, "control/counters")
    assert cost(one, "log") == cost(three, "log")


def cost(bench, tail):
    browser, asked = bench.browser("Aziza"), []

    def note(*_):
        asked.append(1)

    event.listen(bench.db.engine, "before_cursor_execute", note)
    assert browser.get(f"/camps/{bench.slug}/{tail}").status_code == 200
    event.remove(bench.db.engine, "before_cursor_execute", note)
    return len(asked)


def test_the_room_hears_what_a_reload_would_show(cast):
    phone = cast.phone("Rustam", f"camp:{cast.slug}:control", f"camp:{cast.slug}")
    sent = {"phase": "selection", "reason": "Too early."}
    cast.program("Aziza").put(f"/camps/{cast.slug}/phase", sent)

    news = dict(cast.heard(phone))
    room, camp = news[f"camp:{cast.slug}:control"], news[f"camp:{cast.slug}"]
    browser = cast.browser("Rustam")
    for tail, told in (("counters", room), ("problems", room), ("phases", camp)):
        path = f"/camps/{cast.slug}/control/{tail}"
        page = browser.get(path)
        assert told["html"][path] == page.text
        assert page.headers["Camp-Seq"] == str(told["seq"])
    assert f"/camps/{cast.slug}/control/ways" not in room["html"]


def test_every_fact_of_the_camp_moves_the_room(cast):
    phone = cast.phone("Aziza", f"camp:{cast.slug}:control")
    badge = cast.badge("Bobur").code
    sent = {"badge": badge, "station": "Main", "scanned_at": cast.clock().isoformat()}
    cast.program("Shoira").post(f"/camps/{cast.slug}/checkins", sent)

    (_, news), *_ = cast.heard(phone)
    path = f"/camps/{cast.slug}/control/counters"
    assert 'value="1">1</data>' in news["html"][path]


def test_others_do_not_watch_the_room(cast):
    for name in (None, "Bobur", "Shoira", "Malika", "Jasur"):
        auth = {"token": cast.token(name)} if name else None
        phone = socketio.test_client(cast.app, auth=auth)
        answer = phone.emit("watch", f"camp:{cast.slug}:control", callback=True)
        assert answer == {"error": "forbidden"}
