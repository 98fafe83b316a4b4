"""What the database says of a camp, in the words of the plain model."""

from sqlalchemy import select

from camp.checkin.models import CheckIn
from camp.core.ledger import hash_of
from camp.core.models import Camp, LogEntry
from camp.ideas.models import Dot
from camp.jury.models import Ballot
from camp.people.models import Participant, Person
from camp.teams.models import Seat


def check_chain(session, camp_id):
    """Whatever was done, every entry of the log holds the hash of the one before."""
    before = ""
    for entry in session.scalars(
        select(LogEntry).filter_by(camp_id=camp_id).order_by(LogEntry.seq)
    ):
        assert (entry.prev, entry.hash) == (before, hash_of(entry))
        before = entry.hash
    assert before == session.get_one(Camp, camp_id).last_hash


def in_house(session, camp_id):
    return set(
        session.scalars(
            select(Person.name)
            .join(CheckIn, CheckIn.person_id == Person.id)
            .where(CheckIn.camp_id == camp_id, CheckIn.undone_at.is_(None))
        )
    )


def seats(session, camp_id):
    found = select(Seat).filter_by(camp_id=camp_id, left_at=None)
    return {(one.participant.person.name, one.team_id) for one in session.scalars(found)}


def dots(session, camp_id):
    rows = session.execute(
        select(Person.name, Dot.idea_id, Dot.dots)
        .join(Participant, Participant.id == Dot.participant_id)
        .join(Person, Person.id == Participant.person_id)
        .where(Dot.camp_id == camp_id, Dot.dots > 0)
    )
    return {(name, idea): n for name, idea, n in rows}


def ballots(session, bench):
    names = {juror: name for name, juror in bench.jurors.items()}
    rows = session.scalars(select(Ballot).filter_by(round_id=bench.round_id, is_current=True))
    return {
        (names[one.juror_id], one.team_id): (one.state, one.marks, one.revision) for one in rows
    }


def scores(round_):
    """Return points (0..100) by team, as sealed."""
    return {
        one["team"]: round(one["score"], 9)
        for one in round_.result["teams"]
        if one.get("score") is not None
    }


def expected(plain):
    """Return points: the mean mark as a share of the best one, in hundredths."""
    return {team: round(float(mean / 5 * 100), 9) for team, mean in plain.means().items()}
