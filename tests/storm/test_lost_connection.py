"""PostgreSQL goes away in the middle of a write: it is done again, or the caller hears 503."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from camp.app import create_app
from camp.config import Config
from camp.jury import ballots
from camp.jury.models import Ballot
from tests.jury.bench import Bench

MARKS = {"marks": {"impact": 4, "problem": 3}, "state": "submitted"}
END_OTHERS = """select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()"""


@pytest.fixture
def bench(postgres_database, tmp_path, clock):
    config = Config(
        data=tmp_path, database_url=postgres_database, secret=b"the secret of the tests"
    )
    made = Bench(create_app(config, clock=clock), clock)
    yield made
    made.db.close()


def end_others(bench):
    """End the connections of the server's pool, as a database that restarts does."""
    with bench.db.engine.connect() as other:
        other.execute(text(END_OTHERS))


def test_a_connection_lost_in_a_verb_costs_a_further_try(bench):
    tries = []

    def verb(session):
        tries.append(session)
        cast = ballots.cast_ballot(
            session, camp_id=bench.camp.id, round_id=bench.round_id, person_id=bench.id("Jasur"),
            team_id=bench.teams["Kaft"], revision=0, now=bench.clock(),
            said=ballots.Said(marks=MARKS["marks"], state="submitted"),
        )  # fmt: skip
        if len(tries) == 1:
            end_others(bench)
        return cast

    assert bench.db.write(verb).revision == 1
    assert len(tries) == 2


def test_a_connection_lost_while_nothing_was_asked_is_not_noticed(bench):
    bench.cast("Jasur", "Kaft")
    end_others(bench)

    assert bench.program("Jasur").get(f"/rounds/{bench.round_id}").status_code == 200
    assert bench.cast("Jasur", "Kaft", 1, 1, revision=1).revision == 2


@pytest.mark.parametrize("is_through", [False, True])
def test_a_commit_of_unknown_outcome_is_never_a_yes(bench, is_through):
    """Whether the COMMIT went through is not known: 503, and the same key finds out."""
    jasur, key = bench.program("Jasur"), str(uuid4())
    lost = []

    def lose(commit):
        if lost:
            return commit()
        lost.append(True)
        if is_through:
            commit()
        end_others(bench)
        with bench.db.engine.connect() as ended:
            ended.execute(text("select pg_terminate_backend(pg_backend_pid())"))
        return None

    bench.db._run_native = lose
    refused = jasur.send("PUT", bench.ballot_url("Kaft"), MARKS, key=key)
    told = jasur.send("PUT", bench.ballot_url("Kaft"), MARKS, key=key)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert (told.status_code, told.json["revision"]) == (200, 1)
    with bench.db.read() as session:
        assert session.scalar(select(func.count(Ballot.id))) == 1
