"""One writer for all: verbs are committed together, fail alone and are told in order."""

from threading import Event, Thread
from threading import enumerate as threads
from time import sleep

import pytest
from sqlalchemy import select, text

from camp.core.events import record
from camp.core.models import LogEntry
from camp.people.events import ProfileChanged


@pytest.fixture
def any_cast(any_app, clock):
    from tests.cast import Cast

    return Cast(any_app, clock)


def fact(cast):
    return ProfileChanged(camp_id=cast.camp.id, by=None, person_id=cast.id("Bobur"))


def test_the_log_is_gapless_when_many_write_at_once(any_cast):
    def write():
        for _ in range(10):
            any_cast.db.write(lambda session: record(session, fact(any_cast)))

    writers = [Thread(target=write) for _ in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with any_cast.db.read() as session:
        assert session.scalars(select(LogEntry.seq).order_by(LogEntry.id)).all() == list(
            range(1, 81)
        )


def test_a_verb_that_fails_fails_alone(any_cast):
    first, entered, results = Event(), Event(), []

    def slow(session):
        entered.set()
        first.wait(5)
        return record(session, fact(any_cast))

    def broken(session):
        record(session, fact(any_cast))
        raise RuntimeError("this one alone")

    def run(verb):
        try:
            results.append(any_cast.db.write(verb))
        except RuntimeError as error:
            results.append(str(error))

    threads = [Thread(target=run, args=[slow])]
    threads[0].start()
    entered.wait(5)
    for verb in (broken, lambda session: record(session, fact(any_cast))):
        threads.append(Thread(target=run, args=[verb]))
        threads[-1].start()
    first.set()
    for thread in threads:
        thread.join()

    assert sorted(results, key=str) == [1, 2, "this one alone"]


def test_whoever_led_a_batch_is_answered_after_it(any_cast):
    """A caller whose own write is durable does not go on to write for others."""
    db, entered, queued, answered = any_cast.db, Event(), Event(), Event()

    def first(session):
        entered.set()
        assert queued.wait(10)
        return record(session, fact(any_cast))

    def lead():
        db.write(first)
        answered.set()

    def second():
        assert db.write(lambda session: answered.wait(10))

    leader, follower = Thread(target=lead), Thread(target=second)
    leader.start()
    assert entered.wait(10)
    follower.start()
    while not db._waiting:
        sleep(0.001)
    queued.set()
    follower.join()
    leader.join()
    assert answered.is_set()


def test_a_rolled_back_savepoint_is_not_announced(any_cast):
    heard = []
    any_cast.db.listeners.append(lambda announced: heard.append(announced.seq))

    def verb(session):
        savepoint = session.begin_nested()
        record(session, fact(any_cast))
        savepoint.rollback()
        record(session, fact(any_cast))

    any_cast.db.write(verb)
    any_cast.db.settle()

    with any_cast.db.read() as session:
        assert session.scalars(select(LogEntry.seq)).all() == [1] == heard


def test_a_failed_transaction_leaves_no_trace(any_cast):
    heard = []
    any_cast.db.listeners.append(heard.append)

    def verb(session):
        with session.begin_nested():  # released, yet still part of the transaction
            record(session, fact(any_cast))
        raise RuntimeError

    with pytest.raises(RuntimeError):
        any_cast.db.write(verb)
    any_cast.db.settle()

    with any_cast.db.read() as session:
        assert session.scalars(select(LogEntry)).all() == [] == heard


def test_every_sqlite_connection_is_durable_and_sound(app):
    from camp.core import sqlite

    assert sqlite.is_sound(sqlite.module().sqlite_version_info)
    engine = app.extensions["db"].engine
    held = [engine.connect() for _ in range(12)]
    try:
        for connection in held:
            asked = {
                name: connection.scalar(text(f"PRAGMA {name}"))
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
            assert asked == {
                "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10000,
            }  # fmt: skip
    finally:
        for connection in held:
            connection.close()


def test_a_database_that_is_closed_leaves_no_thread(cast):
    before = set(threads())
    heard = []
    cast.db.listeners.append(heard.append)
    cast.db.write(lambda session: record(session, fact(cast)))
    cast.db.close()

    assert heard
    assert set(threads()) <= before
