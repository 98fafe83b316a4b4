"""What a storm left: the books beside what the phones were told."""

from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from camp.core.models import Answered, Camp, LogEntry
from camp.core.work import Database
from camp.jury.models import Ballot


def violations(url, phones) -> list[str]:
    """Return in words what is lost, doubled or out of order; nothing when all is well.

    The revisions of a cell must be the ballots that its juror sent, in that order, each with the
    revision and the log number that its receipt names: no more, no fewer, no others.
    """
    wrong = [f"{phone.name}: {one}" for phone in phones for one in phone.wrong]
    database = Database(url)
    try:
        with database.read() as session:
            wrong += _books(session, phones)
    except DatabaseError as error:
        wrong.append(f"unreadable: {error}")
    finally:
        database.close()
    return wrong


def _books(session, phones):
    kept = {}
    for row in session.scalars(select(Ballot).order_by(Ballot.revision)):
        kept.setdefault((row.juror_id, row.team_id), []).append(row)
    yield from _cells(phones, kept)
    yield from _log(session, sum(map(len, kept.values())))
    if session.get_bind().dialect.name == "sqlite":
        checked = session.connection().exec_driver_sql("PRAGMA integrity_check").scalar()
        if checked != "ok":
            yield f"integrity: {checked}"


def _cells(phones, kept):
    told = {}
    for phone in phones:
        for sent in phone.sent:
            told.setdefault((phone.juror_id, sent.team), []).append(_told(sent))
    for cell in kept.keys() | told.keys():
        rows, said = [_row(one) for one in kept.get(cell, [])], told.get(cell, [])
        yield from (f"lost: {one}" for one in said if one not in rows)
        yield from (f"doubled or foreign: {one}" for one in rows if one not in said)
        if rows != said:
            yield f"order: {rows} for {said}"
        current = [one.revision for one in kept.get(cell, []) if one.is_current]
        if current != [len(rows)][: len(rows)]:
            yield f"stale: {current} of {len(rows)} revisions counts"


def _told(sent):
    receipt = sent.receipt or {}
    return receipt.get("revision"), receipt.get("seq"), sent.body["comment"], sent.body["marks"]


def _row(ballot):
    return ballot.revision, ballot.seq, ballot.comment, ballot.marks


def _log(session, ballots):
    entries = session.execute(select(LogEntry.seq, LogEntry.kind).order_by(LogEntry.seq)).all()
    if [seq for seq, _ in entries] != list(range(1, len(entries) + 1)):
        yield "log: its numbers have gaps"
    if session.scalars(select(Camp.last_seq)).one() != len(entries):
        yield "log: the camp's number is another than the log's"
    if sum(kind == "BallotCast" for _, kind in entries) != ballots:
        yield "log: not one fact for each ballot"
    if len(session.execute(select(Answered.key)).all()) != ballots:
        yield "keys: not one answer kept for each ballot"
