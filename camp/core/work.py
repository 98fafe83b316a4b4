"""One session per read, one writer for all writes, and the announcement after the commit.

Verbs that wait at the same time are committed together: each runs in a savepoint of its own, one
COMMIT makes them all durable, then each caller is answered. A verb that fails fails alone.

When the connection is lost before the COMMIT was sent, all run again. When it is lost during the
COMMIT nobody knows what became of it: the callers get the error, never an answer, and ask again
with the same key.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from random import uniform
from threading import Event, Lock, Thread
from time import sleep
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from camp.core import postgres, sqlite
from camp.core.events import Announced, Listener, committed
from camp.core.server import Fenced, refusal

logger = logging.getLogger(__name__)
T = TypeVar("T")
PAUSES = (0.01, 0.03, 0.1, 0.3)
"""Seconds to wait, more or less, before each further try."""
MOST = 64
"""Verbs of one batch: the first waits for the last, and a camp is held meanwhile."""


@dataclass(slots=True)
class Job:
    """A verb that waits for the writer, and what became of it."""

    verb: Callable[[Session], Any]
    past_fence: bool = False
    turn: Event = field(default_factory=Event)
    """Set when the job is done, or when its caller is to lead the next batch."""
    is_done: bool = False
    result: Any = None
    error: BaseException | None = None
    facts: list[Announced] = field(default_factory=list)


class Database:
    """One engine, two doors: `read` and `write`. Nothing else in the house commits."""

    def __init__(self, url: str, *, run_native: Callable[..., None] | None = None) -> None:
        """`run_native` runs a call in a native thread: gevent's hub must not wait for a disk."""
        self.listeners: list[Listener] = []
        is_file = url.startswith("sqlite")
        self.engine = sqlite.engine(url, run_native=run_native) if is_file else postgres.engine(url)
        self._readers = sessionmaker(self.engine, expire_on_commit=False)
        self._run_native = run_native or (lambda call: call())
        self._lock = Lock()
        self._waiting: list[Job] = []
        self._is_writing = False
        self._facts: SimpleQueue[Announced | Event | None] = SimpleQueue()
        self._teller: Thread | None = None

    @contextmanager
    def read(self) -> Iterator[Session]:
        with self._readers() as session:
            yield session

    def write(self, verb: Callable[[Session], T], *, past_fence: bool = False) -> T:
        """Run `verb` in a transaction; its facts are announced once that is durable.

        `verb` speaks to its session and to nothing else: it may be run again when the database
        asks for a retry, and the thread that runs it may be another caller's. Raises Fenced when
        this server has handed over; only the verb that says so itself goes `past_fence`.
        """
        job = Job(verb, past_fence)
        with self._lock:
            self._waiting.append(job)
            leads = not self._is_writing
            self._is_writing = True
        if not leads:
            job.turn.wait()
        if not job.is_done:
            self._lead()
        if job.error is not None:
            raise job.error
        return job.result  # type: ignore[no-any-return]

    def settle(self) -> None:
        """Wait until everything committed so far is announced."""
        if self._teller is not None:
            told = Event()
            self._facts.put(told)
            told.wait()

    def close(self) -> None:
        """Announce what is committed, then let go of every thread and file."""
        if self._teller is not None:
            self._facts.put(None)
            self._teller.join()
            self._teller = None
        self.engine.dispose()

    def _lead(self) -> None:
        """Commit what waits, answer it, and let the first that came meanwhile lead."""
        with self._lock:
            # The leader's own verb stands first.
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
        try:
            self._commit_together(batch)
        except BaseException as error:  # noqa: BLE001  -- every caller must be answered
            for job in batch:
                job.error = error
        for job in batch:
            if job.error is None:
                self._announce(job.facts)
            job.is_done = True
            job.turn.set()
        # Whoever led the last batch has an answer to give: nobody leads two.
        with self._lock:
            if self._waiting:
                self._waiting[0].turn.set()
            else:
                self._is_writing = False

    def _commit_together(self, batch: list[Job]) -> None:
        for pause in (*PAUSES, None):
            is_sent = False
            try:
                with self.engine.execution_options(writing=True).connect() as connection:
                    fence = refusal(connection)
                    for job in batch:
                        _run(job, connection, None if job.past_fence else fence)
                    is_sent = True
                    self._run_native(connection.commit)
                return
            except DBAPIError as error:
                is_lost = error.connection_invalidated and not is_sent
                if pause is None or not (is_lost or _asks_for_retry(error)):
                    raise
                sleep(pause * uniform(0.5, 1.5))  # noqa: S311  -- no secret

    def _announce(self, facts: list[Announced]) -> None:
        if facts and self._teller is None:
            self._teller = Thread(target=self._tell, daemon=True, name="announcer")
            self._teller.start()
        for announced in facts:
            self._facts.put(announced)

    def _tell(self) -> None:
        while True:
            announced = self._facts.get()
            if announced is None:
                return
            if isinstance(announced, Event):
                announced.set()
                continue
            for listener in self.listeners:
                try:
                    listener(announced)
                except Exception:
                    logger.exception("%s failed on %s", listener, announced)


def _run(job: Job, connection: Connection, fence: Fenced | None) -> None:
    job.result, job.error, job.facts = None, fence, []
    if fence is not None:
        return
    options: Any = {"join_transaction_mode": "create_savepoint", "expire_on_commit": False}
    with Session(connection, **options) as session:
        try:
            with session.begin():
                job.result = job.verb(session)
                session.flush()
                job.facts = committed(session)
        except DBAPIError as error:
            if _asks_for_retry(error) or error.connection_invalidated:
                raise
            if (end := sqlite.end_of_transaction(error)) is not None:
                # What the others of the batch did is undone, too: none may be told it is kept.
                raise end from error
            job.error = error
        except Exception as error:  # noqa: BLE001  -- its caller raises it again
            job.error = error


def _asks_for_retry(error: DBAPIError) -> bool:
    # 40001 serialization failure, 40P01 deadlock
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}
