"""Writing, sending, screening and withdrawing ideas."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from camp.core.errors import Invalid, NotFound, words
from camp.core.events import hold, record
from camp.core.models import Camp
from camp.core.phases import require_open
from camp.ideas import queries
from camp.ideas.events import IdeaFormed, IdeaScreened, IdeaSubmitted, IdeaWithdrawn, IdeaWritten
from camp.ideas.models import Idea
from camp.ideas.rules import (
    DECISIONS,
    EDITABLE,
    FORMED,
    GROUNDS,
    MERGES,
    SCREENABLE,
    SENDABLE,
    WITHDRAWABLE,
    NotTheAuthor,
    StaleIdea,
    WrongState,
    require_state,
)

FIELDS = (
    "title", "problem", "who", "solution", "language", "tags", "skills", "beneficiaries", "region",
)  # fmt: skip
"""What the author writes."""


def write_idea(
    session: Session, *, camp_id: str, words_of: Mapping[str, Any], by: str, now: datetime
) -> Idea:
    """Keep a new idea as a draft that only its author sees. The same one twice is kept once."""
    camp = hold(session, camp_id)
    require_open(session, camp, "ideas")
    author = queries.participant(session, camp_id, by)
    same = _written_twice(session, author.id, words_of)
    if same is not None:
        return same
    idea = Idea(camp_id=camp_id, author_id=author.id, made_at=now, state="draft", revision=1)
    _fill(idea, words_of)
    session.add(idea)
    session.flush()
    session.refresh(idea, ["author"])
    record(session, IdeaWritten(camp_id=camp_id, by=by, idea_id=idea.id, author=by, revision=1))
    return idea


def edit_idea(
    session: Session,
    *,
    idea_id: str,
    words_of: Mapping[str, Any],
    revision: int,
    by: str,
    now: datetime,
) -> Idea:
    """Change an own idea. `revision` is the one that the author saw last.

    A stale revision raises StaleIdea with both versions, unless what was sent is what stands.
    """
    idea, camp = held_idea(session, idea_id)
    _require_author(idea, by)
    require_open(session, camp, "ideas")
    require_state(idea, EDITABLE)
    if all(getattr(idea, name) == words_of[name] for name in words_of):
        return idea
    if revision != idea.revision:
        raise StaleIdea(revision=idea.revision, yours=dict(words_of), theirs=written(idea))
    _fill(idea, words_of)
    idea.revision += 1
    record(
        session,
        IdeaWritten(
            camp_id=camp.id, by=by, idea_id=idea.id, author=by, revision=idea.revision
        ),
    )  # fmt: skip
    return idea


def submit_idea(session: Session, *, idea_id: str, by: str, now: datetime) -> Idea:
    """Send a draft to the organisers' screening; what was sent already stays where it is."""
    idea, camp = held_idea(session, idea_id)
    _require_author(idea, by)
    if idea.state in {"submitted", "screened_in"}:
        return idea
    require_open(session, camp, "ideas")
    require_state(idea, SENDABLE)
    empty = [name for name in ("title", "problem", "solution") if not getattr(idea, name).strip()]
    if empty:
        raise Invalid(fields={name: [words("Please fill this in first.")] for name in empty})
    idea.state, idea.state_ground, idea.state_reason = "submitted", "", ""
    record(session, IdeaSubmitted(camp_id=camp.id, by=by, idea_id=idea.id, author=by))
    return idea


def withdraw_idea(session: Session, *, idea_id: str, by: str, now: datetime) -> Idea:
    """Take an own idea back, until a team has formed around it. Dots on it are free again."""
    idea, camp = held_idea(session, idea_id)
    _require_author(idea, by)
    if idea.state == "withdrawn":
        return idea
    require_state(idea, WITHDRAWABLE)
    idea.state, idea.pitch = "withdrawn", ""
    record(session, IdeaWithdrawn(camp_id=camp.id, by=by, idea_id=idea.id, author=by))
    return idea


def screen_idea(
    session: Session,
    *,
    idea_id: str,
    decision: str,
    ground: str = "",
    reason: str = "",
    by: str,
    now: datetime,
) -> Idea:
    """Let an idea in, return it to its author or keep it out.

    Returned and kept out need a ground (scope, safety or legality) and a reason, which the author
    reads. An idea that is let in joins the end of the pitch queue.
    """
    idea, camp = held_idea(session, idea_id)
    _require_reason(decision, ground, reason)
    ground, reason = ("", "") if decision == "screened_in" else (ground, reason.strip())
    if (idea.state, idea.state_ground, idea.state_reason) == (decision, ground, reason):
        return idea
    require_state(idea, SCREENABLE)
    idea.state, idea.state_ground, idea.state_reason = decision, ground, reason
    if decision == "screened_in":
        idea.pitch = "waiting"
        idea.pitch_order = 1 + (
            session.scalar(select(func.max(Idea.pitch_order)).filter_by(camp_id=camp.id)) or 0
        )
    else:
        idea.pitch, idea.pitch_order = "", None
    record(
        session,
        IdeaScreened(
            camp_id=camp.id,
            by=by,
            idea_id=idea.id,
            author=idea.author.person_id,
            state=decision,
            ground=ground,
            reason=reason,
        ),
    )
    return idea


def mark_formed(
    session: Session, *, idea_id: str, state: str, by: str | None, now: datetime
) -> Idea:
    """Say that a team has formed around the idea, or that none has: team_formed or not_formed."""
    idea, camp = held_idea(session, idea_id)
    if state not in FORMED:
        raise WrongState(state=state)
    if idea.state == state:
        return idea
    require_state(idea, (*MERGES, "team_formed"))
    idea.state = state
    record(
        session,
        IdeaFormed(
            camp_id=camp.id, by=by, idea_id=idea.id, author=idea.author.person_id, state=state
        ),
    )
    return idea


def written(idea: Idea) -> dict[str, Any]:
    """Return what the author wrote, by field."""
    return {name: getattr(idea, name) for name in FIELDS}


def held_idea(session: Session, idea_id: str) -> tuple[Idea, Camp]:
    """Return the idea as it stands, with its camp held until commit."""
    camp_id = session.scalar(select(Idea.camp_id).filter_by(id=idea_id))
    if camp_id is None:
        raise NotFound
    camp = hold(session, camp_id)
    return session.get_one(Idea, idea_id, populate_existing=True), camp


def _require_author(idea: Idea, person_id: str) -> None:
    if idea.author.person_id != person_id:
        raise NotTheAuthor


def _require_reason(decision: str, ground: str, reason: str) -> None:
    if decision not in DECISIONS:
        raise Invalid(fields={"decision": [words("Choose one of the decisions.")]})
    if decision == "screened_in":
        return
    fields = {}
    if ground not in GROUNDS:
        fields["ground"] = [words("Choose scope, safety or legality.")]
    if not reason.strip():
        fields["reason"] = [words("The author reads this reason. Please write it.")]
    if fields:
        raise Invalid(fields=fields)


def _written_twice(session: Session, author_id: str, words_of: Mapping[str, Any]) -> Idea | None:
    drafts = session.scalars(
        select(Idea).where(Idea.author_id == author_id, Idea.state.in_(("draft", "submitted")))
    )
    wanted = {**dict.fromkeys(FIELDS), **words_of}
    return next((one for one in drafts if _plain(written(one)) == _plain(wanted)), None)


def _plain(texts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value or None for name, value in texts.items()}


def _fill(idea: Idea, words_of: Mapping[str, Any]) -> None:
    for name, value in words_of.items():
        setattr(idea, name, value)
