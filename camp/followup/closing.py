"""What must have ended before a camp is closed, and what bars the way back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.followup.models import Award, Tranche
from camp.teams.models import Team

GOING = ("offered", "accepted", "contracted", "suspended")


def still_going(session: Session, camp_id: str) -> list[str]:
    """Return the names of teams whose award is neither completed nor written off."""
    return list(
        session.scalars(
            select(Team.name)
            .join(Award, Award.team_id == Team.id)
            .where(Award.camp_id == camp_id, Award.state.in_(GOING))
            .order_by(Team.number)
        )
    )


def paid_to(session: Session, camp_id: str) -> list[str]:
    """Return the names of teams to which money was paid."""
    return list(
        session.scalars(
            select(Team.name)
            .join(Award, Award.team_id == Team.id)
            .join(Tranche, Tranche.award_id == Award.id)
            .where(Award.camp_id == camp_id, Tranche.state.in_(("paid", "documented")))
            .group_by(Team.name, Team.number)
            .order_by(Team.number)
        )
    )
