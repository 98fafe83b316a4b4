"""Who is where, who goes where next and what is missing: the plan as the secretary reads it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.models import Camp, LogEntry
from camp.jury.board import Board
from camp.jury.events import VisitsPlanned
from camp.jury.models import Juror, JuryVisit, Slot
from camp.jury.planning import plan_of
from camp.teams.models import Team
from scoring import Plan, Shortage


@dataclass(frozen=True, slots=True)
class Way:
    """One juror: the visit that goes on, where to go next, and how much is done."""

    juror: Juror
    here: JuryVisit | None
    following: JuryVisit | None
    done: int
    ahead: int


@dataclass(frozen=True, slots=True)
class Table:
    """One team: the ballots that are in, who is there and who still comes."""

    slot: Slot
    team: Team
    ballots: int
    there: tuple[str, ...]
    coming: tuple[str, ...]
    shortage: Shortage | None


@dataclass(frozen=True, slots=True)
class Change:
    """What the plan changed last; team and juror by name, empty where there is none."""

    kind: str
    team: str
    juror: str
    why: str
    room: str


@dataclass(frozen=True, slots=True)
class Whereabouts:
    plan: Plan
    quorum: int
    ways: tuple[Way, ...]
    tables: tuple[Table, ...]
    changed_at: datetime | None
    changes: tuple[Change, ...]
    ends_at: datetime | None
    """When the last visit ends if nothing comes between; None when nobody has to go anywhere."""

    @property
    def met(self) -> int:
        """How many teams have their quorum."""
        return sum(table.ballots >= self.quorum for table in self.tables)

    @property
    def short(self) -> tuple[Table, ...]:
        return tuple(table for table in self.tables if table.shortage)


def whereabouts(session: Session, stand: Board, camp: Camp, now: datetime) -> Whereabouts:
    """Read the plan, in one statement more than the round itself."""
    plan = plan_of(stand, camp.settings, now)
    missing = {shortage.project: shortage for shortage in plan.shortages}
    at, changes = _last_change(session, stand)
    paths = {juror.id: stand.path(juror.id) for juror in stand.jurors}
    coming = _coming(stand, paths)
    return Whereabouts(
        plan,
        camp.settings.quorum,
        tuple(_way(stand, juror, paths[juror.id]) for juror in stand.jurors),
        tuple(
            _table(stand, slot, coming[slot.team_id], missing.get(slot.team_id))
            for slot in stand.slots
        ),
        at,
        changes,
        now + timedelta(minutes=plan.minutes) if plan.turns else None,
    )


def _coming(stand: Board, paths: dict[str, list[JuryVisit]]) -> dict[str, list[str]]:
    """Return by team who still comes, by name and in order of arrival."""
    visits = [(visit.turn, juror, visit) for juror in stand.jurors for visit in paths[juror.id]]
    found: dict[str, list[str]] = defaultdict(list)
    for _, juror, visit in sorted(visits, key=lambda one: (one[0], one[1].seat)):
        found[visit.team_id].append(juror.person.name)
    return found


def _way(stand: Board, juror: Juror, path: list[JuryVisit]) -> Way:
    mine = [stand.cell(juror.id, slot.team_id) for slot in stand.slots]
    begun = [cell for cell in mine if stand.is_begun(juror.id, cell.slot.team_id)]
    return Way(
        juror,
        stand.visits[juror.id, begun[0].slot.team_id] if begun else None,
        path[0] if path else None,
        sum(cell.state == "submitted" for cell in mine),
        len(path),
    )


def _table(stand: Board, slot: Slot, coming: list[str], shortage: Shortage | None) -> Table:
    team_id = slot.team_id
    there = [one.person.name for one in stand.jurors if stand.is_begun(one.id, team_id)]
    return Table(
        slot,
        stand.teams[team_id],
        stand.count(team_id, "submitted"),
        tuple(there),
        tuple(coming),
        shortage,
    )


def _last_change(session: Session, stand: Board) -> tuple[datetime | None, tuple[Change, ...]]:
    entries = session.scalars(
        select(LogEntry)
        .filter_by(camp_id=stand.round_.camp_id, kind=VisitsPlanned.__name__)
        .order_by(LogEntry.seq.desc())
        .limit(20)
    )
    entry = next((one for one in entries if one.facts["round_id"] == stand.round_.id), None)
    return (entry.at, tuple(_changes(stand, entry.facts["moves"]))) if entry else (None, ())


def _changes(stand: Board, moves: Iterable[dict[str, str]]) -> Iterable[Change]:
    jurors = {juror.id: juror.person.name for juror in stand.jurors}
    for move in moves:
        team = stand.teams.get(move["team"])
        yield Change(
            move["kind"],
            team.name if team else "",
            jurors.get(move["juror"], ""),
            move["why"],
            move["room"],
        )
