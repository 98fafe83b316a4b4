"""What changes if the camp moves: gates, what is missing, whose key is awaited, the ways back."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.control.entry import Missing, Move, missing
from camp.control.models import PhaseKey
from camp.control.rules import is_next, may_leave, ways
from camp.core.models import Camp
from camp.core.phases import PHASES, open_gates
from camp.core.rules import Role


@dataclass(frozen=True, slots=True)
class Way:
    """One phase that the camp may go to, and what going there does."""

    phase: str
    is_on: bool
    opens: tuple[str, ...]
    shuts: tuple[str, ...]
    lacks: Missing
    may_go: bool
    waits_for: tuple[str, ...]


def look(session: Session, camp: Camp, move: Move) -> list[Way]:
    """Return the ways from where the camp stands: on first, then back."""
    now_open = open_gates(session, camp)
    return [_way(session, camp, after, now_open, move) for after in ways(camp.phase)]


def _way(session: Session, camp: Camp, after: str, now_open: Collection[str], move: Move) -> Way:
    then = PHASES[after]
    is_on = is_next(camp.phase, after)
    return Way(
        phase=after,
        is_on=is_on,
        opens=tuple(sorted(then - set(now_open))),
        shuts=tuple(sorted(set(now_open) - then)),
        lacks=missing(session, camp, after, move),
        may_go=may_leave(move.actor, camp.id, camp.phase, after),
        waits_for=waiting_for(session, camp) if is_on else (),
    )


def waiting_for(session: Session, camp: Camp) -> tuple[str, ...]:
    """Return whose keys are still to be turned: owner and chair end the deliberation together."""
    if camp.phase != "deliberation":
        return ()
    turned = set(session.scalars(select(PhaseKey.role).filter_by(camp_id=camp.id)))
    return tuple(str(role) for role in (Role.OWNER, Role.CHAIR) if role not in turned)
