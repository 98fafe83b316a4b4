"""Questions about ballots that wait for a decision, and about who handed in for a juror."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.jury.models import Ballot, HeldBallot, Juror
from camp.people.models import Person
from camp.teams.models import Team


@dataclass(frozen=True, slots=True)
class Held:
    """A kept ballot with the names that a decision needs, and never its marks.

    `revision` and `state` are those of the ballot that stands in its place, 0 and empty for none.
    """

    kept: HeldBallot
    juror: str
    team: str
    by: str
    """Who handed it in, empty when it was the juror."""
    revision: int
    state: str


def held_in(session: Session, round_id: str) -> list[Held]:
    """Return what came late or beside another: what waits first, then the newest."""
    rows = session.execute(
        select(HeldBallot, Juror, Team.name, Person.name, Ballot.revision, Ballot.state)
        .join(Juror, Juror.id == HeldBallot.juror_id)
        .join(Team, Team.id == HeldBallot.team_id)
        .join(Person, Person.id == HeldBallot.by)
        .outerjoin(
            Ballot,
            (Ballot.round_id == HeldBallot.round_id)
            & (Ballot.juror_id == HeldBallot.juror_id)
            & (Ballot.team_id == HeldBallot.team_id)
            & Ballot.is_current,
        )
        .where(HeldBallot.round_id == round_id, HeldBallot.decision != "replaced")
        .order_by(HeldBallot.decision != "waiting", HeldBallot.received_at.desc(), HeldBallot.id)
    )
    return [
        Held(kept, juror.person.name, team, "" if kept.by == juror.person_id else by,
             revision or 0, state or "")
        for kept, juror, team, by, revision, state in rows
    ]  # fmt: skip


def held_for(session: Session, round_id: str, juror_id: str) -> dict[str, HeldBallot]:
    """Return a juror's kept ballots by team: the newest of each."""
    found = session.scalars(
        select(HeldBallot)
        .filter_by(round_id=round_id, juror_id=juror_id)
        .where(HeldBallot.decision != "replaced")
        .order_by(HeldBallot.received_at, HeldBallot.id)
    )
    return {one.team_id: one for one in found}


def hand_of(session: Session, juror: Juror, ballot: Ballot | None) -> str:
    """Return the name of who handed in this ballot for the juror; empty when it was the juror."""
    if ballot is None or not ballot.source or ballot.by == juror.person_id or ballot.by is None:
        return ""
    person = session.get(Person, ballot.by)
    return person.name if person else ""


@dataclass(frozen=True, slots=True)
class Brought:
    """A ballot that a courier handed in, with names."""

    ballot: Ballot
    juror: str
    team: str
    by: str


def brought(session: Session, round_id: str) -> list[Brought]:
    """Return what was carried and counts, newest first."""
    rows = session.execute(
        select(Ballot, Juror, Team.name, Person.name)
        .join(Juror, Juror.id == Ballot.juror_id)
        .join(Team, Team.id == Ballot.team_id)
        .join(Person, Person.id == Ballot.by)
        .where(Ballot.round_id == round_id, Ballot.source == "carried", Ballot.is_current)
        .order_by(Ballot.seq.desc())
    )
    return [Brought(ballot, juror.person.name, team, by) for ballot, juror, team, by in rows]
