"""Questions about rounds and one's own ballots. Nothing here writes."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from camp.core.errors import Forbidden, NotFound
from camp.core.models import Camp, LogEntry
from camp.core.names import shown
from camp.core.phases import has_reached
from camp.core.rules import Actor
from camp.jury.board import GONE, Board, Cell, board, sits
from camp.jury.events import RoundClosed
from camp.jury.models import Ballot, HeldBallot, Juror, Round, Slot
from camp.jury.queries_held import held_for
from camp.jury.sight import sight
from camp.mentoring.queries import helped
from camp.people.models import Participant, Person
from camp.schedule.queries import next_of
from camp.teams.models import Seat, Team


def rounds(session: Session, camp_id: str) -> list[Round]:
    """Return the camp's rounds: what is open first, then what was prepared, then the closed."""
    order = {"open": 0, "prepared": 1, "closed": 2}
    found = session.scalars(
        select(Round).filter_by(camp_id=camp_id).options(selectinload(Round.criteria))
    )
    return sorted(found, key=lambda one: (order[one.state], one.name, one.id))


def current_round(session: Session, camp_id: str) -> Round | None:
    """Return the round that the jury's pages are about."""
    return next(iter(rounds(session, camp_id)), None)


def opened_round(session: Session, camp_id: str) -> Round | None:
    """Return the round that was opened last: the awards stand on it."""
    return session.scalars(
        select(Round)
        .where(Round.camp_id == camp_id)
        .order_by(Round.opened_at.is_(None), Round.opened_at.desc(), Round.id)
        .limit(1)
    ).one_or_none()


def submitted_count(session: Session, round_id: str) -> int:
    """Return how many ballots count now; with the first one the rubric is locked."""
    return (
        session.scalar(
            select(func.count(Ballot.id)).filter_by(
                round_id=round_id, is_current=True, state="submitted"
            )
        )
        or 0
    )


def juror(session: Session, camp_id: str, person_id: str) -> Juror | None:
    return session.scalars(
        select(Juror).filter_by(camp_id=camp_id, person_id=person_id)
    ).one_or_none()


