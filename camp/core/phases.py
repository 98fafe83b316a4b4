"""Phases of a camp and the gates that each opens (rulebook 3.1)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import GateClosed
from camp.core.models import Camp, Gate

PHASES: dict[str, frozenset[str]] = {
    "draft": frozenset(),
    "call": frozenset({"registration", "ideas"}),
    "selection": frozenset(),
    "checkin": frozenset({"door", "ideas"}),
    "ideas": frozenset({"door", "ideas"}),
    "voting": frozenset({"door", "dots"}),
    "forming": frozenset({"door", "teams"}),
    "build": frozenset({"door", "teams", "mentoring", "submissions"}),
    "locked": frozenset({"door"}),
    "jury": frozenset({"door", "ballots", "audience"}),
    "deliberation": frozenset({"door"}),
    "results": frozenset(),
    "appeals": frozenset({"appeals"}),
    "followup": frozenset(),
    "closed": frozenset(),
}
"""Phases in their order, each with its open gates. All others are shut."""

GATES = (
    "registration", "door", "ideas", "dots", "teams",
    "mentoring", "submissions", "ballots", "audience", "appeals",
)  # fmt: skip


def position(phase: str) -> int:
    return list(PHASES).index(phase)


def has_reached(camp: Camp, phase: str) -> bool:
    return position(camp.phase) >= position(phase)


def open_gates(session: Session, camp: Camp) -> frozenset[str]:
    """Return the gates that are open: the phase's, changed by what was opened or shut by hand."""
    found = session.execute(select(Gate.name, Gate.is_open).filter_by(camp_id=camp.id))
    by_hand = {name: is_open for name, is_open in found}  # noqa: C416  -- rows are no pairs
    preset = PHASES[camp.phase]
    return frozenset(gate for gate in GATES if by_hand.get(gate, gate in preset))


def require_open(session: Session, camp: Camp, gate: str) -> None:
    """Raise GateClosed, naming the gate and the phase, unless the gate is open."""
    by_hand = session.scalar(select(Gate.is_open).filter_by(camp_id=camp.id, name=gate))
    check_gate(camp, gate, by_hand)


def check_gate(camp: Camp, gate: str, by_hand: bool | None) -> None:
    """As `require_open`, of a gate whose row was read: `by_hand` is None where there is none."""
    if not (gate in PHASES[camp.phase] if by_hand is None else by_hand):
        raise GateClosed(gate=gate, phase=camp.phase)
