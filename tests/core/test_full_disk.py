"""A database that takes no byte more: everybody who waits is told, and writing comes back."""

from threading import Event, Thread

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from camp.core.machine import says_full
from camp.core.models import Kept

SMALL, LARGE = "a word", "x" * 3_000_000


class Disk:
    """A limit that SQLite itself keeps, on every connection that the database opens."""

    def __init__(self, db):
        self._db, self.pages = db, 0
        event.listen(db.engine, "checkout", self._limit)

    def _limit(self, connection, _record, _proxy):
        connection.execute(f"PRAGMA max_page_count = {self.pages or 2_000_000}")

    def fill(self):
        with self._db.engine.connect() as connection:
            self.pages = connection.exec_driver_sql("PRAGMA page_count").scalar() + 40


def keep(cast, ref, body):
    def verb(session):
        session.add(Kept(camp_id=cast.camp.id, part="test", ref=ref, body=body))
        session.flush()
        return ref

    return verb


def kept(cast):
    with cast.db.read() as session:
        return set(session.scalars(select(Kept.ref)))


def write_together(cast, bodies):
    """Send the writes so that the first leads and all others are committed in one batch."""
    entered, begin, answers, threads = Event(), Event(), {}, []

    def first(session):
        entered.set()
        begin.wait(10)

    def send(verb, ref):
        try:
            answers[ref] = cast.db.write(verb)
        except OperationalError as error:
            answers[ref] = "full" if says_full(error) else str(error)

    threads = [Thread(target=send, args=[first, "first"])]
    threads[0].start()
    entered.wait(10)
    for ref, body in bodies.items():
        threads.append(Thread(target=send, args=[keep(cast, ref, body), ref]))
        threads[-1].start()
        while len(cast.db._waiting) < len(threads) - 1:
            threads[-1].join(0.001)
    begin.set()
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)
    answers.pop("first")
    return answers


@pytest.mark.parametrize("place", [0, 3, 7])
def test_of_a_batch_that_fills_the_disk_nobody_is_told_a_lie(cast, place):
    disk = Disk(cast.db)
    assert cast.db.write(keep(cast, "before", SMALL)) == "before"
    disk.fill()

    refs = [str(n) for n in range(8)]
    answers = write_together(cast, {ref: LARGE if ref == str(place) else SMALL for ref in refs})

    assert answers == dict.fromkeys(refs, "full")
    assert kept(cast) == {"before"}
    assert cast.db.write(keep(cast, "small", SMALL)) == "small"
    disk.pages = 0
    assert cast.db.write(keep(cast, "large", LARGE)) == "large"
    assert kept(cast) == {"before", "small", "large"}
    with cast.db.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_reading_goes_on_while_nothing_can_be_written(cast):
    disk = Disk(cast.db)
    browser, badge = cast.browser("Dilnoza"), cast.browser("Aziza")
    disk.fill()
    cast.clock.pass_(days=2)

    with pytest.raises(OperationalError, match="full"):
        cast.db.write(keep(cast, "large", LARGE))
    assert browser.get(f"/camps/{cast.slug}/teams").status_code == 200
    assert badge.get(f"/camps/{cast.slug}/control").status_code == 200
    with cast.db.read() as session:
        assert session.scalar(select(func.count(Kept.id))) == 0
