"""The same key gives the same answer: to whom it belongs, for 72 hours, at every door."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from camp.core import answered
from camp.core.models import Answered
from camp.jury import rounds
from camp.jury.models import Ballot
from tests.again import again
from tests.jury.bench import Bench


@pytest.fixture
def bench(app, clock):
    return again(Bench, app, clock)


@pytest.fixture
def any_bench(any_app, clock):
    return Bench(any_app, clock)


def body(impact=4, **more):
    return {"marks": {"impact": impact, "problem": 3}, "state": "submitted", **more}


def count(bench, column=Ballot.id):
    with bench.db.read() as session:
        return session.scalar(select(func.count(column)))


def test_the_same_key_and_body_have_the_same_answer_whole(any_bench):
    jasur, url, key = any_bench.program("Jasur"), any_bench.ballot_url("Kaft"), str(uuid4())
    first = jasur.send("PUT", url, body(), key=key)
    any_bench.do(rounds.close_round, by=any_bench.id("Kamol"))
    again = jasur.send("PUT", url, body(), key=key)

    def whole(answer):
        return answer.status_code, answer.data, answer.mimetype

    assert whole(again) == whole(first)
    assert first.status_code == 200
    assert count(any_bench) == 1


@pytest.mark.parametrize("team", ["Kaft", "Saksovul"])
def test_the_same_key_with_other_content_is_refused(bench, team):
    jasur, key = bench.program("Jasur"), str(uuid4())
    jasur.send("PUT", bench.ballot_url("Kaft"), body(), key=key)

    other = body(impact=1, revision=1) if team == "Kaft" else body()
    answer = jasur.send("PUT", bench.ballot_url(team), other, key=key)

    assert (answer.status_code, answer.json["type"]) == (422, "/problems/key-reused")
    assert count(bench) == 1


def test_a_key_is_its_owners_alone(bench):
    key = str(uuid4())
    answers = [
        bench.program(name).send("PUT", bench.ballot_url("Kaft"), body(), key=key).status_code
        for name in ("Jasur", "Lobar")
    ]

    assert answers == [200, 200]
    assert count(bench) == 2


def test_the_same_key_at_once_is_done_once(any_bench):
    url, key, gate, answers = any_bench.ballot_url("Kaft"), str(uuid4()), Barrier(6), []
    programs = [any_bench.program("Jasur") for _ in range(6)]

    def send(program):
        gate.wait()
        answers.append(program.send("PUT", url, body(), key=key).data)

    threads = [Thread(target=send, args=[program]) for program in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(answers)) == 1
    assert (count(any_bench), count(any_bench, Answered.key)) == (1, 1)


def test_a_refusal_is_no_answer_for_ever(bench):
    """Nothing was done, so nothing is kept: the same key is judged anew."""
    jasur, key = bench.program("Jasur"), str(uuid4())
    bench.move("deliberation")
    refused = jasur.send("PUT", bench.ballot_url("Kaft"), body(), key=key)
    bench.move("jury")
    taken = jasur.send("PUT", bench.ballot_url("Kaft"), body(), key=key)

    assert (refused.status_code, taken.status_code) == (409, 200)


@pytest.mark.parametrize("key", ["", "x" * 37])
def test_a_program_sends_a_key_that_is_one(bench, key):
    client = bench.app.test_client()
    headers = {"Authorization": f"Bearer {bench.token('Jasur')}", "Idempotency-Key": key}

    answer = client.put(f"/api/v1{bench.ballot_url('Kaft')}", json=body(), headers=headers)

    assert answer.status_code == 422
    assert count(bench) == 0


def test_a_form_sent_twice_is_one_form(bench):
    client, key = bench.browser("Jasur"), str(uuid4())
    marks = {"mark-impact": "4", "mark-problem": "3", "state": "submitted", "revision": "0"}
    answers = [
        bench.form(client, bench.ballot_url("Kaft"), {**marks, "key": key}) for _ in range(2)
    ]

    assert [(one.status_code, one.location) for one in answers] == [
        (answers[0].status_code, answers[0].location)
    ] * 2
    assert answers[0].status_code == 303
    assert count(bench) == count(bench, Answered.key) == 1


def test_answers_are_kept_for_72_hours_and_then_forgotten(bench, clock):
    jasur, key = bench.program("Jasur"), str(uuid4())
    jasur.send("PUT", bench.ballot_url("Kaft"), body(), key=key)

    def forget():
        return bench.db.write(lambda session: answered.forget(session, now=clock()))

    clock.pass_(hours=72)
    assert (forget(), count(bench, Answered.key)) == (0, 1)
    clock.now += timedelta(seconds=1)
    assert (forget(), count(bench, Answered.key)) == (1, 0)
