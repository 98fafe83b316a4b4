"""Two ideas become one when both authors have said so, each on their own phone (R15)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, words
from camp.core.events import record
from camp.core.models import Camp
from camp.core.phases import open_gates, require_open
from camp.ideas import queries
from camp.ideas.events import IdeaMerged, MergeWished, MergeWishTakenBack
from camp.ideas.models import Idea, MergeWish
from camp.ideas.rules import MERGES, TAKES_IN, NotTheAuthor, require_state
from camp.ideas.service import held_idea


def wish_merge(session: Session, *, idea_id: str, into_id: str, by: str, now: datetime) -> Idea:
    """Say as one of the two authors that the idea should go into the other.

    Once both have said it the idea is merged: it keeps its author and its own dots, which are not
    added to the other's; the other idea keeps its title and the lead. Said twice it is said once.
    """
    idea, camp = held_idea(session, idea_id)
    into = _partner(session, camp, idea, into_id)
    by_id = _author_among(session, camp.id, idea, into, by)
    if idea.state == "merged" and idea.merged_into_id == into.id:
        return idea
    _require_time(session, camp)
    require_state(idea, MERGES)
    require_state(into, TAKES_IN)
    said = set(
        session.scalars(
            select(MergeWish.by_id).filter_by(idea_id=idea.id, into_id=into.id)
        )
    )  # fmt: skip
    if by_id not in said:
        session.add(
            MergeWish(camp_id=camp.id, idea_id=idea.id, into_id=into.id, by_id=by_id, at=now)
        )
        record(session, MergeWished(**_names(idea, into, by)))
    if {idea.author_id, into.author_id} <= said | {by_id}:
        idea.state, idea.merged_into_id, idea.pitch = "merged", into.id, ""
        record(session, IdeaMerged(**_names(idea, into, by)))
    return idea


def take_back_wish(session: Session, *, idea_id: str, into_id: str, by: str, now: datetime) -> Idea:
    """Unsay it, while the other author has not agreed yet."""
    idea, camp = held_idea(session, idea_id)
    into = _partner(session, camp, idea, into_id)
    by_id = _author_among(session, camp.id, idea, into, by)
    require_state(idea, MERGES)
    wish = session.scalars(
        select(MergeWish).filter_by(idea_id=idea.id, into_id=into.id, by_id=by_id)
    ).one_or_none()
    if wish is not None:
        session.delete(wish)
        record(session, MergeWishTakenBack(**_names(idea, into, by)))
    return idea


def _partner(session: Session, camp: Camp, idea: Idea, into_id: str) -> Idea:
    into = session.get(Idea, into_id)
    if into is None or into.camp_id != camp.id or into.id == idea.id:
        raise Invalid(fields={"into": [words("Choose another idea of this camp.")]})
    return into


def _author_among(session: Session, camp_id: str, idea: Idea, into: Idea, by: str) -> str:
    participant = queries.participant(session, camp_id, by)
    if participant.id not in {idea.author_id, into.author_id}:
        raise NotTheAuthor
    return participant.id


def _require_time(session: Session, camp: Camp) -> None:
    # Before the vote the idea gate is open, after it the team gate; nothing merges while people
    # give dots.
    if "ideas" not in open_gates(session, camp):
        require_open(session, camp, "teams")


def _names(idea: Idea, into: Idea, by: str) -> dict[str, str]:
    return {
        "camp_id": idea.camp_id,
        "by": by,
        "idea_id": idea.id,
        "author": idea.author.person_id,
        "into_id": into.id,
        "other_author": into.author.person_id,
    }
