"""The log is a chain: each hash covers its entry and all before, and the database keeps it so."""

import json
from hashlib import sha256

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DatabaseError

from camp.control.events import GateSet
from camp.core.events import record
from camp.core.ledger import hash_of, seal
from camp.core.models import Camp, LogEntry
from camp.core.work import Database
from camp.migrations import upgrade


@pytest.fixture
def any_cast(any_app, clock):
    from tests.cast import Cast

    return Cast(any_app, clock)


def note(cast, reason):
    fact = GateSet(camp_id=cast.camp.id, by=None, gate="door", is_open=True, reason=reason)
    return cast.db.write(lambda session: record(session, fact))


def entries(db):
    with db.read() as session:
        return session.scalars(select(LogEntry).order_by(LogEntry.seq)).all()


def test_the_hash_of_an_entry_is_that_of_its_canonical_text(any_cast):
    note(any_cast, "Rain.")

    (entry,) = entries(any_cast.db)
    salt, value = entry.content["reason"]
    sealed = sha256(f'{salt}"Rain."'.encode()).hexdigest()
    said = (
        f'["camp-ledger-1","{entry.camp_id}",1,"GateSet",'
        f'"{entry.at.isoformat(timespec="microseconds")}",null,'
        f'{{"gate":"door","is_open":true}},{{"reason":"{sealed}"}},""]'
    )
    assert entry.hash == sha256(said.encode()).hexdigest()
    assert (value, entry.sealed, entry.told["reason"]) == ("Rain.", {"reason": sealed}, "Rain.")


def test_every_entry_holds_the_hash_before_it_and_the_camp_the_newest(any_cast):
    for reason in ("Rain.", "Sun.", "Rain."):
        note(any_cast, reason)

    first, second, third = entries(any_cast.db)
    with any_cast.db.read() as session:
        newest = session.scalars(select(Camp.last_hash)).one()
    assert [one.prev for one in (first, second, third)] == ["", first.hash, second.hash]
    assert newest == third.hash
    assert first.sealed != third.sealed


@pytest.mark.parametrize(
    "change",
    [
        update(LogEntry).values(facts={"gate": "dots", "is_open": True}),
        update(LogEntry).values(hash="0" * 64),
        delete(LogEntry),
    ],
    ids=["facts", "hash", "delete"],
)
def test_the_database_refuses_to_change_the_log(any_cast, change):
    note(any_cast, "Rain.")
    before = entries(any_cast.db)[0].hash

    with pytest.raises(DatabaseError, match="append only"):
        any_cast.db.write(lambda session: session.execute(change))

    assert [one.hash for one in entries(any_cast.db)] == [before]


def test_what_was_written_may_be_dropped_and_the_chain_stays(any_cast):
    note(any_cast, "Rain.")
    any_cast.db.write(lambda session: session.execute(update(LogEntry).values(content={})))

    (entry,) = entries(any_cast.db)
    assert entry.hash == hash_of(entry)
    assert entry.told["reason"] == "…"


def test_a_log_that_was_there_is_chained(any_database_url):
    database = Database(any_database_url)
    upgrade(database.engine, "0001")
    facts = [{"gate": "door", "reason": "Rain."}, {"round_id": "r"}]
    with database.engine.execution_options(writing=True).begin() as connection:
        connection.execute(text(CAMP))
        for seq, one in enumerate(facts, start=1):
            values = {"seq": seq, "facts": json.dumps(one)}
            connection.execute(text(ENTRY), values)
    upgrade(database.engine)

    first, second = entries(database)
    with database.read() as session:
        newest = session.scalars(select(Camp.last_hash)).one()
    assert first.facts == {"gate": "door"}
    assert first.sealed == {"reason": seal(first.content["reason"][0], "Rain.")}
    assert [first.hash, second.hash, newest] == [
        hash_of(first), hash_of(second), second.hash,
    ]  # fmt: skip
    database.close()


CAMP = """INSERT INTO camp (id, slug, code, name, names, theme, themes, starts_at, ends_at,
 timezone, place, rooms, wifi, language, currency, capacity, phase, settings, is_demo, last_seq)
 VALUES ('c', 'c', 'CCCC', 'C', '{}', '', '{}', '2026-01-01 00:00:00', '2026-01-02 00:00:00', 'UTC',
 '', '[]', '', 'en', 'UZS', 64, 'draft', '{}', false, 2)"""
ENTRY = """INSERT INTO log_entry (camp_id, seq, kind, facts, at)
 VALUES ('c', :seq, 'GateSet', :facts, '2026-01-01 00:00:00')"""