def jurors(session: Session, camp_id: str) -> list[Juror]:
    return list(
        session.scalars(select(Juror).filter_by(camp_id=camp_id).order_by(Juror.seat, Juror.id))
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """What one juror has before them: the teams in pitch order, each with the own cell."""

    stand: Board
    juror: Juror
    cells: list[Cell]
    held: dict[str, HeldBallot] = field(default_factory=dict)
    """The juror's ballots that came late or beside another, by team."""

    @property
    def done(self) -> int:
        return sum(cell.state == "submitted" for cell in self.cells)

    @property
    def to_do(self) -> int:
        """How many teams the juror judges, without those stepped aside for or missed."""
        return sum(cell.state in {"submitted", "draft", "not_yet"} for cell in self.cells)

    @property
    def here(self) -> Cell | None:
        """The table where the juror sits now: the visit began, its ballot is awaited."""
        return next(
            (cell for cell in self.cells if self.stand.is_begun(self.juror.id, cell.slot.team_id)),
            None,
        )

    @property
    def next_table(self) -> Cell | None:
        """The first free table of those that the juror goes to, the first of all if none is."""
        path = self.stand.path(self.juror.id)
        free = [visit for visit in path if not self.stand.is_taken(visit.team_id)]
        return next((self.stand.cell(self.juror.id, one.team_id) for one in free or path), None)

    def after(self, team_id: str) -> Cell | None:
        """Return the next team that waits for a ballot, going round; None when all are in."""
        teams = [cell.slot.team_id for cell in self.cells]
        start = teams.index(team_id) + 1 if team_id in teams else 0
        ahead = self.cells[start:] + self.cells[:start]
        return next(
            (one for one in ahead if one.state in {"draft", "not_yet"}
             and one.slot.team_id != team_id), None,
        )  # fmt: skip

    def earlier(self, team_id: str) -> dict[str, Counter[int]]:
        """Return own marks on other teams: criterion, mark, how many teams have it."""
        found: dict[str, Counter[int]] = defaultdict(Counter)
        for cell in self.cells:
            counts = cell.ballot is not None and cell.state in {"submitted", "draft"}
            if counts and cell.ballot is not None and cell.slot.team_id != team_id:
                for key, mark in cell.ballot.marks.items():
                    found[key][mark] += 1
        return found


def desk(session: Session, round_id: str, person_id: str) -> Desk:
    """Return the juror's own view. Raises NotFound for somebody who has no seat."""
    stand = board(session, round_id)
    everybody = (*stand.jurors, *stand.reserves)
    mine = next((one for one in everybody if one.person_id == person_id), None)
    if mine is None:
        raise NotFound
    seen = [slot for slot in stand.slots if sits(mine, slot)]
    cells = [stand.cell(mine.id, slot.team_id) for slot in seen]
    if stand.round_.panel != "full":
        cells = _own_path(stand, mine, cells)
    return Desk(stand, mine, cells, held_for(session, round_id, mine.id))


def closer(session: Session, round_: Round) -> str:
    """Return the name of who closed the round; nothing where nobody did or is known any more."""
    if round_.state != "closed":
        return ""
    found = session.scalars(
        select(LogEntry)
        .filter_by(camp_id=round_.camp_id, kind=RoundClosed.__name__)
        .order_by(LogEntry.seq.desc())
    )
    last = next((one for one in found if one.facts.get("round_id") == round_.id), None)
    person = session.get(Person, last.person_id) if last and last.person_id else None
    return person.name if person else ""


def opening(session: Session, round_: Round, now: datetime) -> tuple[datetime | None, int]:
    """Return when the pitches begin, where the schedule says so, and how many teams there are."""
    pitches = next_of(session, round_.camp_id, "pitches", now)
    teams = select(func.count(Team.id)).where(
        Team.camp_id == round_.camp_id, Team.state.not_in(GONE)
    )
    return pitches.starts_at if pitches else None, session.scalar(teams) or 0


def _own_path(stand: Board, mine: Juror, cells: list[Cell]) -> list[Cell]:
    """Return the teams that the juror visits or marked: what began, then the path."""
    order = [visit.team_id for visit in stand.path(mine.id)]
    own = [
        cell for cell in cells
        if cell.ballot is not None or (mine.id, cell.slot.team_id) in stand.visits
    ]  # fmt: skip

    def place(cell: Cell) -> tuple[int, int]:
        team_id = cell.slot.team_id
        ahead = order.index(team_id) + 1 if team_id in order else 0
        return ahead, cell.slot.position

    return sorted(own, key=place)


def own_ballots(session: Session, round_: Round, person_id: str) -> list[Ballot]:
    """Return the asker's ballots that count now, in pitch order."""
    return list(
        session.scalars(
            select(Ballot)
            .join(Juror, Juror.id == Ballot.juror_id)
            .join(Slot, (Slot.round_id == Ballot.round_id) & (Slot.team_id == Ballot.team_id))
            .where(Ballot.round_id == round_.id, Ballot.is_current, Juror.person_id == person_id)
            .order_by(Slot.position)
        )
    )


def pitch_order(session: Session, round_id: str) -> list[tuple[Slot, Team]]:
    rows = session.execute(
        select(Slot, Team)
        .join(Team, Team.id == Slot.team_id)
        .where(Slot.round_id == round_id)
        .order_by(Slot.position)
    )
    return [(slot, team) for slot, team in rows]


def steps_of(
    session: Session, camp: Camp, round_id: str, team_id: str, who: Actor
) -> tuple[Board, dict[str, object]]:
    """Return the picture that holds the team's steps.

    Raises Forbidden while the asker may not see it, NotFound for a team without a place. A team
    reads its own once the result is published.
    """
    stand = board(session, round_id)
    seen = sight(stand, camp, who)
    drawn = seen.drawn if seen.full else None
    if drawn is None and has_reached(camp, "results") and _is_member(session, team_id, who):
        drawn = stand.round_.result
    if drawn is None:
        raise Forbidden
    if team_id not in drawn["steps"]:
        raise NotFound
    return stand, drawn


def _is_member(session: Session, team_id: str, who: Actor) -> bool:
    seat = session.scalars(
        select(Seat.id)
        .join(Participant, Participant.id == Seat.participant_id)
        .where(
            Seat.team_id == team_id, Seat.left_at.is_(None), Participant.person_id == who.person_id
        )
    ).first()
    return seat is not None


def mentored(session: Session, desk: Desk) -> dict[str, str]:
    """Return the names of the teams that the juror helped by the mentors' log, by team."""
    notes = helped(session, desk.stand.round_.camp_id)
    return {
        team.id: team.name
        for team in desk.stand.teams.values()
        if (desk.juror.person_id, team.id) in notes
    }


def members(session: Session, team_ids: list[str], day: date) -> dict[str, list[str]]:
    """Return who sits in each team; who is a minor on `day` by first name and an initial."""
    found: dict[str, list[str]] = defaultdict(list)
    seats = select(Seat).where(Seat.team_id.in_(team_ids), Seat.left_at.is_(None))
    for seat in session.scalars(seats.order_by(Seat.joined_at, Seat.id)):
        person = seat.participant.person
        name = shown(person.name) if person.is_minor_on(day) else person.name
        found[seat.team_id].append(name)
    return found
