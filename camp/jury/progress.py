"""How far a round has come, without any mark."""

from sqlalchemy.orm import Session

from camp.jury.board import board
from camp.jury.models import Round


def below_quorum(session: Session, round_: Round, quorum: int) -> list[str]:
    """Return the teams, in pitch order, that have fewer submitted ballots than the quorum."""
    stand = board(session, round_.id)
    return [slot.team_id for slot in stand.slots if stand.count(slot.team_id, "submitted") < quorum]
