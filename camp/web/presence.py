"""Who has a page open now: whoever's socket watches the page's topic.

It is no fact: it skips the log, lives in memory and ends with the socket. Each process notes whom
it serves; where several share a queue each notes it there, so that all tell the same people.
"""

import json
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from threading import Lock
from typing import Any, Protocol, cast
from uuid import uuid4

FADES = 30_000
"""Milliseconds after which the people of a process that says nothing more are gone."""
NOTES = 10_000
"""Milliseconds after which a process says again whom it serves."""


@dataclass(frozen=True, slots=True)
class Note:
    """Whom one process serves on a topic: names by person, since when, and when it said so."""

    people: dict[str, str]
    since: int
    at: int


class Board(Protocol):
    """Where the processes leave their notes, by topic and process."""

    def read(self, topic: str) -> dict[str, Note]: ...

    def put(self, topic: str, process: str, note: Note) -> None: ...

    def drop(self, topic: str, process: str) -> None: ...


class OneProcess:
    """The board of a process that is alone."""

    def __init__(self) -> None:
        self._notes: dict[str, dict[str, Note]] = {}

    def read(self, topic: str) -> dict[str, Note]:
        return dict(self._notes.get(topic, {}))

    def put(self, topic: str, process: str, note: Note) -> None:
        self._notes.setdefault(topic, {})[process] = note

    def drop(self, topic: str, process: str) -> None:
        self._notes.get(topic, {}).pop(process, None)


class SharedByQueue:
    """The board of several processes: a hash for each topic in Valkey or Redis.

    While that is away each process knows those alone whom it serves itself.
    """

    def __init__(self, client: Any, away: type[Exception]) -> None:
        self._client, self._away, self._alone = client, away, OneProcess()

    def read(self, topic: str) -> dict[str, Note]:
        try:
            found = cast("Mapping[bytes, bytes]", self._client.hgetall(_key(topic)))
        except self._away:
            return self._alone.read(topic)
        return {process.decode(): Note(**json.loads(note)) for process, note in found.items()}

    def put(self, topic: str, process: str, note: Note) -> None:
        self._alone.put(topic, process, note)
        with suppress(self._away):
            self._client.hset(_key(topic), process, json.dumps(asdict(note)))
            self._client.pexpire(_key(topic), 2 * FADES)

    def drop(self, topic: str, process: str) -> None:
        self._alone.drop(topic, process)
        with suppress(self._away):
            self._client.hdel(_key(topic), process)


def _key(topic: str) -> str:
    return f"camp:presence:{topic}"


class Presence:
    """Whom this process serves, and with the others' notes who is there at all."""

    def __init__(self, board: Board) -> None:
        self._board, self._own = board, uuid4().hex
        self._here: dict[str, dict[str, tuple[str, str]]] = {}
        self._told: dict[str, tuple[frozenset[str], int]] = {}
        self._lock = Lock()

    def come(self, topic: str, sid: str, person_id: str, name: str) -> None:
        with self._lock:
            self._here.setdefault(topic, {})[sid] = (person_id, name)

    def go(self, topic: str, sid: str) -> None:
        with self._lock:
            self._here.get(topic, {}).pop(sid, None)

    def people(self, topic: str) -> dict[str, str]:
        """Return the names of who is there, by person."""
        return _people(self._note(topic).values())

    def number(self, topic: str) -> int:
        """Return since when, in milliseconds, the same people are there: it only grows."""
        return _since(self._note(topic).values())

    def moved(self) -> list[str]:
        """Return the topics where, since it was last asked, somebody came or went."""
        found = []
        for topic in list(self._here):
            notes = self._note(topic).values()
            told = (frozenset(_people(notes)), _since(notes))
            if self._told.get(topic, (frozenset(), 0))[0] != told[0]:
                found.append(topic)
            self._told[topic] = told
        return found

    def _note(self, topic: str) -> dict[str, Note]:
        """Leave this process's note where it changed or is old, and return all that count."""
        with self._lock:
            people = dict(self._here.get(topic, {}).values())
        notes, now = self._board.read(topic), time.time_ns() // 1_000_000
        last = _since(notes.values())
        faded = [one for one, note in notes.items() if now - note.at > FADES]
        for process in faded:
            self._board.drop(topic, process)
            del notes[process]
        before = notes.get(self._own, Note({}, 0, 0))
        if before.people != people or faded:
            notes[self._own] = Note(people, max(now, last + 1), now)
        elif people and now - before.at > NOTES:
            notes[self._own] = replace(before, at=now)
        else:
            return notes
        self._board.put(topic, self._own, notes[self._own])
        return notes


def _people(notes: Iterable[Note]) -> dict[str, str]:
    return {person: name for note in notes for person, name in note.people.items()}


def _since(notes: Iterable[Note]) -> int:
    return max((note.since for note in notes), default=0)
