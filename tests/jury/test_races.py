"""Ballots that come at once: each is there once, and wholly before or wholly after the closure."""

from threading import Barrier, Thread

from sqlalchemy import func, select

from camp.core.errors import CampError
from camp.jury import ballots, rounds
from camp.jury.models import Ballot, Round
from camp.jury.rules import RoundIsClosed, StaleRevision


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


def test_every_ballot_is_wholly_before_or_after_the_closure(any_bench):
    bench, kamol = any_bench, any_bench.id("Kamol")
    pairs = [(juror, team) for team in bench.teams for juror in ("Jamila", "Jasur", "Lobar")]
    casts = [lambda pair=pair: bench.cast(*pair) for pair in pairs]
    for turn in range(6):
        for _ in range(2):
            casts.insert((turn * 2) % len(casts), casts.pop())
        calls = [*casts[:5], lambda: bench.do(rounds.close_round, by=kamol), *casts[5:]]
        results = at_once(*calls)
        closed = results.pop(5)
        told = {type(one) for one in results}
        assert told <= {Ballot, RoundIsClosed}
        counted = [one for one in results if isinstance(one, Ballot)]
        result = closed.result
        assert sum(row["ballots"] for row in result["teams"]) == len(counted)
        assert all(one.seq < result["seq"] for one in counted)
        _empty(bench)


def _empty(bench):
    """Put the round back to how it was opened."""

    def verb(session):
        round_ = session.get_one(Round, bench.round_id)
        round_.state, round_.result, round_.closed_at = "open", None, None
        session.query(Ballot).delete()

    bench.db.write(verb)
