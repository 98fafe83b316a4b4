"""Ballots that come at once: each is there once, and wholly before or after freeze and closure."""

from random import Random
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from camp.core.errors import CampError
from camp.jury import ballots, rounds
from camp.jury.models import Ballot, Round
from camp.jury.rules import RoundIsClosed, StaleRevision
from tests.jury.bench import Bench

REPEATS = 50


def at_once(*calls):
    """Run the calls in threads that start together; return what each returned or raised."""
    gate, results = Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        gate.wait()
        try:
            results[place] = call()
        except CampError as error:
            results[place] = error

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_the_same_ballot_at_once_leaves_one(any_bench):
    results = at_once(*[lambda: any_bench.cast("Jasur", "Kaft")] * 8)

    assert {one.revision for one in results} == {1}
    with any_bench.db.read() as session:
        assert session.scalar(select(func.count(Ballot.id))) == 1


def test_of_two_devices_one_is_told(any_bench):
    results = at_once(
        lambda: any_bench.cast("Jasur", "Kaft", 1, 1), lambda: any_bench.cast("Jasur", "Kaft", 5, 5)
    )

    assert sorted(type(one).__name__ for one in results) == ["Ballot", "StaleRevision"]
    stale = next(one for one in results if isinstance(one, StaleRevision))
    kept = next(one for one in results if isinstance(one, ballots.Ballot))
    assert stale.facts["theirs"]["marks"] == kept.marks


@pytest.mark.long
def test_every_ballot_is_wholly_before_or_after_freeze_and_closure(any_app, clock, long_share):
    bench = Bench(any_app, clock, teams=[f"Team {number}" for number in range(1, 68)])
    kamol = bench.id("Kamol")
    pairs = [(juror, team) for team in bench.teams for juror in ("Jamila", "Jasur", "Lobar")]
    for turn in range(max(1, round(REPEATS * long_share))):
        chance = Random(turn)
        chance.shuffle(pairs)
        calls = [lambda pair=pair: bench.cast(*pair) for pair in pairs]
        freezes, closes = sorted(chance.sample(range(20, 201), 2))
        calls.insert(freezes, lambda: bench.do(rounds.freeze_round, by=kamol))
        calls.insert(closes + 1, lambda: bench.do(rounds.close_round, by=kamol))
        results = at_once(*calls)
        closed, frozen = results.pop(closes + 1), results.pop(freezes)

        assert {type(one) for one in results} <= {Ballot, RoundIsClosed}
        counted = [one.seq for one in results if isinstance(one, Ballot)]
        at_closure = closed.result
        assert all(seq < at_closure["seq"] for seq in counted)
        assert sum(row["ballots"] for row in at_closure["teams"]) == len(counted)
        if frozen.frozen is not None:
            before = [seq for seq in counted if seq < frozen.frozen_seq]
            assert sum(row["ballots"] for row in frozen.frozen["teams"]) == len(before)
        _empty(bench)


def _empty(bench):
    """Put the round back to how it was opened."""

    def verb(session):
        round_ = session.get_one(Round, bench.round_id)
        round_.state, round_.result, round_.closed_at = "open", None, None
        round_.frozen, round_.frozen_at, round_.frozen_seq = None, None, None
        session.query(Ballot).delete()

    bench.db.write(verb)
