"""Who goes where next: a round as the planner sees it, and its plan kept up with what happens."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from camp.core.events import record
from camp.core.models import Camp
from camp.core.settings import Settings
from camp.jury.board import Board, board, sits
from camp.jury.events import VisitsPlanned
from camp.jury.models import JuryVisit, Round, Slot
from scoring import Move, Plan, Sitting, Visit, plan, replan


def sitting_of(stand: Board, settings: Settings, now: datetime) -> Sitting:
    """Return who may still judge what. Who left, stepped aside or was away is not planned with."""
    round_, states = stand.round_, {key: cell.state for key, cell in stand.cells.items()}
    minutes = settings.slot_minutes + settings.changeover_minutes
    here = {juror.id for juror in stand.jurors if juror.left_at is None}
    # Nobody is sent to a pitch that is over (rulebook R37) or came before the reserve (R38).
    closed = {
        (juror.id, slot.team_id)
        for juror in stand.jurors
        for slot in stand.slots
        if slot.state == "done" or not sits(juror, slot)
    }
    shut = {key for key, state in states.items() if state in {"recused", "void", "absent"}}
    begun = {key for key in stand.visits if key[0] in here and stand.is_begun(*key)}
    return Sitting(
        round_.panel,
        tuple(slot.team_id for slot in stand.slots),
        tuple(here),
        settings.quorum,
        conflicts=frozenset(shut | closed),
        done=frozenset(key for key, state in states.items() if state == "submitted"),
        under_way=frozenset(begun),
        order=tuple(slot.team_id for slot in stand.slots),
        rooms=tuple(round_.rooms),
        project_rooms={slot.team_id: slot.room for slot in stand.slots},
        turns=_turns_left(round_.ends_by, now, minutes),
        minutes=minutes,
    )


def _turns_left(end: datetime | None, now: datetime, minutes: int) -> int | None:
    return None if end is None else max(0, int((end - now).total_seconds() // (60 * minutes)))


def plan_of(stand: Board, settings: Settings, now: datetime) -> Plan:
    """Return the plan as it stands; its `moves` are what would change if it were made again."""
    sitting = sitting_of(stand, settings, now)
    return replan(_earlier(stand), sitting) if stand.visits else plan(sitting)


def _earlier(stand: Board) -> Plan:
    """Return what was planned: begun visits in turn 0, those whose ballot is in left out."""
    known = {
        key: visit
        for key, visit in stand.visits.items()
        if key not in stand.cells or stand.cells[key].state != "submitted"
    }
    return Plan(
        visits=tuple(
            sorted(
                Visit(0 if stand.is_begun(juror, team) else visit.turn, team, juror)
                for (juror, team), visit in known.items()
            )
        ),
        turns=0,
        minutes=0,
        shortages=(),
        groups=(),
        gap=0,
        rooms={slot.team_id: slot.room for slot in stand.slots if slot.room},
    )


def follow_plan(
    session: Session, camp: Camp, round_id: str, *, by: str | None, now: datetime
) -> None:
    """Plan the visits of an open round anew where something changed, and leave the others."""
    round_ = session.get_one(Round, round_id)
    if round_.panel == "full" or round_.state != "open":
        return
    stand = board(session, round_id)
    after = plan_of(stand, camp.settings, now)
    if _write(session, stand, after):
        told = tuple(_told(move) for move in after.moves)
        count = len(after.cells)
        record(
            session,
            VisitsPlanned(camp_id=camp.id, by=by, round_id=round_id, count=count, moves=told),
        )


def _told(move: Move) -> dict[str, str]:
    return {
        "kind": move.kind, "team": move.project, "juror": move.juror, "why": move.why,
        "room": move.room,
    }  # fmt: skip


def _write(session: Session, stand: Board, after: Plan) -> bool:
    """Make the stored visits those of the plan; return whether anything moved."""
    wanted = {(one.juror, one.project): one.turn for one in after.visits if one.turn}
    changed = bool(after.moves)
    for key, visit in stand.visits.items():
        turn = wanted.pop(key, None)
        if turn is not None:
            visit.turn = turn
        elif not _stays(stand, key):
            session.delete(visit)
            changed = True
    for (juror_id, team_id), turn in wanted.items():
        session.add(
            JuryVisit(round_id=stand.round_.id, juror_id=juror_id, team_id=team_id, turn=turn)
        )
    for slot in stand.slots:
        if slot.state == "waiting":
            slot.room = after.rooms.get(slot.team_id, "")
    return changed or bool(wanted)


def _stays(stand: Board, key: tuple[str, str]) -> bool:
    cell = stand.cells.get(key)
    return cell is not None and (cell.state == "submitted" or stand.is_begun(*key))


def begin_at(session: Session, slot: Slot, now: datetime) -> None:
    """Let the visits to a team begin that goes on stage in its room."""
    session.execute(
        update(JuryVisit)
        .where(
            JuryVisit.round_id == slot.round_id,
            JuryVisit.team_id == slot.team_id,
            JuryVisit.begun_at.is_(None),
        )
        .values(begun_at=now)
    )
