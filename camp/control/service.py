"""Moving the camp from phase to phase, and its gates and deadlines by hand."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from camp.control import entry, rehearsing
from camp.control.events import DeadlineSet, GateSet, PhaseKeyTurned, PhaseMoved
from camp.control.models import PhaseKey
from camp.control.rules import (
    BACK,
    NoSuchWay,
    NotReady,
    PhaseChanged,
    ReasonNeeded,
    is_next,
    may_leave,
)
from camp.core.errors import Forbidden, Invalid, words
from camp.core.events import hold, record
from camp.core.models import Camp, Deadline, Gate
from camp.core.phases import GATES, PHASES
from camp.core.rules import Actor, Role


def move_phase(
    session: Session,
    *,
    camp_id: str,
    after: str,
    reason: str,
    actor: Actor,
    now: datetime,
    seen: str | None = None,
) -> Camp:
    """Move the camp on by one phase, or back with a reason.

    `seen` is the phase that the mover looked at. Raises PhaseChanged when it is another by now,
    NotReady with what is missing, NoSuchWay, ReasonNeeded or Forbidden. Asking for the phase where
    the camp stands changes nothing. Out of deliberation, owner and chair each turn a key.
    """
    camp = hold(session, camp_id)
    before = camp.phase
    if after not in PHASES:
        raise Invalid(words("There is no such phase."), fields={"phase": [after]})
    if after == before:
        return camp
    if seen is not None and seen != before:
        raise PhaseChanged(phase=before)
    forward = is_next(before, after)
    if not forward and after not in BACK.get(before, frozenset()):
        raise NoSuchWay(phase=before)
    if not may_leave(actor, camp_id, before, after):
        raise Forbidden
    if not forward and not reason.strip():
        raise ReasonNeeded(fields={"reason": [ReasonNeeded.title]})
    move = entry.Move(actor, reason, now)
    missing = entry.missing(session, camp, after, move)
    if missing:
        raise NotReady(phase=before, missing=missing)
    if before == "deliberation" and forward and not _both_keys(session, camp, after, actor, now):
        return camp
    entry.enter(session, camp, after, move)
    camp.phase = after
    session.execute(delete(Gate).filter_by(camp_id=camp_id))
    session.execute(delete(PhaseKey).filter_by(camp_id=camp_id))
    record(
        session,
        PhaseMoved(
            camp_id=camp_id, by=actor.person_id, before=before, after=after, reason=reason.strip()
        ),
    )
    return camp


def _both_keys(session: Session, camp: Camp, after: str, actor: Actor, now: datetime) -> bool:
    """Turn the mover's key; return whether owner and chair, two people, have turned theirs."""
    keys = {
        key.role: key.person_id
        for key in session.scalars(select(PhaseKey).filter_by(camp_id=camp.id, phase=after))
    }
    for role in (Role.OWNER, Role.CHAIR):
        if actor.has(camp.id, role) and role not in keys and actor.person_id not in keys.values():
            session.add(
                PhaseKey(camp_id=camp.id, phase=after, role=role, person_id=actor.person_id, at=now)
            )
            keys[role] = actor.person_id
            record(
                session,
                PhaseKeyTurned(camp_id=camp.id, by=actor.person_id, phase=after, role=role),
            )
    return set(keys) >= {Role.OWNER, Role.CHAIR}


def set_gate(
    session: Session, *, camp_id: str, gate: str, is_open: bool, reason: str, by: str
) -> None:
    """Open or shut a gate by hand without leaving the phase. Sent twice it changes nothing."""
    hold(session, camp_id)
    if gate not in GATES:
        raise Invalid(words("There is no such gate."), fields={"gate": [gate]})
    if not reason.strip():
        raise ReasonNeeded(fields={"reason": [ReasonNeeded.title]})
    row = session.get(Gate, (camp_id, gate))
    if row is not None and row.is_open == is_open:
        return
    if gate == "ballots" and is_open:
        rehearsing.wipe_rehearsal(session, camp_id=camp_id, by=by)
    session.merge(Gate(camp_id=camp_id, name=gate, is_open=is_open))
    record(
        session, GateSet(camp_id=camp_id, by=by, gate=gate, is_open=is_open, reason=reason.strip())
    )


def set_deadline(session: Session, *, camp_id: str, name: str, at: datetime, by: str) -> None:
    """Say when something ends by the server's clock; it may be moved at any time."""
    hold(session, camp_id)
    row = session.get(Deadline, (camp_id, name))
    if row is not None and row.at == at:
        return
    session.merge(Deadline(camp_id=camp_id, name=name, at=at))
    record(session, DeadlineSet(camp_id=camp_id, by=by, name=name, at=at.isoformat()))
