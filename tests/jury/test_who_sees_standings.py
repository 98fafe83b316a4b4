"""Nobody learns a mark, a score or a rank before it is theirs to see."""

import re

import pytest

from camp.jury import panel, rounds
from tests.again import again
from tests.jury.bench import CRITERIA, Bench
from tests.jury.test_casting_ballots import slug
from tests.paper.reading import said

CANARY = "canary-3f9c"
WEIGHTS = (61.7, 38.3)
SECRETS = (CANARY, "92.34", "92,34", "9234")
"""A juror's words, and the points of the marks 5 and 4 under these weights."""
CHANCE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A form's key is made by chance: now and then four of its digits are those of a secret."""
OUTSIDE = ("Bobur", "Malika", "Projector", "Shoira", "Rustam", None)
INSIDE = ("Jamila", "Lobar", "Nodir")


def canary_bench(app, clock, **settings):
    criteria = [{**one, "weight": weight} for one, weight in zip(CRITERIA, WEIGHTS, strict=True)]
    return again(Bench, app, clock, criteria=criteria, **settings)


@pytest.fixture
def secret_bench(app, clock):
    bench = canary_bench(app, clock)
    bench.cast("Jasur", "Kaft", 5, 4, comment=CANARY)
    return bench


def seen(bench, name):
    return bench.program(name).get(bench.url("/standings")).json


def paths(bench):
    """Return every page, piece and API address about this camp and round."""
    values = {
        "slug": bench.slug,
        "round_id": bench.round_id,
        "team_id": bench.teams["Kaft"],
        "person_id": bench.id("Jasur"),
    }
    for rule in bench.app.url_map.iter_rules():
        if "GET" in rule.methods and rule.arguments and rule.arguments <= values.keys():
            path = rule.rule
            for name, value in values.items():
                path = path.replace(f"<{name}>", value)
            yield path


def leaks(bench, client, **headers):
    found = []
    for path in paths(bench):
        answer = client.get(path, headers=headers)
        ours = "/jury" in path or "/rounds/" in path
        assert answer.status_code < 500 or not ours, (path, answer.text)
        found += [(path, secret) for secret in SECRETS if secret in CHANCE.sub("", said(answer))]
    return found


@pytest.mark.parametrize("name", [*OUTSIDE, *INSIDE])
def test_no_page_and_no_answer_tells_a_mark(secret_bench, name):
    bench = secret_bench
    for juror in ("Jasur", "Jamila", "Lobar"):
        bench.do(panel.brief_juror, person_id=bench.id(juror))
    token = {"Authorization": f"Bearer {bench.token(name)}"} if name else {}

    assert len(list(paths(bench))) > 30
    assert leaks(bench, bench.browser(name)) == []
    assert leaks(bench, bench.app.test_client(), **token) == []


def test_the_secret_is_where_it_belongs(secret_bench):
    # Without this the tests above would pass on empty pages.
    bench = secret_bench
    bench.do(panel.brief_juror, person_id=bench.id("Jasur"))
    assert {secret for _, secret in leaks(bench, bench.browser("Jasur"))} == {CANARY}

    bench.do(rounds.freeze_round, by=bench.id("Kamol"))
    assert {secret for _, secret in leaks(bench, bench.browser("Olim"))} == {"92.34"}


@pytest.mark.parametrize("name", [*OUTSIDE, *INSIDE])
def test_no_push_tells_a_mark(app, clock, name):
    bench = canary_bench(app, clock)
    phone = bench.phone(name)
    topics = [
        bench_topic.format(slug=bench.slug, round=bench.round_id, person=bench.id("Jasur"))
        for bench_topic in (
            "camp:{slug}", "round:{round}", "round:{round}:progress", "round:{round}:standings",
            "stage:{slug}", "person:{person}",
        )
    ]  # fmt: skip
    for topic in topics:
        phone.emit("watch", topic, callback=True)
    bench.cast("Jasur", "Kaft", 5, 4, comment=CANARY)
    bench.do(rounds.freeze_round, by=bench.id("Kamol"))
    bench.do(rounds.close_round, by=bench.id("Kamol"))

    told = str(bench.heard(phone))
    assert not [secret for secret in SECRETS if secret in told]


def test_jurors_see_nothing_until_all_ballots_are_in(bench):
    bench.cast_all(but={("Lobar", "Saksovul")})
    for name in ("Jamila", "Jasur", "Lobar", "Kamol"):
        assert (seen(bench, name)["state"], seen(bench, name)["teams"]) == ("hidden", [])

    bench.cast("Lobar", "Saksovul", 3, 4)
    for name in ("Jamila", "Jasur", "Kamol"):
        assert seen(bench, name)["state"] == "live"
        assert [row["name"] for row in seen(bench, name)["teams"]] == list(bench.teams)


def test_a_freeze_opens_nothing_to_jurors(bench):
    bench.cast("Jasur", "Kaft")
    bench.do(rounds.freeze_round, by=bench.id("Kamol"))

    assert seen(bench, "Lobar")["state"] == "hidden"
    assert seen(bench, "Kamol")["state"] == "hidden"


@pytest.mark.parametrize("name", ["Aziza", "Olim"])
def test_organisers_see_the_snapshot_and_nothing_newer(bench, name):
    bench.cast("Jasur", "Kaft", 5, 5)
    assert seen(bench, name)["state"] == "hidden"
    bench.do(rounds.freeze_round, by=bench.id("Kamol"))
    bench.cast("Jasur", "Kaft", 1, 1, revision=1)

    shown = seen(bench, name)
    assert shown["state"] == "frozen"
    assert [row.get("score") for row in shown["teams"]] == [100.0, None, None]
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    assert seen(bench, name)["state"] == "result"
    assert seen(bench, name)["teams"][0]["score"] == 20.0


