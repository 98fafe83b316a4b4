"""Live standings: a full fit off the request, and what is shown until it is there."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import pytest

from camp.core.events import latest
from camp.jury import quick, rounds
from camp.jury import scored as jury_scored
from camp.jury.models import Round
from camp.jury.quick import carried_on, quickly
from camp.jury.scored import Rules, known, scored
from scoring import Ballot, BallotTable, Criterion, Rubric
from tests.jury.bench import Bench

RULES = Rules(
    Rubric((1.0, 5.0), (Criterion("impact", 60), Criterion("problem", 40))),
    "full",
    0.5,
    ("impact", "wins", "chair"),
)
TEAMS, JURORS = "abcdef", "vwxyz"


def ballot(juror, team, impact, problem=3):
    return Ballot(juror, team, {"impact": impact, "problem": problem})


def table(*changed, without=()):
    """Thirty ballots that differ by team and juror, with these in place of their cells'."""
    given = {
        (team, juror): ballot(juror, team, 1 + (2 * row + column) % 5, 1 + (row + 3 * column) % 5)
        for row, team in enumerate(TEAMS)
        for column, juror in enumerate(JURORS)
    }
    given |= {(one.project, one.juror): one for one in changed}
    return BallotTable(one for key, one in given.items() if key not in without)


def test_the_same_ballots_are_computed_once_in_whatever_order_they_come():
    ballots = list(table())

    assert scored(BallotTable(ballots), RULES) is scored(BallotTable(ballots[::-1]), RULES)


def test_one_more_ballot_is_carried_on_close_to_the_full_fit():
    last, now = scored(table(), RULES), table(ballot("v", "a", 5, 5))

    made = carried_on(last, now)

    exact = scored(now, RULES)
    assert made.is_quick
    assert made.fitted.raw_means == exact.fitted.raw_means
    assert made.order.ranking[0] == exact.order.ranking[0]
    # The variances stand still, so scores may differ by a part of their own error.
    for team in TEAMS:
        error = (exact.fitted.high[team] - exact.fitted.low[team]) / 2
        assert made.fitted.scores[team] == pytest.approx(
            exact.fitted.scores[team], abs=0.3 * error
        )  # fmt: skip


def test_a_ballot_taken_back_is_carried_on_too():
    last, now = scored(table(), RULES), table(without={("a", "v")})

    made = carried_on(last, now)

    assert (made.fitted.counts["a"], made.is_quick) == (4, True)


@pytest.mark.parametrize(
    "now",
    [
        table(ballot("new", "a", 3)),
        table(ballot("v", "new", 3)),
        table(without={("a", juror) for juror in JURORS}),
    ],
)
def test_what_the_fit_does_not_know_waits_for_the_next(now):
    assert carried_on(scored(table(), RULES), now) is None


def test_between_two_fits_pages_get_what_was_carried_on(monkeypatch):
    quick.exactly("round", table(), RULES)
    now = table(ballot("w", "b", 1, 1))

    assert quickly("round", now, RULES).is_quick
    assert known(now, RULES) is None
    # A moment later the full fit is due: this page does not wait for it, the next one has it.
    monkeypatch.setattr(quick, "PAUSE", -1)
    assert quickly("round", now, RULES).is_quick
    exact = wait_for(lambda: known(now, RULES))
    assert quickly("round", now, RULES) is exact
    assert not exact.is_quick


def test_a_long_rounds_first_page_has_plain_means_and_the_next_the_full_fit(monkeypatch):
    monkeypatch.setattr(quick, "LONG", 30)
    now = table(ballot("v", "c", 1, 1))

    first = quickly("long", now, RULES, waits=False)

    assert (first.is_quick, first.fitted.mode, first.outlook) == (True, "mean", None)
    exact = wait_for(lambda: known(now, RULES))
    assert quickly("long", now, RULES, waits=False) is exact


def test_a_long_fit_leaves_the_loop_to_others(monkeypatch):
    aside_of = []

    def natively(call):
        aside_of.append(call)
        return call()

    monkeypatch.setattr(jury_scored, "natively", natively)
    monkeypatch.setattr(jury_scored, "LONG", 30)

    made = scored(table(ballot("v", "d", 1, 1)), RULES)

    assert (len(aside_of), made.is_quick) == (1, False)


def test_many_pages_at_once_are_all_answered(monkeypatch):
    quick.exactly("busy", table(), RULES)
    monkeypatch.setattr(quick, "PAUSE", -1)
    now = table(ballot("w", "a", 5, 1))

    with ThreadPoolExecutor(8) as pages:
        found = list(pages.map(lambda _: quickly("busy", now, RULES), range(8)))

    exact = wait_for(lambda: known(now, RULES))
    assert all(one.is_quick or one is exact for one in found)


def wait_for(found):
    for _ in range(500):
        if (seen := found()) is not None:
            return seen
        sleep(0.01)
    raise AssertionError("nothing came")


def test_other_rules_are_never_carried_on():
    quick.exactly("rules", table(), RULES)
    other = Rules(RULES.rubric, "severity", 0.5, RULES.ladder)
    now = table(ballot("x", "c", 1, 1))

    assert quickly("rules", now, other) is known(now, other)


@pytest.fixture
def live(app, clock):
    bench = Bench(app, clock, live_board=True, score_mode="full")
    bench.cast_all(but={("Lobar", "Saksovul")})
    return bench


def test_a_long_rounds_first_page_says_what_it_shows_and_asks_again(app, clock, monkeypatch):
    monkeypatch.setattr(quick, "LONG", 1)
    bench = Bench(app, clock, score_mode="full")
    bench.cast_all()
    client = bench.browser("Kamol")

    first = client.get(bench.url("/standings")).text

    assert "These are plain means." in first
    assert "<camp-until" in first
    wait_for(lambda: "plain means" not in client.get(bench.url("/standings")).text or None)


def test_who_watches_is_told_after_the_full_fit(live):
    topic = f"round:{live.round_id}:standings"
    live.program("Rustam").get(live.url("/standings"))
    phone = live.phone("Rustam", topic)
    live.cast("Jasur", "Kaft", 2, 2, revision=1)
    assert [name for name, _ in live.heard(phone)] == [topic]

    page = live.browser("Rustam").get(live.url("/standings/table"))

    with live.db.read() as session:
        assert int(page.headers["Camp-Seq"]) == latest(session, topic)


def test_a_page_before_the_full_fit_asks_again_when_it_is_there(live):
    path = live.url("/standings/table")
    client = live.browser("Rustam")
    first = client.get(path)
    live.cast("Jasur", "Kaft", 2, 2, revision=1)

    second = client.get(path)

    with live.db.read() as session:
        seq = latest(session, f"round:{live.round_id}:standings")
    assert int(first.headers["Camp-Seq"]) < seq
    # One less than the newest: the news of the exact numbers is newer than this page.
    assert int(second.headers["Camp-Seq"]) == seq - 1


def test_the_freeze_and_the_result_are_exact(live):
    live.program("Rustam").get(live.url("/standings"))
    live.cast("Jasur", "Kaft", 2, 2, revision=1)
    live.do(rounds.freeze_round, by=live.id("Kamol"))

    told = live.program("Rustam").get(live.url("/standings")).json
    with live.db.read() as session:
        frozen = session.get_one(Round, live.round_id).frozen
    assert frozen["settled"]
    assert set(frozen["steps"]) == set(live.teams.values())
    assert [row["interval"] is not None for row in told["teams"]] == [True, True]
