"""The lock of all teams: what stands in its way, waivers, and the lock itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Forbidden, Invalid, words
from camp.core.events import hold, record
from camp.core.models import Camp
from camp.core.rules import RUNS, Actor
from camp.ideas.models import Idea
from camp.people.models import Participant
from camp.teams import queries, queue
from camp.teams.events import TeamsWereLocked, TeamWaived
from camp.teams.matching import Suggestion
from camp.teams.models import Team, TeamIdea
from camp.teams.queries import TeamCard
from camp.teams.rules import TeamsNotReady, require_in_play


@dataclass(frozen=True, slots=True)
class LockCheck:
    """What stands before the lock: teams that are too small, and people without a team."""

    short: tuple[TeamCard, ...]
    unplaced: tuple[tuple[Participant, tuple[Suggestion, ...]], ...]

    @property
    def is_ready(self) -> bool:
        return not self.short


def lock_check(session: Session, camp: Camp, now: datetime) -> LockCheck:
    """Return the teams below the minimum without a waiver, and each free person's three teams."""
    every = queries.cards(session, camp, now)
    return LockCheck(
        short=tuple(card for card in every if card.is_short),
        unplaced=tuple(
            (one, tuple(queries.suggestions(session, camp, one, every)))
            for one in queries.unplaced(session, camp)
        ),
    )


def waive(session: Session, *, team_id: str, reason: str, who: Actor, now: datetime) -> Team:
    """Let a team stay below the minimum, with the organiser's reason."""
    team = session.get_one(Team, team_id)
    camp = hold(session, team.camp_id)
    if not who.has(camp.id, *RUNS):
        raise Forbidden
    if not reason:
        raise Invalid(fields={"reason": [words("Give a reason; it is kept.")]})
    require_in_play(team)
    if team.waived != reason:
        team.waived = reason
        session.flush()
        fact = TeamWaived(camp_id=camp.id, by=who.person_id, team_id=team.id, reason=reason)
        record(session, fact)
    return team


def lock_teams(session: Session, *, camp_id: str, by: str | None, now: datetime) -> int:
    """Lock the camp's teams: open requests end, ideas without a team count as not formed.

    Returns how many were locked: 0 when it was done before. Raises TeamsNotReady.
    """
    camp = hold(session, camp_id)
    short = [card.team.name for card in lock_check(session, camp, now).short]
    if short:
        raise TeamsNotReady(teams=short)
    forming = session.scalars(select(Team).filter_by(camp_id=camp.id, state="forming")).all()
    if not forming:
        return 0
    queue.cancel_all(session, [team.id for team in forming], why="locked", by=by, now=now)
    for team in forming:
        team.state = "locked"
    for idea in _without_team(session, camp.id, "pitched"):
        idea.state = "not_formed"
    session.flush()
    ids = tuple(team.id for team in forming)
    record(session, TeamsWereLocked(camp_id=camp.id, by=by, is_locked=True, teams=ids))
    return len(forming)


def _without_team(session: Session, camp_id: str, state: str) -> Sequence[Idea]:
    taken = select(TeamIdea.idea_id)
    wanted = select(Idea).where(Idea.camp_id == camp_id, Idea.state == state, Idea.id.not_in(taken))
    return session.scalars(wanted).all()


def unlock_teams(session: Session, *, camp_id: str, by: str | None, now: datetime) -> int:
    """Let teams and ideas without one change again, when the camp goes back to forming them."""
    camp = hold(session, camp_id)
    locked = session.scalars(select(Team).filter_by(camp_id=camp.id, state="locked")).all()
    if not locked:
        return 0
    for team in locked:
        team.state = "forming"
    for idea in _without_team(session, camp.id, "not_formed"):
        idea.state = "pitched"
    session.flush()
    ids = tuple(team.id for team in locked)
    record(session, TeamsWereLocked(camp_id=camp.id, by=by, is_locked=False, teams=ids))
    return len(locked)