def test_an_organiser_who_judges_waits_as_a_juror(bench):
    from camp.jury import service

    bench.db.write(
        lambda session: service.appoint_juror(
            session,
            camp_id=bench.camp.id,
            person_id=bench.id("Aziza"),
            organisation="",
            role="juror",
            seat=9,
            by=None,
            now=bench.clock(),
        )
    )
    bench.cast("Jasur", "Kaft")
    bench.do(rounds.freeze_round, by=bench.id("Kamol"))

    assert seen(bench, "Aziza")["state"] == "hidden"


@pytest.mark.parametrize("name", ["Bobur", "Malika", "Rustam", "Projector", None])
def test_the_public_sees_nothing_without_a_live_board(bench, name):
    bench.cast_all()
    bench.do(rounds.freeze_round, by=bench.id("Kamol"))
    bench.do(rounds.close_round, by=bench.id("Kamol"))

    assert seen(bench, name)["state"] == "hidden"


def test_a_live_board_shows_only_complete_panels_and_stands_still(app, clock):
    bench = again(Bench, app, clock, live_board=True)
    bench.cast("Jasur", "Yoʻlchi", 5, 5)
    for juror in ("Jamila", "Jasur", "Lobar"):
        bench.cast(juror, "Kaft", 3, 3)

    shown = seen(bench, "Bobur")
    assert shown["state"] == "live"
    assert [(row["name"], row["place"], row["score"]) for row in shown["teams"]] == [
        ("Kaft", "1", 60.0)
    ]
    assert "raw_mean" not in shown["teams"][0]
    bench.do(rounds.freeze_round, by=bench.id("Kamol"))
    for juror in ("Jamila", "Lobar"):
        bench.cast(juror, "Yoʻlchi", 5, 5)
    assert (seen(bench, None)["state"], len(seen(bench, None)["teams"])) == ("frozen", 1)
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    assert len(seen(bench, "Bobur")["teams"]) == 1


def test_the_live_board_is_gone_between_closure_and_reveal(app, clock):
    bench = again(Bench, app, clock, live_board=True)
    bench.cast_all()
    bench.do(rounds.close_round, by=bench.id("Kamol"))

    assert seen(bench, "Bobur")["state"] == "hidden"


def test_the_steps_add_up_and_name_no_juror(bench):
    bench.cast_all(but={("Lobar", "Kaft")})
    bench.do(panel.note_absence, juror="Lobar", team_ids=[bench.teams["Kaft"]], reason="", by="x")
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    path = bench.url(f"/standings/{bench.teams['Kaft']}/explanation")

    told = bench.program("Jamila").get(path).json
    steps = {one["key"]: one["value"] for one in told["steps"]}
    assert steps["raw_mean"] + steps["severity"] == pytest.approx(steps["points"], abs=1e-9)
    assert told["sentences"][0] == "The mean of 2 ballots is 92.00 points."
    assert told["sentences"][-1] == "Place 1 of 3. By the plain mean it would be place 1."
    assert not [name for name in ("Jamila", "Jasur", "Lobar") if name in str(told)]
    page = bench.browser("Jamila").get(path).text
    assert "The mean of 2 ballots is 92.00 points." in page


def test_a_team_reads_its_own_steps_once_published(bench):
    bench.sit("Bobur", "Kaft")
    bench.cast_all()
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    own, other = (
        bench.url(f"/standings/{bench.teams[name]}/explanation") for name in ("Kaft", "Yoʻlchi")
    )

    assert bench.program("Bobur").get(own).status_code == 403
    bench.move("results")
    assert bench.program("Bobur").get(own).status_code == 200
    assert slug(bench.program("Bobur").get(other)) == "forbidden"


def test_a_tie_is_told_in_words(bench):
    for juror in ("Jamila", "Jasur", "Lobar"):
        bench.cast(juror, "Kaft", 4, 4)
        bench.cast(juror, "Yoʻlchi", 4, 4)
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    told = (
        bench.program("Jamila")
        .get(bench.url(f"/standings/{bench.teams['Kaft']}/explanation"))
        .json["sentences"]
    )

    assert "The tie is still open between" in told[-2]
    assert any("Still equal by Impact" in sentence for sentence in told)
    assert told[-1].startswith("Place 1–2 of 2.")


def test_a_team_without_a_ballot_has_no_steps(bench):
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    answer = bench.program("Jamila").get(bench.url(f"/standings/{bench.teams['Kaft']}/explanation"))

    assert answer.status_code == 404


def test_single_marks_are_drawn_only_once_no_ballot_is_awaited(secret_bench):
    bench = secret_bench
    piece = bench.url("/standings/table")
    drawn = {}

    def look(when):
        drawn[when] = [
            name
            for name in ("Aziza", "Olim", "Kamol", "Jamila", "Lobar", "Bobur", None)
            if "How the marks fell" in bench.browser(name).get(piece).text
        ]

    look("open")
    bench.do(rounds.freeze_round, by=bench.id("Kamol"))
    look("frozen")
    bench.do(rounds.close_round, by=bench.id("Kamol"))
    look("closed")

    # After a freeze owner and officer see the points as they stood, and ballots go on behind them.
    assert drawn["open"] == drawn["frozen"] == []
    assert set(drawn["closed"]) >= {"Kamol", "Jamila"}
    assert not {"Bobur", None} & set(drawn["closed"])
