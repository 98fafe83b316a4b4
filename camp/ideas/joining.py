"""Who wants to work on an idea, said before there is a team (R14 asks how many would)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from camp.core.errors import GateClosed
from camp.core.events import record
from camp.core.phases import has_reached
from camp.ideas import queries
from camp.ideas.events import JoinWished
from camp.ideas.models import Idea, JoinWish
from camp.ideas.rules import ALIVE, OwnIdeaJoined, require_state
from camp.ideas.service import held_idea
from camp.people.models import Participant


def want_to_join(session: Session, *, idea_id: str, wants: bool, by: str, now: datetime) -> bool:
    """Say as a participant that one wants to join the idea's team, or not any more.

    Said twice it is said once. Once the author makes a team, it is asked for a seat in the
    person's name. Raises OwnIdeaJoined, WrongState, and GateClosed when teams are locked.
    """
    idea, camp = held_idea(session, idea_id)
    one = queries.participant(session, camp.id, by)
    present = session.get(JoinWish, (idea.id, one.id))
    if wants == (present is not None):
        return wants
    if present is not None:
        session.delete(present)
    else:
        if idea.author_id == one.id:
            raise OwnIdeaJoined
        require_state(idea, ALIVE)
        if has_reached(camp, "build"):
            raise GateClosed(gate="teams", phase=camp.phase)
        session.add(JoinWish(idea_id=idea.id, participant_id=one.id, camp_id=camp.id, at=now))
    record(
        session,
        JoinWished(
            camp_id=camp.id, by=by, idea_id=idea.id, author=idea.author.person_id, wants=wants
        ),
    )
    return wants


def joiners(session: Session, ideas: Sequence[str]) -> list[Participant]:
    """Return who wants to join any of the ideas, in the order in which they said so.

    Who wanted to join an idea that was merged into one of them wants to join that one.
    """
    rows = session.scalars(
        select(Participant)
        .join(JoinWish, JoinWish.participant_id == Participant.id)
        .join(Idea, Idea.id == JoinWish.idea_id)
        .where(
            or_(Idea.id.in_(ideas), Idea.merged_into_id.in_(ideas)),
            Participant.state == "accepted",
        )
        .order_by(JoinWish.at, Participant.id)
    )
    return list(dict.fromkeys(rows))


def wished_by(session: Session, camp_id: str, person_id: str) -> set[str]:
    """Return the ideas that a person wants to join."""
    return set(
        session.scalars(
            select(JoinWish.idea_id)
            .join(Participant, Participant.id == JoinWish.participant_id)
            .where(JoinWish.camp_id == camp_id, Participant.person_id == person_id)
        )
    )
